"""The whole site as one booklet, and the pack that asks a reviewer about each of its statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from selectolax.lexbor import LexborHTMLParser

from sitecheck.source import BuiltPage, Site

from . import press
from .jobs import Job, built_pages, moved, root_of
from .sheet import Section, citation_numbers, is_draft, plain_text, sections_of, status_of

SUP = re.compile(r"<sup\b[^>]*>.*?</sup>", re.DOTALL)
CITES = re.compile(r"(?:<sup\b[^>]*>.*?</sup>)+", re.DOTALL)
NESTED = re.compile(r"<[uo]l\b")
NUMBER = re.compile(r'class="cite">(\d+)<')
NOT_READ = ("search", "handouts")  # inserts whose pages are nothing on paper
ASKED_ELSEWHERE = {
    "statements",
    "sign-sources",
}  # inserts of statements that the review pack has chapters of its own for

Said = tuple[str, list[str]]  # a statement, and the keys of its sources


@dataclass(frozen=True)
class Chapter:
    """A page in the booklet. `works` are (number, publisher, year) of what it cites."""

    id: str
    title: str
    status: str
    sections: list[Section]
    works: list[tuple[int, str, str]]


def of_booklet(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """The whole site as one PDF, on each paper."""
    pages = [page for page in site.pages if not any(insert.name in NOT_READ for insert in page.inserts)]
    pages.sort(key=lambda page: page.role == "policy")  # what is about the site itself comes last
    chapters = [chapter(built, folder, f"c{n}") for n, built in enumerate(built_pages(site, pages), start=1)]
    works = sorted(described(record) for record in site.references.values())
    yield from _on_each_paper("booklet", site, folder, environment, {"chapters": chapters, "works": works})


def chapter(built: BuiltPage, folder: Path, prefix: str) -> Chapter:
    """A page as a chapter of the booklet."""
    sections = [
        Section(one.anchor, one.heading, moved(one.html, built, folder, prefix))
        for one in sections_of(built)
        if one.html.strip() or one.heading
    ]
    records = {place: built.site.references.get(key) for place, key in citation_numbers(built).items()}
    works = [
        (place, str(record.get("publisher")), str(record.get("year") or "no date"))
        for place, record in records.items()
        if record
    ]
    title = str(built.page.meta.get("title")) if built.page else built.path
    return Chapter(prefix, title, status_of(built), sections, works)


def of_review_pack(site: Site, folder: Path, environment: jinja2.Environment) -> Iterator[Job]:
    """Every statement that rests on a source, with that source and boxes to tick, on each paper."""
    chapters, total = [], 0
    for title, about, said in review_chapters(site):
        asked = [
            {"number": total + n, "text": text, "sources": "; ".join(source(site, key) for key in keys)}
            for n, (text, keys) in enumerate(said, start=1)
        ]
        chapters.append({"title": title, "about": about, "statements": asked})
        total += len(asked)
    works = [(key, described(record)) for key, record in sorted(site.references.items())]
    facts = {"chapters": chapters, "total": total, "works": works}
    yield from _on_each_paper("review-pack", site, folder, environment, facts)


def _on_each_paper(
    name: str, site: Site, folder: Path, environment: jinja2.Environment, facts: dict[str, Any]
) -> Iterator[Job]:
    root, template = root_of(site), environment.get_template(f"paper/{name}.html")
    for form in press.FORMATS[:2]:
        html = template.render(**facts, format=form, draft=is_draft(root), root=root)
        yield Job(f"{name}-{form.name}.pdf", html, folder / "index.html", form, None)


def source(site: Site, key: str) -> str:
    """A work as a reviewer finds it in the list."""
    record = site.references.get(key, {})
    return f"{record.get('publisher')}, {record.get('year') or 'no date'} [{key}]"


def review_chapters(site: Site) -> Iterator[tuple[str, str, list[Said]]]:
    """(title, file, statements) of what a reviewer is asked.

    First the sections that pages put first, then the warning signs, the article's statements, and each page's cited sentences.
    """
    yield from _put_first(site)
    yield "Warning signs", "data/urgency.yml", list(_signs(site))
    yield "The article, statement by statement", "data/article.yml", list(_article(site))
    for built in built_pages(site, site.pages):
        if built.page and not any(insert.name in ASKED_ELSEWHERE for insert in built.page.inserts):
            found = list(cited_statements(built))
            if found:
                yield str(built.page.meta.get("title")), built.page.path, found


def _put_first(site: Site) -> Iterator[tuple[str, str, list[Said]]]:
    for built in built_pages(site, (page for page in site.pages if page.meta_list("review_first"))):
        page = built.page
        wanted = {anchor for _, anchor in page.meta_list("review_first")} if page else set()
        for section in sections_of(built):
            if page and section.anchor in wanted:
                title = f"{section.heading} ({page.meta.get('title')})"
                yield title, page.path, list(statements_of(section, citation_numbers(built)))


def _signs(site: Site) -> Iterator[Said]:
    levels = _words(site, "levels")
    for sign in site.urgency.values():
        label = levels.get(sign["level"], {}).get("label", sign["level"])
        yield " ".join(filter(None, [f"{label}:", sign["lead"], sign["text"]])), sign["cites"]


def _article(site: Site) -> Iterator[Said]:
    verdicts = _words(site, "verdicts")
    for key, one in site.article.items():
        verdict = verdicts.get(one["verdict"], one["verdict"])
        if one["cites"]:
            yield f"{key}. The article: {one['paraphrase']} Our verdict: {verdict}. {one.get('note', '')}", one["cites"]


def _words(site: Site, name: str) -> dict[str, Any]:
    """Words of mkdocs.yml by their keys."""
    words = site.config.get("extra")
    found = words.get(name) if isinstance(words, dict) else None
    return found if isinstance(found, dict) else {}


def statements_of(section: Section, numbers: dict[int, str]) -> Iterator[Said]:
    """(text, keys) of each paragraph, item and cell of a section, cited or not."""
    for block in LexborHTMLParser(section.html).css("p, li, td"):
        html = NESTED.split(block.html or "")[0]
        text = plain_text(SUP.sub("", html))
        if text and not block.css_first("p p, li p, td p"):
            cited = (int(number) for sup in SUP.findall(html) for number in NUMBER.findall(sup))
            yield text, [numbers[number] for number in cited if number in numbers]


def cited_statements(built: BuiltPage) -> Iterator[Said]:
    """(statement, keys) for each piece of text of a page that ends in citations, up to the citations before it."""
    numbers = citation_numbers(built)
    for section in sections_of(built):
        for block in LexborHTMLParser(section.html).css("p, li, td"):
            if not block.css_first("p, ul, ol"):
                yield from _cited_in(block.html or "", numbers)


def _cited_in(html: str, numbers: dict[int, str]) -> Iterator[Said]:
    start = 0
    for group in CITES.finditer(html):
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
