"""This project is installed into an empty environment, and a site that holds no script is begun and built by it. Run by `make audit`."""

from __future__ import annotations

import shutil
import subprocess
import venv
from pathlib import Path

from support.site_maker import PROJECT


def test_an_empty_environment_gets_one_folder_and_one_command(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for name in listed.rstrip("\0").split("\0"):  # a copy, since setuptools leaves its notes where it builds
        (tmp_path / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / "clone" / name)
    venv.create(tmp_path / "empty", with_pip=True)
    [packages] = (tmp_path / "empty").glob("lib/python*/site-packages")
    pip = [str(tmp_path / "empty/bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", str(PROJECT / "requirements.txt")], check=True)
    before = {one.name for one in packages.iterdir()}
    subprocess.run([*pip, "--no-deps", str(tmp_path / "clone")], check=True)
    assert {one.name for one in packages.iterdir()} - before == {"sitecheck_home", "sitecheck-0.dist-info"}
    asked = "from importlib.metadata import requires; print(*requires('sitecheck'), sep='\\n')"
    told = subprocess.run(
        [tmp_path / "empty/bin/python", "-c", asked], capture_output=True, text=True, check=True
    ).stdout
    lines = (PROJECT / "requirements.in").read_text("utf-8").split("\n")
    assert told.split() == [line for line in lines if line and line[0] != "#"]
    for called in (["new", "site", "knees"], ["build", "--root", "knees"]):
        subprocess.run([tmp_path / "empty/bin/sitecheck", *called], cwd=tmp_path, check=True)
    assert sorted(one.name for one in (tmp_path / "knees/site/handouts").glob("*.pdf"))
