"""Each custom property that a style uses has a value by day.

Why:  one that is given by night or on paper alone is empty by day: a card loses its border, a text its colour.
Bad:  color: var(--inc), where :root gives --ink
Good: color: var(--ink)
"""

import re

from ..parse.css import Sheet
from ..registry import check
from ..safety.styles import everywhere, sheets
from ..source import Findings, Site
from ..suggest import meant

USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")  # without another value to fall back on


@check(Site)
def variable_unset(site: Site) -> Findings:
    if not any(styled.sheet.rules for styled in everywhere(site)):
        return  # style-missing speaks of that
    given = {
        paper: set[str]().union(*(_given(one.sheet) for one in sheets(site) if one.paper == paper))
        for paper in (True, False)
    }
    for styled in sheets(site):
        known = given[styled.paper]
        uses = (
            (name, one) for rule in styled.sheet.rules for one in rule.declarations for name in USED.findall(one.value)
        )
        for name, one in [(name, one) for name, one in uses if name not in known][:1]:  # the rest may have gone with it
            near = meant(name, sorted(known))
            fix = f"write {near}" if near else f"give {name} a value in :root"
            yield styled.source.finding(one.line, f"nothing gives {name} a value by day", fix)


def _given(sheet: Sheet) -> set[str]:
    """The custom properties to which a sheet gives a value always."""
    return {one.name for rule in sheet.rules if not rule.context for one in rule.declarations}
