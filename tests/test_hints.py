"""What a hint tells an author to write is what they meant; where that is not certain, it tells nothing to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitecheck.suggest import meant
from support.commands import built, replace

PAGE = "docs/causes/dust.md"


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("baby-feverr", "baby-fever", "baby-fever"),
        ("nevile2001", "neville2001", "neville2001"),
        ("S31", "S3", None),
        ("nice-cks-2011", "nice-cks-2010", None),
        ("baby-fever", "mother-fever", None),
        ("abm-36-2022", "who-2022", None),
    ],
)
def test_only_a_slip_is_taken_for_another_name(typed: str, known: str, expected: str | None) -> None:
    assert meant(typed, [known]) == expected


@pytest.mark.parametrize(
    ("path", "old", "new", "fact", "hint"),
    [
        ("data/helplines.yml", 'number: 555 0100', "number: 0112", "number is 0112, not text", '"0112"'),
        (PAGE, "  - House dust can make you sneeze all year.", "  - Dust: it can make you sneeze all year.",
         'YAML takes "Dust: it can make you sneeze all year." for a name and its value', '"Dust: it can make you sneeze all year."'),
        (PAGE, "clinical_review: null", "clinical_review: {name: A, role: nurse, date: 2026-11-22, interests: none, text: the signs}",
         "text has 9 characters", "write the 16 letters and digits that approve.py --sign prints"),
        ("data/references.yml", "example-trial:\n", "  new-work:\n    year: 2020\nexample-trial:\n", "new-work is not a known field", "further left"),
        ("data/withdrawn.yml", "versions: []", "versions: []\n  - page: dust", "[] says that the list is empty", "delete []"),
        ("data/corrections.yml", "[]", "[]\n- date: 2026-11-22", "[] says that the list is empty", "delete []"),
        ("docs/causes/pollen.md", "codes: []", "codes: []\n  - {system: MeSH, code: D000001}", "[] says that the list is empty", "delete []"),
        (PAGE, "Dust can make", "[Dust](pollenn.md) can make", "pollenn.md leads to nothing", "write pollen.md"),
        (PAGE, "Dust can make", "[Dust](www.example.net/dust) can make", "taken for a file of this site", "write https://www.example.net/dust"),
    ],
)  # fmt: skip
def test_a_hint_says_what_to_write(good: Path, path: str, old: str, new: str, fact: str, hint: str) -> None:
    replace(good / path, old, new)
    told = [(one["message"], one["hint"]) for one in built(good)[1]]
    assert any(fact in message and hint in fix for message, fix in told), told
