"""Cards and disclaimers have their look: a rule of their own each, and a card a border.

Why:  what tells a warning from text is its look; colour alone does not, and on a black-and-white printer there is none.
Bad:  .card { border: 0 }
Good: .card { border: 2px solid var(--level) }
"""

import re
from collections.abc import Iterator

from ..parse.css import Rule
from ..registry import check
from ..safety.styles import everywhere, sheets
from ..source import Findings, Site
from ..suggest import meant

NO_BORDER = {"0", "none", "hidden", "0 none"}
BORDERS = ("border", "border-style", "border-width")
CARD = re.compile(r"\.card(?:--[\w-]+)?")


@check(Site, unless="style-missing")
def look_missing(site: Site) -> Findings:
    own = {  # by selector, the first rule for it alone and always
        selector.text: (one, rule)
        for one in reversed(everywhere(site))
        for rule in reversed(one.sheet.rules)
        for selector in (rule.selectors if not rule.context else ())
    }
    names = [".card", ".disclaimer", *(f".card--{level}" for level in site.words("levels"))]
    for name in (one for one in names if own and one not in own):
        near = meant(name, own) or ".card"
        one, rule = own.get(near) or next(iter(own.values()))
        yield one.source.finding(rule.line, f"no rule gives {name} its look", f"write {name}, or put its rule back")


@check(Site)
def card_borderless(site: Site) -> Findings:
    """Where the border of a card, or of those of one level, is taken away; or where no rule for cards gives them one."""
    fact, fix = "a card has no border, and on paper nothing sets it apart", "write border: 2px solid var(--level)"
    for one in sheets(site):
        rules = [rule for rule in one.sheet.rules if any(map(CARD.fullmatch, _classes(rule)))]
        taken = [told for rule in rules if (told := rule.last(*BORDERS)) and told.value in NO_BORDER]
        yield from (one.source.finding(told.line, fact, fix) for told in taken)
        plain = [rule for rule in rules if rule.text == ".card" and not rule.context]
        if plain and not any(rule.last(*BORDERS) for rule in plain):
            yield one.source.finding(plain[0].line, fact, fix)


def _classes(rule: Rule) -> Iterator[str]:
    return (name for selector in rule.selectors for name in selector.subject.names)
