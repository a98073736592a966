"""The feed of corrections: it is Atom (RFC 4287), tells what its two registers tell, and its ids never change."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from publish import feed
from sitecheck import cli, corrected, registry
from sitecheck.loading import FEED, translations
from sitecheck.source import Site
from support.commands import replace
from support.site_maker import PROJECT, copy_of_project, two_languages

A = f"{{{feed.ATOM}}}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[\w./-]+")
CORRECTION = "- {date: 2026-11-21, page: causes/pollen, said: Rinse for an hour., now: Rinse for a minute.}\n"
WITHDRAWN = """\
versions:
  - page: pollen
    version: 2026-11-20-0a1b2c
    reason: Step 3 was wrong.
    instead: Print the page again.
    date: 2026-11-22
  - page: pollen
    version: 2026-11-19-0a1b2c
    reason: Nobody wrote down when.
    instead: Print the page again.
addresses: []
"""


def one(parent: ET.Element, name: str) -> ET.Element:
    """The only child of that name, as the standard asks."""
    found = parent.findall(f"{A}{name}")
    assert len(found) == 1, (name, len(found))
    return found[0]


def valid(text: bytes) -> ET.Element:
    """The feed, once it holds what RFC 4287 asks of one and of each entry."""
    root = ET.fromstring(text)
    entries = root.findall(f"{A}entry")
    assert root.tag == f"{A}feed"
    assert one(one(root, "author"), "name").text
    for part in (root, *entries):
        assert all(one(part, name).text for name in ("id", "title", "updated"))
        assert MOMENT.fullmatch(one(part, "updated").text or "")
        assert {link.get("href", "").partition("//")[0] for link in part.findall(f"{A}link")} == {"https:"}
    for entry in entries:
        assert TAG.fullmatch(one(entry, "id").text or "")
        assert one(entry, "link").get("rel") == "alternate"
        assert one(entry, "content").get("type") == "xhtml"
        assert [child.tag for child in one(entry, "content")] == [f"{{{feed.XHTML}}}div"]
    assert len({one(entry, "id").text for entry in entries}) == len(entries)
    in_order(root, [one(entry, "updated").text or "" for entry in entries])
    return root


def in_order(root: ET.Element, moments: list[str]) -> None:
    """The newest entry comes first, and gives the feed its moment."""
    assert moments == sorted(moments, reverse=True)
    assert not moments or one(root, "updated").text == moments[0]


def made(root: Path, folder: str = "out") -> ET.Element:
    (root / folder).mkdir(exist_ok=True)
    feed.write(cli.read(root), root / folder)
    return valid((root / folder / FEED).read_bytes())


def told(root: ET.Element) -> list[tuple[str, str, str]]:
    """(id, title, words) of each entry."""
    return [
        (one(e, "id").text or "", one(e, "title").text or "", " ".join("".join(one(e, "content").itertext()).split()))
        for e in root.findall(f"{A}entry")
    ]


def test_the_feed_of_the_built_site_is_atom_and_leads_to_pages_there_are(site: Site) -> None:
    root = valid((site.root / "build" / FEED).read_bytes())
    entries = root.findall(f"{A}entry")
    dated = [notice for notice in site.withdrawn if notice.get("date")]
    assert len(entries) == len(site.corrections) + len(dated)
    assert one(root, "id").text == f"{site.home}{FEED}"
    assert all((site.root / "build" / tag / FEED).is_file() for tag in site.other_languages)
    for link in root.iter(f"{A}link"):
        path = link.get("href", "").removeprefix(site.home)
        assert (site.root / "build" / (path if path == FEED else f"{path}index.html")).is_file(), path


def test_an_edited_site_tells_of_both_kinds_and_every_sign_of_markup_survives(edited: Site) -> None:
    words = told(valid((edited.root / "build" / FEED).read_bytes()))
    assert [title.partition(":")[0] for _, title, _ in words] == ["Correction", "Withdrawn"]
    assert "It said: Ten & more. This is right: <Two> at most." in words[0][2].replace("more.This", "more. This")


def test_an_empty_feed_is_dated_by_the_last_change_and_no_clock(good: Path) -> None:
    site = cli.read(good)
    for today in (datetime.date(2030, 1, 1), datetime.date(2031, 1, 1)):
        site.today, site.changed = today, datetime.date(2026, 11, 23)
        feed.write(site, good)
        root = valid((good / FEED).read_bytes())
        assert root.findall(f"{A}entry") == []
        assert one(root, "updated").text == "2026-11-23T00:00:00Z"


def test_each_register_is_told_and_what_has_no_day_is_not(good: Path) -> None:
    (good / "data/corrections.yml").write_text(CORRECTION, "utf-8")
    (good / "data/withdrawn.yml").write_text(WITHDRAWN, "utf-8")
    assert registry.run(cli.read(good)).findings == []
    title = cli.read(good).by_source["causes/pollen.md"].meta["title"]
    withdrawn, corrected_ = told(made(good))
    assert withdrawn[0].endswith(",2026-11-20:withdrawn/pollen/2026-11-20-0a1b2c")
    assert withdrawn[1] == f"Withdrawn: {title}"
    assert "2026-11-20-0a1b2c" in withdrawn[2]
    assert corrected_[1] == f"Correction: {title}"
    assert "It said: Rinse for an hour." in corrected_[2]
    assert "This is right: Rinse for a minute." in corrected_[2]


def test_an_id_stays_whatever_else_is_written(good: Path) -> None:
    (good / "data/corrections.yml").write_text(CORRECTION, "utf-8")
    (good / "data/withdrawn.yml").write_text(WITHDRAWN, "utf-8")
    before = {name for name, _, _ in told(made(good))}
    again = CORRECTION.replace("for a minute", "for one minute")
    newer = CORRECTION.replace("an hour", "a day").replace("2026-11-21", "2026-11-22")
    (good / "data/corrections.yml").write_text(newer + again, "utf-8")
    replace(good / "data/withdrawn.yml", "date: 2026-11-22", "date: 2026-11-23")
    after = {name for name, _, _ in told(made(good))}
    assert before < after
    assert len(after) == len(before) + 1


def test_every_language_has_the_feed_of_the_main_one(tmp_path: Path) -> None:
    main = cli.read(two_languages(tmp_path))
    [other] = translations(main)
    for site, folder in ((main, tmp_path / "main"), (other, tmp_path / "other")):
        folder.mkdir()
        feed.write(site, folder)
    assert (tmp_path / "main" / FEED).read_bytes() == (tmp_path / "other" / FEED).read_bytes()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("causes/pollen", "causes/pollen/"),
        ("pollen", "causes/pollen/"),
        ("index", ""),
        ("eo/causes/pollen", "eo/causes/pollen/"),
        ("causes/old", "causes/old/"),
        ("gone", "h/gone/"),
        ("causes/nothing", None),
        ("eo", None),
    ],
)
def test_a_page_is_known_by_the_names_it_has_and_had(name: str, address: str | None, tmp_path: Path) -> None:
    two_languages(tmp_path)
    (tmp_path / "data/redirects.yml").write_text("- {from: causes/old/, to: causes/pollen/}\n", "utf-8")
    replace(tmp_path / "data/withdrawn.yml", "addresses: []", "addresses:\n  - {short: gone, was: A sheet that is gone, instead: pollen}")  # fmt: skip
    found = corrected.page_named(name, cli.read(tmp_path))
    assert (found and found[1]) == address


def test_a_mark_that_no_xml_may_hold_breaks_no_reader(good: Path) -> None:
    (good / "data/corrections.yml").write_text(CORRECTION.replace("an hour.", '"an\\x07 hour"').replace("said: Rinse for ", "said: "), "utf-8")  # fmt: skip
    assert "It said: an hour" in told(made(good))[0][2]


@pytest.mark.parametrize("name", ["corrections", "withdrawn"])
def test_the_example_in_the_register_works_as_printed(name: str, tmp_path: Path) -> None:
    root = copy_of_project(tmp_path, translated=False)
    example = re.findall(r"^# (-.*|[a-z]+:|  .*)$", (PROJECT / f"data/{name}.yml").read_text("utf-8"), re.MULTILINE)
    (root / f"data/{name}.yml").write_text("\n".join([*example, ""]), "utf-8")
    checks = ("data-invalid", "data-unreadable", "correction-unknown", "withdrawal-unknown", "date-early")
    known = registry.run(cli.read(root), names=checks).findings
    assert [finding for finding in known if finding.path == f"data/{name}.yml"] == []
    assert len(told(made(root))) == sum("date:" in line for line in example) > 0
