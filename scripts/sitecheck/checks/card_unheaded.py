"""Each card of warning signs says above them what to do, in the words of its level, in sight, with the number to tap.

Why:  a list of signs without the act that belongs to them leaves a reader where she was.
Bad:  <h3>Emergency</h3>
Good: <h3><span>Emergency</span> Call <a href="tel:112">112</a> if:</h3>
"""

from typing import Any

from selectolax.lexbor import LexborNode

from ..registry import check
from ..safety.visibility import finding_for, in_picture, why_hidden
from ..source import BuiltPage, Findings, Site
from ..text import phones


@check(BuiltPage)
def card_unheaded(built: BuiltPage, site: Site) -> Findings:
    for card in built.tree.css("section.card"):
        heading = card.css_first("h2, h3, h4, h5, h6")
        level = _level(card, site)
        if level is None or not card.css_first("[data-sign]"):
            continue  # sign-missing speaks of a card of no level, and of one without signs
        said = " ".join(heading.text(deep=True).split()) if heading else ""
        for name in ("label", "heading"):
            wanted = _words(level, name, site)
            if wanted not in said:
                fact = f'a card of warning signs says "{said[:60]}" above them, and not "{wanted}"'
                fix = f"write the {name} of words.levels, with the number put in"
                yield built.finding(message=fact, hint=fix, node=heading or card)
        numbers = phones.NUMBER.findall(_words(level, "heading", site))
        if heading and len(heading.css("a[href^='tel:']")) < len(numbers):
            fact = "the number in the heading of a card can't be tapped"
            yield built.finding(message=fact, hint="put | dial back", node=heading)
        note = _words(level, "note", site)
        if note not in " ".join(card.text(deep=True).split()):
            fact = f"a card of warning signs lacks its note: {note[:60]}"
            yield built.finding(message=fact, hint="write words_of_level.note below the signs", node=card)
        for element in [heading, *heading.css("*")] if heading else ():
            if not in_picture(element) and (hidden := why_hidden(element, built)):
                fact = f"what a card of warning signs tells to do can't be seen: {hidden.reason}"
                yield finding_for(hidden, built, site, fact, "take that off the cards")
                break


def _level(card: LexborNode, site: Site) -> dict[str, Any] | None:
    """The words of a card's level in mkdocs.yml; None for a card of no level."""
    names = (card.attributes.get("class") or "").split()
    found = (site.words("levels").get(name.removeprefix("card--")) for name in names)
    return next((words for words in found if isinstance(words, dict)), None)


def _words(level: dict[str, Any], name: str, site: Site) -> str:
    number = str(site.clinic.get("emergency_number") or site.extra.get("emergency_number") or "")
    return " ".join(str(level.get(name) or "").replace("{number}", number).split())
