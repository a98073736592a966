"""No text blames its reader.

Why:  a tired parent who reads "you failed" closes the page, and does not ask for the help that it names.
Bad:  If you failed to breastfeed, try harder.
Good: If you stopped breastfeeding, you have not done anything wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import unfit


@check(Page, needs="wording.blame")
def wording_blaming(page: Page, site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_source(page), "blame", "blames the reader")


@check(Site, needs="wording.blame")
def wording_blaming_in_data(site: Site) -> Iterator[Finding]:
    yield from unfit(site, of_data(site), "blame", "blames the reader")
