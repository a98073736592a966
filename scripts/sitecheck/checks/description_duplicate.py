"""No two pages have the same description.

Why:  a search engine shows one of them and hides the other; a reader can't tell them apart.
Bad:  two pages with the same description, even in other capitals
Good: a description that only this page can have
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def description_duplicate(site: Site) -> Findings:
    yield from site.duplicates("description")
