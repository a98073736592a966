"""A correction names a page that there is, or was.

Why:  with a slip in the name the feed of corrections would lead nowhere, and nobody could tell which page was wrong.
Bad:  page: causes/polen in data/corrections.yml, when the file is docs/causes/pollen.md
Good: page: causes/pollen
"""

from difflib import get_close_matches

from .. import corrected
from ..registry import check
from ..source import Findings, Site


@check(Site, needs="corrections")
def correction_unknown(site: Site) -> Findings:
    if site.tag or not all(page.readable for page in site.pages):
        return  # what an unreadable page is called is not known
    for index, entry in enumerate(site.corrections):
        name = str(entry.get("page"))
        if corrected.page_named(name, site) is None:
            near = get_close_matches(name, corrected.names(site), n=1)
            hint = f"write {near[0]}" if near else "write the file of the page in docs/ without .md, or its `short`"
            yield site.data_finding("corrections.yml", (index, "page"), f"no page is, or was, called {name}", hint)
