"""A comment of a template is for colleagues, and is not published.

Why:  a comment of HTML goes out with every page, and anybody can read it; one of Jinja does not.
Bad:  <!-- ask Ann about this -->
Good: {# ask Ann about this #}
"""

import re

from ..registry import check
from ..source import BuiltPage, Findings, Site

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@check(BuiltPage)
def comment_published(built: BuiltPage, site: Site) -> Findings:
    if built.page and not built.page.whole:
        return  # comment-unclosed and others speak of what it swallows
    for found in COMMENT.finditer(built.html) if "<!--" in built.html else ():
        if not built.page or found[1].removeprefix("/") != built.page.seam:
            fact = f'the comment "{" ".join(found[1].split())[:60]}" is published with the page'
            fix = "write it between {# and #}, or delete it"
            yield built.finding(found[0].split("\n")[0], message=fact, hint=fix)
