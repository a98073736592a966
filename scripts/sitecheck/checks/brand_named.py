"""No text names a maker of things that readers might buy.

Why:  a name on a page like this one sells, and who reads for help can't tell advice from an advertisement.
      The names are in "brands" of data/wording.yml.
Bad:  Many parents like the Sneezo nose pump.
Good: A nose pump may help; ask a nurse to show you how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import vocabulary
from ..passages import Passage, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site


@check(Page, needs="wording.brands")
def brand_named(page: Page, site: Site) -> Iterator[Finding]:
    yield from _named(of_source(page), site)


@check(Site, needs="wording.brands")
def brand_named_in_data(site: Site) -> Iterator[Finding]:
    yield from _named(of_data(site), site)


def _named(passages: Iterable[Passage], site: Site) -> Iterator[Finding]:
    known = vocabulary.of_site(site)
    for passage in passages:
        for met in known.met(passage, "brands"):
            yield passage.finding(met.start, f'"{met.said}" is the name of a maker', "say what it is, without the name")
