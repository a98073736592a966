"""Words that this site writes in one way are written in that way.

Why:  two spellings are two words to a search, and make readers wonder whether two things are meant. The list is "spelling" of data/wording.yml.
Bad:  It is in the pollenseason.
Good: It is in the pollen season.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..passages import Passage, every, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def wording_misspelt(page: Page, site: Site) -> Iterator[Finding]:
    yield from _named(of_source(page), site)


@check(Site)
def wording_misspelt_in_data(site: Site) -> Iterator[Finding]:
    yield from _named(of_data(site), site)


def _named(passages: Iterable[Passage], site: Site) -> Iterator[Finding]:
    better = {
        str(one.get("pattern")): str(one.get("instead"))
        for one in site.wording.get("spelling") or []
        if isinstance(one, dict)
    }
    known = every(tuple(better))
    for passage in passages:
        for found in known.matches(passage):
            said = " ".join(found[0].split())
            yield passage.finding(
                found.start(), f'"{said}" is written in another way here', f'write "{better.get(said.lower(), "")}"'
            )
