"""No page types a telephone number: numbers come from data/helplines.yml and data/clinic.yml.

Why:  999 does nothing in France, and a number that was typed on eleven pages is corrected on ten.
Bad:  Call 999.
Good: Call your local emergency number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..registry import check
from ..source import Finding, Page, Site, once
from ..text.passages import Passage, of_data, of_source

SHORT = r"\d(?:[\s-]?\d){2,4}"
COUNTED = r"\s+(?!(?:if|in|or|and|at|now|for|straight|when|first|to|as|on|from|without|until|right|the|then|so|today|again|is|instead)\b)[a-z]"  # "150 mothers"
LONG = re.compile(r"(?<![\w./-])\+?\d(?:[\s()./-]{0,2}\d){6,14}(?![\w/-]|\.\d)")
REGISTERED = re.compile(r"\b(?:ISBN|ISSN|PMID|PMCID|DOI|ISRCTN|NCT)\W{0,3}(?:1[03]:?\s*)?$", re.IGNORECASE)
LONGEST_NAME = 40  # characters before a number, in which the name of its register stands
AMBULANCE = re.compile(
    r"\b(?:emergency|ambulance|emergencies|danger)\b(?:(?!such as)[^.!?\n]){0,40}?(?<![\d.,])(112|911|999|000|111|120|995|110)(?![\d.,]?\d|[%-])(?!"
    + COUNTED
    + ")",
    re.IGNORECASE,
)
SIX = re.compile(r"(?<![\w.,/+-])\d(?:[\s-]?\d){4,5}(?![\w/-]|[.,]?\d)")  # "116 123"
WORDED = re.compile(  # a number that is said: "nine nine nine", "triple nine"
    r"\b(?:nine[\s-]+nine[\s-]+nine|nine[\s-]+one[\s-]+one|one[\s-]+one[\s-]+(?:two|one|eight|nine)|(?:triple|treble)[\s-]+(?:nine|zero|oh?))\b",
    re.IGNORECASE,
)
DIALLED = re.compile(r"\+|0(?![.,])")  # what a long number begins with that is to be dialled
NAMED = re.compile(  # a number that is called one, whatever the verb
    r"(?<![\w.,])(\d{3})\s+is\s+(?:the|your)\s+(?:(?:emergency|ambulance|crisis)\s+number|number\s+to\s+(?:call|ring|dial))\b"
    r"|\b(?:emergency|ambulance|crisis)\s+number\s+(?:\w+\s+){0,3}is\s+(\d{3})(?![\w.,%-]\d)",
    re.IGNORECASE,
)
TEXTED = re.compile(r"\btext(?:ing)?\s+(?:the\s+word\s+)?\S+\s+to\s+(\d{4,6})\b", re.IGNORECASE)
THREE = re.compile(r"\d(?:[\s().-]{0,2}\d){2}")  # digits; no number that is dialled has fewer
LETTERED = re.compile(
    r"(?<![\w.,-])(?:\+?1[ -])?(?:0\d{2,4}|1?8\d\d)[ -][A-Z][A-Z-]{3,}\b"
)  # dialled, it rings its digits alone
BESIDE = frozenset("number emergency emergencies ambulance danger text texting".split())  # one of them stands in each
WORD_AFTER = re.compile(r"\d[ -][A-Z]")  # stands in each number that ends in letters
SAID = frozenset({"nine", "one", "triple", "treble"})
HOMES = {"data/helplines.yml", "mkdocs.yml"}
HINT = 'write "your local emergency number", or send readers to the numbers on the help page'


@check(Page)
def phone_typed(page: Page, site: Site) -> Iterator[Finding]:
    yield from _typed(of_source(page), site)


@check(Page)
def phone_lettered(page: Page, site: Site) -> Iterator[Finding]:
    for number, line in enumerate(page.prose, start=1):
        for found in LETTERED.finditer(line) if WORD_AFTER.search(line) else ():
            yield page.finding(number, f"the number {found[0]} is typed here", HINT)


@check(Site)
def phone_typed_in_data(site: Site) -> Iterator[Finding]:
    yield from _typed((passage for passage in of_data(site) if passage.path not in HOMES), site)


def _typed(passages: Iterable[Passage], site: Site) -> Iterator[Finding]:
    after, known = _called(tuple(site.wording.get("emergency_after") or [])), _listed(site)
    for passage in passages:
        if not passage.counts and SAID.isdisjoint(passage.words):
            continue
        for one in _numbers(passage, after, known):
            group = one.lastindex or 0
            yield passage.finding(one.start(group), f"the number {one[group]} is typed here", HINT)


def _numbers(passage: Passage, after: re.Pattern[str], known: set[str]) -> Iterator[re.Match[str]]:
    text = passage.text
    if not SAID.isdisjoint(passage.words):
        yield from WORDED.finditer(text)
    if passage.counts and THREE.search(text):
        for pattern in () if BESIDE.isdisjoint(passage.words) else (NAMED, AMBULANCE, TEXTED):
            yield from pattern.finditer(text)
        yield from (one for one in after.finditer(text) if len(_digits(one[1])) == 3 or _digits(one[1]) in known)
        yield from (one for one in SIX.finditer(text) if _digits(one[0]) in known)
        yield from (one for one in LONG.finditer(text) if _is_dialled(one, known))


def _is_dialled(found: re.Match[str], known: set[str]) -> bool:
    """Whether a long number is one to dial: a helpline's, or with the signs of one, and none of a register of books or works."""
    digits = _digits(found[0])
    registered = REGISTERED.search(found.string, max(0, found.start() - LONGEST_NAME), found.start())
    return not registered and (digits in known or (len(digits) >= 9 and bool(DIALLED.match(found[0]))))


@cache
def _called(verbs: tuple[object, ...]) -> re.Pattern[str]:
    """A short number after one of the verbs that call."""
    alternatives = "|".join(re.escape(str(verb)) for verb in verbs) or r"(?!)"
    return re.compile(
        rf"\b(?:{alternatives})(?:ing|ed|s)?\s+(?:(?:an?|the|number|numbers|either|nhs|for|help|ambulance|service|emergency|services|now|at|once|on|us|straight|away|or)[\s,:]+|[(\"\u201c]\s*){{0,6}}({SHORT})(?![\w%-])(?!{COUNTED})",
        re.IGNORECASE,
    )


@once
def _listed(site: Site) -> set[str]:
    """The digits of every helpline's numbers."""
    return {
        _digits(number) for line in site.helplines for number in re.findall(r"\+?\d[\d -]*", str(line.get("number")))
    }


@check(Page)
def phone_in_code(page: Page, site: Site) -> Iterator[Finding]:
    for number, line in enumerate(page.body, start=1):
        for typed in re.findall(r"`([\d ()+-]{3,20})`", line) if "`" in line else ():
            if len(_digits(typed)) == 3 or _digits(typed) in _listed(site):
                yield page.finding(number, f"the number {typed} is typed here", HINT)


@check(Page)
def phone_linked(page: Page, site: Site) -> Iterator[Finding]:
    for link in page.links:
        number = re.fullmatch(r"(?:tel|sms):(\S+)", link.target, re.IGNORECASE)
        shown = _digits(link.text)
        if number and _digits(number[1]) and (not shown or shown == _digits(number[1])):
            yield page.finding(link.line, f"the number {number[1]} is typed here", HINT)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
