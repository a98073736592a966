"""No two pages have the same short address.

Why:  it is printed on handouts, and must lead to one page for ever.
Bad:  short: mast on two pages
Good: a short address that only this page has
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Site)
def short_duplicate(site: Site) -> Findings:
    owners: dict[str, list[Page]] = {}
    for page in site.pages:
        if page.readable and site.by_url[page.url] is page:
            owners.setdefault(page.short, []).append(page)
    for short, pages in owners.items():
        for page in pages if len(pages) > 1 else ():
            others = ", ".join(other.path for other in pages if other is not page)
            yield page.finding(
                page.meta_lines.get("short", 1),
                f"the short address {short} is also that of {others}",
                "write another `short:`",
            )
