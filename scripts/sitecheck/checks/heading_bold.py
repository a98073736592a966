"""What is a heading is written as one, and not as a line of bold or slanted words.

Why:  a screen reader steps from heading to heading, contents list them and links lead to them; bold or slanted words are none of that.
Bad:  **What to do**
Good: ### What to do { #what-to-do }
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

ALONE = re.compile(r"\s*(\*{1,3}|_{1,3})(?P<words>[^*_[]+[^*_\s.,:;!?。，：；！？])\1\s*")


@check(Page)
def heading_bold(page: Page, site: Site) -> Findings:
    lines = ["", *page.prose, ""]
    for number, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), start=1):
        found = ALONE.fullmatch(line)
        if found and not above.strip() and not below.strip():
            fact = f'"{found["words"]}" stands alone and is set off, as a heading is'
            yield page.finding(number, fact, "write ## or ### before it, with an anchor, or end it as a sentence")
