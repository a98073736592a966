"""Sign-offs: whether the words that a health professional read are still those that readers get.

A sign-off in `clinical_review` keeps a fingerprint of the page's approved words and of its warning signs. It so holds or lapses by
data/approved/ alone: without git, without a clock, and the same in a clone, an archive or a fork.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from . import approved
from .source import Page, Site, Source

SIGN = re.compile(r"\[sign: ([^,\]]+), ([^\]]+)\]")


def state(page: Page, site: Site) -> str:
    """Whether somebody signed this very text off: "current"; an earlier one: "lapsed"; nobody: "none"."""
    review = page.meta.get("clinical_review")
    if not isinstance(review, dict):
        return "none"
    return "current" if review.get("text") == fingerprint(page, site.approved) else "lapsed"


def fingerprint(page: Page, record: Mapping[str, Source]) -> str:
    """16 hexadecimal digits that stand for the approved words of a page; "" for a page that has none."""
    stored = record.get(f"{approved.FOLDER}/{approved.file_of(page.url)}")
    lines = approved.without_notes(stored.lines) if stored else []
    shared = record.get(f"{approved.FOLDER}/{approved.SHARED}/signs.txt")
    signs = {re.split(r"[\[,]", line, maxsplit=2)[1]: line for line in shared.lines if "," in line} if shared else {}
    shown = [signs.get(found[1], "") for line in lines if (found := SIGN.fullmatch(line.strip()))]
    if not lines:
        return ""
    return hashlib.sha256("\n".join([*lines, *shown]).encode()).hexdigest()[:16]
