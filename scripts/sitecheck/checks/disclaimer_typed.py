"""Disclaimers are rendered, never typed: no page holds a sentence of one in its own text.

Why:  a copy that somebody typed grows old beside the one that is rendered.
Bad:  This page is no substitute for the advice of a doctor.
Good: nothing; the page carries the disclaimer anyway
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..passages import of_page
from ..registry import check
from ..source import Finding, Page, Site

SENTENCES = re.compile(r"(?<=[.!?])\s+")
LONG = 6  # words; shorter sentences are anybody's


@check(Page)
def disclaimer_typed(page: Page, site: Site) -> Iterator[Finding]:
    for passage in of_page(page):
        said = " ".join(passage.text.lower().split())
        for item in site.disclaimers:
            for sentence in SENTENCES.split(" ".join(str(item.get("text")).lower().split())):
                if len(sentence.split()) >= LONG and sentence.rstrip(".") in said:
                    fact = f"this is a copy of the disclaimer {item.get('id')}, which the page carries anyway"
                    yield passage.finding(0, fact, "delete it; its words are changed in data/disclaimers.yml")
                    break
