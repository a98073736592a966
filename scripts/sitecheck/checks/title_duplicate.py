"""No two pages have the same title.

Why:  a search engine shows one of them and hides the other; a reader can't tell them apart.
Bad:  two pages with the same title, even in other capitals
Good: a title that only this page can have
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def title_duplicate(site: Site) -> Iterator[Finding]:
    yield from site.duplicates("title")
