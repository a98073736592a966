"""Words that this site writes in one way are written in that way.

Why:  two spellings are two words to a search, and make readers wonder whether two things are meant. The list is "spelling" of data/wording.yml.
Bad:  It is in the pollenseason.
Good: It is in the pollen season.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import vocabulary
from ..passages import Passage, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site


@check(Page, needs="wording.spelling")
def wording_misspelt(page: Page, site: Site) -> Iterator[Finding]:
    yield from _named(of_source(page), site)


@check(Site, needs="wording.spelling")
def wording_misspelt_in_data(site: Site) -> Iterator[Finding]:
    yield from _named(of_data(site), site)


def _named(passages: Iterable[Passage], site: Site) -> Iterator[Finding]:
    known = vocabulary.of_site(site)
    for passage in passages:
        for met in known.met(passage, "spelling"):
            fact = f'"{" ".join(met.said.split())}" is written in another way here'
            yield passage.finding(met.start, fact, f'write "{met.phrase.instead}"')
