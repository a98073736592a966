"""Every disclaimer can be seen, on screen and in print.

Why:  a text that is on the page and not in sight protects nobody, and every test that only looks for words passes.
Bad:  @media print { aside { display: none } }
Good: @media print { nav { display: none } }
"""

import re

from ..registry import check
from ..safety.styles import DISCLAIMER, breaches
from ..safety.texts import expected_disclaimers, shown_disclaimers
from ..safety.visibility import finding_for, in_picture, why_hidden
from ..source import BuiltPage, Findings, Site

HINT = "take that off the disclaimer and everything around it"

INLINE_STYLE = re.compile(r"<[a-z][^<>]*?\sstyle\s*=", re.IGNORECASE)


@check(BuiltPage)
def disclaimer_hidden(built: BuiltPage, site: Site) -> Findings:
    if built.page and not built.page.whole:
        return  # tag-unclosed speaks of what swallows the rest of the page
    for key in expected_disclaimers(built):
        for node in shown_disclaimers(built, key):
            for element in [node, *(one for one in node.css("*") if not in_picture(one))]:
                hidden = why_hidden(element, built)
                if hidden:
                    fact = f"disclaimers can't be seen: {hidden.reason}"
                    yield finding_for(hidden, built, site, fact, HINT)


@check(Site)
def disclaimer_restyled(site: Site) -> Findings:
    """The styles of disclaimers and of everything around them, for pages and for paper, say only what is listed for safety texts."""
    yield from (breach.finding for breach in breaches(site) if breach.meets == DISCLAIMER)


@check(Site)
def disclaimer_hidden_on_handouts(site: Site) -> Findings:
    """The line about danger is printed at the foot of each side, and no tag of a handout has a look of its own."""
    for source in site.templates:
        if source.path == "overrides/paper/paper.css" and "position: running(" not in source.text:
            line = source.line_of(".running") or source.line_of("@page") or 1
            fact = "the line about danger is not printed at the foot of each side"
            yield source.finding(line, fact, "put position: running(foot) back")
        if source.path.startswith("overrides/paper/") and source.path.endswith(".html"):
            for found in INLINE_STYLE.finditer(source.text):
                line = source.text.count("\n", 0, found.start()) + 1
                yield source.finding(
                    line, "a tag of this handout brings a style of its own", "give it a class of paper.css"
                )
