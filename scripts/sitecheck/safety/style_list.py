"""What a style rule may say: the properties and, for each, its values. What is not listed is refused, and so is what browsers learn tomorrow.

A row is one property or several, two spaces, and what may be written: words as they stand, numbers from least..most, kinds of KINDS
in < >. "*" in a property stands for its sides and parts; "inherit" is a value of every property. To add a row is a decision about safety:
can what it lets pass shrink, cover, cut, empty or move a disclaimer or warning sign, alone or repeated on each level around it?
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

import tinycss2.color3
from tinycss2.ast import Node

from ..parse.css import FILLED, Declaration, split

KINDS = """
<size>        0.9..2rem 1..1.3em 100..130% 16..32px 11..24pt
<height>      1.2..2.5 40..64px
<gap>         0..2.5rem 0..2.5em 0..40px 0..12mm 0..36pt
<near>        0..0.4em 0..0.4rem 0..6px
<line>        0..1rem 0..1em 0..16px 0..6pt 0..6mm
<measure>     18..90rem 16..80em 30..100ch 288..1440px
<least>       1..16rem 1..16em 16..256px
<any>         -0.5..8rem -0.5..8em -8..128px -2..60mm -6..160pt 0..50% 0..10vw
<box>         0..90rem 0..90em 0..1440px 0..200mm 0..600pt 0..100% 0..100vw 0..100vh 0..100ch
<small>       0.7..4rem 0.6..3em 60..300% 11..64px 8..48pt
"""

# A rule that can meet a safety text: one on it, inside it or around it.
TEXT = """
display                                 block inline-block flow-root list-item flex inline-flex grid
position                                static relative
float                                   none
clear                                   none both left right
box-sizing                              border-box content-box
margin*                                 <gap> auto
padding padding-inline                  <gap> <centring>
padding*                                <gap>
width                                   auto fit-content
min-width                               auto <least>
max-width                               none 100% <measure>
height                                  auto
min-height                              auto 0..12rem 0..192px
max-height                              none
gap row-gap column-gap                  <gap>
flex-wrap                               wrap
flex-direction                          row column
flex                                    none auto 0..12
justify-*                               start stretch normal flex-start space-between
align-*                                 start center end stretch baseline normal
grid-template-columns                   none auto 1..3fr 1..3 <cell> auto-fill auto-fit repeat() minmax()
grid-row                                auto span 1..12
break-*                                 auto avoid page
orphans widows                          1..6
color                                   <ink>
background background-color             <ground> none transparent
border-radius border-*-radius           <gap> 0..50%
border*                                 <line> <ground> canvastext currentcolor none solid dashed dotted double
font                                    <size> <family> 400..900 normal bold italic
font-family                             <family>
font-size                               <size>
font-weight                             400..900 normal bold
font-style                              normal italic
font-variant-numeric                    normal tabular-nums lining-nums
line-height                             <height> normal
letter-spacing word-spacing             -0.02..0.2em 0..3px normal
text-align                              left right center start end
text-transform                          none uppercase
text-decoration*                        <near> <ground> none underline auto from-font solid dotted dashed double currentcolor
text-underline-offset                   <near> auto
text-wrap                               wrap balance pretty
white-space                             normal
overflow-wrap word-break hyphens        normal anywhere break-word break-all none manual auto
vertical-align                          baseline middle top bottom
list-style*                             none disc circle square decimal inside outside
content                                 none normal <sign> attr(href)
counter-*                               <name> none -1..99
cursor                                  auto default pointer help text
color-scheme                            light dark
print-color-adjust                      economy exact
text-size-adjust -webkit-text-size-adjust   auto 100%
scroll-padding* scroll-margin*          0..8rem
string-set bookmark-level               <name> content() none 1..6
"""

# Where such a rule can meet a word inside a line or any element at all: what grows there covers the line above.
INLINE = """
min-width                               auto 1..6rem 16..96px
font-size                               0.9..1.5rem 1..1.2em 100..120% 16..24px 11..18pt
flex-wrap                               wrap nowrap
margin*                                 <near> auto
padding*                                0..0.25em 0..0.25rem 0..4px
border-radius border-*-radius           <gap> 0..50%
border*                                 0..2px <ground> canvastext currentcolor none solid dashed dotted double
"""

# Where it makes a row of what stood below each other, and does not say that the row may wrap.
ROW = """
display                                 block inline-block flow-root list-item grid
"""

# The root, of whose size every rem is made.
ROOT = """
font                                    100..200% 1..2em 1..2rem <height> <family> 400..900 normal
font-size                               100..200% 1..2em 1..2rem
"""

# The line about danger, which paper repeats at the foot of each side.
RUNNING = """
position                                running(foot)
"""

# On paper, whose sides are of a known width, a rule that can meet a safety text may set it in columns, or beside the steps.
PAPER = """
columns                                 auto 1..2
float                                   none right inline-end
width                                   auto fit-content 80..200mm
margin margin-inline-end                <gap> auto 80..110mm
"""

# Any other rule may say this too.
ELSEWHERE = """
display                                 none inline contents inline-grid table table-row table-cell table-row-group table-header-group
position                                absolute sticky
inset* top right bottom left            auto -5..4rem -1..2em -24..64px 0..60mm 0..100%
z-index                                 auto 0..1
margin* padding* gap *-gap              auto <any>
width height m??-width m??-height       none auto min-content max-content fit-content <box>
block-size inline-size m??-*-size       none auto min-content max-content fit-content <box>
aspect-ratio object-fit                 auto contain cover none 1..20
overflow*                               visible hidden clip auto scroll
clip-path                               none inset(50%)
float                                   left right inline-start inline-end
columns column-*                        auto none balance all solid dotted 1..6 <box> <ground>
flex flex-*                             content 0..12 <box>
justify-* align-* place-*               left right center end flex-end self-start self-end space-around space-evenly
grid-*                                  none auto dense row column span -1 1..12 1..12fr <box> repeat() minmax() auto-fill auto-fit min-content max-content
outline-offset                          <near> -4..0px
outline*                                0.1..0.4rem 1..6px <ground> canvastext currentcolor solid dashed dotted double auto
box-shadow                              <ground> none 0..8px 0..0.5rem
filter                                  drop-shadow() <ground> 0..1px
font font-size                          <small>
line-height                             0..3 0..64px 0..4rem 0..4em
flex-wrap                               nowrap wrap-reverse
white-space text-wrap                   nowrap pre pre-wrap pre-line
text-align                              justify
text-underline-offset                   -0.2..0.6em
text-transform                          lowercase capitalize
vertical-align                          sub super text-top text-bottom -0.5..1em
list-style*                             lower-alpha upper-alpha lower-roman
content                                 <string> <name> attr() counter() counters() content() element() leader() target-counter()
fill stroke accent-color caret-color    <ground> canvastext none currentcolor auto
stroke-*                                round square butt miter bevel none 0..12
background-size                         contain cover auto
border-collapse table-layout caption-side   collapse separate fixed auto top bottom
border-spacing                          <gap>
appearance                              none auto
anchor-name position-anchor position-area position-try-fallbacks   <name> none
"""

TABLES = {
    "text": (TEXT,),
    "inline": (INLINE, TEXT),
    "row": (ROW, TEXT),
    "root": (ROOT, TEXT),
    "all": (ROOT, INLINE, TEXT),
    "running": (RUNNING, TEXT),
    "elsewhere": (TEXT, ELSEWHERE),
}
ON_PAPER = " on paper"  # after the name of a table, for the sheets of what is printed
TABLES |= {f"{name}{ON_PAPER}": (PAPER, *tables) for name, tables in TABLES.items() if name != "elsewhere"}
FAMILIES = frozenset(
    "sans-serif serif monospace system-ui ui-sans-serif ui-serif ui-rounded ui-monospace -apple-system blinkmacsystemfont segoe_ui roboto"
    " helvetica helvetica_neue arial verdana georgia noto_sans noto_serif liberation_sans dejavu_sans source_sans_pro menlo consolas".split()
)
PRINTED = frozenset({f"{FILLED}pt", "SIZEpt"})  # sizes that the printing fills in, which has its own least
COLOURS = {"<ink>": {"canvastext", "linktext", "buttontext"}, "<ground>": {"canvas", "buttonface"}}  # of the device
CHOICES = frozenset({"min", "max", "clamp"})
NUMBERS = frozenset({"number", "percentage", "dimension", "function"})
SIGN = re.compile(r"[\s()\[\].,:;/–—·›»«]{0,3}")
SUMS = {  # by what a row calls them: the sums that may be written, and the bounds of each rem in them
    "<centring>": (
        re.compile(r"max\((\d*\.?\d+)rem, calc\(\(100% - (\d*\.?\d+)rem\) / 2\)\)"),
        ((0.0, 4.0), (18.0, math.inf)),
    ),
    "<cell>": (re.compile(r"min\(100%, (\d*\.?\d+)rem\)"), ((8.0, 40.0),)),
}
BLANK = frozenset({"whitespace", "comment"})
RANGE = re.compile(r"(-?\d*\.?\d+)\.\.(-?\d*\.?\d+)(\D*)")
SAID = {
    "<ink>": "a colour without transparency (#rrggbb, or var(--name))",
    "<ground>": "a colour without transparency (#rrggbb, or var(--name))",
    "<family>": "a font that most devices have",
    "<sign>": "a sign in quotes",
    "<string>": "words in quotes",
    "<name>": "a name",
    "<cell>": "min(100%, 12rem)",
    "<centring>": "max(1rem, calc((100% - 40rem) / 2))",
}
Variables = Mapping[str, Sequence[Declaration]]


@dataclass(frozen=True)
class Row:
    """What may be written for a property: words, kinds that a function knows, and (unit, least, most)."""

    words: tuple[str, ...]
    ranges: tuple[tuple[str, float, float], ...]

    @property
    def said(self) -> str:
        """The row as an author reads it."""
        widest = {unit: [one[1:] for one in self.ranges if one[0] == unit] for unit, _, _ in self.ranges}
        numbers = (f"{min(all_)[0]:g} to {max(most for _, most in all_):g}{unit}" for unit, all_ in widest.items())
        return ", ".join(dict.fromkeys([*numbers, *(SAID.get(word, word) for word in self.words)]))


@dataclass(frozen=True)
class Refused:
    """A piece of a value that is not listed, or a whole property (then without a row); `given` is the custom property that brings it."""

    text: str
    row: Row | None
    given: Declaration | None = None


@cache
def row_of(name: str, table: str) -> Row | None:
    """The row of a property in one of TABLES: the first that has it, of "elsewhere" both together; None where it may not be set."""
    found = [values for text in TABLES[table] for values in _values(text, name)]
    if not found:
        return None
    kinds = _rows(KINDS)[0]
    chosen = found if table == "elsewhere" else found[:1]
    said = [part for values in chosen for word in values.split() for part in kinds.get(word, word).split()]
    matches = [(word, RANGE.fullmatch(word)) for word in said]
    ranges = ((match[3], float(match[1]), float(match[2])) for _, match in matches if match)
    return Row(tuple(word for word, match in matches if not match), tuple(ranges))


def _values(text: str, name: str) -> list[str]:
    """What the first row of a table says that has the property; empty without one."""
    exact, patterns = _rows(text)
    if name in exact:
        return [exact[name]]
    return next(([values] for pattern, values in patterns if fnmatchcase(name, pattern)), [])


@cache
def _rows(text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A table by property, and by what stands for several."""
    rows = (re.split(r"\s{2,}", line, maxsplit=1) for line in text.strip().split("\n"))
    pairs = [(name, values) for names, values in rows for name in names.split()]
    exact = {name: values for name, values in pairs if not set(name) & set("*?")}
    return exact, [(name, values) for name, values in pairs if name not in exact]


def refused(one: Declaration, table: str, variables: Variables) -> Iterator[Refused]:
    """What of a declaration is not listed. Each `var()` is read as everything that it can stand for."""
    if one.name.startswith("--"):
        return  # judged where it is used
    row = row_of(one.name, table)
    if row is None:
        yield Refused(one.name, None)
        return
    size, *rest = split(one.tokens, "/") if one.name == "font" else [list(one.tokens)]
    yield from _pieces([token for token in size if token != "/"], row, variables, None)
    height = row_of("line-height", table) or row
    for part in rest:
        first = next((index for index, token in enumerate(part) if token.type != "whitespace"), 0)
        yield from _pieces(part[: first + 1], height, variables, None)
        yield from _pieces(part[first + 1 :], row, variables, None)


def _pieces(
    tokens: Sequence[Node], row: Row, variables: Variables, given: Declaration | None, depth: int = 6
) -> Iterator[Refused]:
    for token in tokens:
        if token.type in BLANK or token == ",":
            continue
        if token.type == "function" and token.lower_name == "var" and depth:
            meanings = list(_meanings(token, variables, given))
            if not all(any(part.type != "whitespace" for part in meaning) for meaning, _ in meanings):
                yield Refused("empty", row, given)
            for meaning, by in meanings:
                yield from _pieces(meaning, row, variables, by, depth - 1)
        elif not _listed(token, row):
            yield Refused(token.serialize(), row, given)


def _meanings(
    var: Node, variables: Variables, given: Declaration | None
) -> Iterator[tuple[Sequence[Node], Declaration | None]]:
    """(tokens, the declaration that brings them) of all that a `var()` can stand for; its own words where nothing sets it."""
    named, *fallback = split(var.arguments, ",")
    name = next((part.value for part in named if part.type == "ident"), "")
    if name in variables:
        yield from ((one.tokens, one) for one in variables[name])
    else:
        yield from ((part, given) for part in fallback)


def _listed(token: Node, row: Row) -> bool:
    """Whether one piece of a value is in a row."""
    text = " ".join(token.serialize().split())
    if text.lower() in {*row.words, "inherit"}:
        return True
    listed = LISTED.get(token.type)
    return listed is not None and listed(token, row)


def _listed_number(token: Node, row: Row) -> bool:
    unit = token.lower_unit if token.type == "dimension" else "%" if token.type == "percentage" else ""
    nought = token.value == 0 and not unit
    return any((unit == one or nought) and least <= token.value <= most for one, least, most in row.ranges)


def _listed_string(token: Node, row: Row) -> bool:
    if "<string>" in row.words or ("<sign>" in row.words and SIGN.fullmatch(token.value)):
        return True
    return "<family>" in row.words and token.value.lower().replace(" ", "_") in FAMILIES


def _listed_word(token: Node, row: Row) -> bool:
    if (token.value in PRINTED and row.ranges) or ("<family>" in row.words and token.lower_value in FAMILIES):
        return True
    return "<name>" in row.words or _is_colour(token, row)


def _is_colour(token: Node, row: Row) -> bool:
    wanted = COLOURS.keys() & set(row.words)
    if any(getattr(token, "lower_value", "") in COLOURS[kind] for kind in wanted):
        return True
    colour = tinycss2.color3.parse_color(token) if wanted else None
    return isinstance(colour, tuple) and colour[3] == 1


def _listed_function(token: Node, row: Row) -> bool:
    """Whether a function is in a row: a choice between what is listed, a colour without transparency. A sum can be anything."""
    if (sound := _sound_sum(token, row)) is not None:
        return sound
    arguments = [[one for one in part if one.type not in BLANK] for part in split(token.arguments, ",")]
    if token.lower_name == "clamp" and len(arguments) == 3:
        del arguments[1]  # whatever it is, it comes to no less than the first and no more than the last
    if token.lower_name in CHOICES:
        return all(len(part) == 1 and part[0].type in NUMBERS and _listed(part[0], row) for part in arguments)
    if f"{token.lower_name}()" in row.words:
        return all(part and all(_listed(one, row) for one in part) for part in arguments)
    return _is_colour(token, row)


def _sound_sum(token: Node, row: Row) -> bool | None:
    """Whether a function that is one of SUMS keeps its bounds; None for any other."""
    text = " ".join(token.serialize().split())
    for name, (pattern, bounds) in SUMS.items():
        if name in row.words and (found := pattern.fullmatch(text)):
            return all(low <= float(size) <= high for size, (low, high) in zip(found.groups(), bounds, strict=True))
    return None


LISTED: dict[str, Callable[[Node, Row], bool]] = {
    **dict.fromkeys(("number", "percentage", "dimension"), _listed_number),
    "function": _listed_function,
    "string": _listed_string,
    "ident": _listed_word,
    "hash": _is_colour,
}
