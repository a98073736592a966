"""A page says when it is an emergency before it advises anything, in its opening; its card of signs comes soon after.

Why:  whoever is with somebody who cannot be woken reads the first screen, not the fourth; within a list of signs, the
      ones that cannot wait stand first.
Bad:  In short: Pollen can make you sneeze. Open a window first.
Good: In short: Pollen can make you sneeze. Open a window first. If you cannot breathe, it is an emergency.
"""

import re

from .. import languages
from ..registry import check
from ..source import BuiltPage, Findings, Page, Site

ABOVE = 3  # sections; the opening says already when it is an emergency


@check(Page)
def emergency_unsaid(page: Page, site: Site) -> Findings:
    """The opening of a page with a card of signs holds the site's word for an emergency."""
    sections = site.sections(page.kind)
    word = _word(site)
    rendered = any(section.get("rendered") == "page-signs" for section in sections)
    if not word or not (rendered or any(insert.name == "page-signs" for insert in page.inserts)):
        return
    opening = page.section(str(sections[0].get("anchor")) if sections else "in-short")
    if opening is None:
        return
    said = " ".join(page.prose[opening.start - 1 : opening.stop - 1])
    edge = "" if languages.unspaced(site.language) else r"\b"
    spoken = re.finditer(
        rf"(\b(?:no|not an?|never an?|rarely an?|hardly an?|seldom an?)\s+)?{edge}{re.escape(word)}{edge}",
        said,
        re.IGNORECASE,
    )
    if said.strip() and not any(found[1] is None for found in spoken):
        fact = f'the opening of the page does not say when it is an emergency ("{word}" is not in it)'
        yield page.finding(opening.start - 1, fact, f'say there in one sentence when it is, with the word "{word}"')


@check(Site)
def emergency_card_late(site: Site) -> Findings:
    """At most three sections of a kind of page stand above its card: what it is, what to do, and what one sees."""
    for kind in site.kinds:
        sections = site.sections(kind)
        for index, section in enumerate(sections):
            if section.get("rendered") == "page-signs" and index > ABOVE:
                fact = f"on pages of kind {kind}, {index} sections come before the warning signs"
                fix = f"move #{section.get('anchor')} up, below the third section"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "anchor"), fact, fix)


@check(BuiltPage)
def emergency_card_below(built: BuiltPage, site: Site) -> Findings:
    """No card of a lesser level stands above an emergency card in the same section."""
    lesser: str | None = None
    for node in built.tree.css("h2, section.card"):
        names = (node.attributes.get("class") or "").split()
        if node.tag == "h2":
            lesser = None
        elif "card--emergency" not in names:
            lesser = lesser or next((name.removeprefix("card--") for name in names if name.startswith("card--")), None)
        elif lesser:
            fact = f'a card "{lesser}" stands above the emergency card'
            yield built.finding(message=fact, hint="take the levels in the order of words.levels", node=node)
            return


def _word(site: Site) -> str:
    level = site.words("levels").get("emergency")
    return str(level.get("label") or "").lower() if isinstance(level, dict) else ""
