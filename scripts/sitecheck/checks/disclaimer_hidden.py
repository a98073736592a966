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
from ..visibility import finding_for, hiding_rules, in_picture, why_hidden

HINT = "take that off the disclaimer and everything around it"

ON_PAPER = re.compile(
    r"\.(?:disclaimers?|card(?:--[\w-]+|__label|__heading)?|urgent|running|status)(?![\w-])|\baside\b|\bsection\b"
)
DANGER = ("ring {{ number }}", 'class="running"', "the line with the emergency number")
WRITTEN = {  # what each template of a handout must write, the words above it, and what it is
    "overrides/paper/sheet-body.html": (
        DANGER, ('class="urgent"', 'class="running"', "the line about danger"), ("sheet.disclaimers", "</section>", "its disclaimers"),
        ("section.html", "sheet.sections", "its text"), ("sheet.status", "<h1>", "who has checked it"), ("review_due", 'class="urgent"', "when to check it again"), ("{{ sheet.version", 'class="urgent"', "its version"),
    ),
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


@check(Site)
def disclaimer_hidden_on_handouts(site: Site) -> Iterator[Finding]:
    """The style sheet of the handouts hides neither disclaimers nor cards nor the line about danger, and their templates write them."""
    for source in site.templates:
        if source.path == "overrides/paper/paper.css":
            for rule in hiding_rules(source.text):
                if ON_PAPER.search(rule.selector):
                    fact = f"on handouts, safety texts can't be seen: {rule.selector} has {rule.reason}"
                    yield source.finding(rule.line, fact, HINT)
            if "position: running(" not in source.text:
                line = source.line_of(".running") or source.line_of("@page") or 1
                yield source.finding(
                    line,
                    "the line about danger is not printed at the foot of each side",
                    "put position: running(foot) back",
                )
        for needed, before, what in WRITTEN.get(source.path, ()):
            if needed not in source.text:
                yield source.finding(
                    source.line_of(before) or 1, f"this template no longer writes {what}", f"put {needed} back"
                )
                break
        if (
            source.path.startswith("overrides/paper/")
            and (hiding := re.search(r"display:\s*none", source.text))
            and source.path.endswith(".html")
        ):
            line = source.text.count("\n", 0, hiding.start()) + 1
            yield source.finding(line, "a style in this template hides a part of the handout", "delete it")
