"""No word is written twice in a row.

Why:  it is the commonest slip of a mended sentence, and no eye that knows the sentence sees it.
Bad:  Open the the window.
Good: Open the window.
"""

import re
from itertools import compress
from operator import eq

from ..registry import check
from ..source import Findings, Page, Site, Source

PAIR = re.compile(r"(?<![\w'\u2019-])([^\W\d_]+)(?=[ \t]*\n?[ \t>]*(?<=\s)([^\W\d_]+)(?![\w-]))")
PIECE = re.compile(r"[^\W\d_]+|[^\s>]")  # a word, or a sign that parts two
MEANT = frozenset("had that very so no much bye there night knock".split())  # which people do say twice


@check(Site)
def word_doubled(site: Site) -> Findings:
    for source in [*site.pages, *site.data_sources]:
        text = "\n".join(source.prose) if isinstance(source, Page) else "\n\n".join(source.lines)
        yield from _doubled(source, text)


def _doubled(source: Source, text: str) -> Findings:
    pieces = PIECE.findall(text.lower())
    if not any(map(str.isalpha, compress(pieces, map(eq, pieces, pieces[1:])))):
        return
    for found in PAIR.finditer(text):
        word, after = found[1], found[2]
        if after.islower() and word.lower() == after and after not in MEANT:  # "Bora Bora" is a name
            line = text.count("\n", 0, found.start(2)) // (1 if isinstance(source, Page) else 2) + 1
            yield source.finding(line, f'"{word} {after}" stands here', f"write {word} once")
