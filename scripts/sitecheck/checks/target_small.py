"""What is tapped is at least 44 pixels high.

Why:  who taps with one thumb, something else in the other hand, misses what is lower.
Bad:  .top a { min-height: 30px }
Good: .top a { min-height: 44px }
"""

from ..parse.css import TO_PX, Declaration
from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site

THUMB = 44.0  # px, WCAG 2.2, 2.5.5
TAPPED = frozenset({"a", "button", "input", "select"})


@check(Site)
def target_small(site: Site) -> Findings:
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in styled.sheet.rules:
            tapped = [one for one in rule.selectors if one.subject.type in TAPPED and not one.pseudo_element]
            for one in rule.declarations if tapped and "print" not in rule.media else ():
                if one.name in {"min-height", "height", "max-height"} and 0 < _length(one) < THUMB:
                    fact = f"{tapped[0].text} is {one.value} high, too low for a thumb"
                    yield styled.source.finding(one.line, fact, "write min-height: 44px")


def _length(one: Declaration) -> float:
    """The greatest length of a value in px; 0 without one."""
    lengths = (token.value * TO_PX.get(token.lower_unit, 0.0) for token in one.tokens if token.type == "dimension")
    return max(lengths, default=0.0)
