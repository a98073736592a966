"""The print shop: jobs in, PDFs out on all cores, and a finding for each that can't be printed as it is."""

import gc
import html
import re
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sitecheck import cli, report
from sitecheck.source import Finding, Site

from . import booklet, clinic, jobs, press, templates
from .sheet import WORDS, Sheet, pages_with_sheets, plain_text

PART = re.compile(r"PART\d+\.")  # in the HTML of a pack, where a part goes
ONE_PAPER = 2  # sides
PICTURE_WIDTH = 240  # pixels, of the picture of a first side


@dataclass(frozen=True)
class Printed:
    """What became of a job: its file, its sides, the size of its text in points, its bytes; or why there is none."""

    file: str
    sides: int
    size: float
    bytes: int
    error: str = ""
    form: int = 0  # which of the job's layouts was taken


def make(site: Site, folder: Path, seen: Callable[[], object] = lambda: None) -> list[Finding]:
    """Print everything into `folder`/handouts and tell the page that lists the handouts what came out.

    `site` has its built pages, which lie in `folder`. The findings are the sheets that can't be printed as they are.
    """
    todo = everything(site, folder)
    out = folder / "handouts"
    printed, findings = print_all(site, todo, out, seen)
    if not findings:
        pictures(out, jobs.sheets(site))
        fill_in(folder, printed)
    return findings


def withdrawn(site: Site, sheets: Collection[Sheet]) -> list[Finding]:
    """A finding for each of the sheets whose words are still those of a version that was withdrawn. It must not be printed."""
    found = []
    for index, notice in enumerate(site.withdrawn):
        version = str(notice.get("version"))
        for sheet in sheets:
            same = notice.get("page") == sheet.page.short and sheet.version[WORDS] == version[WORDS]
            if same or sheet.version == version:  # a later `reviewed` alone makes no other sheet of it
                fact = f"{version} is withdrawn, and its words are what {sheet.page.path} would print today"
                fix = "correct the page first, whose version then changes, or write handout: [] on it"
                finding = site.data_finding("withdrawn.yml", ("versions", index, "version"), fact, fix)
                found.append(replace(finding, check="withdrawal-current"))
    return found


def everything(site: Site, folder: Path) -> list[jobs.Job]:
    """All that `make site` prints; the long ones first, so that no core waits for them at the end."""
    environment = templates.environment(site)
    sheets = [clinic.told(sheet, site, clinic.number_of(site)) for sheet in jobs.sheets(site)]
    return [
        *booklet.of_booklet(site, folder, environment),
        *booklet.of_review_pack(site, folder, environment),
        *jobs.of_sheets(site, folder, sheets, environment),
        *jobs.of_log(site, folder, environment),
        *(jobs.of_all_sheets(site, folder, sheets, environment) if sheets else ()),
    ]


def on_one_paper(site: Site, folder: Path) -> list[jobs.Job]:
    """What readers get on paper, each once: the formats differ in size alone. The review pack repeats the pages for reviewers."""
    environment = templates.environment(site)
    in_formats = [
        *(jobs.of_sheets(site, folder, [without_address(one)], environment, layouts=1) for one in jobs.sheets(site)),
        jobs.of_log(site, folder, environment),
        booklet.of_booklet(site, folder, environment),
        (replace(job, html=PART.sub("", job.html)) for job in jobs.of_all_sheets(site, folder, [], environment)),
    ]
    return [job for one in in_formats for job in islice(one, 1)]  # the others are not even laid out


def without_address(sheet: Sheet) -> Sheet:
    """A sheet as it is laid out before the site has an address: the code for one takes room, and may move words to another place."""
    return replace(sheet, address="", short_address="")


def print_all(
    site: Site, todo: list[jobs.Job], out: Path, seen: Callable[[], object]
) -> tuple[list[Printed], list[Finding]]:
    """Print the jobs into `out`, one core each. A job with a character that the font lacks is not printed but found."""
    ready()
    findings = [finding for job in todo for finding in _unprintable(site, job)]
    if findings:
        return [], sorted(set(findings))
    out.mkdir(parents=True, exist_ok=True)
    printed = []
    for job, result in zip(todo, _results(todo, out, seen), strict=True):
        printed.append(result)
        if result.error:
            hint = "undo the last change to this file or to overrides/paper"
            place = job.page.path if job.page else "overrides/paper/paper.css"
            fact = f"{job.file} could not be printed: {result.error}"
            findings.append(Finding(place, 1, fact, hint, "handout-broken"))
        elif job.sides and result.sides > job.sides:
            findings.append(_overfull(site, job, result))
    return printed, sorted(findings)


def cores() -> ProcessPoolExecutor:
    """What prints on every core. The tests put in its place what has the press imported already."""
    return ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=seldom_collected)


def _results(todo: list[jobs.Job], out: Path, seen: Callable[[], object]) -> list[Printed]:
    """What became of each job. A sheet that is printed alone too is laid out once: a pack waits for it and takes its layout."""
    with cores() as workers:
        asked = {job.file: workers.submit(print_one, job, out, {}) for job in todo if not job.parts}
        for job in (one for one in todo if one.parts):
            alone = {part.file: asked[part.file].result() for part in job.parts if part.file in asked}
            asked[job.file] = workers.submit(print_one, job, out, alone)
        found = []
        for job in todo:
            found.append(asked[job.file].result())
            seen()
    return found


def seldom_collected() -> None:
    """Look for garbage seldom from here on: what lays a page out makes a million things and lets go of nearly all by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)


def ready() -> None:
    """Raises CannotJudge where the font or the system's part that PDFs are made with is missing."""
    try:
        press.font_files()
    except press.FontMissing as error:
        raise cli.CannotJudge(Finding("requirements.txt", 1, str(error), "run `make site`", "font-missing")) from None
    if missing := press.missing_library():
        fact = f"no PDF can be made: {missing}"
        raise cli.CannotJudge(
            Finding("requirements.txt", 1, fact, "run `make site`, or install Pango", "pango-missing")
        )


def print_one(job: jobs.Job, out: Path, alone: dict[str, Printed]) -> Printed:
    """Print one job in the layout and the size that suit it best. `alone` says what is known of its parts, by their file."""
    file = out / job.file
    try:
        if job.parts:
            chosen = _set(bound(job, alone), job.format.text[-1], job, "")
        else:
            chosen = best((job.html, *job.forms), job, job.front)
        press.write(chosen.document, file)
    except Exception as error:  # whatever the press stumbles on is said at the page, and the others go on
        return Printed(job.file, 0, 0, 0, f"{type(error).__name__}: {error}")
    form = (job.html, *job.forms).index(chosen.html) if not job.parts else 0
    return Printed(job.file, chosen.sides, chosen.size, file.stat().st_size, form=form)


def bound(job: jobs.Job, alone: dict[str, Printed]) -> str:
    """The HTML of a pack with its parts in it."""
    html = job.html
    for number, part in enumerate(job.parts, start=1):
        html = html.replace(f"PART{number}.", _laid_out(part, job, alone.get(part.file)))
    return html


def _laid_out(part: jobs.Part, job: jobs.Job, alone: Printed | None) -> str:
    """A part of a pack in its layout and its size."""
    if alone is None or alone.error:
        chosen = best(part.forms, replace(job, sides=job.format.sides), part.front)
        html, size = chosen.html, chosen.size
    else:
        html, size = part.forms[alone.form], alone.size
    return f'<div style="font-size: {size:g}pt">{_body(html)}</div>'


@dataclass(frozen=True)
class Set:
    """A text as it was set: its HTML, the size of its text, the document, its sides, and whether its front is one side."""

    html: str
    size: float
    document: Any
    sides: int
    fits: bool


def best(forms: tuple[str, ...], job: jobs.Job, front: str) -> Set:
    """The first of the layouts that takes one sheet of paper, else the one of the fewest sides, in the largest size that needs no more."""
    smallest, *larger = sorted(job.format.text)
    if not job.sides:
        return _set(forms[0], job.format.text[0], job, front)
    tried: list[Set] = []
    for form in forms:
        tried.append(_set(form, smallest, job, front))
        if tried[-1].fits and tried[-1].sides <= ONE_PAPER:
            break
    chosen = min(tried, key=lambda one: (not one.fits, one.sides))
    for size in larger if chosen.fits else ():
        made = _set(chosen.html, size, job, front)
        if not made.fits or made.sides > chosen.sides:
            break
        chosen = made
    return chosen


def _set(html: str, size: float, job: jobs.Job, front: str) -> Set:
    document = press.render(html.replace(jobs.SIZE, f"{size:g}pt"), job.base)
    sides = [set(page.anchors) for page in document.pages]
    torn = [name for ids, later in pairwise(sides) for name in ids & later if name.startswith("alarm-")]
    alarms = {name for ids in sides for name in ids if name.startswith("alarm-")}
    after = {f"soon-{front}", f"back-{front}"}
    starts = next((number for number, ids in enumerate(sides) if ids & after), 0)
    return Set(html, size, document, len(sides), not front or (starts == len(alarms) and not torn))


def _body(html: str) -> str:
    return html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]


def _unprintable(site: Site, job: jobs.Job) -> Iterable[Finding]:
    for char in press.unprintable(plain_text(job.html)):
        hint = f"write it in other words; handouts are set in {press.FAMILY}"
        fact = f'the character "{char}" (U+{ord(char):04X}) is not in the font of the handouts'
        places = [job.page] if job.page else [*site.pages, *site.data_sources]
        for source in [*places, *site.data_sources]:
            line = source.line_of(char)
            if line is not None:
                yield Finding(source.path, line, fact, hint, "glyph-missing")
                break
        else:
            yield Finding("mkdocs.yml", 1, fact, hint, "glyph-missing")


def _overfull(site: Site, job: jobs.Job, result: Printed) -> Finding:
    fact = f"the handout {job.file} has {result.sides} sides at {result.size:g} pt, not {job.sides}"
    page = job.page
    if page is None:  # the log, or a pack of sheets that each fit: what differs is the clinic's box
        return Finding(job.data, 1, fact, "write shorter what it says", "handout-overfull")
    sheet = next(sheet for sheet in jobs.sheets(site) if sheet.page is page)
    parts = ", ".join(f"#{section.anchor} {len(plain_text(section.html).split())}" for section in sheet.sections)
    return Finding(
        page.path,
        page.meta_lines.get("handout", page.meta_lines.get("title", 1)),
        f"{fact}: {sheet.words} words ({parts})",
        "cut words, or name fewer sections in `handout:`; about 700 words fit",
        "handout-overfull",
    )


def pictures(out: Path, sheets: Iterable[Sheet]) -> None:
    """A small picture of the first side of each sheet, beside its PDF."""
    import pypdfium2

    for sheet in sheets:
        document = pypdfium2.PdfDocument(out / f"{sheet.name}-a4.pdf")
        side = document[0]
        image = side.render(scale=PICTURE_WIDTH / side.get_width(), grayscale=True).to_pil()
        image.save(out / f"{sheet.name}.png", optimize=True)
        document.close()


def fill_in(folder: Path, printed: Iterable[Printed]) -> None:
    """Write sides and size of each file into the built page that lists the handouts, where it asks for them."""
    page = folder / "handouts" / "index.html"
    if not page.is_file():
        return
    facts = {one.file: f" ({report.count(one.sides, 'side')}, {one.bytes / 1000:.0f} kB)" for one in printed}
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<span data-file="([^"]+)"></span>', lambda found: html.escape(facts.get(found[1], "")), text)
    page.write_text(text, encoding="utf-8")


def count_of(site: Site) -> int:
    """How many files `make` prints."""
    sheets = len(pages_with_sheets(site))
    return (sheets + bool(site.log)) * len(press.FORMATS) + 2 + 2 + 2 * bool(sheets)
