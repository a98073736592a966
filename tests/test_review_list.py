"""The list for a page's reviewer: what is put on it, what is not, and that it stays short."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from pathlib import Path

import pytest

from sitecheck import review_list
from sitecheck.loading import load
from sitecheck.source import Page, Site
from support.commands import command as call
from support.commands import replace

TODAY = datetime.date(2026, 11, 23)
HEAD = "---\ntitle: Pollen\nkind: cause\nreviewed: 2026-11-22\n---\n\n## What it is { #what-it-is }\n\n"
FIRST = HEAD.count("\n") + 1
CITED = "[^example-guideline]"


def listed(good: Path, text: str, earlier: str | None = None, head: str = HEAD) -> list[tuple[int, str]]:
    """(line, group) of what is listed for a page of the good site; lines count from the first one of `text`."""
    found = review_list.places(Page("docs/x.md", head + text), site_of(good), earlier and head + earlier)
    return [(place.line - head.count("\n"), place.check) for place in found]


def site_of(good: Path) -> Site:
    return load(good, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"It is dust.{CITED} It flies.{CITED}\n", []),
        (f"It is a powder.{CITED} It flies far.\n", [(1, "source-none")]),
        (f"One thing is that.\nAnother is this.{CITED}\n", [(1, "source-none")]),
        (f"Dr. Who says so.{CITED}\n", []),
        ("It may be:\n\nIs that so?\n", []),
        ("It is a powder. <!-- It always is. -->\n", [(1, "source-none")]),
        (f"It always flies.{CITED}\n", [(1, "claim-strong")]),
        (f"Up to 7 grains fly.{CITED}\n", [(1, "number")]),
        (f"It flies on and on.{CITED} [^2020-key]\n", []),
        (f"It may perhaps fly off.{CITED}\n", [(1, "claim-hedged")]),
        (f"It may fly off.{CITED}\n", []),
        (f"You do not sneeze without dust.{CITED}\n", [(1, "words-turned")]),
        (f"Do not try harder with it.{CITED}\n", [(1, "words-turned")]),
        (f"1. Windows should be closed at night.{CITED}\n", [(1, "step-passive")]),
        (f"- Windows should be closed at night.{CITED}\n", []),
        (f"It {'blows ' * 25}off.{CITED}\n", [(1, "sentence-long")]),
        (f"It {'blows ' * 23}off.{CITED}\n", []),
        (f"Ask for aromatherapeutic help.{CITED}\n", [(1, "word-unexplained")]),
        (f"Ask for an EEG.{CITED}\nOr for more EEGs.{CITED}\n", [(1, "word-unexplained"), (2, "word-unexplained")]),
        (f"Recently it was found.{CITED}\n", [(1, "date")]),
        ("![A cloud of dust](cloud.svg)\n", [(1, "image")]),
        ("[the dust page](a.md) [the dust pages](b.md)\n", [(1, "link")]),
        ("[the dust page](a.md) and [its home](a.md)\n", [(1, "link")]),
        ("[here we are](x.md)\n", [(1, "link")]),
        ("[one thing](a.md) [another matter](b.md) [a place here](#a)\n", []),
    ],
)  # fmt: skip
def test_what_a_person_should_look_at_is_listed(good: Path, text: str, expected: list[tuple[int, str]]) -> None:
    found = listed(good, text)
    expected_groups = {group for _, group in expected}
    if not {"source-none"} & expected_groups and "](" in text:
        found = [place for place in found if place[1] != "source-none"]
    assert found == expected


def test_sections_without_claims_and_pages_of_policy_need_no_source(good: Path) -> None:
    assert listed(good, "It flies far.\n", head=HEAD.replace("#what-it-is", "#in-short")) == []
    assert listed(good, "It flies far.\n", head=HEAD.replace("kind: cause", "kind: policy")) == []
    assert listed(good, "It flies far.\n", head=HEAD.replace("kind: cause", "kind: guide")) == [(1, "source-none")]


def test_a_sentence_with_no_source_in_sight_comes_first(good: Path) -> None:
    assert listed(good, f"It flies far. So it is.{CITED}\n\nIt lands there.\n") == [
        (3, "source-none"),
        (1, "source-none"),
    ]


@pytest.mark.parametrize(
    ("earlier", "now", "expected"),
    [
        ("Go there today.", "Go there today.", []),
        ("Go there today.", "Go there now.", [(1, "urgency-changed")]),
        ("Go there today.", "Go there soon.", [(1, "urgency-changed")]),
        ("Go there.", "Go there today.", [(1, "urgency-changed")]),
        ("It is dust.", "It is powder.", []),
    ],
)
def test_a_changed_word_of_urgency_is_listed(
    good: Path, earlier: str, now: str, expected: list[tuple[int, str]]
) -> None:
    found = listed(good, now + CITED, earlier + CITED)
    assert [place for place in found if place[1] == "urgency-changed"] == expected


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("reviewed: 2026-11-22", 0),
        ("reviewed: 1990-01-01", 1),
        ("reviewed: 2060-01-01", 1),
        ("reviewed: 2026-11-22\nclinical_review: {date: 2026-11-21}", 1),
        ("reviewed: 2026-11-22\nclinical_review: {date: 2026-11-22}", 0),
        ("reviewed: soon\nclinical_review: [1]", 0),
    ],
)
def test_dates_are_held_against_each_other(good: Path, fields: str, count: int) -> None:
    head = HEAD.replace("reviewed: 2026-11-22", fields)
    assert [group for _, group in listed(good, f"It is dust.{CITED}\n", head=head)] == ["date"] * count


def test_the_list_is_short_and_says_what_it_leaves_out(good: Path) -> None:
    text = "".join(
        f"It always flies {n} aromatherapeutic{chr(97 + n)}s, not never. ![a]({n}.svg)\n\n" for n in range(20)
    )
    found = review_list.places(Page("docs/x.md", HEAD + text), site_of(good))
    said = review_list.as_text("docs/x.md", found)
    assert said.count("\n") == review_list.LINES
    assert re.search(r"\(\d of 20\)", said)
    assert said.splitlines()[-1] == f"{len(found) - said.count('  docs/x.md:')} more: --format json lists all"
    assert {place.check for place in found} <= set(review_list.GROUPS)
    assert review_list.as_text("docs/x.md", []) == "docs/x.md: no places to look at; none stops publishing\n"


def test_the_command_lists_in_every_format_and_blocks_nothing(good: Path) -> None:
    page = "docs/causes/pollen.md"
    replace(good / page, "## What it is { #what-it-is }\n", "## What it is { #what-it-is }\n\nIt always flies.\n")
    text = call("check", "--root", good, "--review", page)
    assert text.returncode == 0
    assert f"  {page}:" in text.stdout
    found = json.loads(call("check", "--root", good, "--review", page, "--format", "json").stdout)
    assert {"path", "line", "check", "message", "hint"} == set(found[0])
    assert all(place["path"] == page for place in found)
    notes = call("check", "--root", good, "--review", page, "--format", "github").stdout
    assert notes.startswith("::notice file=")
    assert "::error" not in notes


@pytest.mark.parametrize("name", ["docs/causes/polen.md", "data/urgency.yml", "/etc/passwd", "docs"])
def test_a_page_that_is_none_is_said_with_status_two(good: Path, name: str) -> None:
    done = call("check", "--root", good, "--review", name, "--format", "json")
    assert done.returncode == 2
    assert len(json.loads(done.stdout)) == 1


def test_what_the_page_said_before_is_taken_from_git(good: Path) -> None:
    page = "docs/causes/pollen.md"

    def git(*arguments: str) -> None:
        named = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *named, *arguments], cwd=good, check=True, capture_output=True)

    def changed() -> bool:
        found = json.loads(call("check", "--root", good, "--review", page, "--format", "json").stdout)
        return any(place["check"] == "urgency-changed" for place in found)

    assert not changed()  # without git
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    assert not changed()
    replace(good / page, "## What it is { #what-it-is }\n", "## What it is { #what-it-is }\n\nGo there today.\n")
    assert changed()  # before the commit
    git("commit", "-qam", "two")
    assert changed()  # and after it
