"""No text gives advice that is known to do harm.

Why:  one sentence such as "you can stop taking your tablets" can cost a life, however good the page is around it.
      "Do not …", "never …" and "ask before you …" are not advice to do it, and pass.
Bad:  You can stop taking your tablets at once.
Good: Ask a doctor or pharmacist before you stop taking your tablets.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import unfit
from ..registry import check
from ..source import Finding, Site


@check(Site)
def advice_dangerous(site: Site) -> Iterator[Finding]:
    yield from unfit(site, "dangerous", "is advice that can do harm", loose=True)
