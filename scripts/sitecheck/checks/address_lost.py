"""Every address that was ever published still leads somewhere: to what it named, or by a redirect.

Why:  it is printed on handouts, sent in messages and saved on phones; whoever follows it at night must not meet an error.
      data/published.yml keeps the list.
Bad:  renaming docs/causes/pollen.md and leaving it at that
Good: renaming it, and adding from: causes/pollen/ to data/redirects.yml
"""

from ..registry import check
from ..source import Findings, Site


@check(Site, needs="published")
def address_lost(site: Site) -> Findings:
    if not site.built:
        return  # only a build knows what there is
    for index, address in site.published_here:
        file = f"{address}index.html" if address.endswith("/") or not address else address
        if _is_a_sheet_that_need_not_be_there(address, site):
            continue
        if address.startswith("h/") and address.split("/")[1] in {
            str(one.get("short")) for one in site.retired_addresses
        }:
            continue
        if address.startswith("h/") and file not in site.outputs:
            yield from _renamed(site, address, index)
        elif file not in site.outputs and address not in site.redirects:
            yield site.data_finding(
                "published.yml",
                (index,),
                f"{address} was published, and now leads nowhere",
                f"add from: {address} to data/redirects.yml, with the page that took its place",
            )


def _is_a_sheet_that_need_not_be_there(address: str, site: Site) -> bool:
    """A sheet, or the picture of one, before any is printed, and of a page that was taken down: nobody is to have it any more."""
    folder, _, file = address.rpartition("/")
    if folder != "handouts" or not file.endswith((".pdf", ".png")):
        return False
    if not site.handouts:
        return True
    owners = [page for page in site.pages if file.startswith((f"{page.name}-", f"{page.name}."))]
    return max(owners, key=lambda page: len(page.name)).withdrawn is not None if owners else False


def _renamed(site: Site, address: str, index: int) -> Findings:
    """A short address is lost where a page that was published has another one now."""
    here = [one for _, one in site.published_here]
    known = {one.split("/")[1] for one in here if one.startswith("h/")}
    fact = f"{address} stands on paper, and now leads nowhere"
    changed = [
        page
        for page in site.pages
        if page.url in here and page.short not in known and f"h/{page.short}/index.html" in site.outputs
    ]
    short = address.split("/")[1]
    if len(changed) == 1:
        page = changed[0]
        yield page.finding(page.meta_lines.get("short", 1), fact, f"write short: {short}")
    else:
        yield site.data_finding(
            "published.yml",
            (index,),
            fact,
            f"write short: {short} on its page, or name it under addresses: in data/withdrawn.yml",
        )
