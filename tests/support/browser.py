"""A real Chromium for tests: the one that scripts/setup.py finds or installs. Without one, tests fail and say so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitecheck.source import BuiltPage, Site
from support.site_maker import PROJECT

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PARTS = ("h1", ".tiles", "table", "main form", ".term", "main img", ".card", ".switch", ".contents", ".strip")


@contextmanager
def chromium() -> Iterator[Browser]:
    """An installed Chromium, headless."""
    found = subprocess.run(
        [sys.executable, str(PROJECT / "scripts/setup.py"), "browser"], capture_output=True, text=True, check=True
    )
    path = found.stdout.strip()
    assert path, "no Chromium is installed; `make test` installs one, or name one in $CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


def distinct(site: Site, whole: bool = True) -> list[BuiltPage]:
    """The built pages that a reader can tell apart: of those behind short addresses, which one template makes, the first.

    Unless the `whole` is asked for, only the largest page that has each of PARTS on each kind of page, and of those about the site one.
    """
    short = [built for built in site.built if built.url.startswith("h/")]
    pages = [built for built in site.built if built not in short[1:]]
    largest = {
        (built.page.kind if built.page else built.path, part): built.url
        for built in sorted(pages, key=lambda built: len(built.html))
        for part in (PARTS[:1] if built.page and built.page.role == "policy" else PARTS)
        if built.tree.css_first(part)
    }
    return [built for built in pages if whole or built.url in largest.values()]


def search_results(page: Page, words: str) -> list[str]:
    """What the search page that is open finds for `words`, best first: whole addresses."""
    box = page.get_by_role("searchbox")
    box.fill(words)
    expect(page.locator("#search-status")).not_to_have_text("")
    links: list[str] = page.locator("#search-results a").evaluate_all("links => links.map(link => link.href)")
    box.fill("")
    expect(page.locator("#search-status")).to_have_text("")
    return links


EACH = """async queries => {
    const box = document.querySelector('#search input'), status = document.getElementById('search-status'), found = [];
    const typed = words => { box.value = words; box.dispatchEvent(new Event('input', {bubbles: true})) };
    const moment = () => new Promise(done => setTimeout(done));
    for (const words of queries) {
        typed(words);
        for (let tries = 0; !status.textContent && tries < 2000; tries++) await moment();
        found.push([...document.querySelectorAll('#search-results a')].map(link => link.href));
        typed('');
    }
    return found;
}"""


def search_results_of_each(page: Page, queries: Sequence[str]) -> list[list[str]]:
    """The same for each of many queries, without the way from here to the browser and back for each of them."""
    found: list[list[str]] = page.evaluate(EACH, list(queries))
    return found
