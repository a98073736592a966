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

from selectolax.lexbor import LexborNode

from .. import schema
from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

RESIDUE = {
    r"\]\([^)\s]*\)?|\] \([^)\s]*(?:/|\.md|\.html|\.pdf|^#|:|@)[^)\s]*\)|\] \(#[^)\s]+\)|\)\[[^\]\s]*(?:\.md|//|#)[^\]\s]*\]": "a link that was not turned into one",
    r"!\[[^\]]*\]": "a picture that was not turned into one",
    r"(?<!\w)\[[^\]\n\d][^\]\n]{0,80}\]\[[^\]\n]*\]|^[^[\]\n]*\]\[[^\]\n]+\]": "a link to a definition that does not exist",
    r"(?:^|\n)\s*(?:!!!|\?\?\?)\+?\s*[a-z]+": "a box written in a way this site does not read",
    r"===+\s?[\"']": "a tab written in a way this site does not read",
    r"--8<--": "an include that this site does not read",
    r"\{ ?(?:[:#.%{]|[a-z]+=)[^\n]*": "braces of an attribute list or a template",
    r"%\}|\}\}": "braces of a template",
    r"(?<![\w:]):[a-z][a-z0-9_+]*(?:-[a-z0-9_+]+)*:(?![\w:])": "the short code of an icon",
    r"\*\*(?=\w)|(?<=[\w.,;:!?)])\*\*(?!\*)|(?<![\w*])\*\* [^*\n]{1,80} \*\*(?!\*)|(?<!\w)__\w|\w__(?!\w)": "signs of bold text",
    r"`": "a sign of code without its partner",
    r"(?<=\w)([~^])\w{1,3}(?:\1|(?=~|\^))|\^\[[^\]\n]+\]": "signs of raised text or of a note, which this site does not read",
    r"(?:^|\n)\s*#{1,6}\s+\w": "the signs of a heading",
    r"\|\s*:?-{2,}:?\s*\|": "the ruler of a table",
    r"(?:^|\n)\s*\|[^|\n]+\|": "a row of a table",
    r"\n[-*+] (?:\w|$)": "an item of a list that has no blank line above it",
    r"<!-|(?:^|\n)\s*-->|-->\s*(?:\n|$)": "a comment",
    r"<{7}|>{7}|(?:^|\n)={7}(?:\n|$)": "a conflict that git left behind",
    r"\b(?:TODO|FIXME|TBD|TBC)\b|(?<![\d,])\bXXX\b|(?:^|\n|[\[(])\s*(?:todo|fixme): |\btb[cda]\b|[Ll]orem ipsum": "a working note",
    r"\[(?:citation needed|source needed|insert\b|add\b|your\b|fill in|check\b|\?+|\.\.\.|\u2026|[Xx]{2,})[^\]\n]*\]|(?:^|\n)\s*(?:[Cc]oming soon|[Tt]o follow|[Uu]nder construction)\b": "the place of a text that nobody has written yet",
    r"\[object |Error processing|Error! (?:Reference|Bookmark)": "a program's message",
    "\u00c2(?=[^\\w\\s]|\u00a0)|\u00e2\u20ac|\u00c3[\u00a0-\u00bf\u0192\u2013\u2030\u201e\u2020\u2021]": "letters that were read in the wrong encoding",
    "[\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]": "a character that cannot be shown",
    "[\u202d\u202e][^\n]{0,60}|[\u202a\u202b\u2066-\u2068](?![^\u2066-\u2069\u202a-\u202c\n]*[\u2069\u202c])[^\n]{0,60}": "a sign that turns the direction of the text",
    "[\u200b\u2060]": "a blank that cannot be seen",
    r"~~\w[^~\n]*~~|(?<!=)==\w[^=\n]*==|\^\^\w[^^\n]*\^\^|\+\+\w+\+[\w+]*": "signs of marked or struck text, which this site does not read",
    r"(?<!\w)\[\[[^\]\n]+\]\]": "a link in the way of a wiki",
    r"(?:^|\n)\s*\[[ xX]\] \w": "a box to tick, which this site does not read",
    r"(?:^|\n)\s*[\u2022\u25aa\u25e6] ?\w": "a list whose signs are no list to Markdown",
    r"\n1[.)] \w": "a numbered list that has no blank line above it",
    r"&(?:[a-zA-Z]{2,8}|#x?[\da-fA-F]+);": "a character that was encoded twice",
}
FIXES = {
    "a link that was not turned into one": "write [words](way) without a blank between ] and (, and close the bracket",
    "a picture that was not turned into one": "write ![what it shows](way), and close the bracket",
    "a link to a definition that does not exist": "write [words](way), with the way in round brackets",
    "signs of bold text": "write **words**, with no blank inside the stars and one outside",
    "a sign of code without its partner": "take the ` away, or put one on the other side as well",
    "the signs of a heading": "put an empty line above it, and no blank before the #",
    "the ruler of a table": "put an empty line above the table, and give each row as many cells as its head",
    "a row of a table": "put an empty line above the table, and give each row as many cells as its head",
    "an item of a list that has no blank line above it": "put an empty line above the list",
    "a numbered list that has no blank line above it": "put an empty line above the list",
    "a list whose signs are no list to Markdown": "begin each item with - and a blank",
    "a box to tick, which this site does not read": "begin the item with - and its words",
    "a comment": "write <!-- and --> as a pair, or delete what is left of it",
    "a conflict that git left behind": "choose one of the two texts, and delete the lines of signs",
    "a working note": "do what the note says, and delete it",
    "the place of a text that nobody has written yet": "write the text, or take the line out",
    "letters that were read in the wrong encoding": "type them again, and save the file as UTF-8",
    "a character that cannot be shown": "delete it",
    "a blank that cannot be seen": "delete it, or type an ordinary blank",
    "a character that was encoded twice": "type the character itself",
}
PATTERN = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(RESIDUE)))
FACTS = list(RESIDUE.values())
# A SIGN or a WORD stands in every match. Thirty alternatives at every letter take twenty times as long as one class of signs.
SIGN = re.compile(
    r"[]:[\u00c2\u00c3\u00e2=+{}%*_#|<>~^&`\u2022\u25aa\u25e6"
    "\ufeff\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b\u2060]"
)
BETWEEN = "\x85"  # two texts; it is no SIGN
WORDS = (
    "!!!", "???", "TODO", "FIXME", "XXX", "odo: ", "ixme: ", "orem ipsum", "Error", "oming soon", "o follow", "nder construction",
)  # fmt: skip
MORE_WORDS = (re.compile(r"\n[-1*+]"), re.compile("TB[CD]"), re.compile("tb[cda]"))
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
BREAKING = frozenset("p ul ol li div br table section h2 h3 h4 blockquote pre dl hr nav aside -comment".split())
MARKDOWN = re.compile(r"\[\^[^\]\s]*\]|\]\([^)\s]+\)|\*\*\w|`|<[a-z/][^>]*>")
MIXED = re.compile(
    "\\w*(?:[A-Za-z][\u0400-\u04ff\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf]"
    "|[\u0400-\u04ff\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf][A-Za-z])\\w*"
)
ALONE = frozenset({"None", "undefined", "NaN", "null", "True", "False"})
NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBC|todo|fixme)\b")


def holds_word(text: str) -> bool:
    """Whether one of the words that are looked for may stand in a text."""
    return any(word in text for word in WORDS) or any(word.search(text) for word in MORE_WORDS)


def _suspects(texts: list[str]) -> list[str]:
    """Those of the texts that a match may stand in."""
    every = BETWEEN.join(texts)
    if holds_word(every):
        return [text for text in texts if SIGN.search(text) or holds_word(text)]
    signs = (found.start() for found in SIGN.finditer(every))
    places = [at for at in signs if every[at] != ":" or "a" <= every[at + 1 : at + 2] <= "z"]
    return [every[every.rfind(BETWEEN, 0, at) + 1 :].partition(BETWEEN)[0] for at in places]


@lru_cache(maxsize=4096)
def _matches(text: str) -> list[tuple[int, int, int]]:
    """(index in FACTS, start, end) of each match in a text; much of a page's text stands on every page."""
    return [(int((found.lastgroup or "r0")[1:]), found.start(), found.end()) for found in PATTERN.finditer(text)]


def _found(node: LexborNode, text: str) -> list[tuple[int, int, int]]:
    """The matches in a piece of text; what follows a link or a bold word in its sentence does not begin a line."""
    if node.prev is None or node.prev.tag in BREAKING:
        return _matches(text)
    return [(index, max(start - 1, 0), end - 1) for index, start, end in _matches("," + text) if end > 1]


@check(BuiltPage)
def residue_left(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page and not built.page.whole:
        return  # what an unclosed tag swallows is shown as it was typed; the tag is the fault
    if not any(_matches(text) or _matches("," + text) for text in _suspects(built.pieces)):
        return
    met: Counter[str] = Counter()
    for node, text in built.texts:
        said: set[str] = set()
        for index, start, end in _found(node, text):
            fact = FACTS[index]
            words = text[start:end].strip()
            met[words] += 1
            kind = "a table" if "table" in fact else fact
            if kind in said and "\n" in text:
                continue  # a list or a table that was not read as one is one fault
            said.add(kind)
            before = text[max(0, start - 30) : end].split("\n")[-1] if "\n" not in words else ""
            near = text[start : end + 30].strip().split("\n")[0]
            yield built.finding(
                before.strip() if len(before.strip()) > len(words) + 8 else near,
                near,
                words,
                words.split("\n")[-1],
                occurrence=met[words],
                message=f'"{words}" stands in the text: {fact}',
                hint=FIXES.get(fact, "write plain Markdown, or put it between backticks if readers are to see it"),
            )


@check(BuiltPage)
def residue_alone(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """What a template shows of a value that is not there."""
    if built.page and not built.page.whole:
        return
    for _, text in built.texts if not ALONE.isdisjoint(map(str.strip, built.pieces)) else ():
        word = text.strip()
        if word in ALONE and not _typed_alone(built, word):
            if not all(isinstance(page.meta.get("title"), str) for page in site.pages):
                return  # front-matter-invalid speaks of a title that is none
            yield built.finding(
                word, message=f'"{word}" stands alone in the text', hint="fill in the value that is missing"
            )


def _typed_alone(built: BuiltPage, word: str) -> bool:
    """Whether an author typed the word as a cell, an item or a heading of its own: "None" is an answer."""
    return built.page is not None and any(
        re.search(rf"(?:^|[|>*#-])\s*(?:\*\*|__)?{word}(?:\*\*|__)?\s*(?:$|[|{{:.,])", line)
        for line in built.page.prose
    )


@check(BuiltPage)
def residue_in_source(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """A comment of a template is published with every page; what is meant for colleagues stands between {# and #}."""
    if built.page and not built.page.whole:
        return
    for found in COMMENT.finditer(built.html) if "<!--" in built.html else ():
        if built.page and found[1].removeprefix("/") == built.page.seam:
            continue
        words = " ".join(found[1].split())[:60]
        needle = found[0].split("\n")[0]
        fact, fix = f'the comment "{words}" is published with the page', "write it between {# and #}, or delete it"
        known = [*([built.page] if built.page else []), *site.templates, *site.data_sources]
        wrapped = next((one for one in site.templates if "<!--" in JINJA_COMMENT.sub("", one.text)), None)
        if wrapped and not any(needle in source.text for source in known):  # around what a template fills in
            yield wrapped.finding(
                wrapped.line_of("<!--") or 1, "a comment of this template is published with every page", fix
            )
        else:
            yield built.finding(needle, message=fact, hint=fix)


@check(BuiltPage)
def residue_in_description(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for node in built.tree.css("img[alt*='[^']"):
        words = node.attributes.get("alt") or ""
        fact = f'the description of a picture holds signs of a citation: "{words[:60]}"'
        yield built.finding(words, "[^", message=fact, hint="cite below the picture")


@check(Page)
def residue_in_front_matter(page: Page, site: Site) -> Iterator[Finding]:
    """Front matter is no Markdown: its signs are shown. Below it, a line that looks like a field is text."""
    for name in ("title", "description", "key_messages"):
        value = page.meta.get(name)
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            found = MARKDOWN.search(text) if isinstance(text, str) else None
            if found:
                line = page.meta_lines.get((name, index)) or page.meta_lines.get(name, 1)
                yield page.finding(line, f'"{found[0]}" is shown as it stands in {name}', "write plain words there")
    first = next(((number, line) for number, line in enumerate(page.prose, start=1) if line.strip()), (1, ""))
    field = re.match(r"([a-z_]+):\s", first[1])
    if page.readable and field and field[1] in {one.name for one in schema.FRONT_MATTER.fields}:
        yield page.finding(
            first[0], f'the field "{field[1]}" stands below the front matter, as text', "move it above the second ---"
        )


@check(Page)
def residue_in_fence(page: Page, site: Site) -> Iterator[Finding]:
    if page.open_fence:
        fact = "this fence of code is not closed, and makes code of all that follows"
        yield page.finding(page.open_fence, fact, "write it a second time below the code, or delete it")


@check(Page)
def residue_in_letters(page: Page, site: Site) -> Iterator[Finding]:
    """A letter of another script that looks like one of ours: no search finds the word, and a screen reader stumbles."""
    for number, line in enumerate(page.lines, start=1):
        found = None if line.isascii() else MIXED.search(line)
        if found:
            fact = f'the word "{found[0]}" mixes letters of two scripts'
            yield page.finding(number, fact, "type the word again")


@check(Page)
def residue_in_comment(page: Page, site: Site) -> Iterator[Finding]:
    for number, (line, prose) in enumerate(zip(page.body, page.prose, strict=True), start=1):
        if ("<!--" in line or "-->" in line) and (found := NOTE.search(line)) and found[0] not in prose:
            yield page.finding(
                number,
                f'a comment holds the working note "{found[0]}"',
                "do what the note says and delete it, or open an issue",
            )
