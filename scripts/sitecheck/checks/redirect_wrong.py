"""A redirect leads from an address that no page has to a page that exists, in one step.

Why:  a redirect over a living page hides it, and of a chain or a circle browsers, search engines and old handouts
      see only the first step.
Bad:  from: causes/a/ to: causes/b/, where causes/b/ is itself redirected
Good: from: causes/a/ to: the page that is read today
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Finding, Site

WRITTEN = (  # what redirect.html must write, the words above it, and what is wrong without
    ('name="robots" content="noindex"', "<title", "may be listed by search engines"),
    ('rel="canonical"', 'name="robots"', "does not give the new address as its own"),
    ('http-equiv="refresh"', 'rel="canonical"', "does not lead to the new one"),
    ('href="{{ way', "<h1", "has no link to the new one"),
)


@check(Site, needs="redirects")
def redirect_wrong(site: Site) -> Iterator[Finding]:
    if not site.buildable:
        return  # data-invalid may speak of its fields
    pages = {page.url: page for page in site.pages}
    first: dict[str, int] = {}
    for index, (old, new) in enumerate(site.redirect_list):

        def finding(field: str, fact: str, fix: str, index: int = index) -> Finding:
            return site.data_finding("redirects.yml", (index, field), fact, fix)

        address, _, anchor = new.partition("#")
        file = f"{old}index.html" if old.endswith("/") else old
        if old in pages:
            fact = f"{old} is the address of {pages[old].path}"
            yield finding("from", fact, "delete the redirect, or the page")
        elif old in first:
            yield finding("from", f"{old} is redirected twice", "delete one of the two")
        elif (
            old in site.files
            or old in _on_paper(site)
            or (site.built and file in site.outputs and not _leads_on(site, old))
        ):
            yield finding("from", f"{old} is the address of something that is there", "delete the redirect")
        elif address == old:
            yield finding("to", f"{old} is redirected to itself", "write the page that took its place")
        elif address in site.redirects:
            end = _end(address, site.redirects)
            fact = f"{address} is redirected too"
            yield finding(
                "to", fact, f"write {end}" if end in pages else "write a page that exists: these lead in a circle"
            )
        elif address not in pages:
            yield finding("to", f"no page has the address {address}", "write the address of a page, such as help/")
        elif anchor and address in site.built_by_url and anchor not in site.built_by_url[address].ids:
            yield finding("to", f"{address} has no #{anchor}", f"take #{anchor} off")
        first.setdefault(old, index)


@check(Site)
def redirect_unwritten(site: Site) -> Iterator[Finding]:
    """What the page at an old address must write; a site without redirects builds none, and would notice too late."""
    template = next((one for one in site.templates if one.path == "overrides/redirect.html"), None)
    for needed, before, fact in WRITTEN if template and not site.redirects else ():
        if template and needed not in template.text:
            line = template.line_of(before) or 1
            yield template.finding(line, f"the page at an old address {fact}", f"put {needed} back below this line")


@check(BuiltPage)
def redirect_unsaid(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """The page at an address that has moved leads on, says so to those whose browser does not, and names the new address as its own."""
    new = site.redirects.get(built.url)
    if new is None or built.url in site.by_url or new.partition("#")[0] not in site.by_url:
        return
    template = "overrides/redirect.html"
    source = next((one for one in site.templates if one.path == template), None)

    def finding(needle: str, fact: str, fix: str) -> Finding:
        line = source.line_of(needle) or source.line_of("<title>") or 1 if source else 1
        return Finding(template, line, fact, fix)

    refresh = built.tree.css_first("meta[http-equiv=refresh i]")
    way = re.search(
        r"url\s*=\s*['\"]?([^'\"]+)", (refresh.attributes.get("content") or "") if refresh else "", re.IGNORECASE
    )
    there = resolve(built.url, way[1]) if way else None
    if there is None or there.path != new.partition("#")[0]:
        yield finding(
            "http-equiv", "the page at an old address does not lead to the new one", "write 0; url={{ way | e }}"
        )
    links = [resolve(built.url, node.attributes.get("href") or "").path for node in built.tree.css("main a[href]")]
    if new.partition("#")[0] not in links:
        yield finding(
            "It is now at", "the page at an old address has no link to the new one", 'write <a href="{{ way | e }}">'
        )
    if not any("noindex" in (node.attributes.get("content") or "") for node in built.tree.css("meta[name=robots]")):
        fact = "search engines may list the page at an old address"
        yield finding('name="robots"', fact, 'write <meta name="robots" content="noindex">')
    own = [node.attributes.get("href") or "" for node in built.tree.css("link[rel=canonical]")]
    if len(own) != 1 or not (own[0].startswith("http") and urlsplit(own[0]).path.endswith("/" + new.partition("#")[0])):
        fact = f"the page at an old address gives as its address: {', '.join(own) or 'none'}"
        yield finding('rel="canonical"', fact, "write {{ address | e }}")


def _on_paper(site: Site) -> set[str]:
    """The short addresses that stand on handouts."""
    pages = {page.short for page in site.pages}
    return {f"h/{short}/" for short in pages | {str(record.get("short")) for record in site.retired_addresses}}


def _leads_on(site: Site, address: str) -> bool:
    built = site.built_by_url.get(address)
    return built is not None and built.tree.css_first("meta[http-equiv=refresh i]") is not None


def _end(address: str, redirects: dict[str, str]) -> str:
    """Where a chain of redirects ends; any address of it when it is a circle."""
    seen = set()
    while address in redirects and address not in seen:
        seen.add(address)
        address = redirects[address].partition("#")[0]
    return address
