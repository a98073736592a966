"""What to look at twice in a changed sentence: where a small slip does the most harm. Marks for a person, and no findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from . import approved, lines
from .source import Site

NUMBER = re.compile(r"\d+(?:[.,:/–-]\d+)*")
DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|unless|except|cannot|stop|avoid)\b|n['’]t\b", re.IGNORECASE
)
TIME = re.compile(
    r"\b(?:now|tonight|today|tomorrow|at once|hours?|days?|weeks?|months?|night|minutes?)\b", re.IGNORECASE
)
ANY = r"(?:[\w'’-]+\W+){0,4}?"  # what "…" in a phrase of data/wording.yml stands for


def of(before: str, after: str, site: Site) -> list[str]:
    """What a reviewer of this change looks at twice, in a few words each."""
    return list(dict.fromkeys(_marks(before, after, site)))


def _marks(before: str, after: str, site: Site) -> Iterator[str]:
    old, new = lines.CITED.sub("", before), lines.CITED.sub("", after)
    if sorted(NUMBER.findall(old)) != sorted(NUMBER.findall(new)):
        yield f"the numbers: {_listed(NUMBER, old)} became {_listed(NUMBER, new)}" if old and new else "a number"
    for name, pattern in (("not, never, stop", DENIAL), ("a time", TIME)):
        if _words(pattern, old) != _words(pattern, new):
            yield f"{name}: {_listed(pattern, old)} became {_listed(pattern, new)}" if old and new else name
    for name, known in _lists(site).items():
        found = known.search(new) or known.search(old)
        if found:
            yield f"{name}: {found[0]}"
    if new and not approved.keys(after) and not new.lstrip().startswith(("#", "[", "title:", "description:")):
        yield "no source"
    if approved.keys(before) != approved.keys(after) and before and after:
        yield "its sources changed"
    if not new:
        yield "readers lose it"


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(word.lower() for word in pattern.findall(text))


def _listed(pattern: re.Pattern[str], text: str) -> str:
    return ", ".join(pattern.findall(text)) or "none"


def _lists(site: Site) -> dict[str, re.Pattern[str]]:
    """The words of data/wording.yml that a reviewer is shown, by what they are."""
    known = site.worked_out.get("marks")
    if not isinstance(known, dict):
        wording = site.wording
        medicines = [
            form for one in _records(wording.get("medicines")) for form in [one.get("name"), *(one.get("forms") or [])]
        ]
        skin = wording.get("skin")
        lists = {
            "a medicine": medicines,
            "a colour of skin": (skin.get("shown") or []) if isinstance(skin, dict) else [],
        }
        known = {name: _pattern(tuple(str(word) for word in words)) for name, words in lists.items() if words}
        site.worked_out["marks"] = known
    return known


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    plain = (
        re.escape(phrase).replace("…", ANY).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(plain)})\b", re.IGNORECASE)
