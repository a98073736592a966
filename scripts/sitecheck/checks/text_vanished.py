"""Every word an author typed is on the page a reader gets.

Why:  a cell too many in a table, a stray < or a definition that is typed twice makes Markdown drop words without
      a warning; what is dropped may be "not".
Bad:  If <your baby is hot, get help.
Good: If your baby is hot, get help.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..markup import AUTOLINK, CITATION, DEFINITION, LINK
from ..passages import ATTRIBUTES
from ..registry import check
from ..source import BuiltPage, Finding, Site

MARKER = re.compile(r"^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*")
DEFINED = re.compile(r"^(?:\*\[[^\]]+\]:|\[\^[^\]]+\]:)")  # of a short form, or of a note: said elsewhere
TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s+[^<>\n]*)?/?>")
PICTURE = re.compile(r"!\[[^\]\n]*\]\[[^\]\n]*\]")  # by reference; its words are no text
REFERENCE = re.compile(r"\]\[[^\]\n]*\]")
ADDED = "sup, .term__text, script, style"  # what the build puts between an author's words
LEAST = 2  # letters; shorter pieces prove nothing

NOT_A_LETTER = re.compile(r"[\W_]+")


@check(BuiltPage)
def text_vanished(built: BuiltPage, site: Site) -> Iterator[Finding]:
    page = built.page
    if page is None or not page.readable or not page.whole:
        return
    shown = _shown(built)
    prose = _without_links("\n".join(page.prose)).split("\n")
    for number, line in enumerate(prose, start=1):
        if not line or line.isspace() or _letters(read := _as_read(line)) in shown:
            continue
        for piece in re.split(r"\s{2,}", read):
            letters = _letters(piece)
            if len(letters) >= LEAST and letters not in shown:
                fact = f'"{" ".join(piece.split())[:70]}" is not on the page that readers get'
                fix = "look for a stray <, a table row with too many cells, or brackets and braces, and mend them"
                yield page.finding(number, fact, fix)
                return


def _shown(built: BuiltPage) -> str:
    """The letters and digits of the page's text in order, without what the build puts between."""
    added = {node.mem_id for node in built.tree.css(ADDED)}
    words = []
    stack = list(built.tree.css("article"))
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            words.append(node.text_content or "")
        elif node.mem_id not in added:
            stack.extend(reversed(list(node.iter(include_text=True))))
    return _letters("".join(words))


def _without_links(text: str) -> str:
    """The words of links alone, pictures taken out; the same line ends."""

    def words(found: re.Match[str]) -> str:
        ends = "\n" * found[0][len(found[1]) + len(found[2]) :].count("\n")
        return ("  " + "\n" * found[0].count("\n")) if found[1] else found[2] + ends

    for _ in range(2):  # a picture may stand inside a link
        text = LINK.sub(words, text)
    used = text.lower()
    return DEFINITION.sub(lambda found: "" if used.count(f"[{found[1].lower()}]") > 1 else found[0], text)


def _as_read(line: str) -> str:
    if DEFINED.match(line):
        return ""
    line = CITATION.sub("  ", AUTOLINK.sub(r"\1", MARKER.sub("", line)))
    line = PICTURE.sub("  ", TAG.sub("", ATTRIBUTES.sub("", line)))
    return html.unescape(REFERENCE.sub("]", line))


def _letters(text: str) -> str:
    return NOT_A_LETTER.sub("", text.casefold())
