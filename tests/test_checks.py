"""Every check has a fixture, and complains of exactly the lines marked in it: nothing missing, nothing extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import gate
from sitecheck import registry, report
from support.site_maker import HERE, bad_site

FIXTURES = sorted((HERE / "bad").iterdir())
QUIET = report.Steps(quiet=True)


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {fixture.name.removesuffix(".md") for fixture in FIXTURES} == set(registry.all_checks())


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_check_finds_exactly_the_marked_lines_and_says_a_fact_and_a_fix(fixture: Path, tmp_path: Path) -> None:
    made = bad_site(tmp_path, fixture)
    found = gate.judge(made.root, QUIET, handouts=False, waiting="unapproved" not in fixture.name)[1].findings
    assert made.expected, "the fixture marks no line with `expect:`"
    assert {check for _, _, check in made.expected} == {fixture.name.removesuffix(".md")}
    assert [(f.path, f.line, f.check) for f in found] == made.expected, report.as_text(found)
    for finding in found:
        assert not finding.message.endswith("."), finding
        assert not finding.message.lower().startswith(("invalid", "error")), finding
        assert finding.hint[:1].islower(), finding


def test_the_good_site_is_clean(good: Path) -> None:
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert found == [], report.as_text(found)
