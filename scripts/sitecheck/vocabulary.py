"""The lists of data/wording.yml, and where their phrases stand in what readers are told.

A phrase is plain words in lower case; "…" stands for up to four words, "<medicine>" for any medicine. All lists are looked
for at once: a phrase is tried only where the words stand that every form of it has, and most passages hold none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from . import advice
from .passages import WORD, Passage
from .source import Finding, Site

DETERMINER = r"(?:your|the|a|an|any|this|that|these|those|my|her|their|our)"
CONTRACTED = re.compile(r"\b(do|did|does|is|are|was|were|has|have|could|would|should) not\b")
SHORT_FORMS = {"it is": "it(?: is|'s)", "you have": "you(?: have|'ve)", "you are": "you(?: are|'re)"}
# What "…" in a phrase stands for: up to four words, none of which turns to something else.
GAP = (
    r"(?:(?!(?:not?|never|without|instead|than|or|and|with|of your own|that|less|around|between|after|before|during|while|bath|check"
    r"|hands?|feet|legs|back|neck|shoulders|visitors|worrying)\b|[\w-]*free\b)[\w'-]+\s+){0,4}?"
)
# Words of a phrase that one of its forms may go without.
SPARED = frozenset(WORD.findall(f"{DETERMINER} {SHORT_FORMS} {CONTRACTED.pattern}".lower())) | {"s", "ve", "re", "not"}
ADVICE = ("dangerous", "blame", "promise")  # the lists of what must not be said to the reader


class Phrase(NamedTuple):
    """A phrase of a list of data/wording.yml. Of each of `needs`, one word stands in every form of it.

    It is not meant where one of `unless` follows.
    """

    group: str
    text: str
    manner: str  # how it is judged: as an "order", a "statement", or where it is "praised"
    instead: str
    needs: tuple[frozenset[str], ...]
    named: tuple[str, ...]
    unless: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        return _phrases((self.text,), self.group in ADVICE and self.manner == "order", self.named, self.unless)


class Met(NamedTuple):
    """A phrase that stands in a passage: where in its text, and as it is written there."""

    phrase: Phrase
    start: int
    end: int
    said: str


class Vocabulary:
    """Every phrase of data/wording.yml by the word to look for first."""

    def __init__(self, wording: dict[str, Any]) -> None:
        medicines = _medicine_names(wording)
        self.medicine = phrases(medicines)
        self.readers = tuple(str(name) for name in wording.get("readers") or [])
        named = (*(str(name) for name in wording.get("medicine_words") or []), *medicines)
        found = [_phrase("medicines", name, {}, ()) for name in medicines]
        found += [_phrase("brands", str(name), {}, ()) for name in wording.get("brands") or []]
        skin = wording.get("skin")
        for group in ("shown", "beside"):
            found += [
                _phrase(group, str(one), {}, ()) for one in (skin.get(group) if isinstance(skin, dict) else None) or []
            ]
        for group in (*ADVICE, "spelling"):
            for entry in wording.get(group) or []:
                texts = entry.get("phrases") if isinstance(entry, dict) else None
                found += [_phrase(group, one, entry, named) for one in texts or () if isinstance(one, str)]
        self._phrases = found
        self._by_word: dict[str, list[int]] = {}  # the numbers of phrases, by the word to look for first
        self._anywhere: list[int] = []  # those of which no word is certain
        wanted = Counter(word for phrase in found for forms in phrase.needs for word in forms)
        for number, phrase in enumerate(found):
            if phrase.needs:  # the word that fewest phrases want is the one that fewest passages hold
                for word in min(phrase.needs, key=lambda forms: max(wanted[word] for word in forms)):
                    self._by_word.setdefault(word, []).append(number)
            else:
                self._anywhere.append(number)
        self._words = frozenset(self._by_word)

    def met(self, passage: Passage, group: str) -> list[Met]:
        """Where the phrases of a list stand in a passage, in order; of two that overlap the first, of two that begin together the longer."""
        known: dict[str, list[Met]] | None = passage.__dict__.get("_met")
        if known is None:
            known = passage.__dict__["_met"] = self._met(passage)
        return known.get(group, [])

    def _met(self, passage: Passage) -> dict[str, list[Met]]:
        words = passage.words
        hits = self._words & words
        if not hits and not self._anywhere:
            return {}
        tried = {number for word in hits for number in self._by_word[word]}
        found: dict[tuple[str, str], list[Met]] = {}
        for number in sorted(tried.union(self._anywhere)):
            phrase = self._phrases[number]
            if not any(words.isdisjoint(forms) for forms in phrase.needs):
                several = found.setdefault((phrase.group, phrase.manner), [])
                several += [Met(phrase, *m.span(), m[0]) for m in phrase.pattern.finditer(passage.text)]
        kept: dict[str, list[Met]] = {}
        for (group, _), several in found.items():
            end = 0
            for met in sorted(several, key=lambda met: (met.start, -met.end)):
                if met.start >= end:
                    kept.setdefault(group, []).append(met)
                    end = met.end
        return kept


def of_site(site: Site) -> Vocabulary:
    """The vocabulary of a site, read once."""
    known: Vocabulary | None = site.__dict__.get("_vocabulary")
    if known is None:
        known = site.__dict__["_vocabulary"] = Vocabulary(site.wording)
    return known


def unfit(site: Site, passages: Iterable[Passage], group: str, what: str) -> Iterator[Finding]:
    """A finding wherever one of the passages says a phrase of the list `group` of data/wording.yml to the reader, with the better words."""
    vocabulary = of_site(site)
    for passage in passages:
        for met in vocabulary.met(passage, group):
            if advice.advised(passage.text, met.start, met.end, met.phrase.manner, vocabulary.readers):
                said = " ".join(met.said.split())
                yield passage.finding(met.start, f'"{said}" {what}', f'write "{met.phrase.instead}"')


def unsaid(site: Site, passage: Passage) -> Iterator[Met]:
    """Each phrase that must not be said, and that this passage was taken not to say."""
    vocabulary = of_site(site)
    for group in ADVICE:
        for met in vocabulary.met(passage, group):
            if not advice.advised(passage.text, met.start, met.end, met.phrase.manner, vocabulary.readers):
                yield met


def medicine_in(site: Site, passage: Passage) -> Met | None:
    """The first medicine that a passage names."""
    return next(iter(of_site(site).met(passage, "medicines")), None)


def _medicine_names(wording: dict[str, Any]) -> list[str]:
    """Every medicine's name and its other forms."""
    names: list[str] = []
    for entry in wording.get("medicines") or []:
        if isinstance(entry, dict):
            names += [str(entry.get("name")), *(str(form) for form in entry.get("forms") or [])]
    return names


def _phrase(group: str, text: str, entry: dict[str, Any], named: tuple[str, ...]) -> Phrase:
    manner = next((one for one in ("statement", "praised") if entry.get(one) is True), "order")
    words = WORD.findall(text.lower().replace("<medicine>", ""))
    needs = [frozenset({word, f"{word}s"}) for word in words if word not in SPARED]
    if group in ADVICE and manner == "order":  # its verb is met as "stopping" too
        verb = text.lower().partition(" ")[0]
        needs = [frozenset({word, f"{word}s"}) for word in words[1:] if word not in SPARED]
        needs += [frozenset({verb, *_gerunds(verb)})] if words[:1] == [verb] and verb not in SPARED else []
    if "<medicine>" in text:
        needs.append(frozenset(WORD.findall(name.lower())[0] for name in named if WORD.search(name)))
    unless = tuple(str(one) for one in entry.get("unless") or ())
    return Phrase(group, text, manner, str(entry.get("instead")), tuple(needs), named, unless)


def phrases(words: list[str], loose: bool = False, named: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern of phrases as whole words, across line ends; "…" is up to four words, "<medicine>" one of `named`.

    `loose` reads a phrase as advice: its verb also as "stopping", "the" also as "your" or left out, its end also in the plural.
    """
    return _phrases(tuple(words), loose, named)


@cache
def _phrases(
    words: tuple[str, ...], loose: bool, named: tuple[str, ...], unless: tuple[str, ...] = ()
) -> re.Pattern[str]:
    alternatives = "|".join(_pattern(word, loose, named) for word in sorted(words, key=len, reverse=True))
    after = rf"(?!\s+(?:{'|'.join(_pattern(word, False, ()) for word in unless)})(?![\w-]))" if unless else ""
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-]){after}" if alternatives else r"(?!)", re.IGNORECASE)


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
    """A pattern of a verb as it is and with -ing: give, giving; stop, stopping."""
    return f"(?:{'|'.join([verb, *_gerunds(verb)])})"


def _gerunds(verb: str) -> list[str]:
    if not verb.isalpha():
        return []
    return [f"{verb[:-1]}ing"] if verb.endswith("e") else [f"{verb}ing", f"{verb}{verb[-1]}ing"]
