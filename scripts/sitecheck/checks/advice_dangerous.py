"""No text gives advice that is known to do harm.

Why:  one sentence such as "you can stop taking your tablets" can cost a life, however good the page is around it.
      "Do not …", "never …" and "ask before you …" are not advice to do it, and pass.
Bad:  You can stop taking your tablets at once.
Good: Ask a doctor or pharmacist before you stop taking your tablets.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import unfit


@check(Page, needs="wording.dangerous")
def advice_dangerous(page: Page, site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_source(page), "dangerous", "is advice that can do harm")


@check(Site, needs="wording.dangerous")
def advice_dangerous_in_data(site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_data(site), "dangerous", "is advice that can do harm")
