"""A passage with an end date begins and ends, with the same real date.

Why:  a passage that is to go on a certain day is only found on that day if both comments can be read;
      scripts/schedule.py reports it then.
Bad:  <!-- expires 2026-02-30 -->
Good: <!-- expires 2026-02-28 --> … <!-- end expires 2026-02-28 -->
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def expiry_broken(page: Page, site: Site) -> Iterator[Finding]:
    for passage in page.expiring:
        if passage.fault:
            yield page.finding(
                passage.line,
                f"this comment {passage.fault}",
                "write <!-- expires 2026-12-31 --> above the passage and <!-- end expires 2026-12-31 --> below it",
            )
