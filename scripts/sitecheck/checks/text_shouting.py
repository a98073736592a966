"""No text shouts.

Why:  words in capitals frighten, are slow to read, and some screen readers spell them out letter by letter.
Bad:  RING THE NURSE NOW
Good: Ring the nurse now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..passages import Passage, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site

SHOUTED = re.compile(r"\b[A-Z]{2,}(?:'[A-Z]+)?(?:\s+[A-Z]{2,}(?:'[A-Z]+)?){2,}\b")
LEAST = 12  # letters in all
WORD = re.compile(r"[A-Z]{5,}")  # short forms have fewer


@check(Page)
def text_shouting(page: Page, site: Site) -> Iterator[Finding]:
    yield from _shouted(of_source(page))


@check(Site)
def text_shouting_in_data(site: Site) -> Iterator[Finding]:
    yield from _shouted(of_data(site))


def _shouted(passages: Iterable[Passage]) -> Iterator[Finding]:
    for passage in passages:
        for found in SHOUTED.finditer(passage.text) if WORD.search(passage.text) else ():
            words = " ".join(found[0].split())
            if len(words) >= LEAST and WORD.search(words):
                yield passage.finding(found.start(), f'"{words[:40]}" is in capitals', "write it in small letters")
