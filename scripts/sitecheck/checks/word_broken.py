"""No word is cut in two by the end of a line.

Why:  a file that was copied from a PDF keeps the hyphens of its line ends, and Markdown puts a blank where a line ends: readers get
      "run- ning". A hyphen that waits for a later word (two- or three-day) is followed by a short one.
Bad:  run- at the end of a line, and ning at the beginning of the next
Good: running, on one line
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

CUT = re.compile(r"(?<![\w^-])([^\W\d_]+)[-\u00ad\u2010]\n[ >]*([^\W\d_]{4,})")

HYPHENS = "-\u00ad\u2010"


@check(Page)
def word_broken(page: Page, site: Site) -> Findings:
    text = "\n".join(page.prose)
    if not any(hyphen + "\n" in text for hyphen in HYPHENS):
        return
    for found in CUT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        fact = f'"{found[1]}-" ends this line and "{found[2]}" begins the next: readers get a blank between'
        yield page.finding(line, fact, f"write {found[1]}-{found[2]} or {found[1]}{found[2]} on one line")
