"""Every check has a fixture, complains of exactly the lines marked in it, and says there all that it can say."""

from __future__ import annotations

import ast
import copy
import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

from publish import gate
from sitecheck import registry, report
from sitecheck.source import Finding, Site
from support.site_maker import HERE, Expected, bad_site, kind_of, side_by_side

FIXTURES = sorted((HERE / "bad").iterdir())
STOP = {
    "front-matter-invalid",
    "front-matter-unreadable",
    "link-malformed",
}  # faults of a page with which MkDocs builds no other
QUIET = report.Steps(quiet=True)
PARTS = frozenset({"docs", "data", "overrides", "mkdocs"})  # of a site; a folder of anything else holds several
SENTENCE = re.compile(r"[A-Za-z']+ [a-z']+")  # what a string holds that is said to somebody
PHRASE = re.compile(r"[a-z']+ [a-z']+ [a-z']+")  # and one of a table, which holds other words too


def cases(fixture: Path) -> list[Path]:
    """The sites that a fixture makes: one, or one of each thing in a folder that is no part of a site."""
    inside = sorted(fixture.iterdir()) if fixture.is_dir() else []
    return [fixture] if not inside or {one.name.partition(".")[0] for one in inside} & PARTS else inside


# The cases that are a page of a cause, with which MkDocs builds others too; by the name of their check.
SIDE_BY_SIDE = {
    case: fixture.name.removesuffix(".md")
    for fixture in FIXTURES
    for case in cases(fixture)
    if case.suffix == ".md" and fixture.stem not in STOP and kind_of(case) == "cause"
}


def test_every_check_has_a_fixture_and_every_fixture_a_check() -> None:
    assert {fixture.name.removesuffix(".md") for fixture in FIXTURES} == set(registry.all_checks())


@dataclass(frozen=True)
class Judged:
    """A site with one kind of fault as it was judged: what it must set off, and what it did."""

    site: Site
    expected: list[Expected]
    findings: list[Finding]


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Judged]:
    """The cases that are one page, side by side in one site that is built once; each with its page alone beside the good ones."""
    root = tmp_path_factory.mktemp("together")
    places = side_by_side(root, SIDE_BY_SIDE)
    site, verdict = gate.judge(root, QUIET, handouts=False, waiting=True)
    assert site.built, f"one of these pages stops the build, and is to be named in STOP: {list(places)}"
    paths = {path for path, _ in places.values()}
    beside = [finding for finding in verdict.findings if finding.path not in paths]
    assert beside == [], report.as_text(beside)
    found = {}
    for case, (path, expected) in places.items():
        alone = copy.copy(site)
        alone.worked_out = {}
        alone.pages = [page for page in site.pages if page.path not in paths - {path}]
        alone.built = [one for one in site.built if not one.page or one.page.path not in paths - {path}]
        found[case] = Judged(alone, expected, [one for one in verdict.findings if one.path == path])
    return found


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_check_finds_exactly_the_marked_lines_and_says_there_all_it_can_say(
    fixture: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    name = fixture.name.removesuffix(".md")
    module = importlib.import_module(f"sitecheck.checks.{name.replace('-', '_')}")
    ran: set[int] = set()
    said: list[Finding] = []
    judged = [
        request.getfixturevalue("together")[case] if case in SIDE_BY_SIDE else alone(case, tmp_path / case.stem, name)
        for case in cases(fixture)
    ]
    for one in judged:
        assert one.expected, f"{fixture} marks no line with `expect:`"
        assert {check for _, _, check in one.expected} == {name}
        found = [(f.path, f.line, f.check) for f in one.findings]
        assert found == one.expected, f"{fixture} ({one.site.root.name})\n{report.as_text(one.findings)}"
        said += one.findings
        ran |= lines_run(one.site, name, module)
    for finding in said:
        assert not finding.message.endswith("."), finding
        assert not finding.message.lower().startswith(("invalid", "error")), finding
        assert finding.hint[:1].islower(), finding
    assert list(unsaid(module, ran, said)) == [], "a fixture is to meet these messages, or they can go"


def alone(case: Path, root: Path, name: str) -> Judged:
    """A fixture that changes more than one page, or one of the sites of its folder, in a site of its own."""
    root.mkdir()
    made = bad_site(root, case)
    site, verdict = gate.judge(made.root, QUIET, handouts=False, waiting="unapproved" not in name)
    return Judged(site, made.expected, verdict.findings)


def test_the_good_site_is_clean(good: Path) -> None:
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert found == [], report.as_text(found)


def lines_run(site: Site, name: str, module: ModuleType) -> set[int]:
    """The lines of a check that run when it is put to a site."""
    ran: set[int] = set()

    def within(frame: FrameType, event: str, value: object) -> Any:
        ran.add(frame.f_lineno)
        return within

    for one in vars(module).values():
        getattr(one, "cache_clear", int)()
    before = sys.gettrace()
    sys.settrace(lambda frame, event, value: within if frame.f_code.co_filename == module.__file__ else None)
    try:
        for one in (site, *site.translations):
            registry.run(one, [name])
    finally:
        sys.settrace(before)
    return ran


def unsaid(module: ModuleType, ran: set[int], said: Iterable[Finding]) -> Iterator[str]:
    """The messages of a check that nothing has met: a statement that says something and did not run, a line of a table that nobody was told."""
    told = "\n".join(f"{one.message}\n{one.hint}" for one in said)
    for statement, text, in_table in sentences(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        lines = range(statement.lineno, (statement.end_lineno or 0) + 1)
        if (text not in told) if in_table else ran.isdisjoint(lines):
            yield f"{statement.lineno}: {text}"


def sentences(tree: ast.Module) -> Iterator[tuple[ast.stmt, str, bool]]:
    """(statement, text, whether it is a line of a table) of each text of a module that readers may be told."""
    for statement in ast.walk(tree):
        if isinstance(statement, ast.stmt) and not isinstance(statement, ast.Assert | ast.ClassDef):
            top = statement in tree.body
            for text, in_table in _texts(statement, top):
                if (PHRASE if in_table else SENTENCE).search(text):
                    yield statement, text, in_table


def _texts(node: ast.AST, in_table: bool) -> Iterator[tuple[str, bool]]:
    """The texts of a statement itself; those of statements in it are their own. Patterns, lists of words and manuals are no texts."""
    for child in node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
            yield child.value, in_table
        elif not (isinstance(child, ast.stmt | ast.Set) or (isinstance(child, ast.Call) and _is_words(child))):
            yield from _texts(child, in_table or isinstance(child, ast.Lambda) or isinstance(node, ast.For))


def _is_words(call: ast.Call) -> bool:
    """Whether a call reads its text: re.compile("…"), "…".split()."""
    function = call.func
    return isinstance(function, ast.Attribute) and (
        (isinstance(function.value, ast.Name) and function.value.id == "re") or function.attr == "split"
    )
