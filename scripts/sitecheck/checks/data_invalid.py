"""Every data file has the fields it needs, and no others, each of its type.

Why:  a template shows nothing for a field it does not find: a warning sign with a misspelt level is in no card.
Bad:  level: emergncy
Good: level: emergency
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def data_invalid(site: Site) -> Iterator[Finding]:
    yield from site.shape_problems()
