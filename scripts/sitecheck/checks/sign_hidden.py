"""Every warning sign, and the strip that says when to call, can be seen, on screen and on paper.

Why:  a sign that is on the page and not in sight saves nobody, and its author believes that it is there.
Bad:  .card--emergency li:nth-child(n+3) { display: none }
Good: .card--emergency li { margin: .4rem 0 }
"""

from ..registry import check
from ..safety.styles import SIGN, breaches
from ..safety.texts import expected_signs, shown_signs
from ..safety.visibility import finding_for, in_picture, why_hidden
from ..source import BuiltPage, Findings, Site

HINT = "take that off the cards and everything around them"


@check(Site)
def sign_restyled(site: Site) -> Findings:
    """The styles of cards, signs and the strip, whether a page has them today or not, say only what is listed for safety texts."""
    yield from (breach.finding for breach in breaches(site) if breach.meets == SIGN)


@check(BuiltPage)
def sign_hidden(built: BuiltPage, site: Site) -> Findings:
    signs = ((node, "warning signs") for sign in expected_signs(built) for node in shown_signs(built, sign))
    strips = ((node, "the strip") for node in built.tree.css("[data-strip]"))
    for node, what in [*signs, *strips]:
        for element in [node, *(one for one in node.css("*") if not in_picture(one))]:
            if hidden := why_hidden(element, built):
                yield finding_for(hidden, built, site, f"{what} can't be seen: {hidden.reason}", HINT)
                return
