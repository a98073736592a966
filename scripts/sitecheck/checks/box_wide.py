"""No box is wider than the narrowest screen.

Why:  what is wider than 320 pixels moves the ends of its lines, and of all lines on the page, out of sight on a small phone.
Bad:  .contents { width: 30rem }
Good: .contents { max-width: 30rem }
"""

from ..parse.css import TO_PX
from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site

NARROWEST = 320.0  # px, WCAG 2.2, 1.4.10


@check(Site)
def box_wide(site: Site) -> Findings:
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in styled.sheet.rules:
            for one in rule.declarations if "print" not in rule.media else ():
                lengths = [token for token in one.tokens if token.type == "dimension"]
                wide = [token for token in lengths if token.value * TO_PX.get(token.lower_unit, 0.0) > NARROWEST]
                if wide and one.name in {"width", "min-width", "inline-size", "min-inline-size"}:
                    fact = f"{rule.text} is {one.value} wide, wider than the narrowest screens"
                    yield styled.source.finding(one.line, fact, f"write max-width: {one.value}")
