"""Every word an author typed is on the page a reader gets.

Why:  a cell too many in a table, a stray < or a definition that is typed twice makes Markdown drop words without
      a warning; what is dropped may be "not".
Bad:  If <your nose is hot, get help.
Good: If your nose is hot, get help.
"""

import html
import re

from ..parse.markup import AUTOLINK, CITATION, DEFINITION, LINK, without_tags
from ..registry import check
from ..source import BuiltPage, Findings, Site

MARKER = re.compile(r"^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*", re.MULTILINE)
DEFINED = re.compile(r"^\[\^[^\]\n]+\]:.*", re.MULTILINE)  # of a note, which is said elsewhere
ATTRIBUTES = re.compile(r"\{:?[^\S\n]*(?:[#.]|[\w-]+=)[^}\n]*\}|^[^\S\n]*\{[^}\n]*\}[^\S\n]*$", re.MULTILINE)
ENTITY = re.compile(r"&#?\w+;?")
PICTURE = re.compile(r"!\[[^\]\n]*\]\[[^\]\n]*\]")  # by reference; its words are no text
REFERENCE = re.compile(r"\]\[[^\]\n]*\]")
LEAST = 2  # letters; shorter pieces prove nothing

SIGNS = bytes(code for code in range(128) if not chr(code).isalnum() and code != ord("\n"))
NOT_A_LETTER = re.compile(r"[^\w\x00-\x7f]+")  # beyond ASCII


@check(BuiltPage, unless="table-uneven")
def text_vanished(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    if page is None or not page.readable or not page.whole:
        return
    shown = _shown(built)
    prose = _as_read(_without_links("\n".join(page.prose)))
    for number, (line, letters) in enumerate(zip(prose.split("\n"), _letters(prose).split("\n"), strict=True), start=1):
        if not letters or letters in shown:
            continue
        for piece in re.split(r"\s{2,}", line):
            letters = _letters(piece)
            if len(letters) >= LEAST and letters not in shown:
                fact = f'"{" ".join(piece.split())[:70]}" is not on the page that readers get'
                fix = "look for a stray <, a table row with too many cells, or brackets and braces, and mend them"
                yield page.finding(number, fact, fix)
                return


def _shown(built: BuiltPage) -> str:
    """The letters and digits of the page's text in order, without the explanations that the build puts between.

    The numbers of citations stay; what is looked for ends at them.
    """
    shown = _letters("".join(article.text(deep=True) for article in built.tree.css("article")).replace("\n", " "))
    for added in built.tree.css("article .term__text"):
        shown = shown.replace(_letters(added.text(deep=True).replace("\n", " ")), "", 1)
    return shown


def _without_links(text: str) -> str:
    """The words of links alone, pictures taken out; the same line ends."""

    def words(found: re.Match[str]) -> str:
        ends = found[0].count("\n")
        return "  " + "\n" * ends if found[0][0] == "!" else found[1] + "\n" * (ends - found[1].count("\n"))

    for _ in range(2 if "![" in text else 1):  # a picture may stand inside a link
        text = LINK.sub(words, text)
    used = text.lower()
    return DEFINITION.sub(lambda found: "" if used.count(f"[{found[1].lower()}]") > 1 else found[0], text)


def _as_read(text: str) -> str:
    """Prose as it is read, line by line. All lines are done at once: a page has hundreds, and each pattern stays within its line."""
    text = MARKER.sub("", DEFINED.sub("", text) if "]:" in text else text)
    text = CITATION.sub("  ", AUTOLINK.sub(r"\1", text) if "<" in text else text)
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "<" in text:
        text = without_tags(text)
    if "][" in text:
        text = REFERENCE.sub("]", PICTURE.sub("  ", text))
    return ENTITY.sub(lambda found: " ".join(html.unescape(found[0]).splitlines()), text) if "&" in text else text


def _letters(text: str) -> str:
    """The letters and digits of a text, and its line ends."""
    without = text.casefold().encode(errors="replace").translate(None, SIGNS).decode()
    return without if without.isascii() else NOT_A_LETTER.sub("", without)
