"""No markup, template or working note is left in the text that readers see.

Why:  one missing blank or bracket makes Markdown show its signs, or lose the words they stood for, while the
      build stays green.
Bad:  [see the help page] (../help/when-to-get-help.md)
Good: [see the help page](../help/when-to-get-help.md)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

RESIDUE = {
    r"\]\([^)\s]+\)|\] \([^)\s]*[/.#:@][^)\s]*\)": "a link that was not turned into one",
    r"!\[[^\]]*\]": "a picture that was not turned into one",
    r"(?<!\w)\[[^\]\n\d][^\]\n]{0,80}\]\[[^\]\n]*\]|^[^[\]\n]*\]\[[^\]\n]+\]": "a link to a definition that does not exist",
    r"(?:^|\n)\s*(?:!!!|\?\?\?)\+?\s*[a-z]+": "a box written in a way this site does not read",
    r"===+\s?[\"']": "a tab written in a way this site does not read",
    r"--8<--": "an include that this site does not read",
    r"\{ ?[:#.%{][^\n]*": "braces of an attribute list or a template",
    r"%\}|\}\}": "braces of a template",
    r"(?<![\w:]):[a-z][a-z0-9_+]*(?:-[a-z0-9_+]+)*:(?![\w:])": "the short code of an icon",
    r"\*\*(?=\w)|(?<=[\w.,;:!?)])\*\*|(?<!\w)__\w|\w__(?!\w)": "signs of bold text",
    r"`": "a sign of code without its partner",
    r"(?<=\w)([~^])\w{1,3}(?:\1|(?=~|\^))|\^\[[^\]\n]+\]": "signs of raised text or of a note, which this site does not read",
    r"(?:^|\n)\s*#{1,6}\s+\w": "the signs of a heading",
    r"\|\s*:?-{2,}:?\s*\|": "the ruler of a table",
    r"(?:^|\n)\s*\|[^|\n]+\|": "a row of a table",
    r"\n[-*+] \w": "an item of a list that has no blank line above it",
    r"<!--|-->": "a comment",
    r"<{7}|>{7}|(?:^|\n)={7}(?:\n|$)": "a conflict that git left behind",
    r"\b(?:TODO|FIXME|XXX|TBD|TBC)\b|\b(?:todo|fixme): |[Ll]orem ipsum": "a working note",
    r"\[object |Error processing": "a program's message",
    "[\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]": "a character that cannot be shown",
    "[\u202a-\u202e\u2066-\u2069][^\n]{0,60}": "a sign that turns the direction of the text",
    "[\u200b\u2060]": "a blank that cannot be seen",
    r"~~\w[^~\n]*~~|(?<!=)==\w[^=\n]*==|\^\^\w[^^\n]*\^\^|\+\+\w+\+[\w+]*": "signs of marked or struck text, which this site does not read",
    r"(?<!\w)\[\[[^\]\n]+\]\]": "a link in the way of a wiki",
    r"(?:^|\n)\s*\[[ xX]\] \w": "a box to tick, which this site does not read",
    r"(?:^|\n)\s*[\u2022\u25aa\u25e6] ?\w": "a list whose signs are no list to Markdown",
    r"\n1[.)] \w": "a numbered list that has no blank line above it",
    r"&(?:amp|lt|gt|quot|nbsp|#\d+);": "a character that was encoded twice",
}
PATTERN = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(RESIDUE)))
FACTS = list(RESIDUE.values())
# A SIGN or one of WORDS stands in every match. Thirty alternatives at every letter take twenty times as long as one class of signs.
SIGN = re.compile(
    r":[a-z]|[][=+{}%*_#|<>~^&`\u2022\u25aa\u25e6"
    "\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b\u2060]"
)
WORDS = (
    "--",
    "!!!",
    "???",
    "\n-",
    "\n1",
    "TODO",
    "FIXME",
    "XXX",
    "TBD",
    "TBC",
    "todo",
    "fixme",
    "orem ipsum",
    "Error processing",
)
ALONE = frozenset({"None", "undefined", "NaN", "null", "True", "False"})
NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBC|todo|fixme)\b")


def holds_word(text: str) -> bool:
    """Whether one of WORDS stands in a text."""
    return any(word in text for word in WORDS)


@lru_cache(maxsize=4096)
def _matches(text: str) -> list[tuple[int, int, int]]:
    """(index in FACTS, start, end) of each match in a text; much of a page's text stands on every page."""
    return [(int((found.lastgroup or "r0")[1:]), found.start(), found.end()) for found in PATTERN.finditer(text)]


@check(BuiltPage)
def residue_left(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page and not built.page.whole:
        return  # what an unclosed tag swallows is shown as it was typed; the tag is the fault
    every = "\0".join(text for _, text in built.texts)
    worded, alone = holds_word(every), any(word in every for word in ALONE)
    met: Counter[str] = Counter()
    for _, text in built.texts:
        for index, start, end in _matches(text) if worded or SIGN.search(text) else ():
            fact = FACTS[index]
            words = text[start:end].strip()
            near = text[start : end + 30].strip().split("\n")[0]
            met[words] += 1
            yield built.finding(
                near,
                words,
                words.split("\n")[-1],
                occurrence=met[words],
                message=f'"{words}" stands in the text: {fact}',
                hint="write it as CONTRIBUTING.md shows, or put it between backticks if readers are to see it",
            )
        if alone and text.strip() in ALONE and not _typed_alone(built, text.strip()):
            yield built.finding(
                text.strip(),
                message=f'"{text.strip()}" stands alone in the text',
                hint="fill in the value that is missing",
            )


def _typed_alone(built: BuiltPage, word: str) -> bool:
    """Whether an author typed the word as a cell, an item or a heading of its own: "None" is an answer."""
    return built.page is not None and any(
        re.search(rf"(?:^|[|>*#-])\s*{word}\s*(?:$|[|{{])", line) for line in built.page.prose
    )


@check(BuiltPage)
def residue_in_description(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for node in built.tree.css("img[alt*='[^']"):
        words = node.attributes.get("alt") or ""
        fact = f'the description of a picture holds signs of a citation: "{words[:60]}"'
        yield built.finding(words, "[^", message=fact, hint="cite below the picture")


@check(Page)
def residue_in_comment(page: Page, site: Site) -> Iterator[Finding]:
    for number, (line, prose) in enumerate(zip(page.body, page.prose, strict=True), start=1):
        if ("<!--" in line or "-->" in line) and (found := NOTE.search(line)) and found[0] not in prose:
            yield page.finding(
                number,
                f'a comment holds the working note "{found[0]}"',
                "do what the note says and delete it, or open an issue",
            )
