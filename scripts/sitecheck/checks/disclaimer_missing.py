"""Every page carries each disclaimer that its kind asks for: once, and in the words of data/disclaimers.yml.

Why:  readers land on one page from a search engine. A page with unreadable front matter needs them all.
Bad:  a template from which {% include "partials/disclaimers.html" %} was deleted
Good: a template that includes it once
"""

from ..registry import check
from ..safety.texts import expected_disclaimers, shown_disclaimers
from ..source import BuiltPage, Finding, Findings, Site

HINT = 'put {% include "partials/disclaimers.html" %} back below {{ page.content }}, and each text once in that file'


@check(BuiltPage)
def disclaimer_missing(built: BuiltPage, site: Site) -> Findings:
    for key, text in expected_disclaimers(built).items():
        shown = shown_disclaimers(built, key)
        said = [" ".join(node.text(deep=True).split()) for node in shown]
        if not shown:
            yield _lost(built, key)
        elif len(shown) > 1:
            fact = f"the disclaimer {key} stands {len(shown)} times on the page"
            yield built.finding(message=fact, hint=HINT, node=shown[-1])
        elif said[0] != " ".join(text.split()):
            fact = f'the disclaimer {key} reads "{said[0][:60]}", and not as data/disclaimers.yml has it'
            yield built.finding(message=fact, hint="show disclaimer.text and nothing else", node=shown[0])


def _lost(built: BuiltPage, key: str) -> Finding:
    """At what swallows it, if it was written all the same; else at the element that should hold it."""
    fact = f"the disclaimer {key} is missing from {built.path}"
    other = built.tree.css_first(f'[data-disclaimer="{key}"]') or built.tree.css_first("[data-disclaimer]")
    around = other or built.tree.css_first("article") or built.tree.css_first("main") or built.tree.body
    return built.finding(message=fact, hint=HINT, node=around)
