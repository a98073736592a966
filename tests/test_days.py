"""Which days a site may name: judged from the later of last change and clock; what is written, by the change alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from paper import templates
from publish import gate
from sitecheck import cli, registry, report
from support.commands import replace, tree

COMMITTED = "1795564800"  # 25 November 2026
CLOCK = datetime.date(2026, 11, 28)
POLLEN, SIGNED = "docs/causes/pollen.md", "{name: A Made-Up Reviewer, role: a nurse, date: DAY, interests: none}"
PLACES = {
    "correction": (
        "data/corrections.yml",
        "[]",
        "- {date: DAY, page: causes/pollen, said: Ten minutes., now: Twenty minutes.}",
    ),
    "reviewed": (POLLEN, "reviewed: 2026-11-22", "reviewed: DAY"),
    "sign-off": (POLLEN, "clinical_review: null", f"clinical_review: {SIGNED}"),
    "seen": ("data/references.yml", "seen: 2026-11-01", "seen: DAY"),
    "checked": ("data/helplines.yml", "checked: null", "checked: DAY"),
    "article": ("data/article.yml", "date: 2020-02-29", "date: DAY"),
    "version": (
        "data/withdrawn.yml",
        "versions: []",
        "versions:\n  - {page: pollen, version: DAY-0a1b2c, reason: Step 3 was wrong., instead: Ask us for another.}",
    ),
}


@pytest.fixture(autouse=True)
def days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", COMMITTED)
    monkeypatch.setattr(cli, "clock", lambda: CLOCK)


def early(root: Path) -> list[tuple[str, str]]:
    """(path, message) of each finding that calls a day one to come."""
    found = registry.run(cli.read(root)).findings
    return [(one.path, one.message) for one in found if "still to come" in one.message]


@pytest.mark.parametrize("place", PLACES)
def test_a_day_that_nobody_has_lived_is_found_wherever_it_stands(place: str, good: Path) -> None:
    path, old, new = PLACES[place]
    replace(good / path, old, new.replace("DAY", "2026-11-30"))
    [(where, said)] = early(good)[:1]
    assert where == path
    assert said.endswith("is 2026-11-30, a day that is still to come: today is 2026-11-28")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "day", ["2026-11-24", "2026-11-28", "2026-11-29"]
)  # the last is today where the sun rises first
def test_a_day_up_to_today_is_none_though_the_last_commit_is_older(day: str, place: str, good: Path) -> None:
    path, old, new = PLACES[place]
    replace(good / path, old, new.replace("DAY", day))
    assert early(good) == []


def test_what_is_meant_to_come_may_come(good: Path) -> None:
    replace(good / POLLEN, "review_due: 2027-11-22", "review_due: 2029-11-20")
    replace(
        good / POLLEN,
        "## What it is",
        "<!-- expires 2099-12-31 -->\nNow.\n<!-- end expires 2099-12-31 -->\n\n## What it is",
    )
    assert early(good) == []


def test_a_clock_that_is_behind_does_not_count(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "clock", lambda: datetime.date(1970, 1, 1))
    replace(good / POLLEN, "reviewed: 2026-11-22", "reviewed: 2026-11-25")
    assert early(good) == []


def test_nothing_that_is_written_depends_on_the_clock(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for year in (2026, 2031):
        monkeypatch.setattr(cli, "clock", lambda year=year: datetime.date(year, 12, 1))
        site, verdict = gate.judge(good, report.Steps(quiet=True), handouts=False, waiting=True)
        assert verdict.findings == []
        made.append((tree(good / "build"), templates.environment(site).globals["date"]))
    assert made[0] == made[1]
    assert made[0][1] == datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    "epoch", ["soon", "\u00b2", "-1", "1e9", "99999999999999999999", "4294967296", "\u0661\u0662", " 1", "0x10"]
)
def test_an_epoch_that_is_no_time_is_told_and_the_last_change_counts(
    epoch: str, good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.day_of(cli.last_change(good)) == datetime.date(2026, 11, 22)  # no git here: the newest `reviewed`
    assert epoch in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["0", "1795564800", "4294967295"])
def test_an_epoch_that_is_one_counts(epoch: str, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.last_change(good) == int(epoch)


@pytest.mark.parametrize("reviewed", ["0001-01-01", "9999-12-31", "none", "[2026-11-22]"])
def test_a_root_without_git_has_a_day_whatever_its_pages_say(
    reviewed: str, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("PATH", "/nowhere")
    for page in (good / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("reviewed: 2026-11-22", f"reviewed: {reviewed}"), "utf-8")
    assert 1970 <= cli.read(good).as_of.year <= 9999
