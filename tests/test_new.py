"""A new page, begun as a newcomer would: the checks name each blank, and once those are filled it is published and listed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.commands import built, command
from support.site_maker import copy_of_project

TEXTS = {
    "title": "A cause nobody has heard of, and supply",
    "description": "What this cause is, how it may lower supply, what helps at home and what a nurse or doctor may do.",
    "reviewed": "2026-11-22",
    "review_due": "2027-11-22",
}


def begun(root: Path, name: str = "low-iron") -> Path:
    done = command("new", "cause", name, "--root", root)
    assert done.returncode == 0, done.stdout
    return root / f"docs/causes/{name}.md"


def findings(root: Path, page: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(command("check", "--root", root, "--format", "json", page).stdout)
    return found


def fill(page: Path, sign: str, key: str) -> None:
    """Fill every blank by program, as an author would by hand."""
    text = page.read_text("utf-8")
    for field, value in TEXTS.items():
        text = re.sub(rf"^{field}: FILL-IN.*$", f"{field}: {value}", text, flags=re.MULTILINE)
    text = re.sub(r"- FILL-IN \(the id.*", f"- {sign}", text)
    text = text.replace("[^FILL-IN]", f"[^{key}]")
    text = re.sub(r"FILL-IN \([^)]*\)", "Ask someone to look; in an emergency call", text)
    page.write_text(text, "utf-8")


def test_each_blank_is_named_in_plain_words_and_nothing_else_is_said(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    page = begun(root)
    blank_lines = [n for n, line in enumerate(page.read_text("utf-8").split("\n"), 1) if "FILL-IN (" in line]
    found = findings(root, page)
    assert {finding["check"] for finding in found} == {"blank-left"}
    assert sorted({int(finding["line"]) for finding in found}) == blank_lines
    assert len(blank_lines) > 12
    assert any(finding["message"].endswith("the id of a warning sign in data/urgency.yml") for finding in found)
    built_status, built_findings = built(root)
    assert built_status == 1
    assert {finding["check"] for finding in built_findings} == {
        "blank-left"
    }  # no crash, and no consequence, beside them


def test_one_blank_left_is_one_finding(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    page = begun(root)
    fill(page, "mother-fever", "hse-mastitis")
    text = page.read_text("utf-8")
    page.write_text(text.replace("review_due: 2027-11-22", "review_due: FILL-IN (a day)"), "utf-8")
    assert [finding["message"] for finding in findings(root, page)] == ["this blank is not filled yet: a day"]


def test_the_filled_page_is_published_and_listed_with_nothing_else_edited(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    fill(begun(root), "mother-fever", "hse-mastitis")
    assert built(root) == (0, [])
    assert (root / "site/causes/low-iron/index.html").is_file()
    assert TEXTS["title"] in (root / "site/causes/index.html").read_text("utf-8")
    assert "FILL-IN" not in (root / "site/causes/low-iron/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("cause", "mastitis", "docs/causes/mastitis.md is already there"),
        ("cause", "index", "docs/causes/index.md is already there"),
        ("cause", "Low Iron", "write low-iron"),
        ("cause", "Fer bas é.md", "write fer-bas-e"),
        ("cause", "../up", "write up"),
        ("cause", "母乳", "write lower-case letters, digits and hyphens"),
        ("cause", "a" * 61, f"write {'a' * 60}"),
        ("cuase", "low-iron", "write cause"),
    ],
)
def test_what_cannot_be_begun_is_said_in_sentences(kind: str, name: str, said: str, tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    before = sorted(root.rglob("*"))
    done = command("new", kind, name, "--root", root)
    assert done.returncode == 2
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(root.rglob("*")) == before


def test_a_site_without_the_template_is_told_so(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    (root / "data/templates/cause.md").unlink()
    assert "there is no data/templates/cause.md" in command("new", "cause", "low-iron", "--root", root).stdout
