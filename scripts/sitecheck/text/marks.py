"""What to look at twice in a changed sentence: where a small slip does the most harm. Marks for a person, and no findings."""

import re
from collections.abc import Iterator
from functools import cache

from .. import approved
from ..source import Site, once
from . import lines, terms

NUMBER = re.compile(r"\d+(?:[.,:/–-]\d+)*")
DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|unless|except|cannot|stop|avoid)\b|n['’]t\b", re.IGNORECASE
)
TIME = re.compile(
    r"\b(?:now|tonight|today|tomorrow|at once|hours?|days?|weeks?|months?|night|minutes?)\b", re.IGNORECASE
)
ANY = r"(?:[\w'’-]+\W+){0,4}?"  # what "…" in a phrase of data/wording.yml stands for


def of(before: str, after: str, site: Site) -> list[str]:
    """What a reviewer of this change looks at twice, in a few words each."""
    return list(dict.fromkeys(_marks(before, after, site)))


def _marks(before: str, after: str, site: Site) -> Iterator[str]:
    old, new = lines.CITED.sub("", before), lines.CITED.sub("", after)
    if sorted(NUMBER.findall(old)) != sorted(NUMBER.findall(new)):
        yield f"the numbers: {_listed(NUMBER, old)} became {_listed(NUMBER, new)}" if old and new else "a number"
    for name, pattern in (("not, never, stop", DENIAL), ("a time", TIME)):
        if _words(pattern, old) != _words(pattern, new):
            yield f"{name}: {_listed(pattern, old)} became {_listed(pattern, new)}" if old and new else name
    yield from _looked_up(old, new, site)
    if not new:
        yield "readers lose it"
    elif not approved.keys(after) and not new.lstrip().startswith(("#", "[", "title:", "description:")):
        yield "no source"
    if approved.keys(before) != approved.keys(after) and before and after:
        yield "its sources changed"


def _looked_up(old: str, new: str, site: Site) -> Iterator[str]:
    for name, known in _lists(site).items():
        found = known.search(new) or known.search(old)
        if found:
            yield f"{name}: {found[0]}"


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(word.lower() for word in pattern.findall(text))


def _listed(pattern: re.Pattern[str], text: str) -> str:
    return ", ".join(pattern.findall(text)) or "none"


@once
def _lists(site: Site) -> dict[str, re.Pattern[str]]:
    """The words of data/wording.yml that a reviewer is shown, by what they are."""
    twice = site.wording.get("look_twice")
    listed = {str(one.get("what")): one.get("phrases") or [] for one in twice} if isinstance(twice, list) else {}
    return {
        "a medicine": terms.medicines(site).pattern,
        "a colour of skin": terms.skin(site)[0].pattern,
    } | {what: _loose(tuple(map(str, phrases))) for what, phrases in listed.items()}


@cache
def _loose(phrases: tuple[str, ...]) -> re.Pattern[str]:
    plain = (
        re.sub(r"(?:\\ )*…(?:\\ )*", lambda _: rf"\s+{ANY}", re.escape(phrase)).replace(r"\ ", r"\s+")
        for phrase in phrases
    )
    return re.compile(rf"\b(?:{'|'.join(plain)})\b", re.IGNORECASE)
