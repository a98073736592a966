"""The page at an address that has moved leads on, says so to those whose browser does not, and names the new address as its own.

Why:  old handouts and search engines lead there for years; whoever arrives must get to the page in one step.
Bad:  overrides/redirect.html without <a href="{{ way | e }}">
Good: overrides/redirect.html with it
"""

import re

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site

WAY = re.compile(r"^.*url\s*=\s*['\"]?", re.IGNORECASE)
TOLD = (  # what tells the new address, where, what is wrong without, and how to mend it
    ("meta[http-equiv=refresh i]", "content", "the page at an old address does not lead to the new one", "write 0; url={{ way | e }} in its meta refresh"),
    ("main a[href]", "href", "the page at an old address has no link to the new one", 'write <a href="{{ way | e }}">'),
    ("link[rel=canonical]", "href", "the page at an old address does not name the new one as its own", "write {{ address | e }} in its canonical link"),
)  # fmt: skip


@check(BuiltPage, needs="redirects")
def redirect_unsaid(built: BuiltPage, site: Site) -> Findings:
    new = site.redirects.get(built.url, "").partition("#")[0]
    if built.url not in site.redirects or built.url in site.by_url or new not in site.by_url:
        return  # redirect-wrong speaks of that
    title = built.tree.css_first("title")
    for selector, name, fact, fix in TOLD:
        nodes = built.tree.css(selector)
        ways = (WAY.sub("", node.attributes.get(name) or "").removeprefix(site.home) for node in nodes)
        if not any(resolve(built.url, way or ".").path.endswith(new) for way in ways):
            yield built.finding(message=fact, hint=fix, node=nodes[0] if nodes else title)
    robots = built.tree.css_first("meta[name=robots]")
    if robots is None or "noindex" not in (robots.attributes.get("content") or ""):
        fact, fix = "search engines may list the page at an old address", 'write <meta name="robots" content="noindex">'
        yield built.finding(message=fact, hint=fix, node=robots or title)
