"""No text names a maker of things that readers might buy.

Why:  a name on a page like this one sells, and who reads for help can't tell advice from an advertisement.
      The names are in "brands" of data/wording.yml.
Bad:  Many parents like the Sneezo nose pump.
Good: A nose pump may help; ask a nurse to show you how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..passages import Passage, every, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def brand_named(page: Page, site: Site) -> Iterator[Finding]:
    yield from _named(of_source(page), site)


@check(Site)
def brand_named_in_data(site: Site) -> Iterator[Finding]:
    yield from _named(of_data(site), site)


def _named(passages: Iterable[Passage], site: Site) -> Iterator[Finding]:
    known = every(tuple(str(name) for name in site.wording.get("brands") or []))
    for passage in passages:
        for found in known.matches(passage):
            yield passage.finding(
                found.start(), f'"{found[0]}" is the name of a maker', "say what it is, without the name"
            )
