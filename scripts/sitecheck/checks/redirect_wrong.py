"""A redirect leads from an address that no page has to a page that exists, in one step.

Why:  a redirect over a living page hides it, and of a chain or a circle browsers, search engines and old handouts
      see only the first step.
Bad:  from: causes/a/ to: causes/b/, where causes/b/ is itself redirected
Good: from: causes/a/ to: the page that is read today
"""

from ..registry import check
from ..source import Findings, Site


@check(Site, needs="redirects")
def redirect_wrong(site: Site) -> Findings:
    if not site.buildable:
        return  # data-invalid may speak of its fields
    first: dict[str, int] = {}
    shorts = {page.short for page in site.pages} | {str(record.get("short")) for record in site.retired_addresses}
    taken = {*site.by_url, *site.files, *(f"h/{short}/" for short in shorts)}
    for index, (old, new) in enumerate(site.redirect_list):
        field, fact = "from", ""
        if old in taken or (
            (built := site.built_by_url.get(old)) and not built.tree.css_first("meta[http-equiv=refresh i]")
        ):
            fact, fix = f"{old} is the address of something that is there", "delete the redirect, or what is there"
        elif first.setdefault(old, index) != index:
            fact, fix = f"{old} is redirected twice", "delete one of the two"
        else:
            field, (fact, fix) = "to", _target(site, new)
        if fact:
            yield site.data_finding("redirects.yml", (index, field), fact, fix)


def _target(site: Site, new: str) -> tuple[str, str]:
    """What is wrong with where a redirect leads, and how to mend it; "" twice where nothing is."""
    address, _, anchor = new.partition("#")
    built = site.built_by_url.get(address)
    if address in site.redirects:
        return f"{address} is redirected too", "write the page that is read today"
    if address not in site.by_url:
        return f"no page has the address {address}", "write the address of a page, such as help/"
    if anchor and built and anchor not in built.ids:
        return f"{address} has no #{anchor}", f"take #{anchor} off"
    return "", ""
