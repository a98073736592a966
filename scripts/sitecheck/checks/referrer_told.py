"""Links tell no other site which page their reader comes from.

Why:  the address alone says what she is worried about.
Bad:  <meta name="referrer" content="origin">
Good: <meta name="referrer" content="no-referrer">
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def referrer_told(built: BuiltPage, site: Site) -> Findings:
    found = built.tree.css("meta[name=referrer]") if built.page or built.path == "404.html" else None
    if found is not None and [node.attributes.get("content") for node in found] != ["no-referrer"]:
        fact, fix = (
            "links tell other sites which page their reader comes from",
            'write <meta name="referrer" content="no-referrer">',
        )
        yield built.finding(message=fact, hint=fix, node=found[0] if found else built.tree.css_first("title"))
