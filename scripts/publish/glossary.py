"""Words of the glossary, explained where a page first uses them: by a tap or a key on screen, in brackets on paper.

The explanation is an element with the attribute `popover`, which a browser opens without any script. One that does
not know the attribute shows the brackets at once, as paper does.
"""

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sitecheck.parse.authorship import PUNCTUATION

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-z0-9]+)")
# Inside these nothing is explained: links and buttons can't hold a button, and boxes and headings are read at a glance.
QUIET = frozenset("a aside button code form h1 h2 h3 h4 h5 h6 nav pre section sup th".split())
# A button is a box on the line: unless the two are held together, the full stop after it may begin the next line.
TERM = re.compile(
    rf'(<button type="button" class="term"[^>]*>[^<]*</button><span[^>]*popover>[^<]*</span>)({PUNCTUATION.pattern})'
)
FOOTNOTES = '<div class="footnote">'


def explain(content: str, words: Iterable[dict[str, Any]], title: str) -> str:
    """The HTML of a page's text with each word of the glossary explained at its first use.

    A word that stands in the `title` is what the page is about, and is left to the page.
    """
    ids = {form.lower(): word for word in words for form in (str(word["term"]), *map(str, word["forms"]))}
    own = {str(ids[form]["id"]) for form in ids if _pattern((form,)).search(title)}
    ids = {form: word for form, word in ids.items() if word["id"] not in own}
    if not ids:
        return content
    pattern = _pattern(tuple(ids))
    explained: set[str] = set()

    def first_use(found: re.Match[str]) -> str:
        word = ids[found[0].lower()]
        name = f"term-{word['id']}"
        if name in explained or f'id="{name}"' in content:
            return found[0]
        explained.add(name)
        meaning = html.escape(str(word["text"]), quote=False)
        return (
            f'<button type="button" class="term" popovertarget="{name}">{found[0]}</button>'
            f'<span class="term__text" id="{name}" popover>{meaning}</span>'
        )

    text, mark, notes = content.partition(FOOTNOTES)
    pieces, quiet = [], 0
    for piece in TAG.split(text):
        name = NAME.match(piece)
        if name and name[1] in QUIET:
            quiet += -1 if piece.startswith("</") else 1
        pieces.append(piece if name or quiet else pattern.sub(first_use, piece))
    return TERM.sub(r'<span class="whole">\1\2</span>', "".join(pieces)) + mark + notes


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
