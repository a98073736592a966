"""The template promise: a site about knees from docs/, data/ and the words of mkdocs.yml alone, with this project's scripts and templates as they are."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitecheck import cli, registry
from support.commands import built, command, replace
from support.loopback import served
from support.site_maker import other_site

OURS = re.compile(
    r"\b(?:milk|breast\w*|bab(?:y|ies)|midwi\w+|feed(?:s|ing)?|nipple|lactation|mastitis|formula|napp(?:y|ies)|mothers?|parents)\b",
    re.IGNORECASE,
)
HEALTH = re.compile(r"\b(?:clinic\w*|doctor|health|hospital|medic\w+|examined)\b", re.IGNORECASE)
LAWFUL = {  # what makes of the site about knees one about a right, which speaks of no body and has no medicines
    "mkdocs.yml": [
        ("  page_type: MedicalWebPage\n", ""),
        ("without: [", "without: [wording, "),
        ("label: Emergency", "label: Danger now"),
        ("See a doctor today", "Write today"),
        ("At night, use an out-of-hours service.", "Keep a copy."),
        ("Ask a doctor soon", "Write soon"),
        ("by a health professional", "by a lawyer"),
    ],
    "data/kinds.yml": [("cause:\n", "right:\n  like: cause\n"), ("hurts\n  handout: false", "hurts\n  handout: true")],
    "data/disclaimers.yml": [("replaces no visit to a doctor", "is no legal advice")],
    "data/furniture.yml": [
        ('said: "Clinic:"', 'said: "Advice centre:"'),
        ("said: Clinic\n", "said: Advice centre\n"),
        ("said: Every sheet, with a list of contents. A clinic's", "said: Every sheet, with a list of contents. A centre's"),
        *[
            (f"said: In danger, ring {{number}}. {one} does not replace advice from someone who has examined you.",
             f"said: In danger, ring {{number}}. {one} is no legal advice.")
            for one in ("A sheet", "This sheet", "This booklet")
        ],
    ],
    "docs/causes/overuse.md": [("kind: cause", "kind: right"), ("In an emergency,", "In danger now,")],
    "docs/index.md": [("needs a doctor or an ambulance", "is dangerous")],
}  # fmt: skip


def test_a_site_about_something_else_is_published_and_says_nothing_of_this_topic(tmp_path: Path) -> None:
    root = other_site(tmp_path)
    assert built(root) == (0, [])
    pages = {file.parent.relative_to(root / "site").as_posix() for file in (root / "site").rglob("index.html")}
    assert pages == {".", "causes/overuse", "help/when-to-get-help"}
    told = [
        (file.relative_to(root / "site").as_posix(), word)
        for file in sorted((root / "site").rglob("*"))
        if file.suffix in {".html", ".json", ".xml", ".txt"}
        for word in OURS.findall(re.sub(r"<style>.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL))
    ]
    assert told == []
    cause = (root / "site/causes/overuse/index.html").read_text("utf-8")
    for part in ('data-sign="knee-leg"', 'data-disclaimer="general"', "Example Society of Knees", "Why it hurts"):
        assert part in cause
    assert set(json.loads((root / "site/api/v1/pages.json").read_text("utf-8"))["pages"]) == {"", "causes/overuse/", "help/when-to-get-help/"}  # fmt: skip


def test_its_gate_holds_too(tmp_path: Path) -> None:
    root = other_site(tmp_path)
    page = root / "docs/causes/overuse.md"
    page.write_text(page.read_text("utf-8").replace("knee-hot]", "knee-hott]"), "utf-8")
    status, findings = built(root)
    assert status == 1
    assert ("docs/causes/overuse.md", "urgency-unknown") in {(f["path"], f["check"]) for f in findings}


def test_a_first_site_is_green_as_it_comes_and_holds_no_word_of_this_topic(tmp_path: Path) -> None:
    root = tmp_path / "some/where"
    begun = command("new", "site", root)
    assert (begun.returncode, "finding" in begun.stdout) == (0, False), begun.stdout
    ours = [
        (file.relative_to(root).as_posix(), word)
        for file in sorted(root.rglob("*"))
        if file.is_file()
        for word in OURS.findall(file.read_text("utf-8"))
    ]
    assert ours == []
    assert "DECIDE" in (root / "mkdocs.yml").read_text("utf-8")
    done = command("build", "--root", root, "--no-handouts", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert len([*(root / "site").rglob("index.html")]) == 3


def test_a_first_site_is_not_released_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://knees.health/")
    monkeypatch.setenv("CONTACT", "desk@knees.health")
    root = tmp_path / "knees"
    assert command("new", "site", root).returncode == 0
    undecided = [one for one in (root / "mkdocs.yml", *root.glob("d*/**/*")) if one.suffix in {".yml", ".md"}]
    for file in sorted(undecided, reverse=True):
        if "DECIDE" in file.read_text("utf-8"):
            status, findings = built(root, "--release")
            assert (status, [one["message"] for one in findings]) == (2, ["this still says DECIDE"])
            file.write_text(file.read_text("utf-8").replace("DECIDE: ", ""), "utf-8")
    assert built(root, "--release") == (0, [])


def test_a_page_is_begun_in_it_by_its_own_template(tmp_path: Path) -> None:
    root = tmp_path / "knees"
    assert command("new", "site", root).returncode == 0
    assert command("new", "cause", "stairs", "--root", root).returncode == 0
    found = json.loads(command("check", "--root", root, "--format", "json", root / "docs/causes/stairs.md").stdout)
    assert {one["check"] for one in found} == {"blank-left"}


@pytest.mark.parametrize("taken", ["file", "full"])
def test_a_folder_that_holds_something_is_left_alone(taken: str, tmp_path: Path) -> None:
    root = tmp_path / "knees"
    if taken == "full":
        root.mkdir()
        (root / "notes.txt").write_text("mine", "utf-8")
    else:
        root.write_text("mine", "utf-8")
    done = command("new", "site", root)
    assert done.returncode == 2
    assert "is not an empty folder" in done.stdout
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["notes.txt" if taken == "full" else "knees"]


def test_a_site_of_another_shape_says_none_but_its_own_words(tmp_path: Path) -> None:
    root = other_site(tmp_path)
    for path, changes in LAWFUL.items():
        for old, new in changes:
            replace(root / path, old, new)
    (root / "data/wording.yml").unlink()
    shutil.rmtree(root / "data/approved")
    assert command("approve", "--root", root, "--begin").returncode == 0
    assert built(root) == (0, [])
    got = [file.read_text("utf-8") for file in (root / "data/approved").rglob("*.txt")]  # pages and sheets
    assert [word for text in got for word in HEALTH.findall(re.sub(r"\[[^\]]*\]", "", text))] == []
    page = (root / "site/causes/overuse/index.html").read_text("utf-8")
    assert '"@type": "WebPage"' in page
    assert "Advice centre:" in page
    assert any("A sheet is no legal advice." in text for text in got)
    [told_once] = [one for one in registry.idle(cli.read(root)) if "wording" in one]
    assert "medicine-dose" in told_once


def test_the_manual_of_the_checks_holds_no_word_of_this_topic() -> None:
    said = {one.name: f"{one.summary} {one.why} {one.bad} {one.good}" for one in registry.all_checks().values()}
    said["correction-unknown"] = said["correction-unknown"].replace("feed of corrections", "")  # the one in Atom
    assert {name: OURS.findall(text) for name, text in said.items() if OURS.search(text)} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tile_without_a_picture_reads_across(width: int, browser: Browser, tmp_path: Path) -> None:
    root = other_site(tmp_path)
    assert built(root) == (0, [])
    with served(root / "site") as address, browser.new_page(viewport={"width": width, "height": 800}) as page:
        page.goto(address)
        tile, text = page.evaluate(
            """() => {
                const tile = document.querySelector(".tile"), range = document.createRange();
                range.selectNode(tile.lastChild);
                return [tile.clientWidth, range.getBoundingClientRect().width];
            }"""
        )
    assert text > tile / 2
