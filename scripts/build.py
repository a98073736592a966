"""Build the site, judge it, and only if it is clean let it take the place of site/.

The sources are read and checked, MkDocs builds them into build/, what was built is checked, and then
build/ becomes site/, and a copy of it to open without a server disk/. With findings, both stay as they were and build/ is kept to look at.
Exit status: 0 clean, 1 findings, 2 could not judge.
"""

from __future__ import annotations

import datetime
import fcntl
import gzip
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import brotli

import hosting
from paper import jobs, printing
from publish import api, disk, mkdocs_run
from sitecheck import cli, inventory, registry, report
from sitecheck.loading import load, load_built
from sitecheck.source import Finding, Site

SCRIPTS = Path(__file__).resolve().parent
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
WAITING = "text-unapproved"  # the check whose findings --allow-unapproved only tells
PATIENCE = 60  # seconds that a second build of the same root waits for the first
RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$")  # RFC 2606


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "--no-handouts", action="store_true", help="make no PDF; links into handouts/ count as present"
    )
    options.add_argument(
        "--allow-unapproved",
        action="store_true",
        help="only tell of words that nobody has approved; don't publish the result",
    )
    options.add_argument("--release", action="store_true", help="refuse to build for the placeholder address")
    asked = options.parse_args(arguments)
    if asked.release and asked.allow_unapproved:
        fact = "--release and --allow-unapproved exclude each other"
        raise cli.CannotJudge(Finding("mkdocs.yml", 1, fact, "publish only what was approved", "command-wrong"))
    if asked.release:
        refuse_placeholder(os.environ.get("SITE_URL", ""))
    root = asked.root.resolve()
    steps = report.Steps()
    with locked(root):
        heal(root)
        site, verdict = judge(root, steps, handouts=not asked.no_handouts, waiting=asked.allow_unapproved)
        summary = f"{report.count(len(registry.all_checks()), 'check')} on {report.count(len(site.pages), 'page')}: {report.count(len(verdict.findings), 'finding')}"
        if not verdict.clean:
            report.say(verdict.findings, asked.format, f"{summary}; site/ is left as it was")
            return cli.COULD_NOT_JUDGE if verdict.crashed else cli.FINDINGS
        with steps.step("copy"):
            disk.write(root / "build", root / f"{disk.NAME}.new")
            disk.pack(root / f"{disk.NAME}.new", root / "build" / disk.ZIP)
        hosting.write(site, root / "build")
        with steps.step("compress"):
            compress(root / "build")
        with steps.step("publish"):
            swap(root)
    report.say([], asked.format, f"{summary}; site/ is new")
    return cli.CLEAN


def judge(
    root: Path, steps: report.Steps, handouts: bool = True, waiting: bool = False
) -> tuple[Site, registry.Verdict]:
    """Build the site of `root` into `root`/build and put every check to its sources and its pages.

    With `waiting`, words that nobody has approved are a notice on standard error and no finding.

    A build with nothing to find and nothing that waits keeps the inventory of its sources. Raises CannotJudge when
    mkdocs.yml can't be read, when there are no pages, when MkDocs fails on sources that no check complains of, or when
    the sources changed meanwhile.
    """
    epoch = last_change(root)
    with steps.step("read"):
        sources = inventory.digests(root, SCRIPTS)
        site = read(root, epoch)
    site.handouts = False  # until they are printed, links to them count as present
    refuse_unjudgeable(site)
    for text in () if steps.quiet else registry.idle(site):
        report.notice(text)
    if not site.buildable:  # MkDocs would only repeat, less clearly, what the source checks say
        return site, _run(site, steps, "check")
    failure = None
    with steps.step("build", len(site.pages), "page") as bar:
        failure = mkdocs_run.build(site, epoch, bar.update)
    if failure is None:
        api.write(site, root / "build")
        with steps.step("load"):
            load_built(site, root / "build")
            site.paper = words_on_paper(site)
    verdict = _run(site, steps, "check")
    unread = [finding for finding in verdict.findings if finding.check == WAITING] if waiting else []
    if unread:
        verdict = _without(verdict, unread, steps.quiet)
    if failure is None and verdict.clean:
        verdict = _print(site, steps, handouts)
    if failure is not None and not verdict.findings:
        raise cli.CannotJudge(failure)
    if verdict.clean:
        _keep(site, inventory.Inventory(epoch, sources), printable=not unread)
    return site, verdict


def _keep(site: Site, passed: inventory.Inventory, printable: bool) -> None:
    """Keep the inventory of what passed; where it isn't kept nothing is printed, since paper outlives a preview."""
    now = inventory.digests(site.root, SCRIPTS)
    if changed := inventory.difference(passed.digests, now, "the build began", "run it again"):
        raise cli.CannotJudge(changed)
    if printable:
        inventory.write(site.root / "build", passed)


def _without(verdict: registry.Verdict, unread: list[Finding], quiet: bool) -> registry.Verdict:
    """The verdict without the words that wait for approval, which are told instead."""
    if not quiet:
        print(f"waiting for approval; not to be published:\n{report.as_text(unread)}", end="", file=sys.stderr)
    return registry.Verdict([finding for finding in verdict.findings if finding not in unread], verdict.crashed)


def words_on_paper(site: Site) -> dict[str, tuple[str, str]]:
    """(path of the page, HTML) of each sheet and of the log and the booklet, whose words are approved as those of pages are."""
    if not any(page.meta.get("title") for page in site.pages):
        return {}
    todo = printing.on_one_paper(site, site.root / "build")
    return {
        job.file.removesuffix(f"-{job.format.name}.pdf"): (job.page.path if job.page else "", job.html) for job in todo
    }


def _print(site: Site, steps: report.Steps, handouts: bool) -> registry.Verdict:
    """Print the handouts, if asked, from the pages that just passed, and look again at the links that lead to them."""
    if again := printing.withdrawn(site, jobs.sheets(site) if site.withdrawn else []):
        return registry.Verdict(again, [])
    if not handouts:
        return registry.Verdict([], [])
    with steps.step("print", printing.count_of(site), "file") as bar:
        findings = printing.make(site, site.root / "build", bar.update)
    if findings:
        return registry.Verdict(findings, [])
    site.handouts = True
    load_built(site, site.root / "build")
    return registry.run(site, names=("link-dead", "address-lost"))


def _run(site: Site, steps: report.Steps, name: str) -> registry.Verdict:
    with steps.step(name, len(registry.all_checks()), "check") as bar:
        return registry.run(site, seen=bar.update)


def refuse_unjudgeable(site: Site) -> None:
    """Raise CannotJudge when there is no site to judge: no readable mkdocs.yml, or no pages."""
    if not site.root.is_dir():
        raise cli.slip(f"there is no folder {site.root}", "name an existing folder with --root")
    for finding in [*site.unreadable, *site.not_yaml]:
        if finding.path == "mkdocs.yml":
            raise cli.CannotJudge(Finding(finding.path, finding.line, finding.message, finding.hint, "site-unreadable"))
    if not site.pages and not any(finding.path.startswith("docs/") for finding in site.unreadable):
        raise cli.CannotJudge(Finding("docs", 1, "docs/ holds no page", "write docs/index.md", "site-unreadable"))


def refuse_placeholder(address: str) -> None:
    """Raise CannotJudge when `address` can't be the one that readers are given: it would stand on paper for ever."""
    host = urlsplit(address).hostname or ""
    if not host or RESERVED.search(host) or not address.startswith("https://") or not address.endswith("/"):
        fact = f'SITE_URL is "{address}", which is not the address of a published site'
        fix = "set SITE_URL to the site's own address, from https:// to the / at its end"
        raise cli.slip(fact, fix)


def last_change(root: Path) -> int:
    """Seconds since 1970 of the last change: SOURCE_DATE_EPOCH, else the last commit, else the newest `reviewed`."""
    given = cli.given_epoch()
    if given is not None:
        return given
    if os.environ.get("SOURCE_DATE_EPOCH"):
        fact = f"SOURCE_DATE_EPOCH is {os.environ['SOURCE_DATE_EPOCH']}, which is no time in seconds since 1970"
        report.notice(f"{fact}; the last change counts")
    try:
        git = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct", "--", "."],
            capture_output=True,
            text=True,
            check=False,
        )
        if git.returncode == 0 and git.stdout.strip().isdecimal():
            return min(int(git.stdout), cli.LAST)
    except OSError:
        pass  # no git on this machine: the pages' own dates decide
    dates = [page.meta.get("reviewed") for page in load(root, datetime.date.min).pages]
    newest = max((date for date in dates if type(date) is datetime.date), default=datetime.date(2000, 1, 1))
    return max(0, int(datetime.datetime.combine(newest, datetime.time(), datetime.UTC).timestamp()))


def read(root: Path, epoch: int | None = None) -> Site:
    """The sources of `root` as every verb judges them.

    What it writes is dated by the last change (`epoch`), so that the same commit gives the same bytes. Whether a day is
    still to come is asked of the clock too: what was checked this morning is only committed tonight.
    """
    changed = cli.day_of(last_change(root) if epoch is None else epoch)
    return load(root, max(changed, cli.clock()), changed)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a root: two builds of one folder take turns, builds of different folders run at once.

    The lock is on the folder itself, so that it leaves no file behind and ends with the process, and with the MkDocs
    that it started: one whose parent was killed still writes.
    """
    if not root.is_dir():
        raise cli.slip(f"there is no folder {root}", "name an existing folder with --root")
    handle = os.open(root, os.O_RDONLY)
    os.set_inheritable(handle, True)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    fact = f"another build of this folder has been running for more than {PATIENCE} seconds"
                    raise cli.CannotJudge(
                        Finding("mkdocs.yml", 1, fact, "wait for it, or stop it, and run this again", "build-locked")
                    ) from None
                time.sleep(0.1)
        yield
    finally:
        os.close(handle)


def heal(root: Path) -> None:
    """Put right what a run that was killed between two renames left behind."""
    site, old = root / "site", root / "site.old"
    if old.exists() and not site.exists():
        old.rename(site)
    for left in (old, root / "build", root / f"{disk.NAME}.new"):
        remove(left)


def swap(root: Path) -> None:
    """build/ becomes site/, and its copy for disks disk/. At each moment site/ is the old one, the new one, or absent with the old one at site.old/."""
    build, site, old = root / "build", root / "site", root / "site.old"
    if site.exists() or site.is_symlink():
        site.rename(old)
    build.rename(site)
    remove(old)
    remove(root / disk.NAME)
    (root / f"{disk.NAME}.new").rename(root / disk.NAME)


def compress(folder: Path) -> None:
    """Put a .gz and a .br beside each text file, for hosts that send them as they are. The same text gives the same bytes."""

    def twins(file: Path) -> None:
        content = file.read_bytes()
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        file.with_name(file.name + ".br").write_bytes(brotli.compress(content))

    with ThreadPoolExecutor() as workers:  # both compressors let other threads run meanwhile
        list(workers.map(twins, sorted(path for path in folder.rglob("*") if path.suffix in COMPRESSED)))


def remove(path: Path) -> None:
    """Delete a file, a link or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()


if __name__ == "__main__":
    cli.run(main)
