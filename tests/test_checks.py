"""Every check has a fixture, and complains of exactly the lines marked in it: nothing missing, nothing extra."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

import build
from site_maker import HERE, Fixture, bad_site
from sitecheck import registry, report
from sitecheck.source import Finding

FIXTURES = sorted((HERE / "bad").iterdir())
QUIET = report.Steps(quiet=True)


@dataclass(frozen=True)
class Tried:
    """A fixture, and what the checks said of it."""

    fixture: Fixture
    findings: list[Finding]


@pytest.fixture(scope="session")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tried]:
    """Each fixture built with MkDocs, as build.py builds it, and judged; two at a time."""

    def judged(fixture: Path) -> tuple[str, Tried]:
        made = bad_site(tmp_path_factory.mktemp("site"), fixture)
        return fixture.name, Tried(
            made, build.judge(made.root, QUIET, handouts=False, waiting="unapproved" not in fixture.name)[1].findings
        )

    registry.all_checks()  # imported once, before the threads start
    tmp_path_factory.getbasetemp()  # made once, likewise
    with ThreadPoolExecutor(2) as workers:
        return dict(workers.map(judged, FIXTURES))


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {fixture.name.removesuffix(".md") for fixture in FIXTURES} == set(registry.all_checks())


@pytest.mark.parametrize("name", [fixture.name for fixture in FIXTURES])
def test_check_finds_exactly_the_marked_lines(name: str, tried: dict[str, Tried]) -> None:
    made, found = tried[name].fixture, tried[name].findings
    assert made.expected, "the fixture marks no line with `expect:`"
    assert {check for _, _, check in made.expected} == {name.removesuffix(".md")}
    assert [(f.path, f.line, f.check) for f in found] == made.expected, report.as_text(found)


def test_the_good_site_is_clean(good: Path) -> None:
    found = build.judge(good, QUIET, handouts=False)[1].findings
    assert found == [], report.as_text(found)


def test_every_message_says_a_fact_and_a_fix(tried: dict[str, Tried]) -> None:
    for finding in (finding for one in tried.values() for finding in one.findings):
        assert not finding.message.endswith("."), finding
        assert not finding.message.lower().startswith(("invalid", "error")), finding
        assert finding.hint[:1].islower(), finding
