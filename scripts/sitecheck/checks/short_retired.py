"""A short address that is no longer in use is given to no other page, and leads to a page that is there.

Why:  sheets with that address lie in drawers for years; whoever types it must not land on another subject.
Bad:  short: rub, when data/withdrawn.yml says that "rub" belonged to a sheet that was given up
Good: a short address that no sheet has ever had
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page, needs="withdrawn")
def short_retired(page: Page, site: Site) -> Findings:
    for record in site.retired_addresses:
        if page.readable and record.get("short") == page.short:
            fact = f'the short address {page.short} belonged to "{record.get("was")}" and is not given again'
            yield page.finding(page.meta_lines.get("short", 1), fact, "choose a short address that was never used")


@check(Site, needs="withdrawn")
def short_retired_without_successor(site: Site) -> Findings:
    if not all(page.readable for page in site.pages):
        return  # what an unreadable page is called is not known
    shorts = {page.short for page in site.pages}
    for index, record in enumerate(site.retired_addresses):
        if record.get("instead") not in shorts:
            fact = f"no page has the short address {record.get('instead')}"
            place = ("addresses", index, "instead")
            yield site.data_finding("withdrawn.yml", place, fact, "write the `short` of the page that takes its place")
