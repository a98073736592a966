"""The pages of the real site that can be told apart, as a browser prints them: nothing folded away, nothing torn, every address written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborNode

from sitecheck.safety.texts import expected_disclaimers, expected_signs
from sitecheck.source import BuiltPage, Site
from support.browser import distinct
from support.ink import PALEST, cut_once, shades_of

SITE = "https://example.org/"
SIZES = {"A4": (596, 843), "Letter": (612, 792)}  # points, as Chromium rounds them
TALLEST = 960  # CSS pixels that fit between the margins of an A4 side; a box that is taller has to be cut
FURNITURE = ("Skip to the page", "Print this page", "Send by e-mail", "Handout to print", "Menu", "Next:")


@dataclass(frozen=True)
class Paper:
    """A page of the site as it was printed: the folded text of each side, their sizes in points, the shades of grey of its text."""

    built: BuiltPage
    sides: list[str]
    sizes: set[tuple[int, int]]
    shades: set[int]

    @property
    def text(self) -> str:
        """All sides in one, without the page numbers between them: a sentence may go on on the next side."""
        return "".join(re.sub(r"\d+/\d+$|^\d+/\d+", "", side) for side in self.sides)


def folded(text: str) -> str:
    """Letters and signs in order: without spaces, ligatures and the hyphens that a line break moves."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", unicodedata.normalize("NFKC", text))


def printed(page: Page, built: BuiltPage, size: str = "A4") -> Paper:
    document = pypdfium2.PdfDocument(page.pdf(format=size, prefer_css_page_size=True, print_background=True))
    texts, sizes, shades = [], set(), set()
    for side in document:
        text = side.get_textpage()
        texts.append(folded(text.get_text_range()))
        sizes.add((round(side.get_width()), round(side.get_height())))
        shades |= shades_of(text)
    document.close()
    return Paper(built, texts, sizes, shades)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(color_scheme="dark")  # who reads by night prints black on white all the same
    yield page
    page.close()


@pytest.fixture(scope="module")
def papers(page: Page, address: str, real: Site, whole: bool) -> list[Paper]:
    """The pages of the site that a reader can tell apart, on A4."""
    made = []
    for built in distinct(real, whole):
        page.goto(f"{address}/{built.url}")
        made.append(printed(page, built))
    return made


def test_the_words_that_keep_readers_safe_are_on_paper(papers: list[Paper], real: Site) -> None:
    signs = 0
    for paper in papers:
        built = paper.built
        promised = list(expected_disclaimers(built).values())
        promised += [str(real.urgency[sign]["text"]) for sign in expected_signs(built)]
        promised += [node.text() for node in built.tree.css("h1, h2:not(.foot h2), .status, .footnote li p")]
        if built.page:
            promised += ["Address of this page: " + urljoin(SITE, built.page.url)]
            promised += ["Checked against its sources on", "To be checked again by"]
        promised += ["If someone is in danger, ring your local emergency number (such as 112, 911 or 999)"]
        for words in promised:
            assert folded(words.replace("↩", "")) in paper.text or _with_addresses(words, paper), (built.url, words)
        signs += len(list(expected_signs(built)))
    assert signs > 60


def _with_addresses(words: str, paper: Paper) -> bool:
    """Whether the words are there once the addresses that paper adds to the works cited are taken out."""
    return folded(words.replace("↩", "")) in re.sub(_addresses_of(paper), "", paper.text)


def _addresses_of(paper: Paper) -> str:
    links = {node.attributes.get("href") or "" for node in paper.built.tree.css('article a[href^="http"]')}
    return "|".join(re.escape(folded(link)) for link in sorted(links, key=len, reverse=True)) or "(?!)"


def test_addresses_are_written_out_and_absolute(papers: list[Paper]) -> None:
    seen = 0
    for paper in papers:
        if paper.built.path == "404.html":
            continue  # it stands for any address, so it has none of its own
        for link in _places(paper.built):
            assert folded(urljoin(urljoin(SITE, paper.built.url), link)) in paper.text, (paper.built.url, link)
            seen += 1
        if paper.built.url != "about/checks/":  # it shows bad links as such
            assert "../" not in paper.text, paper.built.url
            assert "[^" not in paper.text, paper.built.url
    assert seen > 400


def _places(built: BuiltPage) -> Iterator[str]:
    """Where the text of a page leads, but for places on the same page and what is no page."""
    for link in built.tree.css("article a[href]"):
        href = link.attributes.get("href") or ""
        if urlsplit(href).scheme in ("", "http", "https") and not href.startswith("#") and link.text().strip():
            yield href


def test_no_furniture_and_nothing_folded_away(papers: list[Paper]) -> None:
    meanings = 0
    for paper in papers:
        for words in FURNITURE:
            assert folded(words) not in paper.text, (paper.built.url, words)
        for meaning in paper.built.tree.css(".term__text"):
            assert cut_once(folded(meaning.text()), paper.text), (paper.built.url, meaning.text())
            meanings += 1
    assert meanings > 20


def test_sides_are_numbered_and_of_the_size_that_was_asked_for(
    papers: list[Paper], page: Page, address: str, real: Site
) -> None:
    page.goto(f"{address}/causes/mastitis/")
    letter = printed(page, real.built_by_url["causes/mastitis/"], "Letter")
    for size, paper in [("A4", paper) for paper in papers] + [("Letter", letter)]:
        assert paper.sizes == {SIZES[size]}, paper.built.url
        for number, side in enumerate(paper.sides, start=1):
            assert f"{number}/{len(paper.sides)}" in (side[:7] + side[-7:]), (paper.built.url, number)


def test_text_is_black_enough_for_a_photocopier(papers: list[Paper]) -> None:
    for paper in papers:
        assert max(paper.shades) <= PALEST, (paper.built.url, sorted(paper.shades))


def test_no_box_and_no_row_is_torn(papers: list[Paper], page: Page, address: str) -> None:
    whole = 0
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 1000})  # what is left of A4 between the margins
    for paper in papers:
        if not paper.built.tree.css(".card, article tr"):
            continue
        page.goto(f"{address}/{paper.built.url}")
        heights = page.eval_on_selector_all(
            ".card, article tr", "all => all.map(one => one.getBoundingClientRect().height)"
        )
        for box, height in zip(paper.built.tree.css(".card, article tr"), heights, strict=True):
            if height < TALLEST:
                assert _on_one_side(box, paper), (paper.built.url, box.text())
                whole += 1
    page.emulate_media(media="null")
    assert whole > 40


def _on_one_side(box: LexborNode, paper: Paper) -> bool:
    pieces = [folded(part.text()) for part in box.css("h3, h4, li, p, td, th")]
    return any(all(piece in side for piece in pieces) for side in paper.sides)


def test_a_table_that_fills_sides_repeats_its_head(page: Page, address: str, real: Site) -> None:
    page.goto(f"{address}/is-my-supply-low/")
    page.evaluate("""() => {
        const table = document.querySelector('article table');
        const row = table.querySelector('tbody tr');
        for (let number = 0; number < 150; number++) table.tBodies[0].append(row.cloneNode(true));
    }""")
    head = "Your baby's age"
    paper = printed(page, real.built_by_url["is-my-supply-low/"])
    with_rows = [side for side in paper.sides if side.count(folded("Days 1 and 2")) > 5]
    assert len(with_rows) >= 3
    assert [side for side in with_rows if folded(head) not in side] == []


def test_a_page_that_is_printed_has_a_box_to_fill_in_by_hand(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/causes/mastitis/")
    assert page.locator(".clinic").is_visible()
    assert "Checked for use here by" in page.locator(".clinic").inner_text()
    page.emulate_media(media="null")
