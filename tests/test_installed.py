"""What pip installs of this project is all that another site needs, and one command; an empty environment is tried by `make audit`."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from support.site_maker import PROJECT

CALL = "import sys; from sitecheck_home.scripts.verbs import main; sys.exit(main())"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with what pyproject.toml names, where pip puts it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    [(name, patterns)] = project["tool"]["setuptools"]["package-data"].items()
    for pattern in patterns:
        for path in glob.glob(pattern, root_dir=PROJECT, recursive=True):  # noqa: PTH207 (hidden files are left out, as by setuptools)
            if (PROJECT / path).is_file():
                (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(PROJECT / path, tmp_path / name / path)
    return tmp_path


def sitecheck(home: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    called = [sys.executable, "-c", CALL, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(home)}
    return subprocess.run(called, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


def test_a_site_is_begun_and_built_where_nothing_but_the_package_is(home: Path) -> None:
    begun = sitecheck(home, "new", "site", "knees", cwd=home)
    assert (begun.returncode, "run sitecheck build --root knees" in begun.stdout) == (0, True), (
        begun.stdout + begun.stderr
    )
    assert {one.name for one in (home / "knees").iterdir()} == {".gitignore", "data", "docs", "mkdocs.yml", "overrides"}
    built = sitecheck(home, "build", "--no-handouts", cwd=home / "knees")  # the folder one is in is the site
    assert built.returncode == 0, built.stdout
    (home / "knees/docs/index.md").unlink()
    assert sitecheck(home, "check", cwd=home / "knees").returncode == 1


def test_an_unknown_verb_is_told_which_there_are(home: Path) -> None:
    for asked in ((), ("hooks",), ("../setup",)):
        done = sitecheck(home, *asked, cwd=home)
        assert (done.returncode, done.stdout) == (2, "")
        assert "approve, build, check" in done.stderr
        assert "hooks" not in done.stderr
