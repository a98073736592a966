"""A page is to be checked again within three years.

Why:  guidance changes; a day beyond that is a slip of the keyboard, and the page is never looked at again.
Bad:  review_due: 2077-11-22
Good: review_due: 2027-11-22
"""

import datetime

from ..registry import check
from ..source import Findings, Page, Site

LONGEST = datetime.timedelta(days=3 * 366)


@check(Page)
def review_distant(page: Page, site: Site) -> Findings:
    reviewed, due = page.meta.get("reviewed"), page.meta.get("review_due")
    if type(reviewed) is datetime.date and type(due) is datetime.date and due - reviewed > LONGEST:
        fact = f"review_due is {due}, more than three years after reviewed ({reviewed})"
        yield page.finding(page.meta_lines.get("review_due", 1), fact, "write a day within three years")
