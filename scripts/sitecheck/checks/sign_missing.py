"""Every warning sign that a page promises stands on it, in a card of its level, in the words of data/urgency.yml.

Why:  these are the sentences that save a life. A sign that was lost in a template is worse than none: its author believes
      it is there.
Bad:  {% for sign in signs[:3] %}
Good: {% for sign in signs %}
"""

from ..registry import check
from ..safety.texts import CARDS, expected_signs, shown_signs
from ..source import BuiltPage, Finding, Findings, Page, Site


@check(BuiltPage)
def sign_missing(built: BuiltPage, site: Site) -> Findings:
    for sign in expected_signs(built):
        level, text = site.urgency[sign].get("level"), " ".join(str(site.urgency[sign].get("text")).split())
        shown = shown_signs(built, sign)
        if not shown:
            yield _lost(built, sign, f"the warning sign {sign} is not on the page, in a card of the level {level}")
        for node in shown:
            said = " ".join(node.text(deep=True).split())
            if said != text:
                fact = f'the warning sign {sign} has other words than data/urgency.yml: "{said[:60]}"'
                yield built.finding(message=fact, hint="show sign.text and nothing else", node=node)


def _lost(built: BuiltPage, sign: str, fact: str) -> Finding:
    """At the template that wrote the sign elsewhere, or else a card without it; at the page, if it has no card."""
    own = built.tree.css_first(f'[data-sign="{sign}"]') or built.tree.css_first("section.card")
    while own is not None and own.tag != "section":
        own = own.parent
    if own is not None and own.mem_id in built.places:
        fix = "show every sign of the list, in a card with the class of its level"
        return built.finding(message=fact, hint=fix, node=own)
    page = built.page
    assert page is not None, "only a page of docs/ promises signs"
    return page.finding(_asked(page), fact, "undo the last change to the templates, or to the code around the card")


def _asked(page: Page) -> int:
    """The line of a page that asks for its signs."""
    lines = (insert.line for insert in page.inserts if insert.name in CARDS)
    return next(lines, page.meta_lines.get("urgency", 1))
