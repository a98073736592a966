"""The words of data/wording.yml, and where a text says one of them, however it is typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ..source import Site, once

ALIKE = {
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("‘’ʼ´`＇", "'"),
}
WORD = re.compile(r"[^\W_]+")
LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))  # of ASCII, as WORD has them
CAPITALS = {
    "İ": "i",
    "ı": "i",
    "ſ": "s",
    "\u212a": "k",
}  # what a pattern that ignores capitals takes for a letter of ASCII
APART = "\0"  # what parts the lines of a text, and stands in none
IGNORED = {"Cf"}  # soft hyphens, joiners, marks of direction: nobody sees them


def folded(text: str) -> str:
    """A text with one kind of hyphen, apostrophe and blank, and without what nobody sees."""
    if text.isascii():
        return text
    plain = _replaced(unicodedata.normalize("NFKC", text), ALIKE)
    if plain.replace(APART, "").isprintable():
        return plain
    return "".join(sign for sign in plain if unicodedata.category(sign) not in IGNORED)


def _replaced(text: str, signs: dict[str, str]) -> str:
    for sign, instead in signs.items():
        text = text.replace(sign, instead)
    return text


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case and without hyphens, apostrophes and letters beyond ASCII."""
    return frozenset(_replaced(text, CAPITALS).lower().encode("ascii", "replace").translate(LETTERS).decode().split())


@dataclass(frozen=True)
class Phrases:
    """Phrases to look for: their pattern, and words of which one stands wherever a phrase does; None where that may be no word of ASCII."""

    pattern: re.Pattern[str]
    telling: frozenset[str] | None

    def may_stand_in(self, text: str) -> bool:
        """Whether one of those words stands in a text; to know is ten times as quick as to look for every phrase."""
        return self.telling is None or not self.telling.isdisjoint(words_of(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first phrase in a text."""
        return self.pattern.search(text) if self.may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every phrase in a text."""
        return self.pattern.finditer(text) if self.may_stand_in(text) else iter(())


def phrases(words: Iterable[str], joined: bool = False) -> Phrases:
    """The words as whole words in any capitals. With `joined`, a blank or hyphen of theirs may be either, or none: pain-killer."""
    return _phrases(tuple(words), joined)


@cache
def _phrases(words: tuple[str, ...], joined: bool) -> Phrases:
    known = [re.escape(folded(word)).replace(r"\-", "-") for word in sorted(words, key=len, reverse=True)]
    blank = r"[\s-]?" if joined else r"\s+"
    any_of = "|".join(re.sub(r"\\ |-" if joined else r"\\ ", lambda _: blank, word) for word in known)
    pattern = re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])" if any_of else r"(?!)", re.IGNORECASE)
    return Phrases(pattern, _telling(words))


def _telling(words: tuple[str, ...]) -> frozenset[str] | None:
    """Words one of which stands in each text that holds a phrase: its longest, alone or run together with those beside it."""
    found = set()
    for word in words:
        parts = WORD.findall(folded(word).lower())
        if not parts or not folded(word).isascii():
            return None
        longest = parts.index(max(parts, key=len))
        ends = range(longest + 1, len(parts) + 1)
        found |= {"".join(parts[start:end]) for start in range(longest + 1) for end in ends}
    return frozenset(found)


@once
def medicines(site: Site) -> Phrases:
    """Every medicine that data/wording.yml names, by any of its names."""
    records = _records(site.wording.get("medicines"))
    return phrases((str(form) for one in records for form in [one.get("name"), *(one.get("forms") or [])]), joined=True)


def listed(site: Site, *path: str) -> list[str]:
    """A list of words in data/wording.yml; [] where it is not given."""
    value: Any = site.wording
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return [str(word) for word in value] if isinstance(value, list) else []


@once
def brands(site: Site) -> Phrases:
    """The names of makers."""
    return phrases(listed(site, "brands"), joined=True)


@once
def skin(site: Site) -> tuple[Phrases, Phrases]:
    """What light skin alone shows, and what speaks of other skin beside it."""
    return phrases(listed(site, "skin", "shown")), phrases(listed(site, "skin", "beside"))


@once
def misspelt(site: Site) -> Phrases:
    """Everything that is not written here."""
    return phrases(word for one in _spelling(site) for word in one[0])


@once
def spellings(site: Site) -> list[tuple[Phrases, str]]:
    """(what is not written here, what is written instead) of each entry of `spelling`."""
    return [(phrases(words), instead) for words, instead in _spelling(site)]


def _spelling(site: Site) -> list[tuple[list[str], str]]:
    records = _records(site.wording.get("spelling"))
    return [([str(word) for word in one.get("phrases") or []], str(one.get("instead"))) for one in records]


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
