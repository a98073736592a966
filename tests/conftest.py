"""Fixtures that several test files share: small sites, and this project's own; what takes long is made once for all workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from paper import printing
from publish import gate
from sitecheck import cli, report
from sitecheck.loading import load_built
from sitecheck.source import Site
from support import build_server, edits, print_shop
from support.browser import chromium, distinct
from support.loopback import served
from support.site_maker import copy_of_project, full_site, good_site

Once = Callable[[str, Callable[[Path], None]], Path]
BOUND = {"booklet", "all-sheets"}  # what repeats the sheets and the pages on some 180 sides


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole",
        action="store_true",
        help="look at each page and sheet of this project's own site, as `make audit` does",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the process that forks for builds, once for all workers; it gets ready while they collect the tests."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        server = ExitStack()
        server.enter_context(build_server.running())
        config.add_cleanup(server.close)


@pytest.fixture(scope="session", autouse=True)
def _forked_builds() -> Iterator[None]:
    """Builds start from a process that has MkDocs imported, and prints from one that has the press."""
    with build_server.standing_in(), print_shop.standing_in():
        yield


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The root of a small site with nothing wrong."""
    root = tmp_path / "good"
    root.mkdir()
    return good_site(root)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once, whichever worker needs it first; the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def real(once: Once) -> Site:
    """This project's own site, built without paper; its pages are in `real.root`/build."""
    return _read(once("real", lambda root: _build(copy_of_project(root))))


@pytest.fixture(scope="session")
def edited(once: Once) -> Site:
    """The same in its main language, after every honest edit of support/edits.py. That it is there says that the gate lets them pass.

    But for page-heavy: whether there is room for one more sign is a matter of this site, and none of the edit.
    """

    def make(root: Path) -> None:
        edits.apply(copy_of_project(root, translated=False))
        _build(root, but={"page-heavy"})

    return _read(once("edited", make))


@pytest.fixture(scope="session", params=["real", "edited"])
def site(request: pytest.FixtureRequest) -> Site:
    """This project's own site, as it is and after honest edits, for what has to hold of both."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def noses(once: Once) -> Site:
    """A small site with everything that a site can have, built and printed."""
    site = _read(once("noses", lambda root: _build(full_site(root), handouts=True)))
    site.handouts = True
    return site


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether all paper of this project's own site is asked for."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def paper(real: Site, once: Once, whole: bool) -> Path:
    """The PDFs of this project's own site in A4: its log, its review pack, and the sheets of the pages that a browser looks at too.

    Other formats and what is bound are tried on `noses`.
    """
    shown = [built.page for built in distinct(real, whole)]

    def make(folder: Path) -> None:
        todo = printing.everything(real, real.root / "build")
        if not whole:
            todo = [job for job in todo if job.format.name == "a4" and job.file.removesuffix("-a4.pdf") not in BOUND]
            todo = [job for job in todo if job.page is None or job.page in shown]
        printing.print_all(real, todo, folder, lambda: None)

    return once("paper", make)


def _build(root: Path, handouts: bool = False, but: Collection[str] = ()) -> None:
    found = gate.judge(root, report.Steps(quiet=True), handouts=handouts, waiting=True)[1].findings
    findings = [finding for finding in found if finding.check not in but]
    assert findings == [], report.as_text(findings)


def _read(root: Path) -> Site:
    site = cli.read(root)
    site.handouts = False
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


@pytest.fixture(scope="session")
def noses_address(noses: Site) -> Iterator[str]:
    """Where the small site is served."""
    with served(noses.root / "build") as found:
        yield found
