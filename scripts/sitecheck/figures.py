"""Numbers with a unit, as they stand in a text: what data/figures.yml must know, with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .source import Site

# "8", "2.7", "3,500", "8 to 12", "3 or 4", "1 in 10"
ONE = r"\d+(?:,\d{3}(?!\d)|,\d{1,2}(?!\d))*(?:\.\d+)?"  # "38,5" counts as well: it is a number, and not one of ours
VALUE = rf"(?:1 in )?{ONE}(?:(?: to |–|-(?=\d)| or ){ONE})?"


YEAR = re.compile(r"(?:19|20)\d\d")  # "in 2024 women …"
AROUND_THE_CLOCK = re.compile(r"24 hours a day|7 days a week|365 days a year", re.IGNORECASE)  # when a line is open
DIGIT = re.compile(r"\d")


# Numbers in words count where they bound something, and from twenty on anywhere: "fewer than six feeds", "twenty weeks".
WORDS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
TENS = {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"}
NUMBER_WORDS = frozenset([*WORDS, *TENS])
WORDED = re.compile(
    rf"\b(?P<before>(?:than|at least|at most|under|over|up to|within|every)\s+)(?P<word>{'|'.join(WORDS)})\b|\b(?P<tens>{'|'.join(TENS)})\b",
    re.IGNORECASE,
)


def units(site: Site) -> frozenset[str]:
    """The units of data/figures.yml, in the singular."""
    return frozenset(unit for _, unit in known(site))


def known(site: Site) -> frozenset[tuple[str, str]]:
    """(value, unit in the singular) of every figure; worked out once a site."""
    found: frozenset[tuple[str, str]] | None = site.__dict__.get("_figures")
    if found is None:
        every = ((str(record.get("value")), singular(str(record.get("unit")))) for record in site.figures)
        found = site.__dict__["_figures"] = frozenset(every)
    return found


def works(site: Site) -> dict[tuple[str, str], frozenset[str]]:
    """The keys of the works that each figure rests on, by its value and unit; worked out once a site."""
    found: dict[tuple[str, str], frozenset[str]] | None = site.__dict__.get("_works_of_figures")
    if found is None:
        found = site.__dict__["_works_of_figures"] = {}
        for record in site.figures:
            key = str(record.get("value")), singular(str(record.get("unit")))
            found[key] = found.get(key, frozenset()).union(map(str, record.get("cites") or ()))
    return found


def told(site: Site, unit: str) -> list[str]:
    """Each value of data/figures.yml that has this unit, with the ids that say what it is for: "8 (attach-feeds)"."""
    by_value: dict[str, list[str]] = {}
    for record in site.figures:
        if singular(str(record.get("unit"))) == unit:
            by_value.setdefault(str(record.get("value")), []).append(str(record.get("id")))
    return [f"{value} ({', '.join(ids)})" for value, ids in sorted(by_value.items())]


def stated(text: str, of_units: frozenset[str], worded: bool = True) -> Iterator[tuple[str, str]]:
    """(value, unit in the singular) of each number in `text` that one of the units follows; "2-week" counts as well.

    `worded` is false where numbers in words need not be looked for.
    """
    forms, pattern = _pattern(of_units)
    if worded:
        text = WORDED.sub(
            lambda found: (found["before"] or "") + (WORDS | TENS)[(found["word"] or found["tens"]).lower()], text
        )
    end = 0
    while forms and (digit := DIGIT.search(text, end)):
        found = pattern.match(text, digit.start())
        end = found.end() if found else digit.end()
        if found is None:
            continue
        value, written = found["value"] or found["share"], found["unit"]
        value, unit = re.sub(r"–|(?<=\d)-(?=\d)", " to ", value), forms[" ".join(written.lower().split())]
        year = YEAR.fullmatch(value) and re.search(
            r"\b(?:in|since|from|until|by|of|during|for)\s+$", text[: found.start()], re.IGNORECASE
        )
        said = AROUND_THE_CLOCK.match(text, found.start())
        if not year and not said and not (len(unit) == 1 and written == unit.upper() != unit):
            yield value, unit


@cache
def _pattern(of_units: frozenset[str]) -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {form.lower(): unit for unit in of_units for form in (unit, plural(unit))}
    if "%" in of_units:
        forms |= dict.fromkeys(("percent", "per cent"), "%")
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    # "8 feeds", "60 or more breaths", "1 in 10 breastfeeding women"
    value = rf"(?P<value>{VALUE})(?:\s+or\s+(?:more|fewer|less))?|(?P<share>1 in {ONE})(?:\s+(?!in\b)[a-z-]+){{1,2}}?"
    pattern = rf"(?<![\w.,/:-])(?:{value})[\s\u00a0\u202f-]?(?P<unit>{longest_first})(?![\w°])"
    return forms, re.compile(pattern, re.IGNORECASE)


def singular(unit: str) -> str:
    """A unit for one: "wet nappies" is "wet nappy", "studies" is "study", "women" is "woman"."""
    if unit.endswith("men"):
        return unit[:-2] + "an"
    return unit[:-3] + "y" if unit.endswith("ies") else unit[:-1] if unit.endswith("s") and len(unit) > 1 else unit


def plural(unit: str) -> str:
    """A unit for many, the other way round."""
    if unit.endswith("man"):
        return unit[:-2] + "en"
    if " a " in unit:
        return unit  # "breaths a minute"
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return unit[:-1] + "ies"
    return f"{unit}s" if len(unit) > 2 else unit
