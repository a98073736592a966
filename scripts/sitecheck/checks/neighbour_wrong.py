"""What is marked as this very page is, and the page before and the page after are others.

Why:  a reader who can't see the page knows by these marks alone where she is and where she can go on.
Bad:  <a href="../dust/" aria-current="page">Dust</a> on the page about pollen
Good: <a href="./" aria-current="page">Pollen</a>
"""

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def neighbour_wrong(built: BuiltPage, site: Site) -> Findings:
    if len(site.by_url) < len(site.pages):
        return  # file-misnamed speaks of two pages at one address
    for node in built.tree.css("a[aria-current], a[rel=prev], a[rel=next]"):
        here = resolve(built.url, node.attributes.get("href") or "").path == built.url
        words = " ".join(node.text(deep=True).split())
        if "aria-current" in node.attributes and not here:
            fact = f'the link "{words}" says that it is this page, and is not'
            yield built.finding(message=fact, hint="compare it with source.url", node=node)
        elif "rel" in node.attributes and here:
            fact = f"the link to the {node.attributes.get('rel')} page leads to this page"
            yield built.finding(message=fact, hint="take the page beside this one", node=node)
