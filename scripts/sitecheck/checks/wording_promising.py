"""No text promises a result.

Why:  nothing here works for everyone; whom a promised cure fails thinks that the fault is theirs, and asks too late.
Bad:  This tea is guaranteed to help.
Good: This may help. There is no guarantee.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import unfit
from ..registry import check
from ..source import Finding, Site


@check(Site)
def wording_promising(site: Site) -> Iterator[Finding]:
    yield from unfit(site, "promise", "promises what nobody can")
