"""No text gives a dose of a medicine.

Why:  the right dose depends on the person, the country and the packet; a wrong one, or a right one that is
      misread at night, does harm. This also holds for numbers of data/figures.yml.
Bad:  Take ibuprofen 400 mg three times a day.
Good: Ask a pharmacist whether ibuprofen suits you, and follow the packet.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ..passages import STARTS, Passage, of_data, of_front_matter, of_page
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import medicine_in, of_site

NUMBER = r"(?:\d+(?:[.,]\d+)?|[\u00bc-\u00be]|half(?: an?)?|one|two|three|four|five|six|eight|ten|twelve|twenty|thirty|forty|fifty|(?:a |one |two |five )?hundred)"
DIGIT = re.compile(r"[\d\u00bc-\u00be]")
COUNTS = frozenset(
    "half one two three four five six eight ten twelve twenty thirty forty fifty hundred once twice every".split()
)  # one of them, or a DIGIT, stands in every amount
MEASURES = frozenset(  # one of them stands in every dose whose number has a blank after it
    "mg milligram milligrams \u00b5g \u03bcg mcg microgram micrograms iu tablet tablets capsule capsules pill pills caplet caplets g gram"
    " grams ml millilitre millilitres milliliter milliliters drop drops puff puffs spoon spoons spoonful spoonfuls teaspoon teaspoons"
    " teaspoonful teaspoonfuls day night week daily hours hourly".split()
)
AMOUNT = rf"(?<!\w){NUMBER}(?:\s*(?:to|or|-|\u2013)\s*{NUMBER})?"
DRUG = re.compile(  # units that only medicines are counted in
    rf"{AMOUNT}[\s-]*(?:mg|milligrams?|[\u00b5\u03bc]g|mcg|micrograms?|IU|tablets?|capsules?|pills?|caplets?)\b(?:\s+of\s+(?P<of>\w+))?",
    re.IGNORECASE,
)
SHARED = re.compile(  # units that food and visits are counted in too
    rf"{AMOUNT}[\s-]*(?:g|grams?|ml|millilit(?:re|er)s?|drops?|puffs?|(?:tea)?spoon(?:ful)?s?)\b"
    rf"|\b(?:once|twice|{NUMBER}\s*(?:times|[x\u00d7]))(?:(?:\s+(?:a|per|each|every|in a)\s+|\s*/\s*)(?:day|night|week)|\s+daily|\s+in\s+{NUMBER}\s+hours)\b"
    rf"|(?<!\w){NUMBER}[\s-]?hourly\b"
    rf"|\bevery\s+(?:{NUMBER}\s*(?:to|or|-|\u2013)\s*)?{NUMBER}\s+hours\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(?:tablets?|capsules?|pills?|caplets?)$", re.IGNORECASE)
ENOUGH = re.compile(r"\b(?:take|give|swallow|use|try|start|than|most|up to|dose is)\s+(?:\w+\s+)?$", re.IGNORECASE)
OFTEN = re.compile(
    r"^\s+(?:\w+\s+)?(?:(?:a|per|each|every)\s+(?:day|night|morning|evening|time|hour|\w+\s+hours)|daily|at once|twice|thrice|at bedtime)\b",
    re.IGNORECASE,
)
TAKEN = re.compile(
    rf"\b(?:take|give|swallow|use)\s+(?:up\s+to\s+)?({AMOUNT})\s+(?:more\s+)?$", re.IGNORECASE
)  # "take two …"
CLAUSE = re.compile(
    r"[,;:\u2014\u2013]\s*(?:(?:and|but|or)\b)?|\b(?:while|if|when|because|but|until|and (?=\w+ (?:your|on|every)\b))",
    re.IGNORECASE,
)
VERB = re.compile(r"\b(?:your|weighs?|that|which|runs?|go on|goes)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:runs?|meets?|opens?|comes?|held|visits?)\s+$", re.IGNORECASE)
FEW = 6  # words
HINT = "leave the amount out, and say who can tell: a pharmacist, a doctor, the packet"


@check(Page)
def medicine_dose(page: Page, site: Site) -> Iterator[Finding]:
    for passage in of_front_matter(page):
        yield from _doses([passage], site)
    sections = [page.body_line, *(heading.line for heading in page.headings if heading.level <= 3)]
    for first, last in zip(sections, [*sections[1:], None], strict=True):
        yield from _doses(of_page(page, first, last), site)


@check(Site)
def medicine_dose_in_data(site: Site) -> Iterator[Finding]:
    for passage in of_data(site):
        yield from _doses([passage], site)
    for index, figure in enumerate(site.figures):
        said = f"{figure.get('value')} {figure.get('unit')}"
        if DRUG.search(said) and (medicine := of_site(site).medicine.search(str(figure.get("text")))):
            yield site.data_finding("figures.yml", (index, "value"), _fact(said, medicine[0]), HINT)


def _doses(passages: list[Passage], site: Site) -> Iterator[Finding]:
    """The doses in the passages of one section: a drug's unit anywhere in it, a shared unit in the sentence that names a medicine."""
    in_section = next((met.said for passage in passages if (met := medicine_in(site, passage))), None)
    if in_section is None:
        return
    named = of_site(site).medicine
    above = None  # the medicine of a line that ends in a colon: what it lists is of that medicine
    for passage in passages:
        said: set[int] = set()
        first = medicine_in(site, passage)
        if first and passage.text.rstrip().endswith(":"):
            above = first.said
        elif not STARTS.match(passage.text):
            above = None
        for medicine in named.finditer(passage.text) if first else ():
            if taken := TAKEN.search(passage.text[: medicine.start()]):
                said.add(passage.text.count("\n", 0, taken.start(1)))
                yield passage.finding(taken.start(1), _fact(taken[1], medicine[0]), HINT)
        counted = _measures(passage.words) and (DIGIT.search(passage.text) or not COUNTS.isdisjoint(passage.words))
        for pattern in (DRUG, SHARED) if counted else ():
            for found in pattern.finditer(passage.text):
                if pattern is SHARED and HELD.search(passage.text[: found.start()]):
                    continue  # "a clinic that runs once a week"
                of = found.groupdict().get("of")
                if of and not named.fullmatch(of):
                    continue  # "200 mg of caffeine" is no medicine
                around = (
                    passage.sentence(found.start())
                    if pattern is DRUG
                    else _clause(passage.text, found.start(), found.end())
                )
                near = named.search(around)
                taken_so = pattern is DRUG and (not COUNTED.search(found[0]) or _is_taken(passage.text, found))
                beside = near[0] if near else in_section if taken_so else above
                line = passage.text.count("\n", 0, found.start())
                if beside and line not in said:
                    said.add(line)
                    yield passage.finding(found.start(), _fact(found[0], beside), HINT)


def _is_taken(text: str, found: re.Match[str]) -> bool:
    """Whether a number of tablets is one to take: after a verb of taking, or so many times. "Two tablets can clash" is none."""
    sentence = re.split(r"[.!?;:]\s", text[: found.start()])[-1]
    rest = re.split(r"[.!?;:](?:\s|$)", text[found.end() :])[0]
    return ENOUGH.search(sentence) is not None or OFTEN.search(rest) is not None


def _measures(words: frozenset[str]) -> bool:
    """Whether a word of a dose stands among the words of a passage, or one that begins with a number: "400mg"."""
    return not MEASURES.isdisjoint(words) or any(word[0].isnumeric() and word[-1].isalpha() for word in words)


def _clause(text: str, start: int, end: int) -> str:
    """The clause around an amount; a clause of a few words belongs to the one before it, as in "ibuprofen with food, three times a day"."""
    sentence_start = max((found.end() for found in re.finditer(r"[.!?]\s", text[:start])), default=0)
    tail = re.search(r"[.!?](?:\s|$)", text[end:])
    sentence = text[sentence_start : end + tail.start() if tail else len(text)]
    place = start - sentence_start
    bounds = [0, *(found.end() for found in CLAUSE.finditer(sentence)), len(sentence)]
    pieces = [sentence[a:b] for a, b in itertools.pairwise(bounds)]
    index = next((n for n, b in enumerate(bounds[1:]) if place < b), len(pieces) - 1)
    joined = pieces[index]
    while (
        index > 0 and len(re.sub(r"\b(?:and|but|or)\s*$", "", pieces[index]).split()) <= FEW and not VERB.search(joined)
    ):
        index -= 1
        joined = pieces[index] + joined
    return joined


def _fact(amount: str, medicine: str) -> str:
    return f'"{" ".join(amount.split())}" beside "{" ".join(medicine.split())}" is a dose'
