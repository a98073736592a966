"""No line is made a heading by a ruler under it.

Why:  --- right below a line of text turns that line into a heading, which is hardly ever meant.
Bad:  Call your doctor, with --- on the next line
Good: ## Call your doctor { #call }
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

RULER = re.compile(r"^ {0,3}(?:-{2,}|={2,})[ \t]*$")
NO_LINE = re.compile(r"^\s*(?:[#|]|$|-{2,}[ \t]*$|={2,}[ \t]*$)")
NO_TEXT = re.compile(r"^\s*(?:[-*+>#|]|\d+[.)]\s|$)")


@check(Page)
def heading_underlined(page: Page, site: Site) -> Findings:
    if not page.readable:
        return  # front matter that is not read as such ends in a ruler
    prose = ["", *page.prose]
    for number, (before, above, line) in enumerate(zip(prose, prose[1:], prose[2:], strict=False), start=1):
        begins = not before.strip() or RULER.match(before)  # then a list or a quotation becomes a heading too
        if number >= page.body_line and RULER.match(line) and not (NO_LINE if begins else NO_TEXT).match(above):
            fact = f'the ruler below "{above.strip()[:40]}" makes it a heading'
            yield page.finding(number + 1, fact, "put an empty line between the two, or write ## before the words")
