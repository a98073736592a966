"""The section "In short" is short: at most 75 words.

Why:  it is all that a worried reader sees on the first screen of a phone. What comes below it is read by few.
Bad:  four paragraphs under "In short"
Good: what it is, what to do first, and when it is an emergency
"""

from ..registry import check
from ..source import Findings, Page, Site
from ..text.passages import of_page

MOST = 75  # words; what fits beside the title
OPENING = "in-short"


@check(Page)
def opening_long(page: Page, site: Site) -> Findings:
    section = page.section(OPENING)
    if section is None or page.role == "policy":
        return
    words = sum(len(passage.text.split()) for passage in of_page(page, section.start, section.stop))
    if words > MOST:
        fact = f'the section "In short" has {words} words'
        yield page.finding(
            section.start - 1, fact, "keep what it is, what to do first and when it is an emergency; move the rest down"
        )
