"""What every command shares: its options, its exit status, and the promise that bad input never ends in a traceback."""

import argparse
import datetime
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Protocol, Self

from . import report
from .loading import load
from .source import Finding, Site

HERE = Path(__file__).resolve().parents[2]  # this repository, or what pip has installed of it
INSTALLED = not (HERE / "docs").is_dir()
SCRIPTS = HERE / "scripts"
CLEAN, FINDINGS, COULD_NOT_JUDGE = 0, 1, 2
LAST = 2**32 - 1  # the last second, in the year 2106, that MkDocs can date a compressed file by
STOPPED = Finding("mkdocs.yml", 1, "the command was stopped before it was through", "run it again", "run-stopped")


class Program(Protocol):
    """Another program at work, as subprocess.Popen has it."""

    stderr: IO[str] | None

    def wait(self) -> int: ...
    def kill(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


children: set[Program] = set()  # what ends when the command is stopped
_folders: dict[Path, int] = {}  # what goes then, and the process that made it: a fork of it leaves its folders alone


class CannotJudge(Exception):
    """The command cannot give an answer; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


SLIP = "command-wrong"  # in the place of a check's name, where the fault lies in how a command was called


def slip(fact: str, hint: str) -> CannotJudge:
    """A fault in how a command was called, which a person is told without a place. For programs it stands at mkdocs.yml."""
    return CannotJudge(Finding("mkdocs.yml", 1, fact, hint, SLIP))


class Parser(argparse.ArgumentParser):
    """argparse, with a wrong option said as a finding."""

    def error(self, message: str) -> NoReturn:
        raise slip(message, f"call {' '.join(self.format_usage().split()).removeprefix('usage: ')}")


def parser(text: str | None, formats: tuple[str, ...] = report.FORMATS) -> Parser:
    """The options all commands share. `text` is the docstring of the command's module."""
    options = Parser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--root",
        type=Path,
        default=Path() if INSTALLED else HERE,
        metavar="DIR",
        help="a folder with mkdocs.yml, docs/, data/ and overrides/ (default: this repository; where it is installed, the folder one is in)",
    )
    options.add_argument("--format", choices=formats, default="text", help="how findings are printed (default: text)")
    return options


def to_build(root: Path) -> str:
    """What a person is told who has to build the site in `root`."""
    return (
        "run make site"
        if root.resolve() == HERE
        else f"run {'sitecheck build' if INSTALLED else 'build.py'} --root {root}"
    )


def day_of(epoch: int) -> datetime.date:
    """The day, in UTC, of a time in seconds since 1970."""
    return datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()


def clock() -> datetime.date:
    """The day, in UTC, by the clock of this machine."""
    return datetime.datetime.now(datetime.UTC).date()


def given_epoch() -> int | None:
    """The time in seconds since 1970 that SOURCE_DATE_EPOCH gives, or None where it gives none that there is."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if re.fullmatch(r"[0-9]{1,12}", given) and int(given) <= LAST else None


def read(root: Path, epoch: int | None = None, published: bool = False) -> Site:
    """The sources of `root` as every verb judges them; as `published`, without the pages that were taken down.

    What it writes is dated by the last change (`epoch`), so that the same commit gives the same bytes. Whether a day is
    still to come is asked of the clock too: what was checked this morning is only committed tonight.
    """
    changed = day_of(last_change(root) if epoch is None else epoch)
    return load(root, max(changed, clock()), changed, published)


def last_change(root: Path) -> int:
    """Seconds since 1970 of the last change: SOURCE_DATE_EPOCH, else the last commit, else the newest `reviewed`."""
    given = given_epoch()
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
            return min(int(git.stdout), LAST)
        if git.returncode and "not a git repository" not in git.stderr:
            said = git.stderr.strip().partition("\n")[0]
            report.notice(f"git does not say when {root} was last changed ({said}); the newest `reviewed` counts")
    except OSError:
        pass  # no git on this machine: the pages' own dates decide
    dates = [page.meta.get("reviewed") for page in load(root, datetime.date.min).pages]
    newest = max((date for date in dates if type(date) is datetime.date), default=datetime.date(2000, 1, 1))
    return max(0, int(datetime.datetime.combine(newest, datetime.time(), datetime.UTC).timestamp()))


def refuse_unjudgeable(site: Site) -> None:
    """Raise CannotJudge when there is no site to judge: no readable mkdocs.yml, or no pages."""
    if not site.root.is_dir():
        raise slip(f"there is no folder {site.root}", "name an existing folder with --root")
    for finding in [*site.unreadable, *site.not_yaml]:
        if finding.path == "mkdocs.yml":
            raise CannotJudge(Finding(finding.path, finding.line, finding.message, finding.hint, "site-unreadable"))
    if not site.pages and not any(finding.path.startswith("docs/") for finding in site.unreadable):
        raise CannotJudge(Finding("docs", 1, "docs/ holds no page", "write docs/index.md", "site-unreadable"))


def unknown(what: str, name: str, known: Iterable[str]) -> CannotJudge:
    """A name that the caller mistyped."""
    near = get_close_matches(name, list(known), n=1)
    return slip(f"there is no {what} {name}", f"write {near[0]}" if near else f"choose one of: {', '.join(known)}")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of a name that nobody can guess. It goes with the block, and with the command when that is stopped."""
    folder = Path(tempfile.mkdtemp())
    _folders[folder] = os.getpid()
    try:
        yield folder
    finally:
        _clear([folder])


def _clear(folders: Iterable[Path]) -> None:
    for folder in folders:
        if _folders.get(folder) == os.getpid():
            del _folders[folder]
            shutil.rmtree(folder, ignore_errors=True)


def run(main: Callable[[list[str]], int], closing: str = "nothing was judged; site/ is left as it was") -> NoReturn:
    """Run a command and exit with its status. Whatever happens, what is printed is a finding in the format asked for.

    `closing` is said where the command gave no answer.
    """
    _with_somewhere_to_print()
    arguments = sys.argv[1:]
    form = "text"
    for index, argument in enumerate(arguments):
        asked = (
            "".join(arguments[index + 1 : index + 2]) if argument == "--format" else argument.removeprefix("--format=")
        )
        form = asked if argument.startswith("--format") and asked in report.FORMATS else form

    def stop(number: int, frame: object) -> None:
        """Leave at once. An exception raised here could be lost in whatever code is running, and the run would go on."""
        for child in children:
            child.kill()
        _clear([*_folders])
        with suppress(RuntimeError):  # the signal came while something was being printed
            report.say([STOPPED], form, "stopped; site/ is left as it was")
            sys.stdout.flush()
        os._exit(COULD_NOT_JUDGE)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        status = main(arguments)
        sys.stdout.flush()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # the answer is out; it isn't to be followed by a second one
    except BrokenPipeError:  # who read this has read enough, as `head` does; there is nobody left to tell
        os._exit(COULD_NOT_JUDGE)
    except (
        Exception,
        KeyboardInterrupt,
    ) as error:  # a fault of this program must not look like one of the pages, nor like a pass
        finding = _finding_of(error)
        _say(finding, form, closing)
        status = COULD_NOT_JUDGE
    sys.exit(status)


def _with_somewhere_to_print() -> None:
    """Put the null device where standard output or error was closed: Python would print the one on the other, or break down."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the program runs)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (as above)


def _say(finding: Finding, form: str, closing: str) -> None:
    """Say why there is no answer; where nothing can be printed any more, such as on a full disk, end at once."""
    try:
        if finding.check == SLIP and form == "text":
            fact, fix = report.shown(finding.message), report.shown(finding.hint)
            print(f"{Path(sys.argv[0]).name}: {fact}\n    fix: {fix}", flush=True)
        else:
            report.say([finding], form, closing)
    except OSError as error:
        with suppress(OSError):
            print(f"nothing can be printed: {error.strerror}", file=sys.stderr, flush=True)
        os._exit(COULD_NOT_JUDGE)


def _finding_of(error: BaseException) -> Finding:
    if isinstance(error, CannotJudge):
        return error.finding
    if isinstance(error, OSError):
        name = Path(error.filename).name if isinstance(error.filename, str) else "mkdocs.yml"
        fact = f"{error.strerror or error}: {error.filename}"
        return Finding(name, 1, fact, "check that the folder exists and may be written to", "run-failed")
    fact = f"the program broke down: {type(error).__name__}: {error}"
    return Finding(
        "mkdocs.yml", 1, fact, f"report this as a bug, with the command and {report.where_raised(error)}", "run-failed"
    )
