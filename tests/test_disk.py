"""The copy for disks, opened as files: each link of each page leads to a page, search works, and what needs a server says so."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from publish import disk
from sitecheck.source import Site
from support.commands import built


@pytest.fixture(scope="module")
def copy(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of this project's own site; a sheet that was not printed is an empty file."""
    folder = tmp_path_factory.mktemp("stick") / "a copy"
    disk.write(real.root / "build", folder)
    return folder


def test_a_walk_from_the_first_page_opens_each_link_of_each_page_once(copy: Path, browser: Browser, real: Site) -> None:
    """In a browser those of the main language; what a link of a translation means is worked out, which takes a tenth of the time."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    start = (copy / "index.html").as_uri()
    other = tuple((copy / tag).as_uri() for tag in real.other_languages)
    seen, todo, dead = {start}, [start], []
    while todo:
        here = todo.pop()
        headings, links = read(here) if here.startswith(other) else visited(page, here)
        if headings != 1:  # a listing of a folder has none
            dead.append(here)
        for link in links:
            address, anchor = urldefrag(link)
            if urlsplit(address).scheme != "file" or address.endswith(".pdf"):
                continue
            if not is_there(file_at(address), unquote(anchor)):
                dead.append(f"{here}: {link}")
            elif address not in seen and address.endswith(".html"):
                seen.add(address)
                todo.append(address)
    context.close()
    assert dead == []
    pages = {file.as_uri() for file in copy.rglob("*.html") if "h" not in file.relative_to(copy).parts}
    assert pages <= seen


def file_at(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def is_there(file: Path, anchor: str) -> bool:
    return file.is_file() and (not anchor or f'id="{anchor}"' in file.read_text("utf-8"))


def visited(page: Page, address: str) -> tuple[int, list[str]]:
    """How many headings of a page a browser finds there, and where its links lead."""
    page.goto(address)
    return page.locator("main h1").count(), page.locator("a").evaluate_all("links => links.map(link => link.href)")


def read(address: str) -> tuple[int, list[str]]:
    """The same as the file has it."""
    tree = LexborHTMLParser(file_at(address).read_text("utf-8"))
    links = [link.attributes.get("href") for link in tree.css("a[href]")]
    return len(tree.css("main h1")), [urljoin(address, link) for link in links if link]


def test_search_finds_from_a_disk_and_leads_to_the_page(copy: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((copy / "search/index.html").as_uri())
    page.get_by_role("searchbox").fill("i want to die")
    page.locator("#search-results a").first.click()
    expect(page.locator("#crisis")).to_be_in_viewport()
    page.close()


def test_a_clean_build_leaves_a_copy_and_an_archive_with_the_same_bytes(good: Path) -> None:
    assert built(good) == (0, [])
    archive = (good / "site/site.zip").read_bytes()
    with zipfile.ZipFile(good / "site/site.zip") as packed:
        files = {file.relative_to(good / "disk").as_posix() for file in (good / "disk").rglob("*") if file.is_file()}
        assert files == set(packed.namelist())
        assert "index.html" in files
        assert not files & {"404.html", "_headers", "sitemap.xml", "site.zip"}
    shutil.rmtree(good / "disk")
    assert built(good) == (0, [])
    assert (good / "site/site.zip").read_bytes() == archive
    assert not (good / "disk.new").exists()


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ('<a href="../b/">', '<a href="../b/index.html">'),
        ('<a class="x" href="../b/?q=1#c">', '<a class="x" href="../b/index.html?q=1#c">'),
        ('<a href="../b">', '<a href="../b/index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href="#c">', '<a href="#c">'),
        ('<a href="../b/index.html">', '<a href="../b/index.html">'),
        ('<a href="../no/">', '<a href="../no/">'),
        ('<a href="https://b/">', '<a href="https://b/">'),
        ('<a href="tel:112">', '<a href="tel:112">'),
        ('<meta http-equiv="refresh" content="0; url=../b/#c">', '<meta http-equiv="refresh" content="0; url=../b/index.html#c">'),
    ],
)  # fmt: skip
def test_a_link_to_a_folder_names_its_page(typed: str, opened: str, tmp_path: Path) -> None:
    for place in ("index.html", "a/index.html", "b/index.html"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).touch()
    assert disk.opened(typed, "a/index.html", tmp_path) == opened
