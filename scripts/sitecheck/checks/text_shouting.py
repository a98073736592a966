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

SHOUTED = re.compile(r"\b[A-Z]{2,}(?:'[A-Z]+)?(?:\s+[A-Z]+(?:'[A-Z]+)?){2,}\b")
CAPITALS = re.compile(r"[A-Z]{2,}\s+[A-Z]{1,}")
# One of these tells a sentence from a row of short forms. Without a word that English sentences have, nothing is shouted.
COMMON = frozenset(
    "A AND ARE AT BE CAN DO FOR FROM HAVE IF IN IS IT NO NOT NOW OF ON OR THE THIS TO WILL WITH YOU YOUR".split()
)


@check(Page)
def text_shouting(page: Page, site: Site) -> Iterator[Finding]:
    yield from _shouted(of_source(page))


@check(Site)
def text_shouting_in_data(site: Site) -> Iterator[Finding]:
    yield from _shouted(of_data(site))


def _shouted(passages: Iterable[Passage]) -> Iterator[Finding]:
    for passage in passages:
        for found in SHOUTED.finditer(passage.text) if CAPITALS.search(passage.text) else ():
            words = found[0].split()
            if not COMMON.isdisjoint(words):
                yield passage.finding(
                    found.start(), f'"{" ".join(words)[:40]}" is in capitals', "write it in small letters"
                )
