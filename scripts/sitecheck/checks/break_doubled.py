"""Paragraphs are set apart by an empty line, not by two line breaks.

Why:  two <br> make a gap that no screen reader tells.
Bad:  Open a window.<br><br>Then rest.
Good: Open a window. (an empty line) Then rest.
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

BREAKS = re.compile(r"<br\s*/?>\s*<br\b", re.IGNORECASE)


@check(Page)
def break_doubled(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if "<" in line and BREAKS.search(line):
            yield page.finding(number, "two <br> make a gap that no screen reader tells", "leave an empty line instead")
