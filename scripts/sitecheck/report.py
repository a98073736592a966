"""A finding said to a person, to GitHub and to a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Never

from tqdm import tqdm

from .source import Finding

FORMATS = ("text", "json", "github")


def as_text(findings: Iterable[Finding]) -> str:
    """Two lines a finding: where, what and which check; then the fix."""
    return "".join(
        f"{shown(f.path)}:{f.line}: {shown(f.message)} [{f.check}]\n    fix: {shown(f.hint)}\n" for f in findings
    )


def where_raised(error: BaseException) -> str:
    """The file and line that an error comes from."""
    trace, place = error.__traceback__, "no place known"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def shown(text: str) -> str:
    """A text with what a terminal would obey, or would not show, written out: what is quoted comes from strangers."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def as_json(findings: Iterable[Finding]) -> str:
    """One array of {"path", "line", "check", "message", "hint"}."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def as_github(findings: Iterable[Finding], level: str = "error") -> str:
    """Workflow commands, which GitHub shows as annotations on the changed lines. `level` is "error" or "notice"."""
    return "".join(
        f"::{level} file={_property(f.path)},line={f.line},title={_property(f.check)}::{_data(f'{f.message}{chr(10)}fix: {f.hint}')}\n"
        for f in findings
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def say(findings: list[Finding], form: str, closing: str) -> None:
    """Print findings on standard output in one of FORMATS. The closing line goes with them as text, else to standard error."""
    if form == "json":
        sys.stdout.write(as_json(findings))
    elif form == "github":
        sys.stdout.write(as_github(findings))
    else:
        sys.stdout.write(as_text(findings))
    print(closing, file=sys.stdout if form == "text" else sys.stderr, flush=True)


def notice(text: str) -> None:
    """Say on standard error what stops nothing, and what somebody should know."""
    print(f"notice: {text}", file=sys.stderr, flush=True)


def count(number: int, noun: str) -> str:
    """ "1 page", "2 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Steps:
    """The steps of a run, said on standard error as they end, each with its time; a bar while one is long and a terminal looks on."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    @contextmanager
    def step(self, name: str, total: int = 0, unit: str = "") -> Iterator[tqdm[Never]]:
        """Run a step of `total` parts. Call `update()` on what is given, once a part."""
        start = perf_counter()
        silent = self.quiet or not sys.stderr.isatty()
        with tqdm(
            total=total or None, desc=name, unit=unit, delay=1, leave=False, disable=silent, file=sys.stderr
        ) as bar:
            yield bar
        if not self.quiet:
            extent = f"  {count(total, unit)}" if total else ""
            print(f"{name:<8}{perf_counter() - start:6.2f} s{extent}", file=sys.stderr, flush=True)
