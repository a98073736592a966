"""The template promise: a site about knees from docs/, data/ and the words of mkdocs.yml alone, with this project's scripts and templates as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.commands import built, command
from support.site_maker import other_site

OURS = re.compile(
    r"\b(?:milk|breast\w*|bab(?:y|ies)|midwi\w+|feed(?:s|ing)?|nipple|lactation|mastitis|formula)\b", re.IGNORECASE
)


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
