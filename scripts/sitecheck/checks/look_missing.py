"""Cards and disclaimers have their look: a rule of their own each, and a card a border.

Why:  what tells a warning from text is its look; colour alone does not, and on a black-and-white printer there is none.
Bad:  .card { border: 0 }
Good: .card { border: 2px solid var(--level) }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..parse.css import Rule
from ..registry import check
from ..safety.styles import Styled, everywhere, sheets
from ..source import Finding, Site

NO_BORDER = {"0", "none", "hidden", "0 none"}
CLASS = re.compile(r"\.[a-zA-Z][\w-]*")
CARD = re.compile(r"\.card(?:--[\w-]+)?")


@check(Site)
def look_missing(site: Site) -> Iterator[Finding]:
    styled = [one for one in everywhere(site) if one.sheet.rules]
    own: dict[str, list[tuple[Styled, Rule]]] = {}  # by class, the rules that are for it alone and always
    for one in styled:
        for rule in one.sheet.rules:
            for selector in rule.selectors if not rule.context else ():
                if CLASS.fullmatch(selector.text):
                    own.setdefault(selector.text[1:], []).append((one, rule))
    extra = site.config.get("extra")
    levels = extra.get("levels") if isinstance(extra, dict) else None
    for name in (
        ["card", "disclaimer", *(f"card--{level}" for level in levels)] if styled and isinstance(levels, dict) else []
    ):
        if name not in own:
            near = get_close_matches(name, own, n=1, cutoff=0.8)
            line = own[near[0]][0][1].line if near else 1
            fix = f"write .{name}" if near else f"put the rule for .{name} back"
            yield styled[0].source.finding(line, f"no rule gives .{name} its look", fix)
    for one, line in [*_borderless(site), *_unbordered(own.get("card", []))]:
        fact = "a card has no border, and on paper nothing sets it apart"
        yield one.source.finding(line, fact, "write border: 2px solid var(--level)")


def _borderless(site: Site) -> Iterator[tuple[Styled, int]]:
    """Where the border of a card, or of those of one level, is taken away."""
    for one in sheets(site):
        for rule in one.sheet.rules:
            said = rule.last("border", "border-style", "border-width")
            cards = [selector for selector in rule.selectors if any(map(CARD.fullmatch, selector.subject.names))]
            if said and cards and said.value in NO_BORDER:
                yield one, said.line


def _unbordered(rules: list[tuple[Styled, Rule]]) -> Iterator[tuple[Styled, int]]:
    """The first rule for cards, where none gives them a border."""
    if rules and not any(rule.last("border", "border-style", "border-width") for _, rule in rules):
        yield rules[0][0], rules[0][1].line
