"""The sections of a page stand in the order of its kind, and none that is rendered is typed.

Why:  a reader who knows where "What you can do" stands on one page finds it on all. data/kinds.yml has the order.
Bad:  ## Signs { #signs } above ## What you can do { #what-you-can-do }
Good: ## What you can do { #what-you-can-do } above ## Signs { #signs }
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def section_misplaced(page: Page, site: Site) -> Findings:
    sections = site.sections(page.kind)
    rendered = {str(section.get("anchor")) for section in sections if section.get("rendered")}
    wanted = [str(section.get("anchor")) for section in sections if not section.get("rendered")]
    seen: list[str] = []
    for heading in page.headings:
        anchor = heading.anchor or ""
        if anchor in rendered:
            fact = f"the section #{anchor} is typed, but it is rendered from data/"
            yield page.finding(heading.line, fact, "delete this heading and its text")
        if heading.level != 2 or anchor not in wanted:
            continue
        furthest = max(seen, key=wanted.index, default=anchor)
        if wanted.index(anchor) < wanted.index(furthest):
            fact = f"the section #{anchor} comes after #{furthest}"
            yield page.finding(heading.line, fact, f"move it above #{furthest}")
        seen.append(anchor)
