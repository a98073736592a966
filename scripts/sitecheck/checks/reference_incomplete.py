"""Every work in the bibliography says who wrote it, what it is called, who published it, of what kind it is and when it was read.

Why:  a reader must be able to find it. A work with neither url nor doi can't be found, unless it is marked
      mirror_only: read on another site's copy, and cited by title and publisher.
Bad:  publisher: null
Good: publisher: Example Press
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..registry import check
from ..source import Finding, Site

FIELDS = ("authors", "title", "publisher", "year", "url", "doi", "kind", "region", "seen")
NEEDED = ("authors", "title", "publisher", "kind", "region", "seen")


WORKING_NOTE = re.compile(
    r"\bnot (?:shown|seen|stated|given|known|visible|available|checked|found)\b|\bunknown\b|\bn/a\b|\btod[o]\b|\bTBC\b|\bTBD\b|\?\?+"
    r"|\bstored (?:text|copy|page)\b|\bworking note\b|\bto be (?:checked|confirmed|added)\b|\bcheck (?:this|again|the|pages?|year|title)\b|\b(?:could|can)(?: ?not|n't) (?:open|find|read|see)\b|\bto be verified\b|\bverify\b|\babstract only\b|\bonly (?:the )?abstract\b|^[-\u2013.?]+$|\bsee sources\b|\bplaceholder\b",
    re.IGNORECASE,
)


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
                (key, "kind" if "url" in record else "year"),  # between the fields of which one is missing
                f"{key} has neither url nor doi",
                "add the address of the work at its publisher, or mirror_only: true where there is none",
            )
        if record.get("mirror_only") is True and record.get("url"):
            fact = f"{key} was read on another site's copy (mirror_only), and has an address all the same"
            yield site.data_finding("references.yml", (key, "url"), fact, "write url: null; a copy is not linked to")
        for name in ("authors", "title", "publisher"):
            if note := WORKING_NOTE.search(str(record.get(name) or "")):
                fact = f'the {name} of {key} holds a working note: "{note[0]}"'
                yield site.data_finding("references.yml", (key, name), fact, f"write the {name} as the work gives it")
        year = record.get("year")
        if type(year) is int and year > site.today.year:
            yield site.data_finding(
                "references.yml", (key, "year"), f"{key} is of {year}, which is still to come", "correct the year"
            )
