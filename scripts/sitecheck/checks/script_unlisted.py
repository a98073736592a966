"""Only the site's own script files run: those of overrides/assets, each named by a template.

Why:  a script can take a disclaimer off a page after every check has passed. One that stands in the page, or in another
      folder, is read by no check.
Bad:  <script src="../notes.txt" defer></script>
Good: <script src="{{ 'assets/page.js' | url }}" defer></script>
"""

from ..parse.urls import leaves_site, resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site

HOME = "overrides/"
HINT = "take it out; only the site's own script files may run"


@check(BuiltPage)
def script_unlisted(built: BuiltPage, site: Site) -> Findings:
    own = {
        one.path.removeprefix(HOME)
        for one in site.templates
        if one.path.startswith(HOME + "assets/") and one.path.endswith(".js")
    }
    root = site.home.partition("://")[2].partition("/")[2] if built.path == "404.html" else ""
    for node in built.tree.css("script:not([type='application/ld+json']:not([src]))"):
        address = node.attributes.get("src")
        path = resolve(built.url, address or "").path.removeprefix(root)
        if node.mem_id in built.authorship.ids or leaves_site(address or ""):
            continue  # element-unlisted speaks of what an author typed, request-external of another host
        if address is None or path not in own:
            what = f"the script {path}" if address else "a <script> that stands on the page"
            yield built.finding(message=f"{what} is no file of overrides/assets", hint=HINT, node=node)
