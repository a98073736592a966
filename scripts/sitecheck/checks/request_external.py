"""No page asks another host for anything while it is read.

Why:  each such request tells a stranger that this reader has the trouble that the page is about. Links may lead away;
      pictures, styles, scripts, fonts and frames may not come from elsewhere.
Bad:  <img src="https://cdn.example.com/logo.png" alt="Logo">
Good: <img src="assets/logo.svg" alt="Logo">
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..parse.urls import host_of, leaves_site
from ..registry import check
from ..source import BuiltPage, Findings, Site

# All that asks for a file and that safety/listed.py lets stand; safety/style_list.py lets no style ask for one.
ASKING = (
    "img[src], img[srcset], script[src], link[href]:not([rel=canonical], [rel=alternate]), meta[http-equiv=refresh i]"
)
WAY = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


@check(BuiltPage)
def request_external(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css(ASKING):
        for address in _requests(node):
            if leaves_site(address) and (not site.home or host_of(address) != host_of(site.home)):
                fact = f"{host_of(address) or 'another host'} is asked for {address}"
                fix = "put the file into docs/assets/ and name it there, or leave it out"
                yield built.finding(address, message=fact, hint=fix, node=node)


def _requests(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    yield attributes.get("src") or attributes.get("href") or ""
    yield from (one.split()[0] for one in re.split(r",\s+|,$", attributes.get("srcset") or "") if one.strip())
    yield from WAY.findall(attributes.get("content") or "")
