"""Every work in the bibliography says who wrote it, what it is called, who published it, of what kind it is and when it was read.

Why:  a reader must be able to find it. A work with neither url nor doi can't be found, unless it is marked
      mirror_only: read on another site's copy, and cited by title and publisher.
Bad:  publisher: null
Good: publisher: Example Press
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..registry import check
from ..source import Finding, Site

FIELDS = ("authors", "title", "publisher", "year", "url", "doi", "kind", "region", "seen")
NEEDED = ("authors", "title", "publisher", "kind", "region", "seen")


def _place(record: dict[str, Any], name: str) -> str:
    """The field itself, else the nearest above it that the record has."""
    above = FIELDS[: FIELDS.index(name) + 1]
    return next((one for one in reversed(above) if one in record), "title")


@check(Site)
def reference_incomplete(site: Site) -> Iterator[Finding]:
    for key, record in site.references.items():
        for name in NEEDED:
            if not record.get(name):
                place = _place(record, name)
                yield site.data_finding("references.yml", (key, place), f"{key} has no {name}", f"add {name}: to {key}")
        if "year" not in record:
            yield site.data_finding(
                "references.yml",
                (key, _place(record, "year")),
                f"{key} has no year",
                "add year: with four digits, or null when the work gives none",
            )
        if not record.get("url") and not record.get("doi") and record.get("mirror_only") is not True:
            yield site.data_finding(
                "references.yml",
                (key, "url"),
                f"{key} has neither url nor doi",
                "add the address of the work at its publisher",
            )
