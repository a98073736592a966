"""What machines read beside a page can be read, and says no more than the page does.

Why:  search engines show it as the site's own words. A review that nobody signed or a promise that stands only there
      is seen by everyone but the person who could correct it.
Bad:  <script type="application/ld+json">{"@type": "WebPage", "lastReviewed": "2026-11-22"}</script> on an unreviewed page
Good: <script type="application/ld+json">{"@type": "WebPage", "name": "Pollen and your nose"}</script>
"""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..parse.urls import host_of
from ..registry import check
from ..source import BuiltPage, Findings, Site

DATA = "script[type='application/ld+json']"
TYPES = frozenset(  # of schema.org: what a page of health information may be, and what it may be about
    "WebPage MedicalWebPage WebSite Audience PatientAudience MedicalAudience MedicalEntity MedicalCode MedicalCondition Person Organization"
    " BreadcrumbList ListItem ImageObject CreativeWork Article ScholarlyArticle FAQPage Question Answer Thing CollectionPage AboutPage".split()
)
IDENTIFIERS = ("codingSystem", "codeValue")  # names of things for machines; they claim nothing
REVIEWS = ("lastReviewed", "reviewedBy")


@check(BuiltPage)
def linked_data_wrong(built: BuiltPage, site: Site) -> Findings:
    found = built.tree.css(DATA)
    if built.page and built.page.readable and not found:
        fact = "the page has no structured data, which tells search engines what it is"
        fix = 'put {% include "partials/linked-data.html" %} back'
        yield built.finding(message=fact, hint=fix, node=built.tree.css_first("head > title"))
    for node in found:
        try:
            said = json.loads(node.text(deep=True))
        except ValueError as error:
            fact = f"the structured data is not JSON: {error}"
            yield built.finding(message=fact, hint="mend it, or leave it out", node=node)
            continue
        for claim in _untrue(built, said):
            fact = f"the structured data says {claim}"
            yield built.finding(message=fact, hint="say only what is so", node=node)
        for text in _unshown(built, said):
            fact = f'the structured data says "{text[:60]}", which the page does not'
            yield built.finding(message=fact, hint="say only what the page shows", node=node)


def _untrue(built: BuiltPage, said: object) -> Iterator[str]:
    """What is not so: a review that nobody signed, a type that does not exist, an address elsewhere."""
    home = urlsplit(built.site.home).hostname or ""
    for name, value in _fields(said):
        if name in REVIEWS and built.page and built.page.sign_off != "current":
            yield f"{name}, and no health professional has signed this text off"
        elif name == "@type" and value not in TYPES:
            yield f"the type {value}, which is none that this site uses"
        elif name in {"url", "@id"} and isinstance(value, str) and home and host_of(value) != home:
            yield f"the address {value}, which is not of this site"


def _unshown(built: BuiltPage, said: object) -> Iterator[str]:
    shown = " ".join(" ".join(node.text(deep=True) for node in built.tree.css("title, main")).split())
    described = [str(built.page.meta.get("description") or "")] if built.page else []
    for name, value in _fields(said):
        text = " ".join(value.split()) if isinstance(value, str) else ""
        claims = " " in text and not name.startswith("@") and name not in IDENTIFIERS
        if claims and text not in shown and text not in described:
            yield text


def _fields(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """(name, value) of each single value inside; those of a list have the name of the list, a mapping's own name is said too."""
    if isinstance(value, dict):
        if name:
            yield name, None
        for key, item in value.items():
            yield from _fields(item, str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _fields(item, name)
    else:
        yield name, value
