"""Inputs that nobody would think of, the same ones in each run: no traceback, no breakdown, no half site, whatever is typed.

`make audit` runs this with FUZZ=20: as many times more of them, and others each time.
"""

from __future__ import annotations

import copy
import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Once
from sitecheck import registry, report
from sitecheck.loading import load
from sitecheck.source import Finding, Site
from support.commands import PAGE, built, command, tree
from support.site_maker import full_site, good_site

TIMES = int(os.environ.get("FUZZ", "1"))
TODAY = datetime.date(2026, 11, 30)
SHAPE = frozenset(
    "data-invalid data-unreadable file-unreadable setting-wrong"
    " front-matter-invalid front-matter-unreadable front-matter-marked".split()
)
PLAIN = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**40),
    st.floats(),
    st.dates(),
    st.datetimes(),
    PLAIN,
    st.sampled_from(["", " ", "a: b", "x" * 3000, "1.5", "null", "[", "0112", "S1"]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3), max_leaves=6
)
BYTES = st.binary(max_size=40) | st.lists(
    st.sampled_from(
        [b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\0", b"\t", b"\r", b"&a ", b"*a", b"!!python/object:os.system ", b"---\n",
         b"a: ", b"- ", b"? ", b"[" * 60, b"{", b"\"", b"'", b"|\n", b"\xe2\x80\xa8", b"{{", b"{%", b"{#", b"<svg>", b"\x1b[2J",
         b"x" * 4001, b"url(", b"/*", b"}", b"#}", b"%}", b"}}", b"\\", b"\n"]
    ),
    max_size=4,
).map(b"".join)  # fmt: skip
PIECES = st.sampled_from(
    """`|```|~~~ x|<!--|-->|<!|<![|<![CDATA[|<?|<?php|</|<p|<p>|</p>|<b a="|<tel:999>|&|&#0;|&#xfffff;|[|](|[^|[^a]|[^a]:|[a]: b|![|)|{|{ #a }|{: .b }
    |*|**|_|#|######|>|-|1.|1)|\\|:|: a|| a | b ||---|---||---|===|<!-- insert: signs who=you -->|<!-- insert: x -->|<!-- expires 2026-13-01 -->
    |38 °C|999|0800 111|https://|https://[|//a|a@b.c|xn--|é\u0301|\u202e|\u200b|Drink|water.|<div markdown>|<div>|</div>|<li>|<td>|*[a]: b""".split("|")
)  # fmt: skip
BODIES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "\n    "])), min_size=1, max_size=14).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
WORDS = st.sampled_from(
    ["--format", "json", "github", "x", "--root", "", "--list", "--explain", "link-dead", "--show", "--offline", "--sign",
     "docs/causes/dust.md", "docs", "..", "/", "-", "--", "--no", "\u202e", "a" * 5000, "cause", "\n", "*", "--read", "dust", "é\x1b", "--pack"]
)  # fmt: skip
VERBS = ("check", "approve", "handouts", "new", "published", "hosting", "schedule --offline", "summary")
# What a test of this file changes it puts back, so examples may share a folder.
tried = {"deadline": None, "derandomize": TIMES == 1, "database": None, "suppress_health_check": list(HealthCheck)}


def many(number: int) -> Callable[[Any], Any]:
    """`number` examples in `make test`."""
    return settings(max_examples=number * TIMES, **tried)  # type: ignore[arg-type]  # of a dict that holds several types


@pytest.fixture(scope="module")
def full(once: Once) -> Path:
    """The root of a small site with everything that a site can have, not built."""
    return once(f"fuzz-{os.environ.get('PYTEST_XDIST_WORKER', '')}", lambda root: void(full_site(root)))


def void(_: object) -> None:
    """For what is called for what it does."""


def judged(root: Path, name: str, text: bytes) -> registry.Verdict:
    """What the checks say of a root while one file holds something else. Every place that is named is one."""
    file = root / name
    kept = file.read_bytes()
    try:
        file.write_bytes(text)
        site = load(root, TODAY)
        verdict = registry.run(site)
        for finding in [*verdict.findings, *site.unreadable, *site.not_yaml]:
            assert stands(site, finding), finding
    finally:
        file.write_bytes(kept)
    assert verdict.crashed == [], report.as_text(verdict.findings)
    return verdict


def stands(site: Site, finding: Finding) -> bool:
    """Whether there is the line that a finding names; of a file that is missing, the first."""
    file = site.root / finding.path
    lines = len(re.split(rb"\r\n|\r|\n", file.read_bytes())) if file.is_file() else 1
    return 1 <= finding.line <= lines


def parted(text: str) -> tuple[str, str, str]:
    """What of a file is YAML, with what stands before and after it."""
    if not text.startswith("---\n"):
        return "", text.replace("!ENV ", ""), ""
    matter, body = text.removeprefix("---\n").split("\n---\n", 1)
    return "---\n", matter, f"\n---\n{body}"


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of a value and of each in it."""
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(item, (*path, key))


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of a value with another one at a path."""
    if not path:
        return new
    made = copy.copy(value)
    made[path[0]] = with_value(made[path[0]], path[1:], new)
    return made


@many(50)
@given(st.data())
def test_a_value_of_any_shape_is_said_to_be_wrong_and_nothing_else_is(full: Path, data: st.DataObject) -> None:
    names = ["mkdocs.yml", *(f"data/{one.name}" for one in sorted((full / "data").glob("*.yml")))]
    names += sorted(file.relative_to(full).as_posix() for file in (full / "docs").rglob("*.md"))
    name = data.draw(st.sampled_from(names))
    before, matter, after = parted((full / name).read_text("utf-8"))
    value = yaml.safe_load(matter)
    path = data.draw(st.sampled_from(list(paths(value))))
    typed = yaml.safe_dump(with_value(value, path, data.draw(VALUES)), sort_keys=False, allow_unicode=True, width=5000)
    told = {one.check for one in judged(full, name, f"{before}{typed.rstrip()}{after}".encode()).findings}
    assert told <= SHAPE or not told & SHAPE, (path, told)


@pytest.mark.parametrize("matter", ["{}", "'': null", "artcle: [S3]"])
def test_of_a_front_matter_without_its_fields_nothing_else_is_said(matter: str, full: Path) -> None:
    before, _, after = parted((full / "docs/causes/dust.md").read_text("utf-8"))
    found = judged(full, "docs/causes/dust.md", f"{before}{matter}{after}".encode()).findings
    assert {one.check for one in found} == {"front-matter-invalid"}


@many(40)
@given(st.data())
def test_a_file_that_holds_any_bytes_is_judged(full: Path, data: st.DataObject) -> None:
    kinds = ("data/*.yml", "docs/**/*.md", "docs/**/*.svg", "overrides/**/*.html", "overrides/**/*.css", "mkdocs.yml")
    name = data.draw(st.sampled_from([sorted(full.glob(kind)) for kind in kinds]).flatmap(st.sampled_from))
    typed = name.read_bytes()
    at = data.draw(st.integers(0, len(typed)))
    end = data.draw(st.sampled_from([at, at, at + 20, len(typed)]))
    judged(full, name.relative_to(full).as_posix(), typed[:at] + data.draw(BYTES) + typed[end:])


@many(40)
@given(BODIES)
def test_a_page_that_says_anything_is_judged(full: Path, body: str) -> None:
    judged(full, PAGE, (full / PAGE).read_bytes() + f"\n{body}\n".encode())


@many(2)
@given(st.lists(BODIES, min_size=3, max_size=3))
def test_a_page_that_says_anything_is_built_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    root = good_site(tmp_path_factory.mktemp("fuzz"))
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the old one", "utf-8")
    for name, body in zip(("docs/causes/dust.md", "docs/causes/pollen.md", "docs/about.md"), bodies, strict=True):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{body}\n")
    status, found = built(root)
    assert status == bool(found), found
    assert not found or tree(root / "site") == {"index.html": b"the old one"}
    assert found or (root / "site/404.html").is_file()
    shutil.rmtree(root)


@many(10)
@given(st.sampled_from(VERBS), st.lists(WORDS, max_size=4))
def test_a_command_called_in_any_way_answers(full: Path, verb: str, words: list[str]) -> None:
    name, *given_with = verb.split()
    kept = tree(full)
    done = command(name, *words, *given_with, "--root", full, cwd=full)
    assert "Traceback" not in done.stdout + done.stderr
    assert "broke down" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode in {0, 1, 2}
    shutil.rmtree(full / "build", ignore_errors=True)
    for path in {*tree(full)} - {*kept}:
        (full / path).unlink()  # a page that new.py began
    assert tree(full) == kept


def test_a_kind_without_anything_is_said_to_be_wrong_and_nothing_else_is(full: Path) -> None:
    """A longer run found it: what is asked of kinds before any rule is, must not answer the rules."""
    kinds = (full / "data/kinds.yml").read_text("utf-8").replace("cause:\n", "cause: null\ncauses:\n", 1)
    assert {one.check for one in judged(full, "data/kinds.yml", kinds.encode()).findings} == {"data-invalid"}
