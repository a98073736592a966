"""A page that names warning signs shows them in a card, below at most three sections.

Why:  who lands on a page in an emergency must meet the signs soon after the first steps. A card that was moved to the
      foot, or deleted with its heading, is missed by nobody but that reader.
Bad:  urgency: [sneeze-blood] on a page without the line <!-- insert: page-signs -->
Good: the same page with that line below its opening
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..safety import CARDS
from ..source import Finding, Page, Site

ANCHOR = "when-to-get-help"
ABOVE = 3  # sections


@check(Page, needs="urgency")
def card_missing(page: Page, site: Site) -> Iterator[Finding]:
    if not page.readable or page.kind == "policy" or not site.urgency or page.kind not in site.kinds:
        return
    headings = [heading for heading in page.headings if heading.level == 2]
    if any(section.get("rendered") == "page-signs" for section in site.sections(page.kind)):
        if not page.meta.get("urgency") and "urgency" in page.meta:
            fact = f"this page of kind {page.kind} names no warning sign of its own"
            yield page.finding(
                page.meta_lines.get("urgency", 1),
                fact,
                "name the signs that matter here, by their ids in data/urgency.yml",
            )
        return
    cards = [insert for insert in page.inserts if insert.name in CARDS]
    second = headings[1].line if len(headings) > 1 else page.body_line
    titled = next((heading.line for heading in headings if heading.anchor == ANCHOR), None)
    if not cards and titled:
        fact = "this section is to show the warning signs, and shows none"
        yield page.finding(titled, fact, "write <!-- insert: page-signs --> below its heading")
    elif any(section.get("rendered") not in {None, *site.insert_names} for section in site.sections(page.kind)):
        return  # insert-unknown speaks of that
    elif not cards and (page.meta_list("urgency") or page.url == "") and page is not site.help_page:
        fact = (
            "the home page shows no warning signs"
            if page.url == ""
            else "this page names warning signs, and shows none"
        )
        name = "signs always" if page.url == "" else "page-signs"
        yield page.finding(
            second, fact, f"write ## When to get help {{ #{ANCHOR} }} and <!-- insert: {name} --> above this line"
        )
    elif (
        cards
        and (page.meta_list("urgency") or page.url == "")
        and page is not site.help_page
        and len(headings) > ABOVE + 1
        and cards[0].line > headings[ABOVE + 1].line
    ):
        fact = f"the warning signs come after {sum(heading.line < cards[0].line for heading in headings)} sections"
        yield page.finding(
            second, f"{fact}, in line {cards[0].line}", "move their line up, below the first or second section"
        )
    if page is site.help_page and site.helplines and all(insert.name != "helplines" for insert in page.inserts):
        extra = site.config.get("extra")
        crisis = extra.get("crisis") if isinstance(extra, dict) else None
        anchor = str(crisis.get("anchor")) if isinstance(crisis, dict) else ""
        place = next((heading.line + 2 for heading in page.headings if heading.anchor == anchor), len(page.lines))
        yield page.finding(place, "this page no longer lists the helplines", "write <!-- insert: helplines --> here")
