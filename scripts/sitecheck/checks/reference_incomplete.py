"""Every work in the bibliography says who wrote it, what it is called, who published it, of what kind it is and when it was read.

Why:  a reader must be able to find it. A work with neither url nor doi can't be found, unless it is marked
      mirror_only: read on another site's copy, and cited by title and publisher.
Bad:  publisher: null
Good: publisher: Example Press
"""

from typing import Any

from ..registry import check
from ..source import Findings, Site

FIELDS = ("authors", "title", "publisher", "year", "url", "doi", "kind", "region", "seen")
NEEDED = ("authors", "title", "publisher", "kind", "region", "seen")


@check(Site)
def reference_incomplete(site: Site) -> Findings:
    for key, record in site.references.items():
        for name in FIELDS:
            if (name in NEEDED and not record.get(name)) or (name == "year" and name not in record):
                fact, fix = f"{key} has no {name}", f"add {name}: to {key}"
                yield site.data_finding("references.yml", (key, _place(record, name)), fact, fix)
        mirror = record.get("mirror_only") is True
        if not (record.get("url") or record.get("doi") or mirror):
            place = "kind" if "url" in record else "year"  # between the fields of which one is missing
            fix = "add the address of the work at its publisher, or mirror_only: true where there is none"
            yield site.data_finding("references.yml", (key, place), f"{key} has neither url nor doi", fix)
        if mirror and record.get("url"):
            fact = f"{key} was read on another site's copy (mirror_only), and has an address all the same"
            yield site.data_finding("references.yml", (key, "url"), fact, "write url: null; a copy is not linked to")


def _place(record: dict[str, Any], name: str) -> str:
    """The field itself, else the nearest above it that the record has."""
    above = FIELDS[: FIELDS.index(name) + 1]
    return next((one for one in reversed(above) if one in record), "title")
