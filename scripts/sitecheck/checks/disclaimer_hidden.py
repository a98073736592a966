"""Every disclaimer can be seen, on screen and in print.

Why:  a text that is on the page and not in sight protects nobody, and every test that only looks for words passes.
Bad:  @media print { aside { display: none } }
Good: @media print { nav { display: none } }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..safety import expected_disclaimers, shown_disclaimers
from ..source import BuiltPage, Finding, Site
from ..visibility import finding_for, why_hidden

HINT = "take that off the disclaimer and everything around it"


@check(BuiltPage)
def disclaimer_hidden(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for key in expected_disclaimers(built):
        for node in shown_disclaimers(built, key):
            for element in [node, *node.css("*")]:
                hidden = why_hidden(element, built)
                if hidden:
                    fact = f"disclaimers can't be seen: {hidden.reason}"
                    yield finding_for(hidden, built, site, fact, HINT, "data-disclaimer")
