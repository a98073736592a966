"""No text blames its reader.

Why:  a tired parent who reads "you failed" closes the page, and does not ask for the help that it names.
Bad:  If you failed to breastfeed, try harder.
Good: If you stopped breastfeeding, you have not done anything wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import unfit
from ..registry import check
from ..source import Finding, Site


@check(Site)
def wording_blaming(site: Site) -> Iterator[Finding]:
    yield from unfit(site, "blame", "blames the reader")
