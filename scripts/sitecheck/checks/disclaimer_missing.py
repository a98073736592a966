"""Every page carries each disclaimer that its kind asks for: once, and in the words of data/disclaimers.yml.

Why:  readers land on one page from a search engine. A page with unreadable front matter needs them all.
Bad:  a template from which {% include "partials/disclaimers.html" %} was deleted
Good: a template that includes it once
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..registry import check
from ..safety import expected_disclaimers, shown_disclaimers, template_finding
from ..source import BuiltPage, Finding, Site

PARTIAL = "partials/disclaimers.html"
HINT = 'put {% include "partials/disclaimers.html" %} back below {{ page.content }}, and each text once in that file'


@check(Site)
def disclaimer_missing(site: Site) -> Iterator[Finding]:
    expected: Counter[str] = Counter()
    faults: dict[tuple[str, str], list[Finding]] = {}
    unframed: dict[tuple[str, str], list[Finding]] = {}  # pages that a template of their own makes
    for built in site.built:
        for key, text in expected_disclaimers(built).items():
            expected[key] += built.page is not None
            said = [" ".join(node.text(deep=True).split()) for node in shown_disclaimers(built, key)]
            fact = _fault(said, " ".join(text.split()))
            message = f"the disclaimer {key} {fact}"
            if fact and built.page:
                faults.setdefault((fact, key), []).append(_on_page(built, message))
            elif fact:
                finding = Finding(site.template_of(built.path), 1, message, HINT)
                unframed.setdefault((fact, key), []).append(finding)
    from_template: dict[str, list[str]] = {}
    for (fact, key), findings in faults.items():
        if len(findings) == expected[key]:
            from_template.setdefault(fact, []).append(key)
        else:
            yield from findings
    for (fact, key), findings in unframed.items():
        if key not in from_template.get(fact, []):
            yield from findings
    for fact, keys in from_template.items():
        verb = fact.replace("this page", "every page")
        message = f"of the disclaimers, {', '.join(keys)} {verb}"
        yield template_finding(site, PARTIAL, message, HINT, in_frame="missing" in fact and _swallowed(site, keys))


def _swallowed(site: Site, keys: list[str]) -> bool:
    """Whether the disclaimers are in the HTML all the same, inside something that is not shown: a comment, a <template>."""
    frames = [built for built in site.built if built.page]
    return bool(frames) and all(f'data-disclaimer="{key}"' in "".join(built.html for built in frames) for key in keys)


def _fault(said: list[str], wanted: str) -> str:
    if not said:
        return "is missing from this page"
    if len(said) > 1:
        return f"stands {len(said)} times on this page"
    return "" if said[0] == wanted else f'reads "{said[0][:60]}" on this page'


def _on_page(built: BuiltPage, message: str) -> Finding:
    return built.finding(
        "<!--", "<details", "<div", "<section", message=message, hint="close the HTML that swallows it, or delete it"
    )
