"""Every page can be reached from the home page by links.

Why:  a page that no other page leads to is found by search engines and by nobody who is on the site.
Bad:  a menu that lists eleven of twelve causes, and no list that has the twelfth
Good: a link to it from the list of its kind
"""

from ..parse.urls import resolve
from ..registry import check
from ..source import Findings, Site


@check(Site)
def page_unreachable(site: Site) -> Findings:
    seen = _reached(site)
    for page in (page for page in site.pages if seen and page.url not in seen):
        yield page.finding(1, "no link leads from the home page to this page", "link to it from a page of its kind")


def _reached(site: Site) -> set[str]:
    """The pages that links lead to from the home page, by their addresses; empty where that is not known."""
    waiting = [site.built_by_url[""]] if "" in site.built_by_url and len(site.by_url) == len(site.pages) else []
    seen = {built.url for built in waiting}
    while waiting and not site.by_url.keys() <= seen:
        built = waiting.pop()
        if built.page and not built.page.whole:
            return set()  # what it swallows is not known
        hrefs = (node.attributes.get("href") or "" for node in built.tree.css("a[href]"))
        new = {url for href in hrefs if (url := resolve(built.url, href).path) in site.built_by_url} - seen
        seen |= new
        waiting += [site.built_by_url[url] for url in new]
    return seen
