"""A comment for other authors is closed, and ends for browsers where it ends for the build.

Why:  one that is not closed takes the text after it out of sight, up to the end of the page.
Bad:  <!-- ask the nurse
Good: <!-- ask the nurse -->
"""

import re

from ..parse.markup import comments, without_code
from ..registry import check
from ..source import Findings, Page, Site

ENDS_EARLY = re.compile(r"-?>|.*(?:--!>|<!--)", re.DOTALL)  # HTML standard, 13.2.5.43 and on


@check(Page)
def comment_unclosed(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if "<!--" in line:
            fact = "this comment is not closed, and takes the text after it out of sight"
            yield page.finding(number, fact, "write --> at its end, or delete it")
    text = without_code(page.body) if "<!--" in page.text else ""
    for found in comments(text):
        if ENDS_EARLY.match(found[1]):
            at = text.count("\n", 0, found.start()) + 1
            yield page.finding(at, "a comment opens or ends inside this comment", "write <!-- and --> once each")
