"""A process that has MkDocs and this project's scripts imported, and forks for each program that a test starts.

What runs is the same program, told the same in the same words; it only begins at once, where a new Python would read a thousand
modules first. `tests/test_commands.py` holds the two against each other.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ForkingMixIn, UnixStreamServer
from types import TracebackType
from typing import IO, Self

import markdown
from jinja2 import FileSystemLoader
from mkdocs.theme import Theme
from mkdocs.utils import get_themes

from paper import printing
from publish import mkdocs_run
from sitecheck import cli, registry
from sitecheck.loading import load
from support import kept
from support.print_shop import PATHS, forked_here
from support.site_maker import good_site

HERE = Path(__file__).parent
MARKDOWN = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
IMPORTED = [
    "mkdocs.__main__",
    "mkdocs.commands.build",
    *(f"markdown.extensions.{name}" for name in MARKDOWN),
    "pymdownx.betterem",
    "support.pressed",
    *sorted(file.stem for file in Path(PATHS[0]).glob("*.py") if file.stem not in {"setup", "audit", "bench"}),
]
PATIENCE = 60  # seconds that a machine at work may take to start it
ADDRESS = "BUILD_SERVER"  # in the environment, where the server listens
BEGIN = """
import sys
sys.path[:0], address = {paths!r}, {address!r}
try:
    from support import build_server
    build_server.serve(address)
finally:
    open(f"{address}.ended", "w").close()
"""
_address = ""  # of the server, in it, in all that it forks and in the workers that ask it


class Forked:
    """A program at work in a fork of the server, as subprocess.Popen has it. What it says comes from `stderr` unless that is given."""

    def __init__(
        self,
        arguments: list[str],
        cwd: Path,
        environment: Mapping[str, str],
        out: IO[str] | None,
        err: IO[str] | None,
        answers: IO[str] | None = None,
    ) -> None:
        self.stderr: IO[str] | None = None
        self._ended: int | None = None
        ours, theirs = os.pipe()
        with Path(os.devnull).open("r+") as nowhere, os.fdopen(theirs, "w") as end:
            if err is None:
                self.stderr = os.fdopen(ours, encoding="utf-8", errors="replace")
            else:
                os.close(ours)
            talk = _called()
            socket.send_fds(talk, [b"!"], [(one or nowhere).fileno() for one in (answers, out, err or end)])
            self._answers = talk.makefile("r", encoding="utf-8")
            talk.sendall(json.dumps([arguments, str(cwd), dict(environment)]).encode() + b"\n")
            talk.close()
        self._pid = int(self._answers.readline())

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        if self._ended is None:
            self._ended = int(self._answers.readline())
        return self._ended

    def kill(self) -> None:
        if self._ended is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wait()
        self._answers.close()
        if self.stderr:
            self.stderr.close()


def start_mkdocs(config: Path, root: Path, environment: dict[str, str]) -> Forked:
    """What stands in for mkdocs_run.start."""
    return Forked(["-m", "mkdocs", "--no-color", "build", "--config-file", str(config)], root, environment, None, None)


def _called() -> socket.socket:
    """A line to the server, as soon as it has imported everything."""
    ended, late = Path(f"{_address}.ended"), time.monotonic() + PATIENCE
    while True:
        talk = socket.socket(socket.AF_UNIX)
        try:
            talk.connect(_address)
        except (FileNotFoundError, ConnectionRefusedError):
            talk.close()
            if time.monotonic() > late:
                ended.touch()  # so that no other test waits for it
            assert not ended.exists(), "the process that forks for builds broke down"
            time.sleep(0.1)
        else:
            return talk


@contextmanager
def running() -> Iterator[None]:
    """While the block runs, the server is there, for all that this process starts."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {ADDRESS: str(Path(folder, "server")), "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each new Python would compile all that it imports
        called = [sys.executable, "-c", BEGIN.format(paths=PATHS, address=os.environ[ADDRESS])]
        with subprocess.Popen(called, stdin=subprocess.DEVNULL) as server:
            yield
            server.kill()


@contextmanager
def standing_in() -> Iterator[None]:
    """While the block runs, builds in this process go through the server."""
    global _address
    _address = os.environ[ADDRESS]
    with kept.in_folder(Path(_address).parent):
        programs, mkdocs_run.start = mkdocs_run.start, start_mkdocs
        yield
        mkdocs_run.start = programs


def serve(address: str) -> None:
    """Be the server, until whoever started it has gone."""
    with kept.in_folder(Path(address).parent):
        _serve(address)


def _serve(address: str) -> None:
    global _address
    for name in IMPORTED:
        importlib.import_module(name)
    del sys.modules["mkdocs.__main__"]  # a program runs it anew
    get_themes()
    FileSystemLoader(Theme("material").dirs).list_templates()
    markdown.markdown("x", extensions=[name for name in IMPORTED if name.startswith(("markdown.", "pymdownx."))])
    with tempfile.TemporaryDirectory() as folder:  # once through, so that each fork finds its patterns compiled
        registry.run(load(good_site(Path(folder)), cli.day_of(0)))
    _address, mkdocs_run.start, printing.cores = address, start_mkdocs, forked_here
    gc.collect()
    gc.freeze()  # so that a fork doesn't copy what the next collection would only look at
    with _Server(address, _Request) as server:
        server.serve_forever()


class _Server(ForkingMixIn, UnixStreamServer):
    request_queue_size = 64
    parent = os.getppid()

    def service_actions(self) -> None:
        super().service_actions()
        if os.getppid() != self.parent:
            os._exit(0)


class _Request(BaseRequestHandler):
    """One program: it runs in a fork of the process that answers, and so may end as it likes."""

    def handle(self) -> None:
        _, handles, _, _ = socket.recv_fds(self.request, 1, 3)
        with self.request.makefile("r", encoding="utf-8") as asked:
            arguments, cwd, environment = json.loads(asked.readline())
        pid = os.fork()
        if not pid:
            self.request.close()
            _become(arguments, cwd, environment, handles)
        for handle in handles:
            os.close(handle)
        self.request.sendall(f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        self.request.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(arguments: list[str], cwd: str, environment: dict[str, str], handles: list[int]) -> None:
    """Run a program as `python ARGUMENTS` would, and end as it ends."""
    for target, handle in zip((0, 1, 2), handles, strict=True):
        os.dup2(handle, target)
        os.close(handle)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    status: object = 0
    try:
        if arguments[0] == "-m":
            sys.argv = arguments[1:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = arguments
            sys.path[0] = str(Path(arguments[0]).parent)
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as ended:
        status = ended.code or 0
    except BaseException:
        traceback.print_exc()
        status = 1
    if not isinstance(status, int):
        print(status, file=sys.stderr)
        status = 1
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
