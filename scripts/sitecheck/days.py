"""The days that a site names, and which of them can't have been yet."""

import datetime
from collections.abc import Iterator
from typing import Any

from .fields import nearest
from .parse.yaml_lines import Path
from .source import Finding, Site

AHEAD = frozenset({"review_due"})  # the fields whose day is meant to come; every other has been, whatever its name
NEXT_DAY = datetime.timedelta(days=1)  # it is tomorrow already in other parts of the world
HINTS = {
    "reviewed": "write the day of the last check",
    "seen": "write the day on which you read it",
    "checked": "write the day of the call, or null",
    "version": "copy the version from the foot of the sheet",
}


def to_come(site: Site) -> Iterator[Finding]:
    """A finding for each day in data/ and in front matter that lies after `site.today`, and must have been."""
    for name, marked in site.data.items():
        for path, value in _days(marked.value) if name not in site.misshapen else ():
            if value > site.today + NEXT_DAY:
                yield site.data_finding(name, path, *_said(path, value, site))
    for page in site.pages:
        for path, value in _days(page.meta):
            if value > site.today + NEXT_DAY:
                yield page.finding(nearest(path, page.meta_lines), *_said(path, value, site))
    for index, notice in enumerate(site.withdrawn):
        path = ("versions", index, "version")
        value = _of_version(str(notice.get("version")))
        if value > site.today + NEXT_DAY:
            yield site.data_finding("withdrawn.yml", path, *_said(path, value, site))


def _days(value: Any, path: Path = ()) -> Iterator[tuple[Path, datetime.date]]:
    """(path, day) of each day in a value, but of those that are meant to come."""
    if type(value) is datetime.date:
        yield path, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in AHEAD:
                yield from _days(item, (*path, key))


def _of_version(version: str) -> datetime.date:
    """The day that a version of a sheet begins with; the first of all days where it begins with none."""
    try:
        return datetime.date.fromisoformat(version[:10])
    except ValueError:
        return datetime.date.min


def _said(path: Path, value: datetime.date, site: Site) -> tuple[str, str]:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    fact = f"{name} is {value}, a day that is still to come: today is {site.today}"
    return fact, HINTS.get(name, "write the day on which it was")
