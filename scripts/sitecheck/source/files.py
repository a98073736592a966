"""A text file of the site, a finding in one, and what is worked out of things once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

UNKNOWN = "(the line is not known)"  # what the message of a finding ends with that names a file alone


class WorksOut(Protocol):
    """What keeps what was worked out of it."""

    worked_out: dict[Any, Any]


class Rests(Exception):
    """What a rule would read is not of its shape. That is said where it stands, so the rule has nothing to say."""


class Fields(dict[str, Any]):
    """Front matter, as rules read it: one that asks for a field of a wrong shape rests, and one that goes through all doesn't meet it."""

    def __init__(self, meta: dict[str, Any], misshapen: frozenset[str]) -> None:
        super().__init__(meta)
        self.misshapen = misshapen

    def __getitem__(self, name: str) -> Any:
        if name in self.misshapen:
            raise Rests(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        value = super().get(name, default)
        return self[name] if name in self.misshapen else value

    def items(self) -> Any:
        return {name: value for name, value in super().items() if name not in self.misshapen}.items()


Of = TypeVar("Of", bound=WorksOut)
Made = TypeVar("Made")


def once(work: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """Work out of a page, a built page or a site once what is asked for often; of a site, once for each build that is read."""

    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def known(thing: Of) -> Made:
        if name not in thing.worked_out:
            thing.worked_out[name] = work(thing)
        made: Made = thing.worked_out[name]
        return made

    return known


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong: where the author can fix it, what it is, and how.

    `path` is relative to the site's root, with "/"; `line` counts from 1; `check` is stamped by the runner.
    """

    path: str
    line: int
    message: str
    hint: str
    check: str = ""


Findings = Iterator[Finding]  # what a rule yields


def unplaced(path: str, message: str, hint: str) -> Finding:
    """A finding at a file of which the line is not known; it says so."""
    return Finding(path, 1, f"{message} {UNKNOWN}", hint)


class Source:
    """A text file exactly as its author wrote it; no hook has touched it. Line ends are read as "\\n"."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")

    def finding(self, line: int, message: str, hint: str) -> Finding:
        """A finding on `line` of this file; a line outside the file is moved to its nearest end."""
        return Finding(self.path, min(max(line, 1), len(self.lines)), message, hint)

    def line_of(self, needle: str, occurrence: int = 1) -> int | None:
        """The line on which the n-th `needle` stands (the last one if there are fewer), or None."""
        found = [number for number, line in enumerate(self.lines, start=1) for _ in range(line.count(needle))]
        if not needle or not found:
            return None
        return found[min(occurrence, len(found)) - 1]
