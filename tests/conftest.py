"""Fixtures that several test files share: a small site without faults, and this project's own site, built once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from browser import chromium
from loopback import served
from site_maker import PROJECT, good_site
from sitecheck import report
from sitecheck.loading import load_built
from sitecheck.source import Site


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The root of a small site with nothing wrong."""
    root = tmp_path / "good"
    root.mkdir()
    return good_site(root)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """This project's own site, built; its pages are in `real.root`/build."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
    root, done = folder / "real", folder / "real.done"
    with (folder / "real.lock").open("w") as lock:  # tests that run at the same time build it once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            verdict = build.judge(copy_of_project(root), report.Steps(quiet=True), waiting=True)[1]
            assert verdict.findings == [], report.as_text(verdict.findings)
            done.touch()
    site = build.read(root)
    load_built(site, root / "build")
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def address(real: Site) -> Iterator[str]:
    """Where this project's own site is served, on this machine."""
    with served(real.root / "build") as found:
        yield found


def copy_of_project(root: Path) -> Path:
    """What --root needs of this project, copied into the folder `root`."""
    for name in ("docs", "data", "overrides"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root
