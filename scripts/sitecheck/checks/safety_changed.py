"""What people rely on to the letter is as it was last agreed: the level of each warning sign, and the words that no safety text may lose.

Why:  "same-day" for "emergency", 80 for 60 or a lost "not" reads as well as before, and nobody notices until somebody waits.
      data/kept.yml holds what was agreed, so that one slip can't take it back; whoever means to changes both files.
Bad:  level: same-day (in data/urgency.yml; data/kept.yml says emergency)
Good: level: emergency
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from ..passages import WORD
from ..registry import check
from ..schema import LEVELS
from ..source import Finding, Site

AGREED = "if a clinician agreed to the change, write it into data/kept.yml too"
Path = tuple[str | int, ...]


@check(Site, needs="kept")
def safety_changed(site: Site) -> Iterator[Finding]:
    if site.not_yaml or not site.buildable:
        return  # data-unreadable and data-invalid speak of that
    yield from _signs(site)
    for kept in site.kept("texts"):
        file, at = str(kept.get("file")), str(kept.get("at"))
        if file.startswith("docs/"):
            yield from _on_page(site, file, at, [str(words) for words in kept.get("says") or []])
            continue
        value, path = _at(site, file, at.split("."))
        where: dict[Any, int] = (
            site.config_lines if file == "mkdocs.yml" else site.data[file].lines if file in site.data else {}
        )
        line = next((where[key] for key in (path, path[:-1], *path[:1]) if key in where), 1)
        source = file if file == "mkdocs.yml" else f"data/{file}"
        for words in kept.get("says") or []:
            if not isinstance(value, str) or not says(value, str(words)):
                yield Finding(source, line, f'{at} no longer says "{words}"', f"put it back; {AGREED}")


def _on_page(site: Site, file: str, anchor: str, kept: list[str]) -> Iterator[Finding]:
    """What the section of a page with this anchor no longer says, at the line that says most of it."""
    page = site.by_source.get(file.removeprefix("docs/"))
    if page is None or not page.readable or not page.whole:
        return  # address-lost and front-matter-unreadable speak of that
    heading = next((one for one in page.headings if one.anchor == anchor), None)
    after = (one.line for one in page.headings if heading and one.line > heading.line and one.level <= heading.level)
    first, last = (heading.line, next(after, len(page.lines) + 1)) if heading else (1, 1)
    if heading is None:
        if anchor not in {
            str(section.get("anchor")) for section in site.sections(page.kind)
        }:  # else section-missing says it
            yield page.finding(1, f"the section #{anchor} is gone, whose words were agreed", f"put it back; {AGREED}")
        return
    text = "\n".join(page.prose[first - 1 : last - 1])
    for words in kept:
        if not says(text, words):
            wanted = set(WORD.findall(words.lower()))
            near = max(
                range(first, last),
                key=lambda n: (
                    len(wanted & set(WORD.findall(page.lines[n - 1].lower()))),
                    SequenceMatcher(None, words, page.lines[n - 1], autojunk=False).ratio(),
                ),
            )
            fact = f'the section #{anchor} no longer says "{words}"'
            yield page.finding(near, fact, f"put it back; {AGREED}")


def _signs(site: Site) -> Iterator[Finding]:
    order = list(site.urgency)
    before = -1  # the sign above one that is gone
    for kept in site.kept("signs"):
        name, level = str(kept.get("id")), str(kept.get("level"))
        if name not in site.urgency:
            fact = f"the warning sign {name}, of the level {level}, is gone"
            below = (min(before + 1, len(order) - 1), "id")  # what stands where it stood
            yield site.data_finding("urgency.yml", below, fact, f"put it back; {AGREED}")
            continue
        index = before = order.index(name)
        sign = site.urgency[name]
        if LEVELS.index(str(sign.get("level"))) > LEVELS.index(level):
            fact = f"the level of {name} is {sign.get('level')}, and was agreed to be {level}"
            yield site.data_finding("urgency.yml", (index, "level"), fact, f"write level: {level}; {AGREED}")
        if kept.get("always") is True and sign.get("always") is not True:
            fact = f"{name} is no longer shown on every page, as was agreed"
            yield site.data_finding("urgency.yml", (index, "always"), fact, f"write always: true; {AGREED}")
        for words in kept.get("says") or []:
            if not says(str(sign.get("text")), str(words)):
                fact = f'the warning sign {name} no longer says "{words}"'
                yield site.data_finding("urgency.yml", (index, "text"), fact, f"put it back; {AGREED}")


def says(text: str, words: str) -> bool:
    """Whether the words stand in a text, whatever their capitals and blanks; "8" does not stand in "18"."""
    wanted = r"\s+".join(map(re.escape, words.split()))
    return re.search(rf"(?<![\w.]){wanted}(?!\w|\.\d)", text, re.IGNORECASE) is not None


def _at(site: Site, file: str, steps: list[str]) -> tuple[Any, Path]:
    """The value at a way such as extra.levels.emergency.heading, and its path; an item of a list is named by its id or its number."""
    value: Any = site.config if file == "mkdocs.yml" else site.data[file].value if file in site.data else None
    path: Path = ()
    for step in steps:
        if isinstance(value, dict) and step in value:
            value, path = value[step], (*path, step)
            continue
        items = value if isinstance(value, list) else []
        named = (n for n, item in enumerate(items) if isinstance(item, dict) and item.get("id") == step)
        number = next(named, int(step) if step.isdigit() and int(step) < len(items) else None)
        if number is None:
            return None, path
        value, path = items[number], (*path, number)
    return value, path
