"""check.py as it is called: on folders and single files, on what a preview built, and wrongly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import check
from sitecheck import cli as shared
from sitecheck.source import Site
from support.commands import PAGE, SCRIPTS, command, replace, wait_for
from support.site_maker import copy_of_project

STRANGE = [
    "docs/no.md",
    "docs/no",
    "nowhere",
    "README.md",
    "scripts",
    "docs/.hidden.md",
    "site",
    "docs/empty",
    "/etc/hostname",
    "..",
]


@pytest.fixture
def faulty(good: Path) -> Path:
    """The good site with a fault on one page, and some files that are none of its sources."""
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    for name in ("README.md", "docs/.hidden.md", "scripts/x.py", "site/index.html"):
        (good / name).parent.mkdir(exist_ok=True)
        (good / name).write_text("x", "utf-8")
    (good / "docs/empty").mkdir()
    return good


def checked(root: Path, *paths: str, cwd: Path | None = None) -> tuple[int, list[str]]:
    """Exit status, and the path of each finding."""
    done = command("check", "--root", root, "--format", "json", *paths, cwd=cwd)
    return done.returncode, [one["path"] for one in json.loads(done.stdout)]


@pytest.mark.parametrize("path", ["docs", "docs/causes", "docs/causes/", ".", PAGE, "./docs/../docs"])
def test_a_path_may_be_a_folder(path: str, faulty: Path) -> None:
    assert checked(faulty, path) == (1, [PAGE])


def test_a_path_is_read_from_the_current_folder_too(faulty: Path) -> None:
    assert checked(faulty, "causes", cwd=faulty / "docs") == (1, [PAGE])
    assert checked(faulty, "", cwd=faulty / "docs/help") == (0, [])
    assert checked(faulty, str(faulty / "docs")) == (1, [PAGE])


@pytest.mark.parametrize(
    "path", ["docs/help", "docs/index.md", "data", "overrides/styles", "mkdocs.yml", "docs/assets/nose.svg"]
)
def test_what_is_without_fault_is_clean(path: str, faulty: Path) -> None:
    assert checked(faulty, path) == (0, [])


def test_a_folder_whose_name_another_begins_with_is_another(faulty: Path) -> None:
    (faulty / "docs/cause").mkdir()
    (faulty / "docs/cause/x.md").write_text("---\ntitle: x\n---\n", "utf-8")
    assert checked(faulty, "docs/causes") == (1, [PAGE])


@pytest.mark.parametrize("path", STRANGE)
def test_a_path_that_holds_nothing_that_is_checked_is_no_pass(path: str, faulty: Path) -> None:
    assert checked(faulty, "docs", path) == (2, ["mkdocs.yml"])


@pytest.mark.parametrize(
    ("called", "says", "fix"),
    [
        (["check", "--fromat", "json"], "check.py: unrecognized arguments: --fromat", "call check.py ["),
        (["check", "docs/no.md"], "check.py: there is no file docs/no.md", "name a file or a folder"),
        (["check", "--explain", "link-daed"], "check.py: there is no check link-daed", "write link-dead"),
        (["build", "--root", "/nowhere"], "build.py: there is no folder /nowhere", "name an existing folder"),
        (["new", "cause", "Low Iron"], 'new.py: "Low Iron" cannot be the address of a page', "write low-iron"),
        (["summary", "/dev/null"], "summary.py: null does not hold findings", "make it with --format json"),
    ],
)
def test_a_slip_is_told_without_a_place_and_to_programs_as_a_finding(called: list[str], says: str, fix: str) -> None:
    done = command(*called)
    assert (done.returncode, done.stderr) == (2, "")
    first, second, rest = done.stdout.split("\n", 2)
    assert first.startswith(says)
    assert second.startswith(f"    fix: {fix}")
    assert rest == ""
    [finding] = json.loads(command(*called, "--format", "json").stdout)
    assert (finding["path"], finding["line"], finding["check"]) == ("mkdocs.yml", 1, shared.SLIP)
    assert finding["hint"].startswith(fix)


def test_handouts_count_once_they_are_printed() -> None:
    site = Site(Path("/nowhere"), shared.day_of(0))
    site.files = ["handouts/scan.pdf"]
    for outputs, there in (
        (set(), False),
        ({"handouts/index.html", "handouts/scan.pdf", "other.pdf"}, False),
        ({"handouts/scan.pdf", "handouts/mastitis-a4.pdf"}, True),
    ):
        site.outputs = outputs
        assert check.printed(site) == there


def test_the_preview_of_this_project_finds_nothing(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path / "real", translated=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    called = [sys.executable, str(SCRIPTS / "serve.py"), "--root", str(root), "--address", f"127.0.0.1:{port}"]
    log = tmp_path / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(called, stdout=out, stderr=out, start_new_session=True)
        try:
            wait_for(lambda: " checks on the sources and built pages of " in log.read_text(), log)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert ": 0 findings" in log.read_text()
    assert "fix:" not in log.read_text()
