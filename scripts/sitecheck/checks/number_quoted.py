"""A line begins with no > before a number.

Why:  Markdown makes a quotation of it, and takes the sign away: "> 20 minutes" is read as "20 minutes".
Bad:  - > 20 minutes
Good: - more than 20 minutes
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

QUOTED = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?>\s?(?!\d{1,2}[.)]\s)(\d[\w.,%\u00b0]*)")


@check(Page)
def number_quoted(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if ">" in line and (found := QUOTED.match(line)):
            fact = f'the > before "{found[1]}" makes a quotation and is not shown'
            yield page.finding(number, fact, f'write "more than {found[1]}"')
