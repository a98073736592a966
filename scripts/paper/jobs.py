"""What is to be printed: each job is one PDF, written as HTML that only lacks the size of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
import segno
from selectolax.lexbor import LexborHTMLParser

from sitecheck.source import BuiltPage, Page, Site

from . import press
from .leaflet import leaflets
from .sheet import (
    Section,
    Sheet,
    address_of,
    citation_numbers,
    is_draft,
    pages_with_sheets,
    plain_text,
    sections_of,
    sheet_of,
)

SIZE = "SIZEpt"  # in a job's HTML, where the press puts the size that it chose
SUP = re.compile(r"<sup\b[^>]*>.*?</sup>", re.DOTALL)
NESTED = re.compile(r"<[uo]l\b")
NUMBER = re.compile(r'class="cite">(\d+)<')
NOT_READ = ("search", "handouts")  # inserts whose pages are nothing on paper


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
    parts: tuple[tuple[tuple[str, ...], str], ...] = ()  # of a pack: the forms of each sheet, and its name


@dataclass(frozen=True)
class Chapter:
    """A page in the booklet."""

    id: str
    title: str
    status: str
    sections: list[Section]
    works: list[tuple[int, str, str]]


def built_pages(site: Site, pages: Iterable[Page]) -> Iterator[BuiltPage]:
    """What was built of the pages, in their order; a page that was not built is left out."""
    built = {one.page.path: one for one in site.built if one.page}
    return (built[page.path] for page in pages if page.path in built)


def sheets(site: Site, names: Iterable[str] | None = None) -> list[Sheet]:
    """The sheets of the site, or those named, in the order named."""
    found = {sheet.name: sheet for sheet in map(sheet_of, built_pages(site, pages_with_sheets(site)))}
    return list(found.values()) if names is None else [found[name] for name in names]


def of_sheets(site: Site, folder: Path, wanted: list[Sheet], environment: jinja2.Environment) -> Iterator[Job]:
    """A job for each sheet in each format."""
    template = environment.get_template("paper/sheet.html")
    for sheet in wanted:
        code = None if sheet.draft else qr(sheet.short_address)
        for form in press.FORMATS:
            html, *forms = (
                template.render(sheet=sheet, leaflet=one, format=form, qr=code) for one in leaflets(sheet, form, site)
            )
            file = f"{sheet.name}-{form.name}.pdf"
            front = "" if form.large else sheet.name
            yield Job(
                file, html, folder / sheet.built.path, form, sheet.page, most_sides(sheet, form), tuple(forms), front
            )


def of_pack(site: Site, folder: Path, wanted: list[Sheet], environment: jinja2.Environment) -> Iterator[Job]:
    """One PDF of several sheets with continuous page numbers, in each format; each sheet is laid out as it is alone."""
    template, body = environment.get_template("paper/pack.html"), environment.get_template("paper/sheet.html")
    moved = [
        replace(
            sheet,
            sections=[
                replace(part, html=_moved(part.html, sheet.built, folder, f"s{number}")) for part in sheet.sections
            ],
        )
        for number, sheet in enumerate(wanted, start=1)
    ]
    for form in press.FORMATS:
        parts = tuple(
            (
                tuple(
                    body.render(
                        sheet=sheet, leaflet=one, format=form, qr=None if sheet.draft else qr(sheet.short_address)
                    )
                    for one in leaflets(sheet, form, site)
                ),
                "" if form.large else sheet.name,
            )
            for sheet in moved
        )
        html = template.render(sheets=moved, format=form)
        most = sum(most_sides(sheet, form) for sheet in wanted)
        yield Job(f"pack-{form.name}.pdf", html, folder / "index.html", form, None, most, parts=parts)


def most_sides(sheet: Sheet, form: press.Format) -> int:
    """The sides that a sheet may have in a format; a page's `sides` speaks of ordinary print."""
    return form.sides * sheet.sides // 2


def of_booklet(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """The whole site as one PDF, on each paper."""
    pages = [page for page in site.pages if not any(insert.name in NOT_READ for insert in page.inserts)]
    pages.sort(key=lambda page: page.kind == "policy")  # what is about the site itself comes last
    chapters = []
    for number, built in enumerate(built_pages(site, pages), start=1):
        prefix = f"c{number}"
        sections = [
            Section(section.anchor, section.heading, _moved(section.html, built, folder, prefix))
            for section in sections_of(built)
            if section.html.strip() or section.heading
        ]
        status = built.tree.css_first("p.status")
        works = [
            (place, str(site.references[key].get("publisher")), str(site.references[key].get("year") or "no date"))
            for place, key in citation_numbers(built).items()
            if key in site.references
        ]
        title = str(built.page.meta.get("title")) if built.page else built.path
        chapters.append(Chapter(prefix, title, status.text().strip() if status else "", sections, works))
    home = next((built for built in site.built if built.url == ""), None)
    root = address_of(home) if home else ""
    for form in press.FORMATS[:2]:
        html = environment.get_template("paper/booklet.html").render(
            format=form,
            chapters=chapters,
            works=sorted(described(record) for record in site.references.values()),
            draft=is_draft(root),
            root=root,
        )
        yield Job(f"booklet-{form.name}.pdf", html, folder / "index.html", form, None)


def of_log(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """The log of data/log.yml, in each format; nothing for a site without one."""
    if not site.log:
        return
    home = next((built for built in site.built if built.url == ""), None)
    root = address_of(home) if home else ""
    template = environment.get_template("paper/log.html")
    for form in press.FORMATS:
        html = template.render(log=site.log, format=form, draft=is_draft(root), root=root)
        yield Job(f"{site.log['name']}-{form.name}.pdf", html, folder / "index.html", form, None)


def of_review_pack(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """Every statement that rests on a source, with that source and boxes to tick, on each paper."""
    chapters = list(review_chapters(site))
    home = next((built for built in site.built if built.url == ""), None)
    root = address_of(home) if home else ""
    for form in press.FORMATS[:2]:
        html = environment.get_template("paper/review-pack.html").render(
            format=form,
            chapters=chapters,
            total=sum(len(chapter["statements"]) for chapter in chapters),
            works=[(key, described(record)) for key, record in sorted(site.references.items())],
            draft=is_draft(root),
            root=root,
        )
        yield Job(f"review-pack-{form.name}.pdf", html, folder / "index.html", form, None)


def review_chapters(site: Site) -> Iterator[dict[str, Any]]:
    """What a reviewer is asked: the sections that pages put first, the warning signs, the article's statements, then each page's cited sentences."""

    def chapter(title: str, about: str, found: Iterable[tuple[str, list[str]]]) -> dict[str, Any]:
        statements = []
        for text, keys in found:
            count[0] += 1
            statements.append({"number": count[0], "text": text, "sources": "; ".join(source(key) for key in keys)})
        return {"title": title, "about": about, "statements": statements}

    def source(key: str) -> str:
        record = site.references.get(key, {})
        return f"{record.get('publisher')}, {record.get('year') or 'no date'} [{key}]"

    count = [0]
    for built in built_pages(site, site.pages):
        wanted = {anchor for _, anchor in built.page.meta_list("review_first")} if built.page else set()
        for section in sections_of(built) if wanted else ():
            if built.page and section.anchor in wanted:
                title = f"{section.heading} ({built.page.meta.get('title')})"
                yield chapter(title, built.page.path, statements_of(section, citation_numbers(built)))
    words = site.config.get("extra")
    levels = words.get("levels", {}) if isinstance(words, dict) else {}
    signs = (
        (
            " ".join([f"{levels.get(sign['level'], {}).get('label', sign['level'])}:", sign["lead"], sign["text"]]),
            sign["cites"],
        )
        for sign in site.urgency.values()
    )
    yield chapter("Warning signs", "data/urgency.yml", signs)
    verdicts = words.get("verdicts", {}) if isinstance(words, dict) else {}
    article = (
        (
            f"{key}. The article: {one['paraphrase']} Our verdict: {verdicts.get(one['verdict'], one['verdict'])}. {one.get('note', '')}",
            one["cites"],
        )
        for key, one in site.article.items()
        if one["cites"]
    )
    yield chapter("The article, statement by statement", "data/article.yml", article)
    for built in built_pages(site, site.pages):
        found = list(cited_statements(built))
        if (
            found
            and built.page
            and not any(insert.name in {"statements", "sign-sources"} for insert in built.page.inserts)
        ):
            yield chapter(str(built.page.meta.get("title")), built.page.path, found)


def statements_of(section: Section, numbers: dict[int, str]) -> Iterator[tuple[str, list[str]]]:
    """(text, keys) of each paragraph, item and cell of a section, cited or not."""
    for block in LexborHTMLParser(section.html).css("p, li, td"):
        html = NESTED.split(block.html or "")[0]
        text = plain_text(SUP.sub("", html))
        if text and not block.css_first("p p, li p, td p"):
            cited = (int(number) for sup in SUP.findall(html) for number in NUMBER.findall(sup))
            yield text, [numbers[number] for number in cited if number in numbers]


def cited_statements(built: BuiltPage) -> Iterator[tuple[str, list[str]]]:
    """(statement, keys) for each piece of text of a page that ends in citations, up to the citations before it."""
    numbers = citation_numbers(built)
    for section in sections_of(built):
        for block in LexborHTMLParser(section.html).css("p, li, td"):
            if block.css_first("p, ul, ol"):
                continue
            html = block.html or ""
            start = 0
            for group in re.finditer(r"(?:<sup\b[^>]*>.*?</sup>)+", html, re.DOTALL):
                keys = [numbers[int(n)] for n in NUMBER.findall(group[0]) if int(n) in numbers]
                text = plain_text(SUP.sub("", html[start : group.start()]))
                start = group.end()
                if keys and text:
                    yield text, keys


def described(record: dict[str, Any]) -> str:
    """A work on one line: authors, title, publisher, year, and where it is, unless only a copy of it was seen."""
    authors = record.get("authors")
    parts = [str(authors)] if authors and authors != record.get("publisher") else []
    parts += [str(record.get("title")), f"{record.get('publisher')}, {record.get('year') or 'no date'}"]
    if record.get("doi"):
        parts.append(f"doi:{record['doi']}")
    elif record.get("url") and not record.get("mirror_only"):
        parts.append(str(record["url"]))
    return ". ".join(part.rstrip(".") for part in parts)


def qr(address: str) -> str:
    """A QR code of an address, as the address of an SVG picture that prints black on white, with the quiet zone it needs."""
    code: str = segno.make(address, error="m", micro=False).svg_data_uri(scale=3, border=4, light="white")
    return code


def _moved(html: str, built: BuiltPage, folder: Path, prefix: str) -> str:
    """A section's HTML as part of a longer document: ids of its own, pictures by their full path."""
    html = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', html)
    here = (folder / built.path).parent
    return re.sub(
        r'(<img\b[^>]*\bsrc=")(?!data:|file:)([^"]+)"', lambda m: f'{m[1]}{(here / m[2]).resolve().as_uri()}"', html
    )
