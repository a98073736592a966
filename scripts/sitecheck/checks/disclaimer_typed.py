"""Disclaimers are rendered, never typed: no passage of a page holds two sentences of one.

Why:  a copy that somebody typed grows old beside the one that is rendered.
Bad:  This page is no substitute for the advice of a doctor.
Good: nothing; the page carries the disclaimer anyway
"""

import re

from ..registry import check
from ..source import Findings, Page, Site, once
from ..text.passages import of_page

SENTENCES = re.compile(r"(?<=[.!?])\s+")
LONG = 6  # words; shorter sentences are anybody's


@check(Page)
def disclaimer_typed(page: Page, site: Site) -> Findings:
    every = _plain(" ".join(passage.text for passage in of_page(page)))
    copied = {name: said for name, said in _copied(site).items() if any(one in every for one in said)}
    for passage in of_page(page) if copied else ():
        said = _plain(passage.text)
        for name, sentences in copied.items():
            if sum(one in said for one in sentences) >= min(2, len(sentences)):
                fact = f"this is a copy of the disclaimer {name}, which the page carries anyway"
                yield passage.finding(0, fact, "delete it; its words are changed in data/disclaimers.yml")


@once
def _copied(site: Site) -> dict[str, list[str]]:
    return {str(item.get("id")): _sentences(str(item.get("text"))) for item in site.disclaimers}


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _sentences(text: str) -> list[str]:
    found = SENTENCES.split(_plain(text))
    return [one.rstrip(".") for one in found if len(one.split()) >= LONG]
