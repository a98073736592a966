"""What is to be printed: each job is one PDF, written as HTML that only lacks the size of its text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import segno

from sitecheck.source import BuiltPage, Page, Site

from . import press
from .leaflet import leaflets
from .sheet import Sheet, address_of, is_draft, pages_with_sheets, sheet_of

UNCHECKED = 3  # sides more for a sheet whose translation nobody has checked
SIZE = "SIZEpt"  # in a job's HTML, where the press puts the size that it chose
ALL_SHEETS = "all-sheets"  # the name of the file that holds every sheet


@dataclass(frozen=True)
class Part:
    """A sheet or the log as part of a longer file: its forms, the name of its front, and the file that it is alone."""

    forms: tuple[str, ...]
    front: str
    file: str


@dataclass(frozen=True)
class Job:
    """One PDF to print: its file name, its HTML, the file its addresses start at, its format, and the source page if it has one."""

    file: str
    html: str
    base: Path
    format: press.Format
    page: Page | None
    sides: int = 0  # the most it may have; 0 for any number
    forms: tuple[str, ...] = ()  # the same in other layouts, each tried where those before it do not fit
    front: str = ""  # the name of a sheet whose urgent signs must each keep to a side, its front
    parts: tuple[Part, ...] = ()  # of a pack
    data: str = "data/clinic.yml"  # the file to shorten where it has no page and takes too many sides


def built_pages(site: Site, pages: Iterable[Page]) -> Iterator[BuiltPage]:
    """What was built of the pages, in their order; a page that was not built is left out."""
    built = {one.page.path: one for one in site.built if one.page}
    return (built[page.path] for page in pages if page.path in built)


def sheets(site: Site, names: Iterable[str] | None = None) -> list[Sheet]:
    """The sheets of the site, or those named, in the order named. They are made once for what was built."""
    found: dict[str, Sheet] | None = site.worked_out.get("paper")
    if found is None:
        made = map(sheet_of, built_pages(site, pages_with_sheets(site)))
        found = site.worked_out["paper"] = {sheet.name: sheet for sheet in made}
    return list(found.values()) if names is None else [found[name] for name in names]


def of_sheets(
    site: Site, folder: Path, wanted: Iterable[Sheet], environment: jinja2.Environment, layouts: int | None = None
) -> Iterator[Job]:
    """A job for each sheet in each format, with so many of the layouts that may suit it; with all of them, unless told."""
    for sheet in wanted:
        for form in press.FORMATS:
            part, base = _part(sheet, form, site, environment, layouts), folder / sheet.built.path
            html, *forms = part.forms
            yield Job(part.file, html, base, form, sheet.page, most_sides(sheet, form), tuple(forms), front=part.front)


def of_pack(
    site: Site, folder: Path, wanted: list[Sheet], environment: jinja2.Environment, log: bool = False
) -> Iterator[Job]:
    """One PDF of several sheets with continuous page numbers, in each format; each sheet is laid out as it is alone."""
    for form in press.FORMATS:
        yield _bound("pack", site, folder, wanted, environment, form, log)


def of_all_sheets(site: Site, folder: Path, wanted: list[Sheet], environment: jinja2.Environment) -> Iterator[Job]:
    """What readers are given, as one PDF with a cover, on each paper: every sheet, and the log."""
    for form in press.FORMATS[:2]:
        yield _bound(ALL_SHEETS, site, folder, wanted, environment, form, bool(site.log), cover=True)


def _bound(
    name: str,
    site: Site,
    folder: Path,
    wanted: list[Sheet],
    environment: jinja2.Environment,
    form: press.Format,
    log: bool,
    cover: bool = False,
) -> Job:
    """Sheets, and the log if it is wanted, as one file."""
    parts = [
        _part(_in_pack(sheet, folder, f"s{number}"), form, site, environment)
        for number, sheet in enumerate(wanted, start=1)
    ]
    titles = [sheet.title for sheet in wanted]
    if log:
        parts += [Part((one.html,), "", one.file) for one in of_log(site, folder, environment) if one.format is form]
        titles.append(str(site.log.get("title")))
    html = environment.get_template("paper/pack.html").render(
        titles=titles, cover=cover, format=form, root=root_of(site), draft=is_draft(root_of(site))
    )
    most = 0 if cover or log else sum(most_sides(sheet, form) for sheet in wanted)
    return Job(f"{name}-{form.name}.pdf", html, folder / "index.html", form, None, most, parts=tuple(parts))


def _part(
    sheet: Sheet, form: press.Format, site: Site, environment: jinja2.Environment, layouts: int | None = None
) -> Part:
    """A sheet in a format, in the layouts that may suit it."""
    template = environment.get_template("paper/sheet.html")
    code = None if sheet.draft else qr(sheet.short_address)
    ways = leaflets(sheet, form, site)[:layouts]
    forms = (template.render(sheet=sheet, leaflet=one, format=form, qr=code) for one in ways)
    return Part(tuple(forms), "" if form.large else sheet.name, f"{sheet.name}-{form.name}.pdf")


def _in_pack(sheet: Sheet, folder: Path, prefix: str) -> Sheet:
    sections = [replace(part, html=moved(part.html, sheet.built, folder, prefix)) for part in sheet.sections]
    return replace(sheet, sections=sections)


def most_sides(sheet: Sheet, form: press.Format) -> int:
    """The sides that a sheet may have in a format; a page's `sides` speaks of ordinary print."""
    twice = UNCHECKED if sheet.page.original and sheet.page.unchecked else 0  # each sign stands there in two languages
    return form.sides * (sheet.sides + twice) // 2


def of_log(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """The log of data/log.yml, in each format; nothing for a site without one."""
    if not site.log:
        return
    root, template = root_of(site), environment.get_template("paper/log.html")
    for form in press.FORMATS:
        html = template.render(log=site.log, format=form, draft=is_draft(root), root=root)
        file, base = f"{site.log['name']}-{form.name}.pdf", folder / "index.html"
        yield Job(file, html, base, form, None, form.sides, data="data/log.yml")


def root_of(site: Site) -> str:
    """The address of the site, "" when it names none."""
    home = next((built for built in site.built if built.url == ""), None)
    return address_of(home) if home else ""


def qr(address: str) -> str:
    """A QR code of an address, as the address of an SVG picture that prints black on white, with the quiet zone it needs."""
    code: str = segno.make(address, error="m", micro=False).svg_data_uri(scale=3, border=4, light="white")
    return code


def moved(html: str, built: BuiltPage, folder: Path, prefix: str) -> str:
    """A section's HTML as part of a longer document: ids of its own, pictures by their full path."""
    html = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', html)
    here = (folder / built.path).parent
    return re.sub(
        r'(<img\b[^>]*\bsrc=")(?!data:|file:)([^"]+)"', lambda m: f'{m[1]}{(here / m[2]).resolve().as_uri()}"', html
    )
