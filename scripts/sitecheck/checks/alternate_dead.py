"""What the head of a page names beside it, previews and other languages, are whole addresses of files that exist.

Why:  nobody who reads the page sees them; whoever gets it in a message, or searches in another language, gets a blank.
Bad:  <meta property="og:image" content="assets/no.png">
Good: <meta property="og:image" content="{{ config.site_url }}assets/icon.png">
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Findings, Site

NAMES = ("meta[property^='og:'][property$=':image'], meta[property^='og:'][property$=':url'], meta[name^='twitter:'][name$=':image'], "
         "meta[name^='twitter:'][name$=':url'], link[rel=alternate]")  # fmt: skip


@check(BuiltPage)
def alternate_dead(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css(NAMES):
        for fact, fix in _faults(node, site):
            yield built.finding(message=fact, hint=fix, node=node)


def _faults(node: LexborNode, site: Site) -> Iterator[tuple[str, str]]:
    address = node.attributes.get("href") or node.attributes.get("content") or ""
    parts, home = urlsplit(address), urlsplit(site.home)
    path = parts.path.removeprefix(home.path.rstrip("/") + "/")
    file = path + ("index.html" if not path or path.endswith("/") else "")
    if not parts.scheme or not parts.netloc:
        yield f"the head names {address or 'nothing'}, which is no whole address", "write it from https:// on"
    elif parts.netloc == home.netloc and file not in site.outputs:
        yield f"the head names {address}, which does not exist", "name a file of the site, or delete the line"
