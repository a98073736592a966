"""The search in a real browser: parents' words lead to the right page, on the device, at the root of a host and in a folder of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sitecheck.source import Site
from support.browser import search_results
from support.loopback import served

FOUND = {
    "not enough milk": "",
    "milk drying up": "help/raising-supply/",
    "母乳不足": "",
    "clogged duct": "causes/blocked-ducts/",
    "lump": "causes/blocked-ducts/",
    "mastitis": "causes/mastitis/",
    "mastitus": "causes/mastitis/",
    "mastiitis": "causes/mastitis/",  # spelt wrong in a way that no page lists
    "antidepresant": "causes/medicines/",
    "sore hot breast": "causes/mastitis/",
    "latch": "causes/positioning-and-attachment/",
    "antidepressant": "causes/medicines/",
    "worried": "causes/stress-and-anxiety/",
    "fever": "help/when-to-get-help/",
}


@pytest.mark.parametrize("folder", ["", "some/folder/"])
def test_parents_words_find_the_page(folder: str, browser: Browser, real: Site, tmp_path: Path) -> None:
    shutil.copytree(real.root / "build", tmp_path / folder, dirs_exist_ok=True)
    with served(tmp_path) as address:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/{folder}search/")
        assert not [url for url in asked if url.endswith(("search.json", "lunr.js"))], "fetched before its first use"
        for words, url in FOUND.items():
            found = search_results(page, words)
            assert found, words
            top = found[:1] if words not in {"worried", "fever"} else found[:3]
            assert f"{address}/{folder}{url}" in top, (words, found)
        assert all(one.startswith(address) for one in asked)
        box = page.get_by_role("searchbox")
        box.fill("xqzzkw")
        expect(page.locator("#search-status")).to_contain_text("No page found")
        page.close()


def test_without_scripts_the_topics_are_there_and_the_box_is_not(browser: Browser, real: Site) -> None:
    with served(real.root / "build") as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/search/")
        assert not page.locator("#search").is_visible()
        assert page.locator("#search-needs-script").is_visible()
        assert page.get_by_role("link", name="mastitis", exact=True).is_visible()
        context.close()
