"""Every data file is there and is YAML, without repeated keys, aliases or tags.

Why:  of two equal keys the last wins without a word, and a few aliases can grow to gigabytes.
Bad:  text: "Your baby is hard to wake
Good: text: Your baby is hard to wake
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def data_unreadable(site: Site) -> Iterator[Finding]:
    yield from site.not_yaml
