"""The commands as tests call them, what they answer, and what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.build_server import Forked
from support.site_maker import PROJECT

SCRIPTS = PROJECT / "scripts"
PAGE = "docs/causes/dust.md"  # of the good site


def program(verb: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a script as a user does, from any folder, in a Python of its own."""
    called = [sys.executable, str(SCRIPTS / f"{verb}.py"), *map(str, arguments)]
    return subprocess.run(called, capture_output=True, text=True, check=False, cwd=cwd or Path("/"))


def command(
    verb: str, *arguments: object, cwd: Path | None = None, answers: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a script as `program` does, in a process that has its modules imported; `answers` is what somebody types."""
    name = ["-m", verb] if "." in verb else [str(SCRIPTS / f"{verb}.py")]  # with a dot: a module of tests/
    called = [*name, *map(str, arguments)]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as err,
        tempfile.TemporaryFile("w+", encoding="utf-8") as typed,
    ):
        typed.write(answers)
        typed.seek(0)
        with Forked(called, cwd or Path("/"), os.environ, out, err, typed) as running:
            status = running.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(called, status, out.read(), err.read())


def built(root: Path, *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and findings of a build whose output a program reads."""
    waiting = () if "--release" in arguments else ("--allow-unapproved",)  # words that wait turn no test red
    done = command("build", "--root", root, "--format", "json", "--no-handouts", *waiting, *arguments)
    assert "Traceback" not in done.stdout + done.stderr
    findings = json.loads(done.stdout)
    assert isinstance(findings, list)
    for finding in findings:
        assert set(finding) == {"path", "line", "check", "message", "hint"}
        assert type(finding["line"]) is int
        assert finding["line"] >= 1
        assert not finding["path"].startswith("/")
    return done.returncode, findings


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")


def wait_for(condition: Callable[[], bool], log: Path) -> None:
    """Wait until something is so; fails with the log after half a minute."""
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing came of it in 30 seconds:\n{log.read_text()}")
