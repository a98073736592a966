"""No script holds a page up: each is fetched beside the page, and run after it.

Why:  on a slow line a browser shows nothing until such a script has come.
Bad:  <script src="assets/page.js"></script>
Good: <script src="assets/page.js" defer></script>
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def script_blocking(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css("script[src]:not([defer], [async], [type=module])"):
        fact = "a script holds the page up while it is fetched"
        yield built.finding(message=fact, hint="write defer in its tag", node=node)
