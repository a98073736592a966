"""The first step of "What you can do" stands within 130 words after the title.

Why:  a page is opened to learn what to do, by somebody who has one hand free; a step on the third screen is found by few.
Bad:  "What you can do" below three paragraphs on how it comes about, or with a long foreword of its own
Good: an opening of 50 words, "What you can do", and the first step
"""

import re

from ..registry import check
from ..source import Findings, Page, Site
from ..text.passages import of_page

MOST = 130  # words; the second screen of a small phone ends there
STEPS = "what-you-can-do"
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@check(Page)
def step_late(page: Page, site: Site) -> Findings:
    section = page.section(STEPS)
    if section is None or all(one.get("anchor") != STEPS for one in site.sections(page.kind)):
        return
    lines = [number for number in section if page.prose[number - 1].strip()]
    step = next((number for number in lines if ITEM.match(page.prose[number - 1])), lines[0] if lines else None)
    if step is None:
        return
    before = sum(len(passage.text.split()) for passage in of_page(page) if passage.line < step)
    if before > MOST:
        fact = f"{before} words stand between the title and the first step"
        yield page.finding(step, fact, f"move what is not needed to act below the steps; {MOST} are the most")
