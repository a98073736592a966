"""Every disclaimer can be seen, on screen and in print.

Why:  a text that is on the page and not in sight protects nobody, and every test that only looks for words passes.
Bad:  @media print { aside { display: none } }
Good: @media print { nav { display: none } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..safety import expected_disclaimers, shown_disclaimers
from ..source import BuiltPage, Finding, Site
from ..visibility import finding_for, in_picture, why_hidden

HINT = "take that off the disclaimer and everything around it"

UNSCRIPTED = re.compile(r"<noscript\b(?:(?!</noscript).)*data-disclaimer", re.DOTALL | re.IGNORECASE)


@check(BuiltPage)
def disclaimer_unscripted(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """In the head of a page, a parser takes apart what a browser never shows; so this is read from the text."""
    if UNSCRIPTED.search(built.html):
        fact = "disclaimers can't be seen: they stand inside <noscript>"
        yield built.finding("<noscript", message=fact, hint=HINT)


@check(BuiltPage)
def disclaimer_hidden(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for key in expected_disclaimers(built):
        for node in shown_disclaimers(built, key):
            for element in [node, *(one for one in node.css("*") if not in_picture(one))]:
                hidden = why_hidden(element, built)
                if hidden:
                    fact = f"disclaimers can't be seen: {hidden.reason}"
                    yield finding_for(hidden, built, site, fact, HINT, "data-disclaimer")
