"""Search engines may list every page, and neither the one for unknown addresses nor a translation that nobody has checked.

Why:  one word left over from a test takes the whole site out of every search, and nobody who looks at the site sees it.
Bad:  <meta name="robots" content="noindex">
Good: no such line, but for 404.html
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site

ROBOTS = "meta[name=robots i], meta[name=googlebot i]"


@check(BuiltPage)
def listing_wrong(built: BuiltPage, site: Site) -> Findings:
    said = [node for node in built.tree.css(ROBOTS) if _refuses(node.attributes.get("content") or "")]
    if built.path == "404.html" and not said:
        fact = "search engines may list the page for unknown addresses"
        fix = 'write <meta name="robots" content="noindex">'
        yield built.finding(message=fact, hint=fix, node=built.tree.css_first("head > link"))
    if built.page and built.page.original and built.page.unchecked:
        if not said:
            fact = "search engines may list a translation that nobody has checked"
            fix = 'write <meta name="robots" content="noindex">'
            yield built.finding(message=fact, hint=fix, node=built.tree.css_first("head > link"))
    elif built.page:
        for node in said:
            fact = "search engines are told not to list the page"
            yield built.finding(message=fact, hint=f"delete {node.html}", node=node)


def _refuses(content: str) -> bool:
    return "noindex" in content.lower() or "none" in content.lower()
