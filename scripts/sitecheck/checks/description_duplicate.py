"""No two pages have the same description.

Why:  a search engine shows one of them and hides the other; a reader can't tell them apart.
Bad:  two pages with the same description, even in other capitals
Good: a description that only this page can have
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def description_duplicate(site: Site) -> Iterator[Finding]:
    yield from site.duplicates("description")
