"""Each printed sheet carries the disclaimers of its page and the line that says whom to ring in danger.

Why:  a sheet lies in a drawer for years, far from the page that says what it is not. Approving a sentence that went does not bring it back.
Bad:  overrides/paper/sheet-body.html without the loop over sheet.disclaimers
Good: overrides/paper/sheet-body.html with it
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from ..registry import check
from ..safety.texts import expected_disclaimers, shown_disclaimers
from ..source import Finding, Site, unplaced

LOG, BOOKLET, SHEET = "log.html", "booklet.html", "sheet-body.html"


@check(Site)
def handout_bare(site: Site) -> Iterator[Finding]:
    said: set[str] = set()  # a fault of a template is one fault, whatever is printed with it
    for name, (path, html) in site.paper.items():
        template = LOG if name == site.log.get("name") else SHEET if path else BOOKLET
        fact = "" if template in said else _lack(name, path, html, site)
        if fact:
            said.add(template)
            yield unplaced(f"overrides/paper/{template}", fact, "put it back")


def _lack(name: str, path: str, html: str, site: Site) -> str:
    """What a handout goes without, or ""."""
    tree = LexborHTMLParser(html)
    words = " ".join(tree.body.text(deep=True, separator=" ").split()) if tree.body else ""
    page = next((built for built in site.built if built.page and built.page.path == path), None)
    every = {str(one.get("id")): str(one.get("text")) for one in site.disclaimers if not one.get("except")}
    for key, text in (expected_disclaimers(page) if page else every).items():
        as_built = " ".join(node.text() for node in shown_disclaimers(page, key)) if page else text
        if text in as_built and " ".join(text.split()) not in words:  # else disclaimer-missing speaks of the page
            return f"the handout {name} goes without the disclaimer {key}"
    foot = " ".join(node.text() for node in tree.css(".running"))
    return "" if any(map(str.isdigit, foot)) else f"the sides of the handout {name} do not say whom to ring in danger"
