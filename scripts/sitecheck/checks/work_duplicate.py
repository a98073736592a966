"""A work stands in the bibliography once.

Why:  one work under two keys looks like two that agree.
Bad:  two entries with the same doi
Good: one entry, cited by both pages
"""

import re
from collections.abc import Iterator
from typing import Any

from ..registry import check
from ..source import Findings, Site

LONG = 50  # letters of a title that no two works of a year have
SAME_ADDRESS = re.compile(r"^https?://(?:www\.)?|#[^#]*$")  # what two ways to write one address differ in


@check(Site)
def work_duplicate(site: Site) -> Findings:
    known: dict[str, str] = {}
    for key, record in site.references.items():
        for mark in _marks(record):
            other = known.setdefault(mark, key)
            dois = {str(site.references[one].get("doi") or "").lower() for one in (key, other)} - {""}
            if other != key and len(dois) < 2:
                yield site.data_finding(
                    "references.yml", (key,), f"{key} is the work that {other} is", f"cite {other}, and delete {key}"
                )
                break


def _marks(record: dict[str, Any]) -> Iterator[str]:
    """What only one work has: its DOI, its address, a long title in its year."""
    doi, url, title = (str(record.get(name) or "").strip().lower() for name in ("doi", "url", "title"))
    yield from (one for one in (doi, SAME_ADDRESS.sub("", url).rstrip("/")) if one)
    if len(title) > LONG:
        yield f"{title} / {record.get('year')}"
