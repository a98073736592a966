"""What readers are told, passage by passage, as it was typed: paragraphs, list items, table rows, front matter and the texts of data/.

Signs of Markdown are blanked or taken away, so that a phrase is found whatever stands around or inside it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from . import advice
from .markup import CITATION, LINK
from .source import Finding, Page, Site

SAID = {"urgency.yml": "text", "figures.yml": "text", "glossary.yml": "text", "helplines.yml": "name"}
STARTS = re.compile(r"\s*(?:[-*+]|\d+[.)]|>|\|)\s|\s*#{1,6}\s")
SIGNS = re.compile(
    r"</?[a-z][^>\n]*>|[*`|]+|(?<!\w)_+|_+(?!\w)|(?<=\w)__(?=\w)|[\u00ad\u200b-\u200d\u2060]", re.IGNORECASE
)
REFERENCE = re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
QUOTATION = re.compile(r"^\s*(?:>\s*)+", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.]|[\w-]+=)[^}\n]*\}")
DETERMINER = r"(?:your|the|a|an|any|this|that|these|those|my|her|their|our)"
CONTRACTED = re.compile(r"\b(do|did|does|is|are|was|were|has|have|could|would|should) not\b")
SHORT_FORMS = {"it is": "it(?: is|'s)", "you have": "you(?: have|'ve)", "you are": "you(?: are|'re)"}
WORD = re.compile(r"[^\W_]+")
GAP = r"(?:(?!(?:not?|never|without|instead|than|or|and|with|of your own)\b)[\w'-]+\s+){0,4}?"  # what "…" in a phrase stands for: up to four words


@dataclass(frozen=True)
class Passage:
    """One passage: the file, the line it begins on, and its text with its own line ends."""

    path: str
    line: int
    text: str

    def finding(self, position: int, message: str, hint: str) -> Finding:
        """A finding on the line of `position` in the text."""
        return Finding(self.path, self.line + self.text.count("\n", 0, position), message, hint)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, in lower case and without hyphens and apostrophes."""
        return frozenset(WORD.findall(self.text.lower()))

    def sentence(self, position: int) -> str:
        """The sentence around `position`."""
        start = max((m.end() for m in re.finditer(r"[.!?]\s", self.text[:position])), default=0)
        end = re.search(r"[.!?](?:\s|$)", self.text[position:])
        return self.text[start : position + end.end() if end else len(self.text)]


def plain(text: str) -> str:
    """Text as it is read: no links, citations, tags, emphasis; the same line ends."""
    if "[" in text:
        text = LINK.sub(lambda found: found[2] + "\n" * found[0][len(found[1]) + len(found[2]) :].count("\n"), text)
        text = REFERENCE.sub(r"\1", CITATION.sub("", text))
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "&" in text:
        text = html.unescape(text).replace("\u00a0", " ")
    if "<br" in text:
        text = re.sub(r"<br\s*/?>", " ", text)
    if "|" in text:
        text = text.replace("|", ";")  # the bound of a cell ends a clause
    text = text.replace("\u2019", "'")
    return SIGNS.sub("", text) if not text.isascii() or any(sign in text for sign in "*<_`|") else text


def of_page(page: Page, first: int = 1, last: int | None = None) -> list[Passage]:
    """The passages typed in the body of a page, or those that begin on its lines from `first` to before `last`."""
    cached: list[Passage] | None = page.__dict__.get("_passages")
    if cached is None:
        cached = page.__dict__["_passages"] = list(_passages(page))
    if first == 1 and last is None:
        return cached
    start = bisect_left(cached, first, key=attrgetter("line"))
    return cached[start : None if last is None else bisect_left(cached, last, key=attrgetter("line"))]


def _passages(page: Page) -> Iterator[Passage]:
    start, block = 0, list[str]()
    prose = [QUOTATION.sub("", line) if ">" in line else line for line in page.prose]
    for number, line in enumerate([*prose, ""], start=1):
        if block and (
            not line.strip() or STARTS.match(line) or (STARTS.match(block[0]) and block[0].lstrip()[0] in "#|")
        ):
            yield Passage(page.path, start, plain("\n".join(block)))
            block = []
        if line.strip():
            start = start if block else number
            block.append(line)


def of_front_matter(page: Page) -> Iterator[Passage]:
    """A page's title, description and key messages."""
    for name in ("title", "description"):
        if isinstance(value := page.meta.get(name), str):
            yield Passage(page.path, page.meta_lines.get(name, 1), plain(value))
    yield from (Passage(page.path, line, plain(text)) for line, text in page.meta_list("key_messages"))


def of_source(page: Page) -> Iterator[Passage]:
    """Every passage that the author of a page typed."""
    yield from of_front_matter(page)
    yield from of_page(page)


def of_data(site: Site) -> Iterator[Passage]:
    """The texts of data/ that pages show, and the words of mkdocs.yml."""
    for index, item in enumerate(site.disclaimers):
        line = site.data_line("disclaimers.yml", "extra", "disclaimers", index, "text")
        yield Passage("data/disclaimers.yml", line, plain(str(item.get("text"))))
    for name, key in SAID.items():
        marked = site.data.get(name)
        items = marked.value if marked and isinstance(marked.value, list) else []
        for index, item in enumerate(items):
            if isinstance(item, dict) and isinstance(item.get(key), str):
                yield Passage(f"data/{name}", site.data_line(name, index, key), plain(item[key]))
    for index, statement in enumerate(site.article.values()):
        for name in ("paraphrase", "note"):
            if isinstance(statement.get(name), str):
                line = site.data_line("article.yml", "statements", index, name)
                yield Passage("data/article.yml", line, plain(statement[name]))
    yield from _of_settings(site, site.config.get("extra"), ("extra",))


def _of_settings(site: Site, value: Any, path: tuple[str | int, ...]) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage("mkdocs.yml", site.config_lines.get(path, 1), plain(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _of_settings(site, item, (*path, key))


def of_site(site: Site) -> Iterator[Passage]:
    """Every passage that the authors of the site typed."""
    for page in site.pages:
        yield from of_source(page)
    yield from of_data(site)


def phrases(words: list[str], loose: bool = False, named: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern of phrases as whole words, across line ends; "…" is up to four words, "<medicine>" one of `named`.

    `loose` reads a phrase as advice: its verb also as "stopping", "the" also as "your" or left out, its end also in the plural.
    """
    return _phrases(tuple(words), loose, named)


@cache
def _phrases(words: tuple[str, ...], loose: bool, named: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(_pattern(word, loose, named) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])" if alternatives else r"(?!)", re.IGNORECASE)


def _pattern(phrase: str, loose: bool, named: tuple[str, ...]) -> str:
    text = re.escape(phrase.lower()).replace(r"\ ", " ").replace(r"\-", "-")
    for long, both in SHORT_FORMS.items():
        text = re.sub(rf"\b{long}\b", both, text)
    text = CONTRACTED.sub(r"\1(?: not|n't)", text)
    if loose:
        verb, blank, rest = text.partition(" ")
        rest = re.sub(rf"\b{DETERMINER}$", DETERMINER, rest)
        rest = re.sub(rf"\b{DETERMINER} (?=\w)", rf"(?:{DETERMINER} )?", rest)
        text = _gerund(verb) + blank + rest + ("s?" if rest[-1:].isalpha() else "")
    text = re.sub(r" ?\u2026 ?", " \u2026", text)
    text = re.sub(r" ", r"\\s+", text).replace("\u2026", GAP)
    if "<medicine>" in text:
        names = "|".join(re.escape(name.lower()) for name in sorted(named, key=len, reverse=True))
        text = text.replace(
            "<medicine>", f"(?:{names.replace(chr(92) + ' ', ' ').replace(' ', chr(92) + 's+')})" if names else "(?!)"
        )
    return text


def _gerund(verb: str) -> str:
    """A verb as it is and with -ing: give, giving; stop, stopping."""
    stem = re.escape(verb.removesuffix("e")) if verb.isalpha() else ""
    return (
        rf"(?:{verb}|{stem}{verb[-1]}?ing)"
        if stem and not verb.endswith("e")
        else rf"(?:{verb}|{stem}ing)"
        if stem
        else verb
    )


@dataclass(frozen=True)
class Phrases:
    """Many phrases to look for in many passages: each only where all the words stand that every form of it has."""

    patterns: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    by_word: dict[str, tuple[int, ...]]  # the phrases to try where a word stands
    words: frozenset[str]  # the words of by_word
    wordless: tuple[int, ...]  # those without a word that is in every form

    def matches(self, passage: Passage) -> list[re.Match[str]]:
        """Where the phrases stand in a passage, in order; of two that overlap the first, of two that begin together the longer."""
        if not self.wordless and self.words.isdisjoint(passage.words):
            return []
        numbers = {number for word in self.words & passage.words for number in self.by_word[word]}
        found: list[re.Match[str]] = []
        for number in numbers.union(self.wordless):
            words, pattern = self.patterns[number]
            if all(word in passage.words or f"{word}s" in passage.words for word in words):
                found += pattern.finditer(passage.text)
        kept: list[re.Match[str]] = []
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            if not kept or match.start() >= kept[-1].end():
                kept.append(match)
        return kept


@cache
def every(words: tuple[str, ...], loose: bool = False, named: tuple[str, ...] = ()) -> Phrases:
    """Phrases as `phrases` reads them, sorted by the word to look for first.

    The first word of a loose phrase is also met as "stopping", its last in the plural.
    """
    spared = set(WORD.findall(f"{DETERMINER} {SHORT_FORMS} {CONTRACTED.pattern}".lower())) | {"s", "ve", "re", "not"}
    patterns, wordless = [], []
    by_word: dict[str, tuple[int, ...]] = {}
    for number, phrase in enumerate(words):
        certain = frozenset(WORD.findall(phrase.lower().replace("<medicine>", ""))[1 if loose else 0 :]) - spared
        patterns.append((certain, phrases([phrase], loose, named)))
        if not certain:
            wordless.append(number)
            continue
        word = max(sorted(certain), key=len)
        for form in (word, f"{word}s"):
            by_word[form] = (*by_word.get(form, ()), number)
    return Phrases(tuple(patterns), by_word, frozenset(by_word), tuple(wordless))


def unfit(site: Site, passages: Iterable[Passage], group: str, what: str) -> Iterator[Finding]:
    """A finding wherever one of the passages says a phrase of the list `group` of data/wording.yml to the reader, with the better words."""
    lists = _lists(site, group)
    named = medicine_words(site)
    for passage in passages:
        for better, statement in lists:
            for found in every(tuple(better), not statement, named).matches(passage):
                if advice.advised(passage.text, found.start(), found.end(), statement):
                    said = " ".join(found[0].split())
                    pattern = next(
                        (one for one in better if phrases([one], not statement, named).fullmatch(found[0])), ""
                    )
                    yield passage.finding(found.start(), f'"{said}" {what}', f'write "{better.get(pattern, "")}"')


def unsaid(site: Site, passage: Passage) -> Iterator[tuple[re.Match[str], bool]]:
    """(phrase, whether it is a statement) of each phrase that must not be said, and that this passage was taken not to say."""
    for group in ("dangerous", "blame", "promise"):
        for better, statement in _lists(site, group):
            for found in every(tuple(better), not statement, medicine_words(site)).matches(passage):
                if not advice.advised(passage.text, found.start(), found.end(), statement):
                    yield found, statement


def _lists(site: Site, group: str) -> tuple[tuple[dict[str, str], bool], ...]:
    """(the better words by phrase, whether the phrases are statements) of the orders and of the statements of a list of data/wording.yml."""
    entries = [entry for entry in site.wording.get(group) or [] if isinstance(entry, dict)]
    return tuple(
        (
            {
                str(one.get("pattern")): str(one.get("instead"))
                for one in entries
                if (one.get("statement") is True) is statement
            },
            statement,
        )
        for statement in (False, True)
    )


def medicine_words(site: Site) -> tuple[str, ...]:
    """Every name that "<medicine>" in a phrase of data/wording.yml stands for."""
    known: tuple[str, ...] | None = site.__dict__.get("_medicine_words")
    if known is None:
        names = [str(name) for name in site.wording.get("medicine_words") or []]
        for entry in site.wording.get("medicines") or []:
            if isinstance(entry, dict):
                names += [str(entry.get("name")), *(str(form) for form in entry.get("forms") or [])]
        known = site.__dict__["_medicine_words"] = tuple(names)
    return known


class Medicines:
    """Every medicine's name and its other forms, as data/wording.yml lists them."""

    def __init__(self, site: Site) -> None:
        names: list[str] = []
        for entry in site.wording.get("medicines") or []:
            if isinstance(entry, dict):
                names += [str(entry.get("name")), *(str(form) for form in entry.get("forms") or [])]
        self.pattern = phrases(names)
        self._known = every(tuple(names))

    def first(self, passage: Passage) -> re.Match[str] | None:
        """The first medicine that a passage names; most name none, which their words tell sooner than the pattern."""
        return next(iter(self._known.matches(passage)), None)


def medicines(site: Site) -> Medicines:
    """The medicines of a site, read once."""
    known: Medicines | None = site.__dict__.get("_medicines")
    if known is None:
        known = site.__dict__["_medicines"] = Medicines(site)
    return known
