"""Every address that was ever published still leads somewhere: to what it named, or by a redirect.

Why:  it is printed on handouts, sent in messages and saved on phones; whoever follows it at night must not meet an error.
      data/published.yml keeps the list.
Bad:  renaming docs/causes/mastitis.md and leaving it at that
Good: renaming it, and adding from: causes/mastitis/ to data/redirects.yml
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def address_lost(site: Site) -> Iterator[Finding]:
    if not site.built:
        return  # only a build knows what there is
    for index, address in enumerate(site.published):
        file = f"{address}index.html" if address.endswith("/") or not address else address
        if address.startswith("handouts/") and not site.handouts:
            continue
        if file not in site.outputs and address not in site.redirects:
            yield site.data_finding(
                "published.yml",
                (index,),
                f"{address} was published, and now leads nowhere",
                f"add from: {address} to data/redirects.yml, with the page that took its place",
            )
