"""No word is written twice in a row.

Why:  it is the commonest slip of a mended sentence, and no eye that knows the sentence sees it.
Bad:  Open the the window.
Good: Open the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..registry import check
from ..source import Finding, Page, Site
from ..text.passages import Passage, of_data, of_source

MEANT = frozenset("had that very so no much bye there night knock".split())  # which people do say twice


@check(Page)
def word_doubled(page: Page, site: Site) -> Iterator[Finding]:
    yield from _doubled(of_source(page))


@check(Site)
def word_doubled_in_data(site: Site) -> Iterator[Finding]:
    yield from _doubled(of_data(site))


def _doubled(passages: Iterable[Passage]) -> Iterator[Finding]:
    for passage in passages:
        at = 0
        for word, after in pairwise(passage.text.split()):
            at = passage.text.index(word, at)
            bare = after.rstrip(".,;:!?)\"'")
            if word.isalpha() and bare.islower() and word.lower() == bare and bare not in MEANT:
                yield passage.finding(at, f'"{word} {bare}" stands here', f"write {word} once")
            at += len(word)
