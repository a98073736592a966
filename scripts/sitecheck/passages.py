"""What readers are told, passage by passage, as it was typed: paragraphs, list items, table rows, front matter and the texts of data/.

Signs of Markdown are blanked or taken away, so that a phrase is found whatever stands around or inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from .markup import CITATION, LINK
from .source import Finding, Page, Site

SAID = {"urgency.yml": "text", "figures.yml": "text", "glossary.yml": "text", "helplines.yml": "name"}
STARTS = re.compile(r"\s*(?:[-*+]|\d+[.)]|>|\|)\s|\s*#{1,6}\s")
SIGNS = re.compile(
    r"</?[a-z][^>\n]*>|[*`|]+|(?<!\w)_+|_+(?!\w)|(?<=\w)__(?=\w)|[\u00ad\u200b-\u200d\u2060]", re.IGNORECASE
)
ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.]|[\w-]+=)[^}\n]*\}")
DETERMINER = r"(?:your|the|a|an|any|this|that|these|those|my|her|their|our)"
SHORT_FORMS = {"it is": "it(?: is|'s)", "you have": "you(?: have|'ve)", "you are": "you(?: are|'re)"}
NEGATORS = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|without|avoid|than|instead of"
    r"|dangerous|harmful|unsafe|risky|wrong|problem|harm|hesitate|afraid|forget|scared|worry|before|feel (?:that|like|as))\b|n't\b"
)
CONDITIONS = re.compile(r"\b(?:unless|if|whether)\b")
GRANTED = re.compile(r"\b(?:fine|okay|ok|safe|all right|alright|good)(?: \w+){0,2}\s*$")  # "it is fine if you …"
APPROVED = re.compile(
    r"\b(?:safe|fine|okay|ok|all right|alright|good|best|helps?|works?|consider|try|recommend|suggest)\b"
)
CLAUSE = re.compile(
    r"[.;:!?\u2014\u2013(]|\bbut\b|\bthen\b|, and\b|, (?:so |or )?(?:you|it|we|just|please)\b|, (?=(?:do not|don't|never)\b)|\band (?:you|it|we)\b"
)
WORD = re.compile(r"[^\W_]+")
REACH = 12  # words over which a "not" still rules what follows


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
        text = CITATION.sub("", text)
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
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
    for number, line in enumerate([*page.prose, ""], start=1):
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
        line = site.data_line("article.yml", "statements", index, "paraphrase")
        yield Passage("data/article.yml", line, plain(str(statement.get("paraphrase"))))
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


def phrases(words: list[str], loose: bool = False) -> re.Pattern[str]:
    """A pattern of phrases as whole words, across line ends.

    `loose` reads a phrase as advice: its verb also as "stopping", "the" also as "your" or left out, its end also in the plural.
    """
    return _phrases(tuple(words), loose)


@cache
def _phrases(words: tuple[str, ...], loose: bool) -> re.Pattern[str]:
    alternatives = "|".join(_pattern(word, loose) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])" if alternatives else r"(?!)", re.IGNORECASE)


def _pattern(phrase: str, loose: bool) -> str:
    text = re.escape(phrase.lower()).replace(r"\ ", " ").replace(r"\-", "-")
    for long, both in SHORT_FORMS.items():
        text = re.sub(rf"\b{long}\b", both, text)
    if loose:
        verb, blank, rest = text.partition(" ")
        rest = re.sub(rf"\b{DETERMINER}$", DETERMINER, rest)
        rest = re.sub(rf"\b{DETERMINER} (?=\w)", rf"(?:{DETERMINER} )?", rest)
        text = _gerund(verb) + blank + rest + ("s?" if rest[-1:].isalpha() else "")
    return re.sub(r" ", r"\\s+", text)


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


def denied(passage: Passage, position: int) -> bool:
    """Whether what stands at `position` is denied: an odd number of "not", "never" or "before" rules it in its clause, or an "if"."""
    before = " ".join(passage.text[:position].lower().split())
    clause = " ".join(CLAUSE.split(before)[-1].split()[-REACH:])
    denials = len(NEGATORS.findall(clause))
    near = clause.rpartition(",")[2]  # "if your nose runs, …" has ended at its comma
    condition = CONDITIONS.search(near)
    if condition and not denials:
        return not GRANTED.search(near[: condition.start()])
    return denials % 2 == 1


def _only_named(passage: Passage, found: re.Match[str]) -> bool:
    """Whether "stopping your …" is only spoken of: nothing in its sentence recommends it, or what follows denies it."""
    sentence, after = passage.sentence(found.start()).lower(), passage.text[found.end() :].lower()
    return not APPROVED.search(sentence) or bool(NEGATORS.search(CLAUSE.split(after)[0]))


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
def every(words: tuple[str, ...], loose: bool = False) -> Phrases:
    """Phrases as `phrases` reads them, sorted by the word to look for first.

    The first word of a loose phrase is also met as "stopping", its last in the plural.
    """
    spared = set(WORD.findall(f"{DETERMINER} {SHORT_FORMS}".lower())) | {"s", "ve", "re"}
    patterns, wordless = [], []
    by_word: dict[str, tuple[int, ...]] = {}
    for number, phrase in enumerate(words):
        certain = frozenset(WORD.findall(phrase.lower())[1 if loose else 0 :]) - spared
        patterns.append((certain, phrases([phrase], loose)))
        if not certain:
            wordless.append(number)
            continue
        word = max(sorted(certain), key=len)
        for form in (word, f"{word}s"):
            by_word[form] = (*by_word.get(form, ()), number)
    return Phrases(tuple(patterns), by_word, frozenset(by_word), tuple(wordless))


def unfit(site: Site, passages: Iterable[Passage], group: str, what: str, loose: bool = False) -> Iterator[Finding]:
    """A finding wherever one of the passages says a phrase of the list `group` of data/wording.yml and does not deny it, with the better words."""
    better = {
        str(entry.get("pattern")): str(entry.get("instead"))
        for entry in site.wording.get(group) or []
        if isinstance(entry, dict)
    }
    known = every(tuple(better), loose)
    for passage in passages:
        for found in known.matches(passage):
            if not denied(passage, found.start()):
                said = " ".join(found[0].split())
                pattern = next((one for one in better if phrases([one], loose).fullmatch(found[0])), "")
                named = said.split()[0].endswith("ing") and not pattern.split()[0].endswith("ing")
                if loose and named and _only_named(passage, found):
                    continue
                yield passage.finding(found.start(), f'"{said}" {what}', f'write "{better.get(pattern, "")}"')


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
