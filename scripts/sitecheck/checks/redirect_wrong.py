"""A redirect leads from an address that no page has to a page that exists, in one step.

Why:  a redirect over a living page hides it, and of a chain or a circle browsers, search engines and old handouts
      see only the first step.
Bad:  from: causes/a/ to: causes/b/, where causes/b/ is itself redirected
Good: from: causes/a/ to: the page that is read today
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def redirect_wrong(site: Site) -> Iterator[Finding]:
    pages = {page.url: page for page in site.pages}
    first: dict[str, int] = {}
    for index, (old, new) in enumerate(site.redirect_list):

        def finding(field: str, fact: str, fix: str, index: int = index) -> Finding:
            return site.data_finding("redirects.yml", (index, field), fact, fix)

        address, _, anchor = new.partition("#")
        if old in pages:
            fact = f"{old} is the address of {pages[old].path}"
            yield finding("from", fact, "delete the redirect, or the page")
        elif old in first:
            yield finding("from", f"{old} is redirected twice", "delete one of the two")
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


def _end(address: str, redirects: dict[str, str]) -> str:
    """Where a chain of redirects ends; any address of it when it is a circle."""
    seen = set()
    while address in redirects and address not in seen:
        seen.add(address)
        address = redirects[address].partition("#")[0]
    return address
