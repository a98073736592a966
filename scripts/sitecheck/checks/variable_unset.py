"""Each custom property that a style uses has a value by day.

Why:  one that is given by night or on paper alone is empty by day: a card loses its border, a text its colour.
Bad:  color: var(--inc), where :root gives --ink
Good: color: var(--ink)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..parse.css import Declaration, Rule, Sheet
from ..registry import check
from ..safety.styles import everywhere, sheets
from ..source import Finding, Site, Source
from ..suggest import meant

USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")  # without another value to fall back on


@check(Site)
def variable_unset(site: Site) -> Iterator[Finding]:
    if not any(styled.sheet.rules for styled in everywhere(site)):
        return  # style-missing speaks of that
    given = {
        (styled.paper, one.name)
        for styled in sheets(site)
        for rule in styled.sheet.rules
        if not rule.context
        for one in rule.declarations
    }
    for styled in sheets(site):
        known = {name for paper, name in given if paper == styled.paper and name.startswith("--")}
        yield from _unset(styled.source, styled.sheet, known)


def _unset(source: Source, sheet: Sheet, known: set[str]) -> Iterator[Finding]:
    uses = [(name, one) for rule in sheet.rules for one in rule.declarations for name in USED.findall(one.value)]
    missing = list(dict.fromkeys(name for name, _ in uses if name not in known))
    for name in missing[:1]:  # what is used wherever another is has gone with it
        used = [one for other, one in uses if other == name]
        near = meant(name, sorted(known))
        fix = f"write {near}" if near and len(used) == 1 else f"give {name} a value in :root"
        line = used[0].line if len(used) == 1 else _place(sheet, name)
        yield source.finding(line, f"nothing gives {name} a value by day", fix)


def _place(sheet: Sheet, name: str) -> int:
    """Where it stood: below the one that is above it where it is still given, or where the first are."""
    rules = [rule for rule in sheet.rules if any(one.name.startswith("--") for one in rule.declarations)]
    for rule in rules:
        names = [one.name for one in rule.declarations]
        if rule.context and name in names[1:]:
            before = names[names.index(name) - 1]
            return next((one.line for one in _first(rules) if one.name == before), rules[0].line)
    return rules[0].line if rules else 1


def _first(rules: list[Rule]) -> list[Declaration]:
    return [one for rule in rules if not rule.context for one in rule.declarations]
