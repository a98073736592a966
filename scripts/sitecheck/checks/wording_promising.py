"""No text promises a result.

Why:  nothing here works for everyone; whom a promised cure fails thinks that the fault is theirs, and asks too late.
Bad:  This tea is guaranteed to help.
Good: This may help. There is no guarantee.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import unfit


@check(Page, needs="wording.promise")
def wording_promising(page: Page, site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_source(page), "promise", "promises what nobody can")


@check(Site, needs="wording.promise")
def wording_promising_in_data(site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_data(site), "promise", "promises what nobody can")
