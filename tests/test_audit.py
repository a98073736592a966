"""Which pages the slow judges of `make audit` are asked about; what they say of them is for releases."""

from __future__ import annotations

from pathlib import Path

from audit import audit

PAGES = {
    "": "en",
    "es/": "es",
    "es/a/": "es",
    "es/h/a/": "es",
    "es/h/b/": "es",
    "h/a/": "en",
    "h/b/": "en",
    "path/": "en",
}


def site_of(folder: Path) -> Path:
    for size, (url, language) in enumerate(PAGES.items()):
        (folder / url).mkdir(parents=True, exist_ok=True)
        (folder / url / "index.html").write_text(f'<html lang="{language}">{"a" * size}', "utf-8")
    return folder


def test_of_short_addresses_each_language_has_one_judged(tmp_path: Path) -> None:
    assert audit.pages(site_of(tmp_path)) == [url for url in PAGES if not url.endswith("h/b/")]


def test_of_a_translation_lighthouse_takes_a_sample(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    main, *translated = audit.by_language(site, audit.pages(site))
    assert (main, translated) == (["", "h/a/", "path/"], [["es/", "es/a/", "es/h/a/"]])
    (site / "es/a/index.html").write_text("a" * 1000, "utf-8")
    assert audit.sample(site, ["es/", "es/h/b/", "es/h/a/", "es/a/"]) == ["es/", "es/h/b/", "es/a/"]
