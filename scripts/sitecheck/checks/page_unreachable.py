"""Every page can be reached from the home page by links.

Why:  a page that no other page leads to is found by search engines and by nobody who is on the site.
Bad:  a menu that lists eleven of twelve causes, and no list that has the twelfth
Good: a link to it from the list of its kind
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.urls import resolve
from ..registry import check
from ..source import Finding, Site


@check(Site)
def page_unreachable(site: Site) -> Iterator[Finding]:
    home = site.built_by_url.get("")
    if home is None or len(site.by_url) < len(site.pages):
        return
    seen, waiting = {""}, [home]
    while waiting and not site.by_url.keys() <= seen:
        built = waiting.pop()
        if built.page and not built.page.whole:
            return  # what it swallows is not known
        for node in built.tree.css("a[href]"):
            url = resolve(built.url, node.attributes.get("href") or "").path
            if url not in seen and url in site.built_by_url:
                seen.add(url)
                waiting.append(site.built_by_url[url])
    lost = [page for page in site.pages if page.url not in seen]
    if len(lost) > len(site.pages) // 2:
        fact = f"{len(lost)} pages can't be reached from the home page, {lost[0].path} among them"
        template = next((one for one in site.templates if one.path == "overrides/partials/footer.html"), None)
        yield (
            template.finding(template.line_of("for member") or 1, fact, "put the list of pages back")
            if template
            else Finding("docs/index.md", 1, fact, "put the list of pages back")
        )
        return
    for page in lost:
        yield page.finding(1, "no link leads from the home page to this page", "link to it from a page of its kind")
