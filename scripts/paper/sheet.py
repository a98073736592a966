"""A sheet: the part of a built page that goes on paper, with everything that keeps it honest after it has left the printer.

It is taken from the HTML that readers get, never from the Markdown, so that paper can't say what the site does not.
"""

import base64
import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitecheck.source import BuiltPage, Page, Site, once

OFF_SHEET = "not-on-sheet"  # the class of what a page keeps for its readers on screen
RESERVED = "example.org"  # the host of a site whose address nobody has set
WORDS = slice(-6, None)  # the part of a version that tells its words
ICON = re.compile(r"<svg\b.*?</svg>", re.DOTALL)  # pictures that say something are <img> with a text
CITE = re.compile(r'class="cite">(\d+)<')
CITES = re.compile(r'<sup class="cite">\d+</sup>(?:(?:<sup>, </sup>)?<sup class="cite">\d+</sup>)*')
HEADING = re.compile("h([1-6])")
SECTION, TEXT = 2, 9  # the level of the heading of a section, and of what is no heading
FURNITURE = {"status", "fine", "side", "footnote"}
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True)
class Section:
    """A section of a built page: its anchor, its heading and the HTML below it, made fit for paper."""

    anchor: str
    heading: str
    html: str


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds. `works` are (number, title, publisher, year) of the works cited on it, numbered in the order of the sheet.

    `left_out` are the headings of what is on the page alone, `shortened` those of what the sheet has in part.

    `version` is the page's `reviewed` date and six hex digits that change with any word of the sheet.
    """

    page: Page
    built: BuiltPage
    name: str
    title: str
    status: str
    sections: list[Section]
    disclaimers: list[tuple[str, str]]
    works: list[tuple[int, str, str, str]]
    left_out: list[str]
    shortened: list[str]
    version: str
    words: int
    sides: int
    address: str
    short_address: str

    @property
    def draft(self) -> bool:
        """Whether the site has no address yet, so that none may be printed as if it led somewhere."""
        return is_draft(self.address)


def is_draft(address: str) -> bool:
    return (urlsplit(address).hostname or RESERVED) == RESERVED


def pages_with_sheets(site: Site) -> list[Page]:
    """The pages that have a sheet, in the order of lists."""
    return [page for page in site.pages if site.handout_sections(page)]


def address_of(built: BuiltPage) -> str:
    """The absolute address of a built page, "" when its head names none."""
    link = built.tree.css_first('link[rel="canonical"]')
    return (link.attributes.get("href") or "") if link else ""


def sheet_of(built: BuiltPage) -> Sheet:
    """The sheet of a built page. Raises ValueError when the page is none of an author's or lacks its article."""
    page = built.page
    if page is None:
        raise ValueError(f"{built.path} has no source page")
    address = address_of(built)
    root = urljoin(address, "../" * page.url.count("/")) if address else ""
    whole, wanted = sections_of(built), built.site.handout_sections(page)
    kept = signs_first([section for section in sections_of(built, OFF_SHEET) if section.anchor in wanted])
    sections, works = numbered(kept, built)
    sheet = Sheet(
        page=page,
        built=built,
        name=page.name,
        title=str(page.meta.get("title")),
        status=status_of(built),
        sections=sections,
        disclaimers=[
            (node.attributes.get("data-disclaimer") or "", node.text().strip())
            for node in built.tree.css("aside.disclaimer")
        ],
        works=works,
        left_out=_left_out(built, whole, wanted),
        shortened=_shortened(kept, whole),
        version="",
        words=len(WORD.findall(" ".join(plain_text(section.html) for section in sections))),
        sides=page.meta["sides"] if isinstance(page.meta.get("sides"), int) else 2,
        address=address,
        short_address=f"{root}h/{page.short}/" if root else "",
    )
    return replace(sheet, version=f"{page.meta.get('reviewed')}-{_digest(sheet)}")


def _left_out(built: BuiltPage, whole: list[Section], wanted: Collection[str]) -> list[str]:
    """The headings of what is on the page alone; a sheet has its sources in a way of its own."""
    page, site = built.page, built.site
    known = site.sections(page.kind) if page else []
    cited_below = {section.get("anchor") for section in known if section.get("rendered") == "sources"}
    left_out = [one.heading for one in whole if one.heading and one.anchor not in {*wanted, *cited_below}]
    return left_out + [node.text().strip() for node in built.tree.css(f"article h3.{OFF_SHEET}")]


def _shortened(kept: list[Section], whole: list[Section]) -> list[str]:
    """The headings of what the sheet has in part; a section with boxes is always whole."""
    in_full = {section.anchor: section.html for section in whole}
    return [one.heading for one in kept if one.html != in_full[one.anchor] and 'class="card' not in one.html]


def _digest(sheet: Sheet) -> str:
    """Six hex digits that change with any word of a sheet."""
    said = [sheet.title, *(f"{one.heading} {plain_text(one.html)}" for one in sheet.sections)]
    said += [text for _, text in sheet.disclaimers] + [" ".join(map(str, work)) for work in sheet.works]
    return hashlib.sha256(" ".join(" ".join(said).split()).encode()).hexdigest()[:6]


def status_of(built: BuiltPage) -> str:
    """What a built page says of its review."""
    status = built.tree.css_first("p.status")
    return status.text().strip() if status else ""


def numbered(sections: list[Section], built: BuiltPage) -> tuple[list[Section], list[tuple[int, str, str, str]]]:
    """The sections with their citations counted in the order in which paper has them, and (number, title, publisher, year) of each work."""
    keys, references = citation_numbers(built), built.site.references
    found = [int(number) for section in sections for number in CITE.findall(section.html)]
    known = [number for number in dict.fromkeys(found) if keys.get(number) in references]
    places = {number: place for place, number in enumerate(known, start=1)}
    counted = [
        replace(one, html=CITE.sub(lambda cite: f'class="cite">{places.get(int(cite[1]), cite[1])}<', one.html))
        for one in sections
    ]
    return counted, [(place, *work_of(references[keys[number]])) for number, place in places.items()]


def work_of(record: dict[str, Any]) -> tuple[str, str, str]:
    """Title, publisher and year of a work, as they are printed."""
    return str(record.get("title")).rstrip("."), str(record.get("publisher")), str(record.get("year") or "no date")


def marks(html: str) -> str:
    """The same HTML with citations that stand together in one pair of brackets: a raised figure is lost in a copy of a copy."""
    return CITES.sub(lambda run: f'<sup class="cite">&#160;[{", ".join(CITE.findall(run[0]))}]</sup>', html)


def signs_first(sections: list[Section]) -> list[Section]:
    """The sections in the order of paper: below the opening come the cards of warning signs, which on a page stand below the steps.

    A sheet is turned over by nobody who needs help now.
    """
    return [*sections[:1], *sorted(sections[1:], key=lambda section: 'class="card' not in section.html)]


def sections_of(built: BuiltPage, without: str = "") -> list[Section]:
    """The sections of a built page's article in order; what stands before the first heading has the anchor "".

    What bears the class `without` is left out: a paragraph, or a heading with all that it heads.
    """
    if built.tree.css_first("article") is None:
        return []
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for piece in _kept(_pieces(built), without):
        if piece.level == SECTION:
            found.append((piece.anchor, piece.text, []))
        elif piece.text:
            found[-1][2].append(piece.text)
    return [Section(anchor, heading, "\n".join(pieces)) for anchor, heading, pieces in found]


class Piece(NamedTuple):
    """A top element of an article: the level of a heading, else TEXT; of a section its anchor and heading, else its HTML for paper, "" for furniture."""

    level: int
    classes: list[str]
    anchor: str
    text: str


@once
def _pieces(built: BuiltPage) -> list[Piece]:
    """The top elements of a built page's article, in order."""
    article, address = LexborHTMLParser(built.html).css_first("article"), address_of(built)
    for ornament in article.css('img[alt=""]') if article else ():
        ornament.decompose()  # it says nothing, and a PDF has no word for such a picture
    return [_piece(node, address) for node in list(article.iter(include_text=False))] if article else []


def _piece(node: LexborNode, address: str) -> Piece:
    level = int(found[1]) if (found := HEADING.fullmatch(node.tag or "")) else TEXT
    classes = (node.attributes.get("class") or "").split()
    furniture = node.tag in {"h1", "nav", "aside", "form", "script"} or FURNITURE & {*classes}
    text = node.text().strip() if level == SECTION else "" if furniture else for_paper(node, address)
    return Piece(level, classes, node.attributes.get("id") or "", text)


def _kept(pieces: list[Piece], without: str) -> Iterator[Piece]:
    """The pieces of an article, but for what bears the class `without` or stands below a heading that does."""
    silent = TEXT  # the level of the heading whose text is left out
    for piece in pieces:
        left_out = without in piece.classes
        if piece.level <= silent and piece.level < TEXT:
            silent = piece.level if left_out else TEXT
        if silent == TEXT and not left_out:
            yield piece


def for_paper(node: LexborNode, address: str) -> str:
    """The HTML of an element with what a tap would show written out, and with links that work in a file sent on.

    Without an address a link leads nowhere from paper, so its words stay and the link goes.
    """
    for button in node.css("button.term"):
        button.replace_with(button.text())
    for meaning in node.css(".term__text"):
        shown = LexborHTMLParser(f'<span class="meaning"> ({escape(meaning.text())})</span>').css_first("span")
        meaning.replace_with(shown or f" ({meaning.text()})")
    for cite in node.css("sup"):
        number = cite.text().strip()
        link = cite.css_first("a[href^='#fn:']")
        if link is not None and number.isdigit():
            cite.attrs["class"] = "cite"
            link.unwrap()
        elif link is not None:
            link.unwrap()
    for link in node.css("a[href]"):
        href = link.attributes.get("href") or ""
        if is_draft(address) or href.startswith(("tel:", "sms:")):
            link.unwrap()
        else:
            link.attrs["href"] = urljoin(address, href)
    return ICON.sub(lambda icon: as_background(icon[0]), node.html or "")


def as_background(svg: str) -> str:
    """A picture that says nothing of its own as a background: a tagged PDF asks every other picture for a text."""
    data = base64.b64encode(svg.encode()).decode()
    return f'<span class="icon" style="background-image: url(data:image/svg+xml;base64,{data})"></span>'


def citation_numbers(built: BuiltPage) -> dict[int, str]:
    """The key of each work by its number on the page."""
    numbers = {}
    for number, item in enumerate(built.tree.css(".footnote li[id^='fn:']"), start=1):
        name = (item.attributes.get("id") or "").removeprefix("fn:")
        numbers[number] = built.site.notes.get(name, name)
    return numbers


def plain_text(html: str) -> str:
    """The words of a piece of HTML, folded to single spaces."""
    body = LexborHTMLParser(html).body
    return " ".join(body.text(separator=" ").split()) if body else ""


def split_boxes(html: str, most: int = 9, first: int = 0) -> str:
    """The same HTML, with each box of more than `most` items as several boxes, each under its heading.

    In large print a long box fills more than one side, and the side it goes on to would not say what it is. The first of all
    has no more than `first`, where that is given, since it shares its side with the band.
    """
    tree = LexborHTMLParser(html)
    for place, box in enumerate(tree.css("section.card")):
        items, listed = [item.html or "" for item in box.css("ul > li")], box.css_first("ul")
        apart = first if place == 0 and len(items) > first else 0
        parts = -(-(len(items) - apart) // most)
        if listed is None or parts + bool(apart) < 2:
            continue
        starts = [*([0] if apart else []), *range(apart, len(items), -(-(len(items) - apart) // parts))]
        whole, old = box.html or "", listed.html or ""
        pieces = [
            whole.replace(old, f"<ul>{''.join(items[start:end])}</ul>")
            for start, end in pairwise([*starts, len(items)])
        ]
        html = html.replace(whole, "\n".join(pieces))
    return html
