"""What hosts are told, and where old addresses lead: by a page, and by the files that a CDN reads. What nginx makes of it is asked in tests/audit."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from publish import headers as hosting
from publish import weakness
from sitecheck import cli
from support.commands import built, command
from support.loopback import served
from support.site_maker import good_site

MOVED = "- from: causes/old-dust/\n  to: causes/dust/#signs\n- from: paper/dust.pdf\n  to: causes/dust/\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a published small site in which addresses have moved."""
    root = good_site(tmp_path_factory.mktemp("hosted"))
    (root / "data/redirects.yml").write_text(MOVED)
    assert built(root) == (0, [])
    return root


def test_an_old_address_leads_on_without_a_server_that_knows(site: Path, browser: Browser) -> None:
    stub = (site / "site/causes/old-dust/index.html").read_text("utf-8")
    tree = LexborHTMLParser(stub)
    assert tree.css_first('meta[name="robots"]').attributes["content"] == "noindex"  # type: ignore[union-attr]  # None fails here too
    assert tree.css_first('link[rel="canonical"]').attributes["href"] == "https://example.org/causes/dust/"  # type: ignore[union-attr]  # None fails here too
    assert tree.css_first("main a").attributes["href"] == "../dust/#signs"  # type: ignore[union-attr]  # None fails here too
    assert tree.css("[data-disclaimer]")
    with served(site / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}/causes/old-dust/")
        page.wait_for_url("**/causes/dust/#signs")
        assert page.locator("h1").inner_text() == "House dust and your nose"
        page.close()
    assert "old-dust" not in (site / "site/sitemap.xml").read_text("utf-8")
    assert not (site / "site/paper/dust.pdf").exists()


def test_a_cdn_is_told_the_same(site: Path) -> None:
    assert (site / "site/_redirects").read_text("utf-8").splitlines() == [
        "/causes/old-dust/ /causes/dust/#signs 301",
        "/paper/dust.pdf /causes/dust/ 301",
    ]
    told = (site / "site/_headers").read_text("utf-8")
    for name, value in hosting.HEADERS.items():
        assert f"  {name}: {value}\n" in told
    assert "frame-ancestors 'none'" in told
    general, special = told.split("/assets/*\n")
    assert "Cache-Control" not in general  # two values for one address would be joined
    assert special.startswith("  Cache-Control: public, max-age=3600\n")
    header = re.search("Content-Security-Policy: (.*)\n", told)
    assert header
    served = {name: set(sources) for name, *sources in (one.split() for one in header[1].split(";"))}
    styles = set()
    for file in (site / "site").rglob("*.html"):
        for page in LexborHTMLParser(file.read_text("utf-8")).css("meta[http-equiv='Content-Security-Policy']"):
            for name, *sources in (one.split() for one in (page.attributes["content"] or "").split(";")):
                assert set(sources) <= served[name], (file, name)
                styles |= set(sources) if name == "style-src" else set()
    assert styles == served["style-src"], "no more than the pages ask for"
    assert len(styles) > 1


def test_a_site_in_a_folder_of_its_host_redirects_inside_it(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (good / "data/redirects.yml").write_text(MOVED)
    monkeypatch.setenv("SITE_URL", "https://example.org/noses/")
    assert built(good) == (0, [])
    assert "/noses/causes/old-dust/ /noses/causes/dust/#signs 301" in (good / "site/_redirects").read_text("utf-8")


def test_who_finds_a_weakness_is_told_where_to_report_it(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = good / "site" / weakness.FILE
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")  # 25 November 2026
    assert built(good) == (0, [])
    assert not told.parent.exists(), "nobody is named who would read it"
    monkeypatch.setenv("CONTACT", "desk+noses%@your.host")
    monkeypatch.setenv("SITE_URL", "https://your.host/")
    assert built(good) == (0, [])
    assert told.read_text("utf-8").splitlines() == [
        "Contact: mailto:desk%2Bnoses%25@your.host",
        "Expires: 2027-11-24T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://your.host/.well-known/security.txt",
    ]
    with served(good / "site") as address, urlopen(f"{address}/{weakness.FILE}") as answer:
        assert answer.headers.get_content_type() == "text/plain"
    assert not (good / "disk" / weakness.FOLDER).exists()
    assert command("published", "--root", good).returncode == 0
    assert weakness.FOLDER not in (good / "data/published.yml").read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(cli.LAST))
    assert built(good) == (0, [])
    assert "Expires: 2107-02-06T" in told.read_text("utf-8")
    monkeypatch.setenv("SITE_URL", "https://your.host/noses/")
    assert built(good) == (0, [])
    assert not told.exists(), "nobody looks for it in a folder of the host"


def test_published_addresses_are_kept_and_may_not_be_lost(good: Path) -> None:
    assert command("published", "--root", good).returncode == 2  # nothing was built yet
    assert built(good) == (0, [])
    assert "causes/dust/" in command("published", "--root", good).stdout
    kept = (good / "data/published.yml").read_text("utf-8")
    assert "- causes/dust/\n" in kept
    assert "added to data/published.yml: nothing" in command("published", "--root", good).stdout
    assert (good / "data/published.yml").read_text("utf-8") == kept
    (good / "docs/causes/dust.md").rename(good / "docs/causes/house-dust.md")
    status, findings = built(good)
    assert status == 1
    assert ("data/published.yml", "address-lost") in {(f["path"], f["check"]) for f in findings}
    (good / "data/redirects.yml").write_text("- from: causes/dust/\n  to: causes/house-dust/\n")
    status, findings = built(good)
    assert "address-lost" not in {f["check"] for f in findings}
