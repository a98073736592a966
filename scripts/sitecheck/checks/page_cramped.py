"""A printed side has room for the text, and margins that a printer can keep.

Why:  most printers can't print on the outer 5 mm; and a side with margins of nine centimetres shows three words a line.
Bad:  @page { margin: 0 }
Good: @page { margin: 16mm }
"""

import math

from tinycss2.ast import Node

from ..parse.css import FILLED, TO_PX, AtRule
from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site, Source

LEAST, MOST = 18.0, 190.0  # px of a margin: 5 mm, and 5 cm
SMALLEST = 300.0  # px of a side: about 8 cm
IN_MARGIN = ("content", "font", "color", "vertical-align", "text-align", "padding", "width", "white-space")
NAMED = {"a4", "a5", "letter", "legal", "portrait", "landscape", "auto", FILLED.lower()}


@check(Site)
def page_cramped(site: Site) -> Findings:
    for styled in sheets(site):
        for at in styled.sheet.at_rules:
            if at.name == "page":
                yield from _side(at, styled.source)
            elif any(around.startswith("@page") for around in at.context):
                for one in (one for one in at.declarations if not one.name.startswith(IN_MARGIN)):
                    fact = f"@{at.name} sets {one.name}, and can grow over the text of its side"
                    yield styled.source.finding(one.line, fact, "delete it")


def _side(at: AtRule, source: Source) -> Findings:
    for one in at.declarations:
        if one.name != "size" and not one.name.startswith("margin"):
            yield source.finding(one.line, f"@page sets {one.name}, and is there for size and margins", "delete it")
            continue
        lengths = [token.value * _unit(token) for token in one.tokens if token.type in {"dimension", "number"}]
        words = [token.lower_value for token in one.tokens if token.type == "ident"]
        least, most = (SMALLEST, math.inf) if one.name == "size" else (LEAST, MOST)
        if not all(least <= length <= most for length in lengths) or (
            one.name == "size" and not NAMED.issuperset(words)
        ):
            fact = f"@page has {one.name}: {one.value}, which printers cut off, or which leaves no room for the text"
            fix = "leave the size of the paper to its reader" if one.name == "size" else "write margin: 16mm"
            yield source.finding(one.line, fact, fix)


def _unit(token: Node) -> float:
    """What one of its unit is in px."""
    return TO_PX.get(token.lower_unit, 0) if token.type == "dimension" else 1
