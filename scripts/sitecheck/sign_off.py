"""Sign-offs: whether the words that a health professional read are still those that readers get.

A sign-off in `clinical_review` keeps a fingerprint of the page's approved words and of its warning signs. It so holds or lapses by
data/approved/ alone: without git, without a clock, and the same in a clone, an archive or a fork.
"""

import hashlib
import re

from . import approved
from .source import Page, Site

SIGN = re.compile(r"\[sign: ([^,\]]+), ([^\]]+)\]")


def state(page: Page, site: Site) -> str:
    """Whether somebody signed this very text off: "current"; an earlier one: "lapsed"; nobody: "none"."""
    review = page.meta.get("clinical_review")
    if not isinstance(review, dict):
        return "none"
    return "current" if review.get("text") == fingerprint(page, site) else "lapsed"


def fingerprint(page: Page, site: Site) -> str:
    """16 hexadecimal digits that stand for the approved words of a page; "" for a page that has none."""
    stored = site.approved.get(f"{site.record}/{approved.file_of(page.url)}")
    shared = site.approved.get(f"{site.record}/{approved.SHARED}/signs.txt")
    return digits(stored.lines if stored else [], shared.lines if shared else [])


def digits(lines: list[str], signs: list[str]) -> str:
    """The fingerprint of the lines of a page's record and of those of the signs that it shows, of all the signs on record."""
    lines = approved.without_notes(lines)
    known = {re.split(r"[\[,]", line, maxsplit=2)[1]: line for line in signs if "," in line}
    shown = [known.get(found[1], "") for line in lines if (found := SIGN.fullmatch(line.strip()))]
    return hashlib.sha256("\n".join([*lines, *shown]).encode()).hexdigest()[:16] if lines else ""
