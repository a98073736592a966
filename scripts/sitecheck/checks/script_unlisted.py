"""Only the site's own script files run: those of overrides/assets, each named by a template.

Why:  a script can take a disclaimer off a page after every check has passed. One that stands in the page, or in another
      folder, is read by no check.
Bad:  <script src="../notes.txt" defer></script>
Good: <script src="{{ 'assets/page.js' | url }}" defer></script>
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ..parse.urls import leaves_site, resolve
from ..registry import check
from ..source import BuiltPage, Finding, Site

HOME = "overrides/"
HINT = "take it out; only the site's own script files may run"


@check(BuiltPage)
def script_unlisted(built: BuiltPage, site: Site) -> Iterator[Finding]:
    own = {one.path.removeprefix(HOME) for one in site.templates if one.path.startswith(HOME + "assets/")}
    own = {path for path in own if path.endswith(".js")}
    root = site.home.partition("://")[2].partition("/")[2] if built.path == "404.html" else ""
    for node in built.tree.css("script"):
        if node.mem_id in built.authorship.ids:
            continue  # element-unlisted speaks of what an author typed
        address = node.attributes.get("src")
        if address is None and node.attributes.get("type") != "application/ld+json":
            yield built.finding(
                message="a <script> stands on the page that is no file of overrides/assets", hint=HINT, node=node
            )
        elif address is not None and not leaves_site(address):  # of another host, request-external speaks
            path = resolve(built.url, address).path.removeprefix(root)
            if path not in own:
                fact, name = f"the script {path} is no file of overrides/assets", posixpath.basename(path)
                told = next(((one, line) for one in site.templates if name and (line := one.line_of(name))), None)
                yield (
                    told[0].finding(told[1], fact, HINT) if told else built.finding(message=fact, hint=HINT, node=node)
                )
