"""Every disclaimer can be seen, on screen and in print.

Why:  a text that is on the page and not in sight protects nobody, and every test that only looks for words passes.
Bad:  @media print { aside { display: none } }
Good: @media print { nav { display: none } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..safety.styles import DISCLAIMER, breaches
from ..safety.texts import expected_disclaimers, shown_disclaimers
from ..safety.visibility import finding_for, in_picture, why_hidden
from ..source import BuiltPage, Finding, Site

HINT = "take that off the disclaimer and everything around it"

DANGER = ("ring {{ number }}", 'class="running"', "the line with the emergency number")
WRITTEN = {  # what each template of a handout must write, the words above it, and what it is
    "overrides/paper/sheet-body.html": (
        DANGER, ('class="urgent"', 'class="running"', "the line about danger"), ("sheet.disclaimers", "</section>", "its disclaimers"),
        ("paper/parts.html", "leaflet.back", "its text"), ("sheet.status", "<h1>", "who has checked it"), ("review_due", 'class="urgent"', "when to check it again"), ("{{ sheet.version", 'class="urgent"', "its version"),
    ),
    "overrides/paper/parts.html": (("section.html", "section.heading", "the text of a sheet"),),
    "overrides/paper/booklet.html": (
        DANGER, ('class="urgent"', 'class="running"', "the line about danger"), ("for disclaimer in disclaimers %}", 'class="lead"', "the disclaimers"), ("disclaimer.text }}", "in disclaimers", "the words of the disclaimers"),
        ("section.html", "chapter.sections", "its text"),
    ),
    "overrides/paper/log.html": (
        DANGER, ('class="urgent"', 'class="running"', "the line about danger"), ("for disclaimer in disclaimers %}", "macros.clinic_box", "the disclaimers"), ("disclaimer.text }}", "in disclaimers", "the words of the disclaimers"),
    ),
    "overrides/paper/macros.html": (("element(foot)", "@top-right", "the foot with the line about danger"),),
    "overrides/redirect.html": (("partials/disclaimers.html", "<h1>", "the disclaimers"),),
}  # fmt: skip
INLINE_STYLE = re.compile(r"<[a-z][^<>]*?\sstyle\s*=", re.IGNORECASE)
UNSCRIPTED = re.compile(r"<noscript\b(?:(?!</noscript).)*data-disclaimer", re.DOTALL | re.IGNORECASE)


@check(BuiltPage)
def disclaimer_unscripted(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """In the head of a page, a parser takes apart what a browser never shows; so this is read from the text."""
    if UNSCRIPTED.search(built.html):
        fact = "disclaimers can't be seen: they stand inside <noscript>"
        yield built.finding("<noscript", message=fact, hint=HINT)


@check(BuiltPage)
def disclaimer_hidden(built: BuiltPage, site: Site) -> Iterator[Finding]:
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
def disclaimer_restyled(site: Site) -> Iterator[Finding]:
    """The styles of disclaimers and of everything around them, for pages and for paper, say only what is listed for safety texts."""
    yield from (breach.finding for breach in breaches(site) if breach.meets == DISCLAIMER)


@check(Site)
def disclaimer_hidden_on_handouts(site: Site) -> Iterator[Finding]:
    """The line about danger is printed at the foot of each side, and the templates of the handouts write their safety texts."""
    for source in site.templates:
        if source.path == "overrides/paper/paper.css" and "position: running(" not in source.text:
            line = source.line_of(".running") or source.line_of("@page") or 1
            fact = "the line about danger is not printed at the foot of each side"
            yield source.finding(line, fact, "put position: running(foot) back")
        for needed, before, what in WRITTEN.get(source.path, ()):
            if needed not in source.text:
                yield source.finding(
                    source.line_of(before) or 1, f"this template no longer writes {what}", f"put {needed} back"
                )
                break
        if source.path.startswith("overrides/paper/") and source.path.endswith(".html"):
            for found in INLINE_STYLE.finditer(source.text):
                line = source.text.count("\n", 0, found.start()) + 1
                yield source.finding(
                    line, "a tag of this handout brings a style of its own", "give it a class of paper.css"
                )
