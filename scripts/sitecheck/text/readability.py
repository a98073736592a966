"""How hard an English text is to read: the Flesch-Kincaid grade, counted on prose alone.

The grade (Kincaid and others, 1975) is 0.39 × words a sentence + 11.8 × syllables a word - 15.59. Ready-made counters
take a list for one endless sentence and a heading for its beginning. This one counts paragraphs and list items, each
item as a sentence of its own, without headings, tables, pictures, citations and the addresses of links. A number is a
word of one syllable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..parse import markup
from ..source import Page

LONG_ENOUGH = 15  # words
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
APART = re.compile(r"^\s*(?:#|\||:::|!\[)")
MARKS = frozenset("#|:!-*+")  # what ITEM or APART begins with, or a digit
ATTRIBUTE_LIST = re.compile(r"\{[:#. ][^{}\n]*\}")
SENTENCE_END = re.compile(r"[.!?](?<!\bDr.)(?<!\bMr.)(?<!\bMs.)(?<!\bMrs.)[\"')\]]*(?=\s|$)")
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
VOWELS = re.compile(r"[aeiouy]+")
# Vowels that are written and not heard: make, called, takes, statement ...
SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouydtl]|[aeiouyl]l)ed$|(?:[^aeiouyscgxzhl]|[aeiouy][lh])es$|[^aeiouy]e(?=(?:ment|ful|ly)s?$)"
)
# ... and neighbours that are heard apart: anxious, video, being.
APART_VOWELS = re.compile(r"(?<![cst])i(?:[aou]|e[rt])|eo(?!pl)|(?<![gqr])ua(?!r)|yi|eei|uou|(?<=[aou])ing$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item: the line it begins on, its words, sentences and syllables."""

    line: int
    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        return grade([self])


def grade(paragraphs: list[Paragraph]) -> float:
    """The Flesch-Kincaid grade of some paragraphs taken together; 0 when they hold no word."""
    words = sum(paragraph.words for paragraph in paragraphs)
    if not words:
        return 0.0
    sentences = sum(paragraph.sentences for paragraph in paragraphs)
    syllables_in_all = sum(paragraph.syllables for paragraph in paragraphs)
    return 0.39 * words / sentences + 11.8 * syllables_in_all / words - 15.59


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """The paragraphs and list items of a page, as typed; what is rendered into it from data/ is not counted."""
    block: list[str] = []
    start = 0
    for number, line in enumerate([*page.prose, ""], start=1):
        bare = line.strip()
        marked = bare[:1] in MARKS or bare[:1].isdigit()
        apart = not bare or (marked and APART.match(line) is not None)
        if block and (apart or (marked and ITEM.match(line))):
            yield from _counted(start, " ".join(block))
            block = []
        if not apart:
            start = number if not block else start
            block.append(ITEM.sub("", line) if marked else line)


def _counted(line: int, text: str) -> Iterator[Paragraph]:
    plain = text
    if "[^" in plain:
        plain = markup.CITATION.sub("", plain)
    if "](" in plain:
        plain = markup.LINK.sub(lambda link: "" if link[0][0] == "!" else link[1], plain)
    if "{" in plain:
        plain = ATTRIBUTE_LIST.sub("", plain)
    words = WORD.findall(plain)
    if words:
        ends = [found.end() for found in SENTENCE_END.finditer(plain)]
        unended = WORD.search(plain, ends[-1] if ends else 0)
        yield Paragraph(line, len(words), max(len(ends) + bool(unended), 1), sum(map(syllables, words)))


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by its spelling; right for 99 of 100 running words of this site.

    Measured against the CMU Pronouncing Dictionary; the sum over all pages is 0.1 % too high.
    """
    total = 0
    for part in re.split(r"[-'’.,]", word.lower()):
        count = len(VOWELS.findall(part)) + len(APART_VOWELS.findall(part)) - bool(SILENT.search(part))
        total += max(count, 1 if len(part) > 1 or part.isdigit() else 0)  # not the s of baby's
    return max(total, 1)


def hardest(found: list[Paragraph]) -> Paragraph | None:
    """The paragraph with the highest grade among those long enough for a grade to mean something."""
    return max((one for one in found if one.words >= LONG_ENOUGH), key=lambda one: one.grade, default=None)
