"""The places of one page that a machine can find and only a person can judge, for whoever reviews a change.

Nothing here is a fault, and nothing stops publishing. The lists of words are English; on other pages those groups stay empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from . import passages, reading, vocabulary
from .markup import CITATION
from .passages import plain
from .source import Finding, Page, Site
from .urls import leaves_site, resolve
from .vocabulary import phrases

LINES = 40  # of the list as text; whoever is shown more reads none of it
LONG = 25  # words
HARD = 4  # syllables
OLD = 10  # years
GROUPS = {
    "urgency-changed": ("How urgent it is was said differently before", "make sure that the change is meant"),
    "source-none": ("No source stands behind it", "cite one, or leave it if everybody knows it"),
    "claim-strong": ("It leaves no exception", "ask whether the source says it as strongly"),
    "number": ("It states a number", "compare it with the source, its unit too"),
    "words-turned": ("A “not” decides what it means", "read it once without the “not”, and see who could misread it"),
    "claim-hedged": ("It hedges more than once", "keep one of the words that soften it"),
    "step-passive": ("The step does not say who acts", "begin it with a verb"),
    "sentence-long": (f"It is longer than {LONG} words", "make two sentences of it, if the sense allows"),
    "word-unexplained": ("A hard word or short form that the glossary lacks", "say it in a plain word, or explain it"),
    "date": ("It ages, or its dates do not go together", "compare the dates, and write what will still be true"),
    "image": ("A picture", "look at it: is it right, does it say the same as its text?"),
    "link": ("Two links that may be taken for each other", "open both, and give them different words if they differ"),
}
URGENT = phrases(
    "emergency|urgent|urgently|today|tonight|now|immediately|at once|same day|straight away|right away|within|wait|call|ring|hospital|ambulance".split(
        "|"
    )
)
STRONG = phrases(
    "always|never|every|everyone|nobody|none|must|cannot|certainly|definitely|proven|proves|safe|harmless|impossible|no risk".split(
        "|"
    )
)
HEDGES = phrases(
    "may|might|could|perhaps|possibly|probably|sometimes|often|usually|likely|seem|seems|appear|appears|suggest|suggests".split(
        "|"
    )
)
AGEING = phrases(
    "currently|recently|nowadays|lately|latest|new|newer|newest|soon|this year|last year|at present|so far".split("|")
)
NEGATIONS = re.compile(r"\b(?:not|never|no|without|neither|nor|nothing|nobody|cannot)\b|n't\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w#])\d")
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)?"
    r"(?:\w+ed|given|taken|made|done|seen|held|kept|shown|put|told|found|left|fed|sent|brought)\b",
    re.IGNORECASE,
)  # fmt: skip
STEP = re.compile(r"\s*\d+[.)]\s")
SHORT_FORM = re.compile(r"[A-Z]{2,6}s?")
SENTENCE = re.compile(
    r"\S(?:.*?(?<!\bDr)(?<!\bMr)(?<!\bMrs)[.!?][\"')\]*_]*(?:\[\^[^\]\s]+\])*(?=\s|$)|.+$)", re.DOTALL
)


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is read, and the line it begins on.

    `cited`: a citation follows it; `near`: one follows elsewhere in its passage; `claims`: its section has to cite;
    `step`: it is part of a numbered step.
    """

    line: int
    text: str
    cited: bool
    near: bool
    claims: bool
    step: bool

    @property
    def words(self) -> int:
        return len(reading.WORD.findall(self.text))


def places(page: Page, site: Site, earlier: str | None = None) -> list[Finding]:
    """Every place of `page` to look at, in the order of GROUPS. `earlier` is the text that the page had before the change."""
    held = list(sentences(page, site))
    found = [
        *_urgency(page, held, site, earlier),
        *_of_sentences(page, held),
        *_turned(page, site, held),
        *_words(page, site),
        *_dates(page, site, held),
        *_images(page),
        *_links(page),
    ]
    order = list(GROUPS)
    return sorted(found, key=lambda one: order.index(one.check))


def _place(page: Page, line: int, group: str, said: str) -> Finding:
    return Finding(page.path, line, said, GROUPS[group][1], group)


def sentences(page: Page, site: Site) -> Iterator[Sentence]:
    """The sentences typed on a page, without headings, tables and what has fewer than three words."""
    for passage in passages.of_page(page):
        rows = page.prose[passage.line - 1 : passage.line + passage.text.count("\n")]
        if reading.APART.match(rows[0]):
            continue
        raw = "\n".join(rows)
        claims = _claims(page, site, passage.line)
        for match in SENTENCE.finditer(raw):
            text = " ".join(reading.ITEM.sub("", plain(match[0])).split())
            if len(reading.WORD.findall(text)) > 2:
                line = passage.line + raw.count("\n", 0, match.start())
                yield Sentence(
                    line,
                    text,
                    bool(CITATION.search(match[0])),
                    bool(CITATION.search(raw)),
                    claims,
                    bool(STEP.match(rows[0])),
                )


def _claims(page: Page, site: Site, line: int) -> bool:
    """Whether what stands on a line has to rest on a source: by the section it is in; outside any known section, on all but policies."""
    anchors = [heading.anchor for heading in page.headings if heading.level == 2 and heading.line < line]
    for section in site.sections(page.kind):
        if anchors and section.get("anchor") == anchors[-1]:
            return section.get("claims") is True
    return page.kind != "policy"


def _urgency(page: Page, held: list[Sentence], site: Site, earlier: str | None) -> Iterator[Finding]:
    if earlier is None:
        return
    before = [one.text for one in sentences(Page(page.path, earlier), site) if URGENT.search(one.text)]
    now = [one for one in held if URGENT.search(one.text)]
    gone = [text for text in before if text not in {one.text for one in held}]
    for one in now:
        if one.text not in before:
            was = get_close_matches(one.text, gone, n=1)
            gone = [text for text in gone if text not in was]
            said = f"{_cut(one.text)}, before: {_cut(was[0])}" if was else f"{_cut(one.text)}, which is new"
            yield _place(page, one.line, "urgency-changed", said)
    for text in gone:
        now_said = get_close_matches(text, [one.text for one in held], n=1)
        line = next((one.line for one in held if one.text in now_said), page.body_line)
        yield _place(page, line, "urgency-changed", f"no longer said: {_cut(text)}")


def _of_sentences(page: Page, held: list[Sentence]) -> Iterator[Finding]:
    for one in sorted(held, key=lambda one: one.near):  # those first that have no source in sight
        if one.claims and not one.cited and not one.text.endswith((":", "?")):
            yield _place(page, one.line, "source-none", _cut(one.text))
    for one in held:
        said = _cut(one.text)
        if one.claims and (strong := STRONG.search(one.text)):
            yield _place(page, one.line, "claim-strong", f"“{strong[0]}” in {_cut(one.text, strong.start())}")
        if number := NUMBER.search(one.text):
            yield _place(page, one.line, "number", _cut(one.text, number.start()))
        if len(hedges := HEDGES.findall(one.text)) > 1:
            yield _place(page, one.line, "claim-hedged", f"{', '.join(map(str.lower, hedges))} in {said}")
        if one.step and (passive := PASSIVE.search(one.text)):
            yield _place(page, one.line, "step-passive", f"“{passive[0]}” in {said}")
    for one in sorted(held, key=lambda one: -one.words):
        if one.words > LONG:
            yield _place(page, one.line, "sentence-long", f"{one.words} words: {_cut(one.text)}")


def _turned(page: Page, site: Site, held: list[Sentence]) -> Iterator[Finding]:
    """Phrases that must not be advised and were taken for denied, and sentences with two negations."""
    for passage in passages.of_page(page):
        for met in vocabulary.unsaid(site, passage):
            finding = passage.finding(met.start, "", "")
            kind = "denied" if met.phrase.manner == "order" else "doubted"
            said = f"“{' '.join(met.said.split())}” is taken for {kind} in {_cut(passage.sentence(met.start))}"
            yield _place(page, finding.line, "words-turned", said)
    for one in held:
        if len(negations := NEGATIONS.findall(one.text)) > 1:
            yield _place(page, one.line, "words-turned", f"{', '.join(map(str.lower, negations))} in {_cut(one.text)}")


def _words(page: Page, site: Site) -> Iterator[Finding]:
    """Hard words and short forms, each at its first use; those that half of the pages use are taken for known."""
    explained = {str(form).lower() for word in site.glossary for form in (word.get("term"), *(word.get("forms") or []))}
    explained |= {part for form in explained for part in form.split()} | set(
        str(page.meta.get("title")).lower().split()
    )
    medicine = vocabulary.of_site(site).medicine
    first: dict[str, int] = {}
    for passage in passages.of_page(page):
        for found in re.finditer(r"[^\W\d_]+", passage.text):
            first.setdefault(found[0], passage.line + passage.text.count("\n", 0, found.start()))
    others = [set(re.findall(r"[^\W\d_]+", other.text)) for other in site.pages]
    for word, line in sorted(first.items(), key=lambda item: (-reading.syllables(item[0]), item[1])):
        hard = word.islower() and reading.syllables(word) >= HARD
        known = (
            bool(medicine.fullmatch(word)) or word.lower() in explained or word.lower().removesuffix("s") in explained
        )
        if (
            (hard or SHORT_FORM.fullmatch(word))
            and not known
            and sum(word in other for other in others) * 2 < len(others)
        ):
            yield _place(page, line, "word-unexplained", word)


def _dates(page: Page, site: Site, held: list[Sentence]) -> Iterator[Finding]:
    reviewed, line = page.meta.get("reviewed"), page.meta_lines.get("reviewed", 1)
    if type(reviewed) is datetime.date:
        cited = {key: site.references[key] for _, key in page.citations if key in site.references}
        for key, record in cited.items():
            seen = record.get("seen")
            if type(seen) is datetime.date and seen > reviewed:
                said = f"the page was reviewed on {reviewed}, before {key} was read on {seen}"
                yield _place(page, line, "date", said)
        years = sorted((record["year"], key) for key, record in cited.items() if isinstance(record.get("year"), int))
        if aged := [f"{key} ({year})" for year, key in years if reviewed.year - year > OLD]:
            yield _place(page, line, "date", f"sources older than {OLD} years: {', '.join(aged)}")
        signed = page.meta.get("clinical_review")
        signed = signed.get("date") if isinstance(signed, dict) else None
        if type(signed) is datetime.date and signed < reviewed:
            yield _place(page, line, "date", f"the sign-off of {signed} is older than the review of {reviewed}")
    for one in held:
        if ageing := AGEING.search(one.text):
            yield _place(page, one.line, "date", f"“{ageing[0]}” in {_cut(one.text, ageing.start())}")


def _images(page: Page) -> Iterator[Finding]:
    for link in page.links:
        if link.image:
            yield _place(page, link.line, "image", f"{link.target.rpartition('/')[2]}: {_cut(link.text)}")


def _links(page: Page) -> Iterator[Finding]:
    typed = [(plain(link.text), link) for link in page.links if not link.image]
    for index, (text, link) in enumerate(typed):
        target = resolve(page.source_path, link.target)
        if not leaves_site(link.target) and target.path == page.source_path and target.fragment is None:
            yield _place(page, link.line, "link", f"[{text}] leads to the page it stands on")
        for other_text, other in typed[:index]:
            if other.target == link.target and abs(other.line - link.line) < 2:
                yield _place(page, link.line, "link", f"[{text}] leads where [{other_text}] just before it does")
            elif other.target != link.target and _alike(text, other_text):
                said = f"[{text}] leads to {link.target}, and [{other_text}] on line {other.line} to {other.target}"
                yield _place(page, link.line, "link", said)


def _alike(text: str, other: str) -> bool:
    return SequenceMatcher(None, text.lower(), other.lower()).ratio() > 0.85


def _cut(text: str, near: int = 0) -> str:
    """At most 90 characters of a text, around the position `near`, between quotation marks."""
    text = " ".join(text.split())
    start = max(0, min(near - 45, len(text) - 90)) if len(text) > 90 else 0
    piece = text[start : start + 90]
    return f"“{'…' if start else ''}{piece.strip()}{'…' if start + 90 < len(text) else ''}”"


def as_text(path: str, found: Iterable[Finding]) -> str:
    """The list for a person, at most LINES lines: a heading a group, then its places; a long group is cut and says so."""
    groups: dict[str, list[Finding]] = {}
    for place in found:
        groups.setdefault(place.check, []).append(place)
    total = sum(map(len, groups.values()))
    room = LINES - 1 - len(groups) - (1 if total else 0)
    shown = dict.fromkeys(groups, 0)
    while room and any(shown[name] < len(groups[name]) for name in groups):
        for name in groups:
            if room and shown[name] < len(groups[name]):
                shown[name] += 1
                room -= 1
    lines = [f"{path}: {total or 'no'} {'place' if total == 1 else 'places'} to look at; none stops publishing"]
    for name, held in groups.items():
        fact, hint = GROUPS[name]
        cut = f" ({shown[name]} of {len(held)})" if shown[name] < len(held) else ""
        lines.append(f"{fact}{cut}: {hint}")
        lines += [f"  {place.path}:{place.line}: {place.message}" for place in held[: shown[name]]]
    if sum(shown.values()) < total:
        lines.append(f"{total - sum(shown.values())} more: --format json lists all")
    return "\n".join(lines) + "\n"
