"""The words of data/wording.yml, and where a text says one of them, however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..source import Site, once

HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–−﹣－", "-"))
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ´`＇", "'"))
IGNORED = {"Cf"}  # soft hyphens, joiners, marks of direction: nobody sees them


def folded(text: str) -> str:
    """A text with one kind of hyphen, apostrophe and blank, and without what nobody sees."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).translate(HYPHENS).translate(APOSTROPHES)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in IGNORED)


def pattern(words: Iterable[str], joined: bool = False) -> re.Pattern[str]:
    """The words as whole words in any capitals. With `joined`, a blank or hyphen of theirs may be either, or none: pain-killer."""
    return _pattern(tuple(words), joined)


@cache
def _pattern(words: tuple[str, ...], joined: bool) -> re.Pattern[str]:
    known = (re.escape(folded(word)).replace(r"\-", "-") for word in sorted(words, key=len, reverse=True))
    blank = r"[\s-]?" if joined else r"\s+"
    any_of = "|".join(re.sub(r"\\ |-" if joined else r"\\ ", lambda _: blank, word) for word in known)
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])" if any_of else r"(?!)", re.IGNORECASE)


@once
def medicines(site: Site) -> re.Pattern[str]:
    """Every medicine that data/wording.yml names, by any of its names."""
    records = _records(site.wording.get("medicines"))
    return pattern((str(form) for one in records for form in [one.get("name"), *(one.get("forms") or [])]), joined=True)


def listed(site: Site, *path: str) -> list[str]:
    """A list of words in data/wording.yml; [] where it is not given."""
    value: Any = site.wording
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return [str(word) for word in value] if isinstance(value, list) else []


@once
def spellings(site: Site) -> list[tuple[re.Pattern[str], str]]:
    """(what is not written here, what is written instead) of each entry of `spelling`."""
    records = _records(site.wording.get("spelling"))
    return [(pattern(str(word) for word in one.get("phrases") or []), str(one.get("instead"))) for one in records]


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
