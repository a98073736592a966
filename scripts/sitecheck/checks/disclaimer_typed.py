"""Disclaimers are rendered, never typed: no passage of a page holds two sentences of one.

Why:  a copy that somebody typed grows old beside the one that is rendered.
Bad:  This page is no substitute for the advice of a doctor.
Good: nothing; the page carries the disclaimer anyway
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site
from ..text.passages import of_page

SENTENCES = re.compile(r"(?<=[.!?])\s+")
LONG = 6  # words; shorter sentences are anybody's


@check(Page)
def disclaimer_typed(page: Page, site: Site) -> Iterator[Finding]:
    copied = {str(item.get("id")): _sentences(str(item.get("text"))) for item in site.disclaimers}
    for passage in of_page(page):
        said = " ".join(passage.text.lower().split())
        for name, sentences in copied.items():
            if sentences and sum(one in said for one in sentences) >= min(2, len(sentences)):
                fact = f"this is a copy of the disclaimer {name}, which the page carries anyway"
                yield passage.finding(0, fact, "delete it; its words are changed in data/disclaimers.yml")


def _sentences(text: str) -> list[str]:
    found = SENTENCES.split(" ".join(text.lower().split()))
    return [one.rstrip(".") for one in found if len(one.split()) >= LONG]
