"""The shapes a value of front matter or data may have; each can describe itself, judge a value, and become JSON Schema."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .parse.yaml_lines import Path
from .suggest import meant

Lines = dict[Any, int]


# Marks that can't be seen. Persian words and emoji of families are written with joiners, ours are not.
UNSEEN = re.compile(
    "[\u00a0\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]|(?<![^\\x00-\\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\\x00-\\x7f])"
)
CURLY = re.compile("[\u201c\u2018].+[\u201d\u2019]", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """A value that breaks the schema: its line, what is wrong, and how to mend it."""

    line: int
    message: str
    hint: str


def show(value: object) -> str:
    """A value as an author would recognise it in a message, cut at 60 characters."""
    if value is None:
        return "empty"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def nearest(path: Path, lines: Lines) -> int:
    """The line of `path`, or of the nearest value that holds it."""
    while path:
        found = lines.get(path) or (lines.get(path[0]) if len(path) == 1 else None)
        if found:
            return found
        path = path[:-1]
    return lines.get((), 1)


def last_line(path: Path, lines: Lines) -> int:
    """The last line on which a value within `path` begins."""
    keys = ((key if isinstance(key, tuple) else (key,), line) for key, line in lines.items())
    return max((line for key, line in keys if key[: len(path)] == path), default=nearest(path, lines))


@dataclass(frozen=True)
class Text:
    """One line of text of `low` to `high` characters; with `pattern`, of that shape, which `says` describes."""

    low: int = 1
    high: int = 2000
    pattern: str = ""
    says: str = ""

    def describe(self) -> str:
        return self.says or ("one line" if self.high >= 2000 else f"one line, {self.low} to {self.high} characters")

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        said = self._fault(value, _name(path)) if isinstance(value, str) else self._no_text(value, _name(path))
        if said:
            yield Problem(nearest(path, lines), *said)

    def _no_text(self, value: object, name: str) -> tuple[str, str]:
        """(message, hint) for a value that YAML takes for something else."""
        if isinstance(value, dict) and len(value) == 1 and self.high > 30:
            start, rest = next(iter(value.items()))
            said = f"{start}: {show(rest)}"
            return f'YAML takes "{said}" for a name and its value', f'put the text between quotes: "{said}"'
        fix = f'put it between double quotes: "{show(value)}"'
        if value is None:
            fix = f"write {name}: {self.describe()}"
        elif isinstance(value, bool):
            fix = "put the word, as you typed it, between double quotes"
        return f"{name} is {show(value)}, not text", fix

    def _fault(self, value: str, name: str) -> tuple[str, str] | None:
        """(message, hint) for a text that is too long, too short, or of another shape."""
        bare = value.strip()
        if "\n" in bare:
            return f"{name} runs over more than one line", "write it on one line"
        if not self.low <= len(bare) <= self.high:
            fits = self.describe() if self.low == self.high else f"{self.low} to {self.high} characters"
            return f"{name} has {len(bare)} characters", f"write {fits}"
        if value != bare or UNSEEN.search(value):
            return f"{name} holds a space or mark that cannot be seen", "type the value again with ordinary spaces"
        if CURLY.fullmatch(value) and value.count(value[0]) == 1:
            return f"{name} stands between curly quotation marks, which are shown with it", "delete the two marks"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return f"{name} is {show(value)}", f"write {self.describe()}"
        return None

    def json_schema(self) -> dict[str, Any]:
        limits: dict[str, Any] = {"type": "string", "minLength": self.low, "maxLength": self.high}
        return limits | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def describe(self) -> str:
        return "one of " + ", ".join(self.words)

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if value not in self.words or not isinstance(value, str):
            near = meant(str(value), self.words, cutoff=0.6)
            fix = f"write {near or self.describe()}"
            yield Problem(nearest(path, lines), f"{_name(path)} is {show(value)}", fix)

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Date:
    """A day, as 2026-11-22."""

    def describe(self) -> str:
        return "a date such as 2026-11-22"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if type(value) is not datetime.date:
            fact = f"{_name(path)} is {show(value)}, not a date"
            yield Problem(nearest(path, lines), fact, "write it as 2026-11-22, without quotes")
        elif not 1900 <= value.year <= 2100:
            yield Problem(
                nearest(path, lines), f"{_name(path)} is in the year {value.year}", "write a year between 1900 and 2100"
            )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def describe(self) -> str:
        return "true or false"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield Problem(nearest(path, lines), f"{_name(path)} is {show(value)}", "write true or false")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A whole number between `low` and `high`."""

    low: int
    high: int

    def describe(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if type(value) is not int or not self.low <= value <= self.high:
            yield Problem(nearest(path, lines), f"{_name(path)} is {show(value)}", f"write {self.describe()}")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Nullable:
    """`inner`, or nothing (null)."""

    inner: Shape

    def describe(self) -> str:
        return f"{self.inner.describe()}, or null"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if value is not None:
            yield from self.inner.problems(value, lines, path)

    def json_schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "null"}, self.inner.json_schema()]}


@dataclass(frozen=True)
class Each:
    """A list of at least `low` and at most `high` items. `unique` names the field that may not repeat, or "" for the item itself."""

    item: Shape
    low: int = 0
    high: int = 10_000
    unique: str | None = None

    def describe(self) -> str:
        count = f"{self.low} to {self.high} of: " if self.high < 10_000 else ""
        return f"a list; {count}{self.item.describe()}"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        line, name = nearest(path, lines), _name(path)
        if not isinstance(value, list):
            fix = f"write {name}: [{show(value) if isinstance(value, str) else ''}]"
            begun = not path or isinstance(value, dict)  # as whoever forgot the dash leaves it
            yield Problem(line, f"{name} is {show(value)}, not a list", "start each item with a dash" if begun else fix)
            return
        if not self.low <= len(value) <= self.high:
            fix = f"give it {self.low} to {self.high}" if self.high < 10_000 else f"give it at least {self.low}"
            yield Problem(line, f"{name} has {len(value)} items", fix)
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            yield from self.item.problems(item, lines, (*path, index))
            if self.unique is not None:
                key = str(item.get(self.unique)) if self.unique and isinstance(item, dict) else str(item)
                first = seen.setdefault(key, index)
                for place in (first, index) if first != index else ():
                    yield Problem(
                        nearest((*path, place), lines), f"{name} holds {show(key)} twice", "delete one, or rename it"
                    )

    def json_schema(self) -> dict[str, Any]:
        limits = {"minItems": self.low} | ({"maxItems": self.high} if self.high < 10_000 else {})
        return {"type": "array", "items": self.item.json_schema(), "uniqueItems": self.unique is not None} | limits


@dataclass(frozen=True)
class Field:
    """One named value of a record: its shape, whether it must be there, and what it is for."""

    name: str
    shape: Shape
    about: str = ""
    required: bool = True


@dataclass(frozen=True)
class Record:
    """`name: value` lines with known names. A list or text in its place, or an unknown name, is a problem."""

    fields: tuple[Field, ...]

    def describe(self) -> str:
        return "{" + ", ".join(f.name for f in self.fields) + "}"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        line = nearest(path, lines)
        if not isinstance(value, dict):
            yield Problem(
                line, f"{_name(path)} is {show(value)}, not a set of named values", f"write {self.describe()}"
            )
            return
        known = {f.name: f for f in self.fields}
        missing = [f.name for f in self.fields if f.required and f.name not in value]
        for name, item in value.items():
            if name in known:
                yield from known[name].shape.problems(item, lines, (*path, name))
                continue
            near = meant(str(name), [*missing, *known], cutoff=0.6)
            aside = "begin it further left if it is an entry of its own, else " if isinstance(item, dict) else ""
            hint = f"write {near}" if near else f"{aside}delete it; the known fields are {', '.join(known)}"
            if near in missing:
                missing.remove(near)  # one mistake, one finding: the misspelt field is the missing one
            yield Problem(nearest((*path, name), lines), f"{name} is not a known field", hint)
        for name in missing:
            shape, above = known[name].shape, list(known)[: list(known).index(name)]
            before = next((one for one in reversed(above) if one in value), None)
            place = line if before is None else last_line((*path, before), lines)
            yield Problem(place, f"the field {name} is missing", f"add {name}: {shape.describe()}")

    def json_schema(self) -> dict[str, Any]:
        properties = {
            f.name: f.shape.json_schema() | ({"description": f.about} if f.about else {}) for f in self.fields
        }
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
            "required": [f.name for f in self.fields if f.required],
        }


@dataclass(frozen=True)
class Pairs:
    """`low` to `high` values by names that are free, in an order that counts."""

    key: Text
    value: Text
    low: int
    high: int

    def describe(self) -> str:
        return f"{self.low} to {self.high} lines `name: value`; each value {self.value.describe()}"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        line, name = nearest(path, lines), _name(path)
        if not isinstance(value, dict) or not self.low <= len(value) <= self.high:
            yield Problem(line, f"{name} is {show(value)}", f"write {self.describe()}")
            return
        for key, item in value.items():
            yield from self.key.problems(key, {(): nearest((*path, key), lines)})
            yield from self.value.problems(item, lines, (*path, key))

    def json_schema(self) -> dict[str, Any]:
        limits = {"minProperties": self.low, "maxProperties": self.high}
        return {"type": "object", "additionalProperties": self.value.json_schema()} | limits


@dataclass(frozen=True)
class Table:
    """Records by key."""

    record: Record
    key: Text = field(
        default_factory=lambda: Text(1, 80, r"[a-z0-9][a-z0-9-]*", "lower-case letters, digits and hyphens")
    )

    def describe(self) -> str:
        return f"keys, each with {self.record.describe()}"

    def problems(self, value: object, lines: Lines, path: Path = ()) -> Iterator[Problem]:
        if not isinstance(value, dict) or not value:
            fact = f"{_name(path)} is {show(value)}, not a list of named records"
            fix = f"write a key, a colon, and below it {self.record.describe()}"
            yield Problem(nearest(path, lines), fact, fix)
            return
        for key, item in value.items():
            for problem in self.key.problems(key, {(): nearest((*path, key), lines)}, ()):
                yield Problem(problem.line, f"the key {key} is not usable", f"write {self.key.describe()}")
            yield from self.record.problems(item, lines, (*path, key))

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": self.record.json_schema(),
            "propertyNames": self.key.json_schema(),
        }


Shape = Text | Choice | Date | Flag | Number | Nullable | Each | Record | Pairs | Table


def _name(path: Path) -> str:
    names = [str(step) for step in path if isinstance(step, str)]
    return names[-1] if names else "this file"
