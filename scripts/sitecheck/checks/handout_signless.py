"""A handout has every card of warning signs that its page has.

Why:  a sheet lies in a drawer for years, far from the page; without the signs it tells somebody to rest who should call for help.
Bad:  handout: [in-short, what-you-can-do]
Good: handout: [in-short, when-to-get-help, what-you-can-do]
"""

from collections.abc import Iterator

from ..registry import check
from ..safety.texts import CARDS
from ..source import Findings, Page, Site

OFF_SHEET = ".not-on-sheet"


@check(Page)
def handout_signless(page: Page, site: Site) -> Findings:
    on_sheet = site.handout_sections(page)
    if not on_sheet:
        return
    line = page.meta_lines.get("handout", page.meta_lines.get("title", 1))
    cards = dict(_cards(page, site))
    if not cards:
        hint = "add <!-- insert: page-signs --> below a heading and name its anchor in `handout:`, or write handout: []"
        yield page.finding(line, "the page has a handout and no card of warning signs", hint)
    of_kind = {section.get("anchor") for section in site.sections(page.kind)} if "handout" not in page.meta else set()
    for anchor, hidden in cards.items():
        if anchor not in on_sheet and anchor not in of_kind:  # what the kind leaves out is said once, below
            fact = f"#{anchor} shows warning signs and is not on the handout"
            yield page.finding(line, fact, f"write handout: [{', '.join([*on_sheet, anchor])}]")
        elif hidden:
            fact = f"#{anchor} shows warning signs and is kept off the handout"
            yield page.finding(hidden, fact, f"take {OFF_SHEET} out of the heading")


@check(Site)
def handouts_signless(site: Site) -> Findings:
    """The kinds whose sheets have no card: each page of such a kind would be named, and one line is wrong."""
    for kind, settings in site.kinds.items():
        for index, section in enumerate(site.sections(kind)):
            on_sheet = settings.get("handout") is not True or section.get("handout") is True
            if section.get("rendered") in CARDS and not on_sheet:
                fact = f"the handouts of kind {kind} go without the warning signs"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "handout"), fact, "write handout: true")


def _cards(page: Page, site: Site) -> Iterator[tuple[str, int]]:
    """(anchor, line) of each section that shows warning signs; the line is that of a heading that keeps them off paper, else 0."""
    for section in site.sections(page.kind):
        if section.get("rendered") in CARDS:
            yield str(section.get("anchor")), 0
    for insert in page.inserts:
        above = [heading for heading in page.headings if heading.line < insert.line]
        start = max((number for number, heading in enumerate(above) if heading.level == 2), default=None)
        if insert.name in CARDS and start is not None and above[start].anchor:
            off = [one.line for one in above[start:] if OFF_SHEET in page.lines[one.line - 1]]
            yield str(above[start].anchor), next(iter(off), 0)
