"""No markup and no working note is left in the text that readers see.

Why:  one missing blank or bracket makes Markdown show its signs, or lose the words they stood for, while the
      build stays green.
Bad:  [see the help page] (../help/when-to-get-help.md)
Good: [see the help page](../help/when-to-get-help.md)
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Findings, Site

PLAIN = "write plain Markdown, or put it between backticks if readers are to see it"
RESIDUE = {  # pattern of a text, what it is, and how to mend it
    r"\]\([^)\s]*\)?|\] \([^)\s]*(?:/|\.md|\.html|\.pdf|^#|:|@)[^)\s]*\)|\] \(#[^)\s]+\)|\)\[[^\]\n]*\]": ("a link that was not turned into one", "write [words](way) without a blank between ] and (, and close the bracket"),
    r"!\[[^\]]*\]": ("a picture that was not turned into one", "write ![what it shows](way), and close the bracket"),
    r"(?<!\w)\[[^\]\n\d][^\]\n]{0,80}\]\[[^\]]{0,80}\]|^[^[\]\n]*\]\[[^\]\n]+\]": ("a link to a definition that does not exist", "write [words](way), with the way in round brackets"),
    r"(?:^|\n)[^\S\n]*(?:!!!|\?\?\?)\+?\s*[a-z]+": ("a box written in a way this site does not read", PLAIN),
    r"===+\s?[\"']": ("a tab written in a way this site does not read", PLAIN),
    r"--8<--": ("an include that this site does not read", PLAIN),
    r"\{ ?(?:[:#.%{]|[a-z]+=)[^\n]*": ("braces of an attribute list or a template", PLAIN),
    r"%\}|\}\}": ("braces of a template", PLAIN),
    r"(?<![\w:]):[a-z][a-z0-9_+]*(?:-[a-z0-9_+]+)*:(?![\w:])": ("the short code of an icon", PLAIN),
    r"\*\*(?=\w)|(?<=[\w.,;:!?)])\*\*(?!\*)|(?<![\w*])\*\* [^*]{1,80} \*\*(?!\*)|(?<!\w)__(?: [^_\n]{1,80} __(?!\w)|[^\W_])|[^\W_]__(?!\w)": ("signs of bold text", "write **words**, with no blank inside the stars and one outside"),
    r"`": ("a sign of code without its partner", "take the ` away, or put one on the other side as well"),
    r"(?<=\w)([~^])\w{1,3}(?:\1|(?=~|\^))|\^\[[^\]\n]+\]": ("signs of raised text or of a note, which this site does not read", PLAIN),
    r"(?:^|\n)[^\S\n]*#{1,6}\s+\w": ("the signs of a heading", "put an empty line above it, and no blank before the #"),
    r"\|\s*:?-{2,}:?\s*\|": ("the ruler of a table", "put an empty line above the table, and give each row as many cells as its head"),
    r"(?:^|\n)[^\S\n]*\|[^|\n]+\|": ("a row of a table", "put an empty line above the table, and give each row as many cells as its head"),
    r"\n[-*+\u2013]\s+(?:\w|$)": ("an item of a list that has no blank line above it", "put an empty line above the list"),
    r"<!-|(?:^|\n)[^\S\n]*-->|-->\s*(?:\n|$)": ("a comment", "write <!-- and --> as a pair, or delete what is left of it"),
    r"<{7}|>{7}|(?:^|\n)={7}(?:\n|$)": ("a conflict that git left behind", "choose one of the two texts, and delete the lines of signs"),
    r"\b(?:TODO|FIXME|TBD|TBC)\b|(?<![\d,])\bXXX\b|(?:^|\n|[\[(])[^\S\n]*(?:todo|fixme): |\btb[cda]\b|[Ll]orem ipsum": ("a working note", "do what the note says, and delete it"),
    r"\[(?:citation needed|source needed|insert\b|add\b|your\b|fill in|check\b|\?+|\.\.\.|\u2026|[Xx]{2,})[^\]\n]*\]|(?:^|\n)[^\S\n]*(?:[Cc]oming soon|[Tt]o follow|[Uu]nder construction)\b": ("the place of a text that nobody has written yet", "write the text, or take the line out"),
    r"\[object |Error processing|Error! (?:Reference|Bookmark)": ("a program's message", PLAIN),
    "\u00c2(?=[^\\w\\s]|\u00a0)|\u00e2\u20ac|\u00c3[\u00a0-\u00bf\u0192\u2013\u2030\u201e\u2020\u2021]": ("letters that were read in the wrong encoding", "type them again, and save the file as UTF-8"),
    r"~~\w[^~\n]*~~|(?<!=)==\w[^=\n]*==|\^\^\w[^^\n]*\^\^|\+\+\w+\+[\w+]*": ("signs of marked or struck text, which this site does not read", PLAIN),
    r"(?<!\w)\[\[[^\]\n]+\]\]": ("a link in the way of a wiki", PLAIN),
    r"(?:^|\n)[^\S\n]*\[[ xX]\] \w": ("a box to tick, which this site does not read", "begin the item with - and its words"),
    "(?:^|\n)[^\\S\n]*(?:[\u2022\u25aa\u25e6] ?|[\u2013-][\u00a0 ]|\\([1-9a-c]\\)[\u00a0 ])\\w": ("a list whose signs are no list to Markdown", "begin each item with - and a blank, or with 1. and a blank"),
    r"(?:^|\n)[^\S\n]*:{3,}\s*[a-z]+": ("a box written in a way this site does not read", PLAIN),
    r"(?:^|\n)[^\S\n]*\[!\w+\]": ("a box written in a way this site does not read", PLAIN),
    r"(?<![\w*])\*(?=[^\W\d])|(?<!\S)\* ?[^\W\d][^*]{0,200}\*(?!\*)|(?<!\S)\*{3} ?\w[^*]{0,200}\*{3}|(?<=[^\W\d])\* [^*]{1,200}[^\W\d]\*(?!\*)|(?<!\w)_(?:__)?(?=[^\W_])|[^\W_]_(?:__)?(?!\w)": ("a sign of emphasis that stays", "write *words*, with no blank inside the stars and one outside, or no sign"),
    r"(?:^|\n)[^\S\n]*(?:a[.)]\s[^\n]*\n[^\S\n]*b|i[.)]\s[^\n]*\n[^\S\n]*ii)[.)]\s": ("a list whose signs are no list to Markdown", "begin each item with - and a blank, or with 1. and a blank"),
    r"\n:\s*\w": ("a meaning that was not read as one", "write a colon and three blanks before it, or no colon"),
    r"^\s*[\u2013\u2014=~]{3,}\s*$": ("a ruler that is none", "write --- between two empty lines, or leave it out"),
    r"\\": ("a backslash", "take it away; two blanks at the end of a line break it"),
    r"&(?:nbsp|amp|lt|gt|quot)\b(?!;)": ("an entity without its end", "type the character itself"),
    r"(?:^|\n)[^|\n]*\w \| \w[^|\n]*(?:\| \w|$)": ("a row of a table", "put an empty line above the table, and give it a head and a ruler"),
    r"\n1[.)]\s+\w|(?:^|\n)[^\S\n]*(?:[-*+]|\d{1,2}[.)])[^\S\n]*\n\S+": ("the sign of a list that is none", "put an empty line above the list, and the words beside the sign"),
    r"&(?:[a-zA-Z]{2,8};|#x?[\da-fA-F]+)": ("a character that was encoded twice", "type the character itself"),
}  # fmt: skip
PATTERN = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(RESIDUE)))
FAULTS = list(RESIDUE.values())
# A SIGN, one of WORDS or the sign of an ITEM stands in every match. Thirty alternatives at every letter take twenty times as long as one class of signs.
SIGN = re.compile(
    r"[][\u00c2\u00c3\u00e2{*|~^`\u2022\u25aa\u25e6]|:(?=[a-z:])|==|\+\+|[%}]\}|_|#(?=\s)|<(?=[!<-])|>>|-->|&(?=[A-Za-z#])"
)
BETWEEN = "\x85"  # two texts; it is no SIGN
WORDS = (
    "!!!", "???", "TODO", "FIXME", "XXX", "odo: ", "ixme: ", "orem ipsum", "Error", "oming soon", "o follow", "nder construction",
    "\n-", "\n1", "\n:", "\\", "===", "\n*", "\n+", "\n\u2013", "TBC", "TBD", "tbc", "tbd", "tba",
)  # fmt: skip
ITEM = re.compile(
    "[\n\x85][^\\S\n\x85]*(?:(?:\\([1-9a-c]\\)|[\u2013-])[\u00a0 ]|(?:[-*+]|\\d{1,2}[.)])[^\\S\n]*\n|[ai][.)]\\s|[\u2013\u2014=~]{3})"
)
LONE = 2  # letters of the sign of a list
ESCAPED = re.compile(r"\\([][\\`*_{}()#+.!|-])")
BREAKING = frozenset("p ul ol li div br table section h2 h3 h4 blockquote pre dl hr nav aside -comment".split())


def holds_word(text: str) -> bool:
    """Whether one of the words that are looked for may stand in a text."""
    return any(word in text for word in WORDS) or ITEM.search(BETWEEN + text) is not None


def _suspects(texts: list[str]) -> list[str]:
    """Those of the texts that a match may stand in."""
    every = BETWEEN.join(texts)
    if holds_word(every):
        return [text for text in texts if SIGN.search(text) or holds_word(text)]
    places = (found.start() for found in SIGN.finditer(every))
    return [every[every.rfind(BETWEEN, 0, at) + 1 :].partition(BETWEEN)[0] for at in places]


@lru_cache(maxsize=4096)
def _matches(text: str) -> list[tuple[int, int, int]]:
    """(index in FAULTS, start, end) of each match in a text; much of a page's text stands on every page."""
    return [(int((found.lastgroup or "r0")[1:]), found.start(), found.end()) for found in PATTERN.finditer(text)]


def _found(node: LexborNode, text: str) -> list[tuple[int, int, int]]:
    """The matches in a piece of text; what follows a link or a bold word in its sentence does not begin a line."""
    if node.prev is None or node.prev.tag in BREAKING:
        return _matches(text)
    return [(index, max(start - 1, 0), end - 1) for index, start, end in _matches("," + text) if end > 1]


@check(BuiltPage)
def residue_left(built: BuiltPage, site: Site) -> Findings:
    if built.page and not built.page.whole:
        return  # what an unclosed tag swallows is shown as it was typed; the tag is the fault
    if not any(_matches(text) or _matches("," + text) for text in _suspects(built.pieces)):
        return
    met: Counter[str] = Counter()
    meant = _meant(built)
    for node, text in built.texts:
        said: set[str] = set()
        for index, start, end in _found(node, text):
            fact, fix = FAULTS[index]
            words = text[start:end].strip()
            met[words] += 1
            kind = "a table" if "table" in fact else fact
            near = _near(text, start, words)
            if (kind in said and "\n" in text) or meant(near):
                continue  # a list or a table that was not read as one is one fault
            said.add(kind)
            message = f'"{words}" stands in the text: {fact}'
            needles = (_before(text, start, end, words) or near, near, words, words.split("\n")[-1])
            yield built.finding(*needles, occurrence=met[words], message=message, hint=fix)


def _meant(built: BuiltPage) -> Callable[[str], bool]:
    """Whether the author of a page put a backslash before a sign in some words, and so means it to be seen."""
    prose = "\n".join(built.page.prose) if built.page else ""
    without, shown = ESCAPED.sub("\0", prose), ESCAPED.sub(r"\1", prose)
    return lambda words: words not in without and words in shown


def _near(text: str, start: int, words: str) -> str:
    """What stands at a match on its line; of a sign that is alone on it, the words below."""
    first, *below = text[start : start + len(words) + 30].strip().split("\n")
    return below[0] if below and len(first) <= LONE else first


def _before(text: str, start: int, end: int, words: str) -> str:
    """The words of a match with those before them on their line, where there are enough to tell the place."""
    before = text[max(0, start - 30) : end].split("\n")[-1].strip() if "\n" not in words else ""
    return before if len(before) > len(words) + 8 else ""
