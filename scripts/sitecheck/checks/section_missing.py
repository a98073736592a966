"""A page has the sections of its kind, each once, in order.

Why:  a parent who knows where "What you can do" stands on one page finds it on all; handouts are made of these
      sections. data/kinds.yml lists them.
Bad:  ## Sings { #sings }
Good: ## Signs { #signs }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..parse.markup import Heading
from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def section_missing(page: Page, site: Site) -> Iterator[Finding]:
    there = {heading.anchor for heading in page.headings if heading.level == 2}
    for kind in site.kinds:
        sections = {section.get("anchor") for section in site.sections(kind) if not section.get("rendered")}
        if kind != page.kind and len(sections) > 2 and sections <= there and page.readable and page.kind in site.kinds:
            fact = f"this page has every section of a {kind}, and is of kind {page.kind}"
            yield page.finding(page.meta_lines.get("kind", 1), fact, f"write kind: {kind}")
            return
    if page.open_fence:
        return  # residue-left says where it begins
    if _common(page.kind, site):
        return  # what every page of the kind has or lacks, data/kinds.yml is to be asked about
    wanted = {str(section["anchor"]): section for section in site.sections(page.kind) if not section.get("rendered")}
    rendered = {str(section["anchor"]) for section in site.sections(page.kind) if section.get("rendered")}
    headings = [heading for heading in page.headings if heading.level == 2]
    anchors = [heading.anchor or "" for heading in headings]
    strangers = [heading for heading in headings if heading.anchor not in wanted]
    end = page.body_line
    for anchor, section in wanted.items():
        if anchor in anchors:
            after = headings[anchors.index(anchor) + 1 :]
            end = _last_words(page, after[0].line if after else len(page.lines) + 1)
            continue
        typed = f"## {section['heading']} {{ #{anchor} }}"
        alike = {(heading.anchor or heading.text.lower().replace(" ", "-")): heading for heading in strangers}
        near = get_close_matches(anchor, alike, n=1, cutoff=0.6) or [
            name for name in alike if alike[name].text.lower().startswith(str(section["heading"]).lower())
        ]
        if near:
            yield page.finding(
                alike[near[0]].line,
                f"the section #{anchor} is missing; this heading is #{alike[near[0]].anchor or '(no anchor)'}",
                f"write {typed}",
            )
            strangers.remove(alike[near[0]])
        elif other := next((heading for heading in page.headings if heading.anchor == anchor), None):
            fact = f"the section #{anchor} is missing; this heading is of level {other.level}"
            yield page.finding(other.line, fact, f"write {typed}")
        elif typed_so := page.line_of(f"#{anchor} }}") or page.line_of(f'id="{anchor}"'):
            fact = f"the section #{anchor} is missing; here it is not read as a heading"
            yield page.finding(typed_so, fact, f"write {typed} on a line of its own, outside code and comments")
        else:
            yield page.finding(end, f"the section #{anchor} is missing", f"add {typed} below this line")
    yield from _misplaced(page, list(wanted), rendered)
    yield from _strange(page, site, wanted, [heading for heading in strangers if heading.anchor not in rendered])


@check(Site)
def section_unknown_to_its_kind(site: Site) -> Iterator[Finding]:
    """Where every page of a kind has one section more or less than data/kinds.yml, that file changed and the pages did not."""
    for kind in site.kinds:
        if common := _common(kind, site):
            lacking, extra = common
            sections = site.sections(kind)
            if lacking:
                index = next(n for n, section in enumerate(sections) if section.get("anchor") == lacking)
                fact = f"no page of kind {kind} has the section {lacking}" + (f"; each has {extra}" if extra else "")
                fix = f"write {extra}" if extra else "write the section on each page, or delete it here"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "anchor"), fact, fix)
            else:
                before = _before(kind, extra, site)
                place: tuple[str | int, ...] = (
                    (kind, "sections", before, "anchor") if before >= 0 else (kind, "sections")
                )
                fact = f"each page of kind {kind} has the section {extra}, which is not in the list"
                line = site.data_line("kinds.yml", *place)
                if before >= 0 and before + 1 < len(sections):
                    line = site.data_line("kinds.yml", kind, "sections", before + 1)
                yield Finding("data/kinds.yml", line, fact, f"add - anchor: {extra} here")


def _common(kind: str, site: Site) -> tuple[str, str] | None:
    """(a section of the kind that no page has, one that every page has and the kind has not), "" where there is none; None without either."""
    known: dict[str, tuple[str, str] | None] = site.worked_out.setdefault("section-missing", {})
    if kind not in known:
        pages = [page for page in site.pages if page.kind == kind and page.readable]
        sets = [{heading.anchor or "" for heading in page.headings if heading.level == 2} for page in pages]
        wanted = [str(section.get("anchor")) for section in site.sections(kind) if not section.get("rendered")]
        rendered = {str(section.get("anchor")) for section in site.sections(kind) if section.get("rendered")}
        lacking = [anchor for anchor in wanted if not any(anchor in have for have in sets)]
        extra = sorted(set.intersection(*sets) - set(wanted) - rendered) if sets else []
        carded = any(section.get("rendered") == "page-signs" for section in site.sections(kind))
        faulty = len(pages) > 1 and carded and (lacking or extra)
        known[kind] = (lacking[0] if lacking else "", extra[0] if extra else "") if faulty else None
    return known[kind]


def _before(kind: str, anchor: str, site: Site) -> int:
    """The place in kinds.yml after which the pages of a kind have the section `anchor`; -1 for the first."""
    anchors = [str(section.get("anchor")) for section in site.sections(kind)]
    page = next(page for page in site.pages if page.kind == kind and page.readable)
    typed = [heading.anchor or "" for heading in page.headings if heading.level == 2]
    above = [anchors.index(one) for one in typed[: typed.index(anchor)] if one in anchors]
    return max(above, default=-1)


def _strange(page: Page, site: Site, wanted: dict[str, Any], strangers: list[Heading]) -> Iterator[Finding]:
    """Sections with other words than their anchor, above the first, or of no kind on a page that has a card of signs."""
    listed = any(section.get("rendered") == "page-signs" for section in site.sections(page.kind))
    opening = next((heading.line for heading in page.headings if heading.anchor in list(wanted)[:1]), 0)
    for heading in strangers:
        if listed:
            fact = f"the section #{heading.anchor or heading.text} is none that a page of kind {page.kind} has"
            yield page.finding(heading.line, fact, f"write ### {heading.text}, below one of its sections")
        elif heading.line < opening:
            fact = f"the section #{heading.anchor or heading.text} stands above the opening of the page"
            yield page.finding(heading.line, fact, f"move it below #{next(iter(wanted))}")
    for heading in page.headings:
        if heading.level == 2 and heading.anchor in wanted:
            name = str(wanted[heading.anchor]["heading"])
            if not set(_words(name)) & set(_words(heading.text)):
                fact = f'the section #{heading.anchor} is headed "{heading.text}"'
                yield page.finding(heading.line, fact, f'write "{name}", or words that begin so')


def _last_words(page: Page, before: int) -> int:
    """The last line above the line `before` that is not empty."""
    return next((number for number in range(before - 1, 0, -1) if page.lines[number - 1].strip()), 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _misplaced(page: Page, wanted: list[str], rendered: set[str]) -> Iterator[Finding]:
    furthest, before = -1, ""
    seen: set[str] = set()
    for heading in page.headings:
        anchor = heading.anchor or ""
        if heading.level != 2 and anchor not in rendered:
            continue
        if anchor in rendered:
            yield page.finding(
                heading.line,
                f"the section #{anchor} is typed, but it is rendered from data/",
                "delete this heading and its text",
            )
        if anchor not in wanted:
            continue
        if anchor in seen:
            yield page.finding(heading.line, f"the section #{anchor} stands here a second time", "join the two")
        elif wanted.index(anchor) < furthest:
            yield page.finding(heading.line, f"the section #{anchor} comes after #{before}", f"move it above #{before}")
        else:
            furthest, before = wanted.index(anchor), anchor
        seen.add(anchor)
