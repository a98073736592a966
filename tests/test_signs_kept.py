"""No warning sign of the first edition has become milder: not its level, and not one of the conditions that it named.

tests/recorded/first_signs.yml holds the first edition's signs, cut into conditions, and where each stands today. What no
test sees is a limit that is added ("when calm"): read for that, and record it there as `narrowed`, with its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from sitecheck.parse import yaml_lines
from support.site_maker import PROJECT

RECORD = "tests/recorded/first_signs.yml"
Signs = dict[str, dict[str, Any]]


def read(path: str) -> Any:
    return yaml_lines.read((PROJECT / path).read_text(encoding="utf-8"), tags=True).value


@pytest.fixture(scope="module")
def first() -> list[dict[str, Any]]:
    signs: list[dict[str, Any]] = read(RECORD)
    return signs


@pytest.fixture
def today() -> Signs:
    return {sign["id"]: sign for sign in read("data/urgency.yml")}


@pytest.fixture(scope="module")
def levels() -> list[str]:
    """The levels, the fastest first."""
    return list(read("mkdocs.yml")["extra"]["levels"])


def lost(first: list[dict[str, Any]], today: Signs, levels: list[str]) -> Iterator[str]:
    """What has become milder, as one message for each condition."""
    for old in first:
        for clause in old["clauses"]:
            head = f'The first edition\'s {old["id"]} named "{clause["says"]}"; '
            sign = today.get(clause["sign"])
            if sign is None:
                yield f"{head}{clause['sign']}, which carries it, is gone. Put it back, or write the sign that carries it now into {RECORD}."
                continue
            wanted = clause.get("moved", {}).get("to") or clause.get("level") or old["level"]
            if levels.index(sign["level"]) > levels.index(wanted):
                yield (
                    f"{head}{sign['id']} is {sign['level']}, and it has to be {wanted} or faster. "
                    f"Raise the level, or record the source that lets it be slower as `moved` in {RECORD}."
                )
            missing = [ways for ways in clause["words"] if not says(sign["text"], ways)]
            if missing:
                wish = " and ".join(" or ".join(f'"{way}"' for way in ways.split("|")) for ways in missing)
                yield (
                    f'{head}{sign["id"]} now says "{sign["text"]}", without {wish}. Put the condition back; '
                    f"if another word says it, add that word to {RECORD}; if another sign does, name that sign there."
                )


def says(text: str, ways: str) -> bool:
    """Whether a sign's text holds one of the ways, whatever their capitals; a word may go on, a number may not."""
    plain = " ".join(text.replace("*", "").lower().split())
    return any(re.search(rf"(?<!\w){re.escape(way)}(?!\d)", plain) for way in ways.split("|"))


def test_no_condition_of_the_first_edition_has_become_milder(
    first: list[dict[str, Any]], today: Signs, levels: list[str]
) -> None:
    found = list(lost(first, today, levels))
    assert not found, "\n" + "\n".join(found)


def clauses(first: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(old, clause) for old in first for clause in old["clauses"]]


def test_the_record_is_whole(first: list[dict[str, Any]], levels: list[str]) -> None:
    assert len({old["id"] for old in first}) == len(first) == 47
    assert len(clauses(first)) >= 142
    for old, clause in clauses(first):
        assert clause["says"] in old["text"], clause
        assert clause["words"] and all(way == way.lower() for way in clause["words"]), clause
        assert levels.index(clause.get("level", old["level"])) <= levels.index(old["level"]), clause


def test_every_step_back_has_a_reason_and_a_source(first: list[dict[str, Any]], levels: list[str]) -> None:
    works = set(read("data/references.yml"))
    steps = [(old, clause[name]) for old, clause in clauses(first) for name in ("moved", "narrowed") if name in clause]
    assert steps
    for old, step in steps:
        assert step["because"], old["id"]
        assert step["cites"], old["id"]
        assert set(step["cites"]) <= works, old["id"]
        assert "to" not in step or levels.index(step["to"]) > levels.index(old["level"]), old["id"]


def reworded(sign: str, old: str, new: str) -> Callable[[Signs], None]:
    def edit(today: Signs) -> None:
        assert old in today[sign]["text"]
        today[sign]["text"] = today[sign]["text"].replace(old, new)

    return edit


MILDER: dict[str, tuple[Callable[[Signs], object], str, str]] = {
    "a sign taken out": (lambda today: today.pop("mother-belly-pain"), "mother-belly-pain", "is gone"),
    "a slower level": (lambda today: today["mother-fever"].update(level="same-day"), "mother-fever", "now or faster"),
    "a number moved": (reworded("baby-fever", "38 °C", "38.5 °C"), "baby-fever", '"38 °c"'),
    "an age moved": (reworded("baby-fever", "3 months", "1 month"), "baby-fever", '"3 months"'),
    "a longer wait": (reworded("mother-antibiotics-48-hours", "48 hours", "72 hours"), "mother-antibiotics-48-hours", '"48 hours"'),
    "a condition dropped": (reworded("baby-hard-to-wake", "floppy", "quiet"), "baby-hard-to-wake", '"flopp" or "limp"'),
    "another number of nappies": (
        reworded("baby-few-nappies", "3 on days 3", "2 on days 3"), "baby-few-nappies", '"under 3 from day 3"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MILDER)
def test_a_milder_sign_is_named_with_its_condition(
    case: str, first: list[dict[str, Any]], today: Signs, levels: list[str]
) -> None:
    edit, sign, part = MILDER[case]
    before = deepcopy(today)
    edit(today)
    assert today != before
    assert any(sign in message and part in message for message in lost(first, today, levels)), case


def test_other_words_with_the_same_meaning_pass(first: list[dict[str, Any]], today: Signs, levels: list[str]) -> None:
    today["baby-hard-to-wake"]["text"] = (
        "your baby is *difficult to wake* or can't be woken, is limp, has glazed eyes, or barely moves"
    )
    today["mother-smelly-bleeding"].update(level="emergency", text="fluid or blood that you lose smells bad")
    assert not list(lost(first, today, levels))


@pytest.mark.parametrize(
    ("text", "ways", "held"),
    [
        ("your baby has a *fit*", "fit", True),
        ("this benefits you", "fit", False),
        ("lost 15% of weight", "15%", True),
        ("at 380 °C", "38", False),
        ("under 38 °C", "36 °c|38 °c", True),
        ("Limp", "flopp|limp", True),
    ],
)
def test_words_are_found_at_their_start(text: str, ways: str, held: bool) -> None:
    assert says(text, ways) is held
