"""Markdown as an author types it: what is prose and what is not, its headings, links and citations, each with its line.

This is not a Markdown renderer. The built page is the truth about what a reader gets; this module only
finds the place in the source where the author can change it.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

# A key at the beginning of a line and before a colon is a definition; anywhere else, a colon is a colon.
# What begins with a letter, and looks back only then, is found five times as fast as what looks back first; so here and below.
CITATION = re.compile(r"\[\^(?:(?<=[^\n\\]\[\^)|(?<![^\n]\[\^)(?=[^\]\s]+\](?!:)))([^\]\s]+)\]")
INSERT = re.compile(r"^<!-- *insert: *(?P<name>[a-z][a-z-]*)(?P<arguments>(?: +[a-z-]+(?:=[a-z-]+)?)*) *-->[ \t]*$")
BLANK = re.compile(r"\bFILL-IN\b(?: \(([^()\n]*)\))?")  # a place of data/templates that an author has yet to fill
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^}\n]*)\}[ \t]*$")
EXPIRY = re.compile(r"<!--\s*(end\s+)?expires\b:?([^>]*?)-->", re.IGNORECASE)
INDENTED_FENCE = re.compile(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)+```[^`]*$")
FENCE = re.compile(  # as the extension fenced_code has it: at the beginning of the line, and with one word or a list after it
    r"(`{3,}|~{3,}) *(?:\{[^\n]*\}|\.?[\w#.+-]* *(?:hl_lines=([\"']).*?\2 *)?)"
)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
UNBROKEN = re.compile(r"[^\n]")
CODE_OR_COMMENT = re.compile(r"<!--.*?-->|(`(?<![\\`]`)`*)(?!`)(?:[^\n]|\n(?!\s*\n))+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(  # its words, its target; a picture begins with "!"
    r"(?:!\[|\[)((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(<[^>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]]+)\]:\s*(<[^>\n]*>|\S+)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?", re.MULTILINE
)
AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]*)>")
# A tag by the grammar of the HTML standard (13.2.5, from the tag open state on), where attributes may touch and "/" is a blank.
TAG = re.compile(
    r"""<(/?)([A-Za-z][^ \t\n\f/>]*+)
    ((?:[ \t\n\f/]++
      |(?:=[^ \t\n\f/>=]*+|[^ \t\n\f/>=]++)
       (?:[ \t\n\f]*+=[ \t\n\f]*+(?:"[^"]*+"|'[^']*+'|(?=>)|[^ \t\n\f"'>][^ \t\n\f>]*+)|(?![ \t\n\f]*+=))
    )*+)>""",
    re.VERBOSE,
)
OPENS = re.compile(r"<(?=/?[A-Za-z])")
NO_COMMENT = re.compile(r"<(?:!(?!--)|\?|/(?![A-Za-z]))")
AUTOMATIC = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>]*|[^<> !]+@[^@<> ]+)>")  # what Markdown makes a link of
RULER = re.compile(r"(?=[^|]*+\|)\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+")  # below the head of a table
GAP = re.compile(r"\n[ \t]*\n")
LONGEST = 4000  # characters of a tag


FRAME_IDS = frozenset({"main", "menu", "print"})  # ids that the frame of every page uses
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True)
class Heading:
    """A heading as typed. `anchor` is its explicit id, or None when the author gave none."""

    line: int
    level: int
    text: str
    anchor: str | None


@dataclass(frozen=True)
class Link:
    """A link or image as typed: its line, its visible text and its target, untouched."""

    line: int
    text: str
    target: str
    image: bool = False


@dataclass(frozen=True)
class Tag:
    """An HTML tag as typed: where it begins and ends in the text, its line, its name, and its attributes as a browser reads them."""

    start: int
    end: int
    line: int
    name: str
    closing: bool
    attributes: dict[str, str | None]


@dataclass(frozen=True)
class Insert:
    """A line `<!-- insert: NAME key=value -->`: a place where facts from data/ are rendered."""

    line: int
    name: str
    arguments: dict[str, str]


@dataclass(frozen=True)
class Expiring:
    """A piece of text between `<!-- expires 2026-12-31 -->` and `<!-- end expires 2026-12-31 -->`; `end` is the last day it stands.

    `fault` says what is wrong with the comment on `line`, "" when nothing is; then `end` may be None.
    """

    line: int
    end: datetime.date | None
    fault: str = ""


def blank(lines: list[str]) -> list[str]:
    """The same lines with code and comments turned into spaces, so that columns and line numbers stay true."""
    return _blanked(_without_fences(lines), lambda found: True).split("\n")


def without_code(lines: list[str]) -> str:
    """The text of the lines with code turned into spaces; comments stay."""
    return _blanked(_without_fences(lines), lambda found: bool(found[1]))


def strip_comments(text: str) -> str:
    """`text` without its HTML comments; those inside code stay, since readers are meant to see them."""
    kept, end = [], 0
    for found in _code_and_comments(_without_fences(text.split("\n"))):
        if not found[1]:
            kept.append(text[end : found.start()])
            end = found.end()
    return "".join([*kept, text[end:]])


def comments(text: str) -> Iterator[re.Match[str]]:
    """The comments in a text without code; group 1 is what they say."""
    return COMMENT.finditer(_ended(text))


def without_comments(text: str) -> str:
    """The same text with its comments turned into spaces."""
    kept, end = [], 0
    for found in comments(text):
        kept += [text[end : found.start()], UNBROKEN.sub(" ", found[0])]
        end = found.end()
    return "".join([*kept, text[end:]])


def _ended(text: str) -> str:
    """The same text, but what opens a comment after the last one has ended opens none: each would be looked through to the end."""
    last = max(text.rfind("-->"), 0)
    return text[:last] + text[last:].replace("<!--", "<!__")


def _code_and_comments(text: str) -> Iterator[re.Match[str]]:
    return CODE_OR_COMMENT.finditer(_ended(text))


def _blanked(text: str, wanted: Callable[[re.Match[str]], bool]) -> str:
    """A text with its code and comments turned into spaces, as far as they are wanted."""
    kept, end = [], 0
    for found in _code_and_comments(text):
        if wanted(found):
            kept += [text[end : found.start()], UNBROKEN.sub(" ", found[0])]
            end = found.end()
    return "".join([*kept, text[end:]])


def _without_fences(lines: list[str]) -> str:
    text = "\n".join(lines)
    if "```" not in text and "~~~" not in text:
        return text
    kept = list(lines)
    for first, last in _fences(lines):
        kept[first:last] = [" " * len(line) for line in lines[first:last]]
    return "\n".join(kept)


def _fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """(first, one past the last) of the lines of each block of code between fences; one that is not closed goes on to one past the end."""
    fence, first = "", 0
    for index, line in enumerate(lines):
        if fence:
            if line.rstrip(" ") == fence:
                yield first, index + 1
                fence = ""
        elif line[:3] in {"```", "~~~"} and (mark := FENCE.fullmatch(line)):
            fence, first = mark[1], index
    if fence:
        yield first, len(lines) + 1


def open_fence(lines: list[str]) -> int:
    """The line of the fence of code that is never closed, which makes code of all that follows; 0 without one."""
    return next((first + 1 for first, last in _fences(lines) if last > len(lines)), 0)


def fences_unread(lines: list[str]) -> list[int]:
    """The lines of fences that are none, since something stands before them: the code is shown as words of a sentence."""
    prose = enumerate(_without_fences(lines).split("\n"), start=1)
    return [number for number, line in prose if "```" in line and INDENTED_FENCE.match(line)]


def headings(prose: list[str], lines: list[str]) -> list[Heading]:
    """The `#` headings of `prose`; their words are taken from `lines`, where code has not been blanked."""
    found = []
    for number, line in enumerate(prose, start=1):
        if line[:1] != "#" or not HEADING.match(line):
            continue
        typed = HEADING.match(lines[number - 1])
        if typed is None:
            continue
        text, anchor = typed[2], None
        attributes = ATTRIBUTES.search(text)
        if attributes:
            text = text[: attributes.start()]
            ids = re.findall(r"#([^\s}]+)", attributes[1])
            anchor = ids[-1] if ids else None
        found.append(Heading(number, len(typed[1]), text.strip(), anchor))
    return found


def loose_words(line: str) -> list[str]:
    """The words in the braces at the end of a heading that are neither an anchor nor a class nor name=value."""
    found = ATTRIBUTES.search(line)
    return [word for word in found[1].split() if not re.match(r"[#.]|[\w-]+=", word)] if found else []


def links(prose: list[str]) -> list[Link]:
    """Inline links, images, link definitions and autolinks, in reading order."""
    text = "\n".join(prose)
    found = []
    for match in LINK.finditer(text):
        found.append(Link(_line(text, match.start()), " ".join(match[1].split()), *_target(match)))
        for nested in LINK.finditer(match[1]):
            found.append(Link(_line(text, match.start(1) + nested.start()), nested[1], *_target(nested)))
    found += [Link(_line(text, m.start()), m[1], m[2].strip("<>")) for m in DEFINITION.finditer(text)]
    found += [Link(_line(text, m.start()), m[1], m[1]) for m in AUTOLINK.finditer(text)]
    return sorted(found, key=lambda link: link.line)


def _target(link: re.Match[str]) -> tuple[str, bool]:
    """Where a link leads, and whether it is a picture."""
    return link[2].strip("<>"), link[0][0] == "!"


def citations(prose: list[str]) -> list[tuple[int, str]]:
    """(line, key) of each `[^key]`."""
    return [
        (number, key) for number, line in enumerate(prose, start=1) if "[^" in line for key in CITATION.findall(line)
    ]


def inserts(lines: list[str]) -> list[Insert]:
    """The insert lines, with their arguments; a bare word counts as word=true. In code they are text."""
    found = []
    for number, line in enumerate(_without_fences(lines).split("\n"), start=1):
        if line[:4] == "<!--" and (mark := INSERT.match(line)):
            arguments = {}
            for argument in mark["arguments"].split():
                name, _, value = argument.partition("=")
                arguments[name] = value or "true"
            found.append(Insert(number, mark["name"], arguments))
    return found


def expiring(lines: list[str]) -> list[Expiring]:
    """The passages with an end date, and the comments that look like one and are none. Comments in code are text."""
    found: list[Expiring] = []
    opened: tuple[int, str] | None = None
    text = without_code(lines)
    for mark in EXPIRY.finditer(text):
        number = _line(text, mark.start())
        closing, typed = bool(mark[1]), mark[2].strip()
        if closing and opened and opened[1] == typed:
            found.append(_expiring(*opened))
            opened = None
        elif closing:
            found.append(Expiring(number, None, f"ends a passage until {typed or 'no day'} that does not begin"))
        else:
            if opened:
                found.append(Expiring(opened[0], None, f"begins a passage until {opened[1]} that does not end"))
            opened = number, typed
    if opened:
        found.append(Expiring(opened[0], None, f"begins a passage until {opened[1] or 'no day'} that does not end"))
    return sorted(found, key=lambda one: one.line)


def _expiring(line: int, typed: str) -> Expiring:
    try:
        return Expiring(line, datetime.date.fromisoformat(typed))
    except ValueError:
        return Expiring(line, None, f"begins a passage until {typed or 'no day'}, which is no date")


def raw_tags(text: str) -> Iterator[Tag]:
    """Each HTML tag typed in a text, which no empty line interrupts. What Markdown makes a link of is none."""
    end = 0
    for opening in OPENS.finditer(text):
        start = opening.start()
        if start < end:
            continue
        gap = GAP.search(text, start, start + LONGEST)
        stop = gap.start() if gap else start + LONGEST
        if link := AUTOMATIC.match(text, start, stop):
            end = link.end()
        elif text.find(">", start, stop) > 0 and (found := TAG.match(text, start, stop)):
            end = found.end()
            yield Tag(start, end, _line(text, start), found[2].lower(), bool(found[1]), _attributes(found[3]))


def _attributes(typed: str) -> dict[str, str | None]:
    """What the parser that reads the built pages makes of the attributes of a tag; its name says nothing of them."""
    if not typed.strip(" \t\n\f/"):
        return {}
    made = LexborHTMLParser(f"<b {typed}>").css_first("b")
    return made.attributes if made else {}


def undisplayed(prose: list[str]) -> list[tuple[int, str]]:
    """(line, sign) of what HTML takes for a comment, and is none that an author may write: `<!x>`, `<![CDATA[`, `<?x>`, `</ x>`."""
    return [(number, found[0]) for number, line in enumerate(prose, start=1) for found in NO_COMMENT.finditer(line)]


def without_tags(text: str) -> str:
    """A text without the HTML tags typed in it; the same line ends."""
    kept, end = [], 0
    for tag in raw_tags(text) if "<" in text else ():
        kept += [text[end : tag.start], "\n" * text.count("\n", tag.start, tag.end)]
        end = tag.end
    return "".join([*kept, text[end:]])


def unclosed(tags: Iterable[Tag]) -> Iterator[tuple[int, str, bool]]:
    """(line, name, opened) of each of the tags without its partner: opened and not closed, or closed and not opened."""
    open_tags: list[tuple[str, int]] = []
    for tag in tags:
        name = tag.name
        if name in VOID or ":" in name:
            continue
        if not tag.closing:
            open_tags.append((name, tag.line))
        elif name in [opened for opened, _ in open_tags]:
            while open_tags[-1][0] != name:
                yield open_tags[-1][1], open_tags.pop()[0], True
            open_tags.pop()
        else:
            yield tag.line, name, False
    yield from ((line, name, True) for name, line in open_tags)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
