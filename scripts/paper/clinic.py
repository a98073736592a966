"""A clinic's details on paper: read from its own file, and said alike in every place of a sheet."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import Any

from sitecheck import cli, clinic, schema
from sitecheck.parse.yaml_lines import YamlFault, read
from sitecheck.source import Finding, Site, Source

from . import press
from .sheet import Sheet, plain_text

SLOT = "{number}"  # where a heading of mkdocs.yml takes the emergency number


def details(file: Path, site: Site) -> dict[str, Any]:
    """The details in a file of the shape of data/clinic.yml. Raises CannotJudge where it can't be printed."""
    path = Path(relpath(file.resolve(), site.root)).as_posix()

    def refused(line: int, fact: str, hint: str) -> cli.CannotJudge:
        return cli.CannotJudge(Finding(path, line, fact, hint, "clinic-unreadable"))

    try:
        source = Source(path, file.read_text(encoding="utf-8"))
        marked = read(source.text)
    except (OSError, UnicodeDecodeError) as error:
        fact = f"{file} cannot be read: {error.strerror if isinstance(error, OSError) else 'it is not UTF-8'}"
        raise refused(1, fact, "name a copy of data/clinic.yml") from None
    except YamlFault as fault:
        raise refused(fault.line, fault.fact, fault.hint) from None
    for problem in schema.DATA["clinic.yml"].problems(marked.value, marked.lines):
        raise refused(problem.line, problem.message, problem.hint)
    for name, fact, hint in [
        *clinic.faults(marked.value, site),
        *clinic.lost_logo(marked.value, site),
        *_unprintable(marked.value),
    ]:
        raise refused(marked.lines.get((name,), 1), fact, hint)
    return dict(marked.value)


def _unprintable(details: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, value in details.items():
        if strange := press.unprintable(str(value)):
            fact = f'{name} holds "{strange[0]}" (U+{ord(strange[0]):04X}), which is not in the font of the handouts'
            yield name, fact, "write it in Latin letters"


def number_of(site: Site, own: dict[str, Any] | None = None) -> str:
    """The emergency number that paper gives: the clinic's, else the site's, else the words that stand for one."""
    given = (details.get("emergency_number") for details in (own or {}, site.clinic))
    return str(next((number for number in given if number), general(site)))


def general(site: Site) -> str:
    """The words of mkdocs.yml that stand for a number where no clinic gives its own."""
    words = site.config.get("extra")
    return str(words.get("emergency_number")) if isinstance(words, dict) else ""


def told(sheet: Sheet, site: Site, number: str) -> Sheet:
    """The sheet with `number` where the page gives the site's own: in headings of cards, and for words that mean one.

    Its version stays that of the page's words. Raises CannotJudge where the site's own is said in another place too:
    one sheet must not give two.
    """
    if number == general(site):
        return sheet
    own, swaps = number_of(site), [(general(site), number)]
    words = site.config.get("extra")
    levels = words.get("levels") if isinstance(words, dict) else None
    headings = [str(level.get("heading")) for level in levels.values()] if isinstance(levels, dict) else []
    swaps += [(one.replace(SLOT, own), one.replace(SLOT, number)) for one in headings if SLOT in one]
    sections = [replace(section, html=_swapped(section.html, swaps)) for section in sheet.sections]
    said = " ".join(
        [*(f"{one.heading} {plain_text(one.html)}" for one in sections), *(t for _, t in sheet.disclaimers)]
    )
    if own != number and re.search(rf"(?<!\w){re.escape(own)}(?!\w)", said.replace(number, ""), re.IGNORECASE):
        line = sheet.page.line_of(own) or 1
        fact = f"the sheet of {sheet.page.path} says {own}, and the clinic's number is {number}"
        fix = "leave emergency_number empty in the clinic's file, or write it into data/clinic.yml and run make site"
        raise cli.CannotJudge(Finding(sheet.page.path, line, fact, fix, "number-doubled"))
    return replace(sheet, sections=sections)


def _swapped(text: str, swaps: list[tuple[str, str]]) -> str:
    """A piece of HTML with words in the place of others, whatever their capitals and line breaks."""
    for old, new in ((html.escape(one, quote=False) for one in swap) for swap in swaps):
        wanted = r"\s+".join(map(re.escape, old.split()))
        text = re.sub(wanted, new.replace("\\", r"\\"), text, flags=re.IGNORECASE) if wanted else text
    return text
