"""Nothing leads away from an emergency card but a number and the way to the crisis lines; from each page with a card, a link leads to all signs.

Why:  in an emergency each link is a wrong turn; and the sign that a reader looks for may be one that her page does not list.
Bad:  - you cannot breathe, see [more on breathing](breath.md)
Good: - you cannot breathe
"""

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def card_misleading(built: BuiltPage, site: Site) -> Findings:
    lines = f"#{site.words('crisis').get('anchor', '')}"
    for node in built.tree.css("section.card--emergency a[href]"):
        href = node.attributes.get("href") or ""
        if not (href.startswith(("tel:", "sms:")) or ("://" not in href and href.endswith(lines))):
            fact = f'a link in an emergency card leads away: "{" ".join(node.text(deep=True).split())}"'
            yield built.finding(message=fact, hint="put it below the card", node=node)


@check(BuiltPage)
def card_lonely(built: BuiltPage, site: Site) -> Findings:
    helping, cards = site.help_page, built.tree.css("article section.card")
    if cards and built.page and helping and built.page is not helping:
        hrefs = (node.attributes.get("href") or "" for node in built.tree.css("article a[href]:not(section.card *)"))
        if all(resolve(built.url, href).path != helping.url for href in hrefs):
            fact = "nothing on the page leads from its card to all warning signs"
            yield built.finding(message=fact, hint="put the link to site.help_page below the cards", node=cards[-1])
