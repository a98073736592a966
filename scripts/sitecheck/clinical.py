"""What a health professional signs off: the words of a page, and the fingerprint by which a later change to them shows.

Two texts have the same fingerprint when they differ only in spacing, capitals, typographic marks, comments, the addresses
of links, and ways of spelling one word (haemorrhage and hemorrhage, occured and occurred). A number, a word, a full stop
or a source more or less is another text. The words come from the page's own file, and those of the warning signs in its
card from data/urgency.yml, each with its level.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from . import markup

if TYPE_CHECKING:
    from .source import Page

SIGNED = ("title", "key_messages", "urgency")
CARDS = frozenset({"page-signs", "signs"})  # the insert lines that show warning signs
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^}\n]*\}")
CONSONANT_TWICE = re.compile(r"([bcdfglmnprst])\1")  # of vowels: feed and fed are two words
SPELLINGS = (
    (re.compile("[æœ]"), "e"),
    (
        re.compile(
            r"(?<=h)ae(?=m)|(?<=n)ae(?=[ms])|(?<=p)ae(?=d)|(?<=c)ae(?=s)|\boe(?=[ds])|(?<=f)oe(?=t)|(?<=rh)oe(?=a)"
        ),
        "e",
    ),
    (re.compile(r"(?<=\w\w)our(?=s?\b|ed\b|ing\b|ful\b|ite\b)"), "or"),
    (re.compile(r"(?<=\w\w)is(?=e[ds]?\b|ing\b|ations?\b)"), "iz"),
    (re.compile(r"['’‘]"), ""),
    (re.compile(r"[-‐‑–—]"), " "),
    (re.compile("[“”„«»]"), '"'),
)


def signs(page: Page, records: Iterable[Any]) -> list[str]:
    """The warning signs that a page shows in a card, as a reader reads them, from the records of data/urgency.yml."""
    named = {sign for _, sign in page.meta_list("urgency")}
    if not named and not any(insert.name in CARDS for insert in page.inserts):
        return []
    shown = [one for one in records if isinstance(one, dict) and (one.get("id") in named or one.get("always") is True)]
    return [f"{one.get('level')}: {one.get('text')}" for one in shown]


def paragraphs(page: Page) -> Iterator[tuple[int, str]]:
    """(line, text as a reader reads it) of each paragraph and each list item of a page, and of the fields that say something clinical."""
    for name in SIGNED:
        value = page.meta.get(name)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, str):
                line = page.meta_lines.get((name, index)) or page.meta_lines.get(name, 1)
                yield line, f"{name}: {item}"
    yield from ((page.meta_lines.get("urgency", 1), f"warning sign, {sign}") for sign in page.signs)
    comments_blanked = re.sub(
        "<!--(?! *insert:).*?-->", lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(page.body), flags=re.DOTALL
    )
    start, words = 0, ""
    for number, typed in enumerate([*comments_blanked.split("\n"), ""], start=1):
        begins = re.match(r"\s*(?:[-*+]|\d+\.|#+|\|)\s", typed)
        if (not typed.strip() or begins) and words:
            yield start, words
            words = ""
        if typed.strip():
            start = start if words else number
            words = f"{words} {_read(typed)}".strip()


def _read(line: str) -> str:
    """A line of Markdown without the marks that a reader doesn't see, and with its sources."""
    text = markup.LINK.sub(lambda link: link[1], ATTRIBUTES.sub("", line))
    return re.sub(r"^\s*(?:[-*+]|#+)\s+|\*\*|__", "", text).strip()


def normal(text: str) -> str:
    """A text as far as its sense goes; see the head of this module."""
    text = unicodedata.normalize("NFKC", text).casefold()
    for pattern, plain in SPELLINGS:
        text = pattern.sub(plain, text)
    return " ".join(CONSONANT_TWICE.sub(r"\1", text).split())


def fingerprint(page: Page) -> str:
    """16 hexadecimal digits that stand for the clinical text of a page."""
    text = "\n".join(normal(words) for _, words in paragraphs(page))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
