"""Each printed sheet carries the disclaimers of its page and the line that says whom to ring in danger.

Why:  a sheet lies in a drawer for years, far from the page that says what it is not. Approving a sentence that went does not bring it back.
Bad:  overrides/paper/sheet-body.html without the loop over sheet.disclaimers
Good: overrides/paper/sheet-body.html with it
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..registry import check
from ..safety.texts import expected_disclaimers, shown_disclaimers
from ..source import Findings, Site, unplaced

LOG, BOOKLET, SHEET = "log.html", "booklet.html", "sheet-body.html"


@check(Site)
def handout_bare(site: Site) -> Findings:
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
    words = _plain(tree.css("body"))
    for key, text in _promised(path, site).items():
        if _plain_text(text) not in words:
            return f"the handout {name} goes without the disclaimer {key}"
    number = str(site.clinic.get("emergency_number") or site.extra.get("emergency_number") or "")
    in_foot = number in _plain(tree.css(".running"))
    return "" if in_foot else f"the sides of the handout {name} do not say whom to ring in danger"


def _promised(path: str, site: Site) -> dict[str, str]:
    """The disclaimers of a handout: those that its page shows as they are written, else those of every kind of page."""
    page = next((built for built in site.built if built.page and built.page.path == path), None)
    if page is None:
        return {str(one.get("id")): str(one.get("text")) for one in site.disclaimers if not one.get("except")}
    shown = {key: _plain(shown_disclaimers(page, key)) for key in expected_disclaimers(page)}
    return {key: text for key, text in expected_disclaimers(page).items() if _plain_text(text) in shown[key]}


def _plain(nodes: list[LexborNode]) -> str:
    return _plain_text(" ".join(node.text(deep=True, separator=" ") for node in nodes))


def _plain_text(text: str) -> str:
    return " ".join(text.split())
