"""No two pages have the same title.

Why:  a search engine shows one of them and hides the other; a reader can't tell them apart.
Bad:  two pages with the same title, even in other capitals
Good: a title that only this page can have
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def title_duplicate(site: Site) -> Findings:
    yield from site.duplicates("title")
