"""Bad luck: full disks, closed handles, odd files, hostile bytes. A run says what is wrong and leaves a whole site, or none."""

from __future__ import annotations

import datetime
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publish import gate, mkdocs_run
from sitecheck import loading, registry, report
from sitecheck.source import Finding
from support.commands import PAGE, SCRIPTS, built, replace

CHECK = [sys.executable, str(SCRIPTS / "check.py"), "--root"]


def checked(root: Path, redirected: str, *more: str) -> subprocess.CompletedProcess[str]:
    """What check.py says of a root, with its handles as a shell's `redirected` makes them."""
    called = ["sh", "-c", f'"$@" {redirected}', "sh", *CHECK, str(root), *more]
    return subprocess.run(called, capture_output=True, text=True, check=False, cwd="/")


@pytest.mark.parametrize("redirected", [">&-", "2>&-", ">&- 2>&-", ">/dev/full", ">/dev/full 2>/dev/full"])
def test_where_nothing_can_be_printed_there_is_no_traceback(redirected: str, good: Path) -> None:
    done = checked(good, redirected)
    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception ignored" not in done.stdout + done.stderr
    assert done.returncode == (2 if "full" in redirected else 0), done.stderr


def test_a_closed_standard_error_does_not_reach_standard_output(good: Path) -> None:
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    found = json.loads(checked(good, "2>&-", "--format", "json").stdout)
    assert [one["check"] for one in found] == ["link-dead"]


@pytest.mark.parametrize("name", ["docs/causes/pipe.md", "data/pipe.yml", "overrides/pipe.html"])
def test_a_pipe_is_refused_and_not_waited_for(name: str, good: Path) -> None:
    os.mkfifo(good / name)
    status, found = built(good)
    assert status == 1
    assert (name, "file-unreadable") in {(one["path"], one["check"]) for one in found}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/causes/dust.md", "a " * 100_001),
        ("docs/causes/dust.md", "\n" * 200_001),
        ("docs/causes/dust.md", "[^" * 2_001),
        ("docs/causes/dust.md", "<!--" * 1_001),
        ("docs/causes/dust.md", " " * 100_000),
        ("data/glossary.yml", "# a\n" * 125_001),
        ("overrides/main.html", "{#" + "a" * 4_001 + "#}"),
    ],
    ids=["words", "line ends", "notes", "comments", "blanks", "data", "template"],
)
def test_what_no_person_would_read_is_refused_before_any_rule_does(name: str, text: str, good: Path) -> None:
    with (good / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")
    status, found = built(good)
    assert status == 1
    told = {one["message"] for one in found if (one["path"], one["check"]) == (name, "file-unreadable")}
    assert len(told) == 1
    assert "may have" in told.pop()


@pytest.mark.parametrize("typed", ["<![x y]>", "It is <![ a powder", "<![CDATA[ words ]]>", "<!DOCTYPE html>"])
def test_what_breaks_mkdocs_down_is_named_where_it_stands(typed: str, good: Path) -> None:
    with (good / PAGE).open("a", encoding="utf-8") as file:
        file.write(f"\n{typed}\n")
    status, found = built(good)
    lines = (good / PAGE).read_text("utf-8").count("\n")
    assert (status, [(one["path"], one["line"], one["check"]) for one in found]) == (
        1,
        [(PAGE, lines, "element-unlisted")],
    )


@pytest.mark.parametrize("unit", ["<!--", "<!-- a", "[", "1", "1 ", "{ ", "| ", "<a"])
def test_a_page_that_is_full_of_one_sign_is_judged_in_seconds(unit: str, good: Path) -> None:
    rows = f"{unit * 9}\n" * (190_000 // (len(unit) * 9 + 1))
    with (good / PAGE).open("a", encoding="utf-8") as file:
        file.write(f"\n{rows}")
    site = loading.load(good, datetime.date(2026, 11, 30))
    assert site.unreadable == []
    began = time.process_time()
    assert registry.run(site).crashed == []
    assert (
        time.process_time() - began < 10
    )  # a pattern that looks through the rest of the page at each sign takes minutes


@pytest.mark.parametrize("blank", ["\n", " \n"], ids=["line ends", "blanks and line ends"])
def test_a_built_page_that_is_full_of_empty_lines_is_judged_in_seconds(blank: str, good: Path) -> None:
    with (good / PAGE).open("a", encoding="utf-8") as file:
        file.write(f"\n<p>It is a [{blank * 60_000}powder.</p>\n")
    began = time.process_time()
    site, verdict = gate.judge(good, report.Steps(quiet=True), handouts=False, waiting=True)
    assert site.built
    assert verdict.crashed == []
    assert time.process_time() - began < 10  # a pattern that begins again at each line takes an hour


def test_what_is_just_short_enough_is_read(good: Path) -> None:
    with (good / PAGE).open("a", encoding="utf-8") as file:
        file.write(f"\n<!-- {'a ' * ((loading.LONGEST_LINE - 10) // 2)}-->\n")
    assert built(good) == (0, [])


def test_a_run_of_mkdocs_that_hangs_is_stopped_and_named(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (good / "overrides/main.html").open("a", encoding="utf-8") as file:
        file.write("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}\n")
    monkeypatch.setattr(mkdocs_run, "SILENCE", 3)
    site = loading.load(good, datetime.date(2026, 11, 30))
    fault = mkdocs_run.build(site, 0, lambda: None)
    assert isinstance(fault, Finding)
    assert "was stopped" in fault.message


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_no_folder_behind(number: signal.Signals, good: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    called = [sys.executable, str(SCRIPTS / "build.py"), "--root", str(good), "--no-handouts"]
    environment = os.environ | {"TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(
        called, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert (running.stderr or sys.stdin).readline().startswith("read")
        while not list(tmp_path.glob("tmp/*/mkdocs.yml")):
            time.sleep(0.01)
        running.send_signal(number)
        said, complained = running.communicate()
    assert running.returncode == 2
    assert "run-stopped" in said
    assert "Traceback" not in complained
    assert list(tmp_path.glob("tmp/*/")) == []


@pytest.mark.parametrize("first", ["sitecheck", "publish", "paper.clinic"])  # what verbs import first of ours
def test_a_key_press_while_the_program_is_read_ends_it_without_a_traceback(first: str) -> None:
    told = f"import os, signal, {first}; os.kill(os.getpid(), signal.SIGINT)"
    called = ["env", "--default-signal=INT", sys.executable, "-c", told]
    done = subprocess.run(called, capture_output=True, text=True, check=False, cwd=SCRIPTS)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_the_fonts_of_the_handouts_lie_in_a_folder_that_goes_with_the_program(tmp_path: Path) -> None:
    told = "from paper import press; print(press._weasyprint().__version__)"
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    called = [sys.executable, "-c", told]
    done = subprocess.run(called, capture_output=True, text=True, check=False, cwd=SCRIPTS, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_what_is_published_can_be_read_by_the_server_whatever_the_umask(good: Path) -> None:
    before = os.umask(0o077)
    try:
        assert built(good) == (0, [])
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (good / "site").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}


def test_a_terminal_is_shown_hostile_bytes_and_does_not_obey_them() -> None:
    text = report.as_text([Finding("docs/a.md", 1, "\x1b[2J\u202e\r is not known", "delete \x07", "x")])
    assert set(text) & {"\x1b", "\u202e", "\r", "\x07"} == set()
    assert "\\u001b[2J\\u202e" in text


@pytest.mark.parametrize(
    "address", ["https://ann:secret@noses.health/", "https://noses.health/?key=secret/", "noses.health"]
)
def test_an_address_that_no_page_should_carry_is_refused_and_not_repeated(
    address: str, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    status, found = built(good)
    assert status == 2
    assert [one["check"] for one in found] == ["command-wrong"]
    assert "secret" not in str(found)
    assert not (good / "site").exists()
