"""A passage with an end date begins and ends, with the same real date.

Why:  a passage that is to go on a certain day is only found on that day if both comments can be read;
      scripts/schedule.py reports it then.
Bad:  <!-- expires 2026-02-30 -->
Good: <!-- expires 2026-02-28 --> … <!-- end expires 2026-02-28 -->
"""

import re

from ..parse.markup import EXPIRY
from ..registry import check
from ..source import Findings, Page, Site

ALMOST = re.compile(r"<!--\s*(?:end(?:s|ing)?[\s-]+)?(?:expir\w*|until|valid)\b[^>]*?-->", re.IGNORECASE)


@check(Page)
def expiry_broken(page: Page, site: Site) -> Findings:
    for passage in page.expiring:
        if passage.fault:
            yield page.finding(
                passage.line,
                f"this comment {passage.fault}",
                "write <!-- expires 2026-12-31 --> above the passage and <!-- end expires 2026-12-31 --> below it",
            )


@check(Page)
def expiry_mistyped(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.body, start=1):
        found = ALMOST.search(line) if "<!--" in line and "`" not in line else None
        if found and not EXPIRY.search(line):
            fact = f'the comment "{found[0].strip()}" is not read as the bound of a passage'
            yield page.finding(number, fact, "write <!-- expires 2026-12-31 --> or <!-- end expires 2026-12-31 -->")
