"""No word is written twice in a row.

Why:  it is the commonest slip of a mended sentence, and no eye that knows the sentence sees it.
Bad:  Open the the window.
Good: Open the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..registry import check
from ..source import Finding, Site
from ..text.said import Line

MEANT = frozenset("had that very so no much bye there night knock".split())  # which people do say twice


@check(Line)
def word_doubled(line: Line, site: Site) -> Iterator[Finding]:
    words = line.text.split(" ")
    for word, after in pairwise(words):
        bare = after.rstrip(".,;:!?)\"'")
        if word.isalpha() and bare.islower() and word.lower() == bare and bare not in MEANT:
            yield line.finding(f'"{word} {bare}" stands here', f"write {word} once")
