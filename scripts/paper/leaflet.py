"""How a sheet is laid on its sides: the front is all that one needs to act on, the back is for the visit.

What must be on the front is decided here, what else fits there is reckoned, and the press measures whether it does: it takes
the first of these forms whose front is one side.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import east_asian_width

from selectolax.lexbor import LexborHTMLParser

from sitecheck import languages
from sitecheck.settings import URGENT
from sitecheck.source import Site

from .press import Format
from .sheet import Section, Sheet, plain_text

LINE = 5.05  # millimetres from line to line of the smallest ordinary print
MARGINS = 33  # millimetres above and below what is printed on a side
HEIGHTS = {"A4": 297, "letter": 279}  # millimetres
WIDTHS = {"A4": 186, "letter": 192}  # millimetres, between the margins
BAND = 31  # millimetres of the band without its title and its message
ALARM = 90  # millimetres, the width of what stands right on the front
CODE = 34  # millimetres that the code takes from the lines of the band
DRAWING = 22  # millimetres that the drawing takes
GAP = 7  # millimetres between two columns
PER_MM = 0.58  # letters that fit on a millimetre of a line
INDENT = 9  # millimetres before the words of a list
BOXED = 'class="card'  # in the HTML of a section with warning signs
TOLERANCES = (1.04, 0.92)  # how far the front is filled: first as far as it may go, then as far as it surely goes


@dataclass(frozen=True)
class Leaflet:
    """The parts of a sheet by their place.

    `alarms` are the boxes that decide tonight, by whom they are about, a side each; `front` is what stands beside or below them (where
    there are several, below the last), `soon` the other boxes where they take a side of their own, `back` the rest.
    """

    form: str
    opening: str
    alarms: list[Section]
    front: list[Section]
    back: list[Section]
    soon: tuple[Section, ...] = ()


def leaflets(sheet: Sheet, form: Format, site: Site) -> list[Leaflet]:
    """The ways to lay out a sheet, the best first. In large print, and where signs of several fill a side each, there is one."""
    opening, alarms, later, rest = parts_of(sheet, site)
    said = languages.text_of(site.furniture)

    def continued(heading: str) -> str:
        return str(said("{heading} (continued)", heading=heading))

    if form.large:
        return [Leaflet("large", opening, alarms, [], [*rest[:1], *later, *rest[1:]])]
    if len(alarms) != 1 or not rest:
        return [Leaflet("sides", opening, list(map(_wide, alarms)), rest, [], tuple(map(_wide, later)))]
    width, room = WIDTHS[form.paper], room_of(sheet, opening, form)
    made: list[Leaflet] = []

    def lay(name: str, alarms: list[Section], first: list[Section], room: float, column: float) -> None:
        """A front with the first of `first`, and with as many of the others as fit."""
        for tolerance in TOLERANCES:
            front = filled(first, column, room * tolerance)
            if front:
                made.append(Leaflet(name, opening, alarms, front, first[len(front) :]))

    urgent = sum(lines(one.html, ALARM - 6) for one in alarms) + 2
    soon = sum(lines(one.html, ALARM - 6) for one in later)
    beside = later if urgent + soon < room else []
    below = [] if beside else later
    for steps in (rest, parted(rest, continued)):
        if urgent < room * TOLERANCES[0]:
            lay("columns", [*alarms, *beside], [*steps[:1], *steps[1:2], *below, *steps[2:]], room, width - ALARM - GAP)
    column = (width - GAP) / 2
    half = (sum(lines(one.html, column) for one in alarms) + 6) / 2
    steps = parted(rest, continued)
    lay("rows", alarms, [*steps[:1], *steps[1:2], *later, *steps[2:]], (room - half - 1) * 2, column)
    lay("turned", alarms, [*rest[1:2], *later, *rest[:1], *rest[2:]], (room - half - 1) * 2, column)
    made.append(
        Leaflet("rows", opening, alarms, [], [*rest[:1], *later, *rest[1:]])
    )  # where the reckoning was too bold
    return list({str(one): one for one in made}.values())


def _wide(section: Section) -> Section:
    """A section with its boxes first, as wide as the side, and then what else it says, in columns."""
    pieces = list(_pieces(section.html))
    said = [piece for piece in pieces if not _level(piece)]
    below = ['<div class="beside">', *said, "</div>"] if said else []
    return replace(section, html="\n".join([*(piece for piece in pieces if _level(piece)), *below]))


def room_of(sheet: Sheet, opening: str, form: Format) -> float:
    """The lines of the smallest ordinary print that the front holds below its band."""
    letters = (WIDTHS[form.paper] - 10 - DRAWING - (0 if sheet.draft else CODE)) * PER_MM
    title = 9 * -(-breadth(sheet.title) // (letters / 2.1))
    message = LINE * -(-breadth(plain_text(opening)) // letters)
    return (HEIGHTS[form.paper] - MARGINS - BAND - title - message) / LINE


def parts_of(sheet: Sheet, site: Site) -> tuple[str, list[Section], list[Section], list[Section]]:
    """(message, boxes that decide tonight, the other boxes, all else) of a sheet, each in order."""
    urgent = urgent_levels(site)
    sections = list(sheet.sections)
    opening = sections.pop(0).html if sections and BOXED not in sections[0].html else ""
    alarms: dict[str, Section] = {}
    later: list[Section] = []
    for section in (one for one in sections if BOXED in one.html):
        taken, left = _sorted(section, urgent)
        if taken:
            who = _who(taken[0], site)
            known = alarms.get(who, replace(section, html=""))
            alarms[who] = replace(known, html="\n".join(_joined([*_pieces(known.html), *taken])))
        if left:
            said = any(one.heading == section.heading for one in alarms.values())
            later.append(Section(section.anchor, "" if said else section.heading, "\n".join(left)))
    rest = [replace(one, html=ticked(one.html)) for one in sections if BOXED not in one.html]
    return opening, list(alarms.values()), later, rest


def _joined(pieces: list[str]) -> Iterator[str]:
    """The same pieces with boxes of one level as one box, where the first of them stands."""
    for piece in pieces:
        level = _level(piece)
        same = [one for one in pieces if level and _level(one) == level]
        if len(same) < 2:
            yield piece
        elif piece is same[0]:
            listed = [node.html or "" for one in same for node in LexborHTMLParser(one).css("ul > li")]
            above, below = piece.partition("<ul")[0], piece.partition("</ul>")[2]
            yield f"{above}<ul>{''.join(listed)}</ul>{below}"


def _sorted(section: Section, urgent: set[str]) -> tuple[list[str], list[str]]:
    """(what decides tonight, what else it says) of a section; what is said beside urgent signs alone stays with them."""
    pieces = list(_pieces(section.html))
    now = [piece for piece in pieces if _level(piece) in urgent]
    if len(now) == len([piece for piece in pieces if _level(piece)]):
        return [*now, *(piece for piece in pieces if piece not in now)], []
    return now, [piece for piece in pieces if piece not in now]


def urgent_levels(site: Site) -> set[str]:
    """The levels of signs that stand on the front of a sheet."""
    extra = site.config.get("extra")
    levels = extra.get("levels") if isinstance(extra, dict) else None
    named = levels if isinstance(levels, dict) else {}
    return {URGENT, *(name for name, one in named.items() if isinstance(one, dict) and one.get("front") is True)}


def ticked(html: str) -> str:
    """The same HTML, with each list of nothing but questions as one of boxes to tick."""
    tree = LexborHTMLParser(html)
    for listed in tree.css("ul"):
        items = listed.css("li")
        if items and all(item.text().strip().endswith(("?", "\uff1f")) for item in items):
            old = listed.html or ""
            html = html.replace(old, old.replace("<ul", '<ul class="ask"', 1), 1)
    return html


def lines(html: str, width: float) -> float:
    """About how many lines of the smallest ordinary print a piece of HTML takes in a column of so many millimetres."""
    found = 0.0
    for node in LexborHTMLParser(html).css("h2, h3, p, li, tr, img"):
        inner = [one for one in node.css("p, li, tr") if one.mem_id != node.mem_id]
        count = 0 if inner else breadth(" ".join(node.text().split()))
        indent = INDENT if node.tag == "li" else 0
        if node.tag == "img":
            found += 6
        elif count:
            found += -(-count // ((width - indent) * PER_MM)) + (1.2 if node.tag == "h3" else 0.4)
    return found + 0.6 * html.count("card__heading")


def breadth(text: str) -> int:
    """The letters of a text, those of Chinese and its neighbours counted twice, since they are twice as wide."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def filled(sections: list[Section], width: float, room: float) -> list[Section]:
    """The first of the sections that fit into `room` lines of columns of a width."""
    used, front = 0.0, []
    for section in sections:
        used += lines(section.html, width) + (2 if section.heading else 0)
        if used > room:
            break
        front.append(section)
    return front


def parted(sections: list[Section], continued: Callable[[str], str]) -> list[Section]:
    """The same sections, the first of them parted behind its steps: what is said further stands apart."""
    if not sections:
        return sections
    first, pieces = sections[0], list(_pieces(sections[0].html))
    end = next((n for n, piece in enumerate(pieces) if piece.startswith("<ol")), -1) + 1
    if not end:
        end = next((n for n, piece in enumerate(pieces) if piece.startswith("<h3") and n), len(pieces))
    while end < len(pieces) and "<img" in pieces[end]:
        end += 1
    if end == len(pieces):
        return sections
    further = Section("", "" if pieces[end].startswith("<h3") else continued(first.heading), "\n".join(pieces[end:]))
    return [replace(first, html="\n".join(pieces[:end])), further, *sections[1:]]


def _pieces(html: str) -> Iterator[str]:
    """The top elements of a section, boxes one by one."""
    body = LexborHTMLParser(html).body
    for node in body.iter(include_text=False) if body else ():
        if "cards" in (node.attributes.get("class") or "").split():
            yield from (_one_column(box.html or "") for box in node.css("section.card"))
        elif not (node.tag or "").startswith(("-", "!", "_")):
            yield node.html or ""


def _one_column(box: str) -> str:
    """A box of a single sign with a list that needs no columns."""
    return box.replace("<ul>", '<ul class="one">') if box.count("<li") == 1 else box


def _level(piece: str) -> str:
    found = re.match(r'<section class="card card--([\w-]+)', piece)
    return found[1] if found else ""


def _who(box: str, site: Site) -> str:
    """Whom the first sign of a box is about."""
    found = re.search(r'data-sign="([^"]+)"', box)
    sign: dict[str, Any] = site.urgency.get(found[1], {}) if found else {}
    return str(sign.get("who"))
