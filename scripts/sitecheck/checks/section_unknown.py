"""The sections of a page are those of its kind, under their own words; a page without a card may have more, below its opening.

Why:  what stands in a section of another name is looked for in vain, and stands on no handout. data/kinds.yml lists the sections.
Bad:  ## My own { #my-own } on the page of a cause
Good: ### My own, below one of its sections
"""

import re

from ..registry import check
from ..source import Findings, Page, Site


@check(Page, unless="section-missing")
def section_unknown(page: Page, site: Site) -> Findings:
    sections = {str(section.get("anchor")): section for section in site.sections(page.kind)}
    carded = any(section.get("rendered") == "page-signs" for section in sections.values())
    opening = next((heading.line for heading in page.headings if heading.anchor in [*sections][:1]), 0)
    for heading in page.headings if sections else ():
        if heading.level != 2:
            continue
        name = heading.anchor or heading.text
        if heading.anchor in sections:
            words = str(sections[heading.anchor]["heading"])
            if not _words(words) & _words(heading.text):
                fact = f'the section #{name} is headed "{heading.text}"'
                yield page.finding(heading.line, fact, f'write "{words}", or words that begin so')
        elif carded:
            fact = f"the section #{name} is none that a page of kind {page.kind} has"
            yield page.finding(heading.line, fact, f"write ### {heading.text}, below one of its sections")
        elif heading.line < opening:
            fact = f"the section #{name} stands above the opening of the page"
            yield page.finding(heading.line, fact, "move it below the first section")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
