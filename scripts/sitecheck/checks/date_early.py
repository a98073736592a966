"""A day on which something is said to have happened is not still to come.

Why:  a page that was "checked" tomorrow was checked by nobody.
Bad:  seen: 2099-11-01
Good: seen: 2026-11-01
"""

from .. import days
from ..registry import check
from ..source import Findings, Site


@check(Site)
def date_early(site: Site) -> Findings:
    yield from days.to_come(site)
