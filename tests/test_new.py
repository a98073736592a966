"""A new page, begun as a newcomer would: the checks name each blank, and once those are filled it is published and listed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitecheck.source import Site
from support import edits
from support.commands import built, command
from support.site_maker import copy_of_project

NAME = edits.MADE_UP


def begun(root: Path, name: str = NAME) -> Path:
    done = command("new", "cause", name, "--root", root)
    assert done.returncode == 0, done.stdout
    return root / f"docs/causes/{name}.md"


def findings(root: Path, page: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(command("check", "--root", root, "--format", "json", page).stdout)
    return found


def test_each_blank_is_named_in_plain_words_and_nothing_else_is_said(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path, translated=False)
    page = begun(root)
    blank_lines = [n for n, line in enumerate(page.read_text("utf-8").split("\n"), 1) if "FILL-IN (" in line]
    found = findings(root, page)
    assert {finding["check"] for finding in found} == {"blank-left"}
    assert sorted({int(finding["line"]) for finding in found}) == blank_lines
    assert blank_lines
    asked = re.findall(r"FILL-IN \(([^)]+)\)", page.read_text("utf-8"))
    assert all(any(words in finding["message"] for finding in found) for words in asked)
    status, built_findings = built(root)
    assert status == 1  # and no crash, and no consequence, beside them
    assert {finding["check"] for finding in built_findings} - {"page-heavy"} == {"blank-left"}


def test_one_blank_left_is_one_finding(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path, translated=False)
    page = begun(root)
    edits.fill(page, edits.site_of(root))
    edits.set_field(page, "review_due", "FILL-IN (a day)")
    assert [finding["message"] for finding in findings(root, page)] == ["this blank is not filled yet: a day"]


def test_the_filled_page_is_published_and_listed_with_nothing_else_edited(edited: Site) -> None:
    made = edited.built_by_url[f"causes/{NAME}/"]
    assert "FILL-IN" not in made.html
    lists = [one for one in edited.built if one.page and any(insert.name == "causes" for insert in one.page.inserts)]
    assert lists
    assert all(edits.BLANKS["title"] in one.html for one in lists)


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("cause", "dust", "docs/causes/dust.md is already there"),
        ("cause", "Low Iron", "write low-iron"),
        ("cause", "Fer bas é.md", "write fer-bas-e"),
        ("cause", "../up", "write up"),
        ("cause", "母乳", "write lower-case letters, digits and hyphens"),
        ("cause", "a" * 61, f"write {'a' * 60}"),
        ("cuase", "low-iron", "write cause"),
    ],
)
def test_what_cannot_be_begun_is_said_in_sentences(kind: str, name: str, said: str, good: Path) -> None:
    (good / "data/templates").mkdir()
    (good / "data/templates/cause.md").write_text("---\ntitle: FILL-IN (a title)\n---\n", "utf-8")
    before = sorted(good.rglob("*"))
    done = command("new", kind, name, "--root", good)
    assert done.returncode == 2
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(good.rglob("*")) == before


def test_a_kind_without_a_template_is_told_so(good: Path) -> None:
    said = command("new", "cause", "low-iron", "--root", good).stdout
    assert "there is no kind of page to begin cause" in said
    assert "language, site" in said


def test_a_site_has_kinds_of_its_own(good: Path) -> None:
    kinds, page = good / "data/kinds.yml", good / "docs/causes/dust.md"
    lines = kinds.read_text("utf-8").split("\n")
    start, end = lines.index("cause:"), lines.index("guide:")
    own = "\n".join(["treatment:", "  like: cause", *lines[start + 1 : end]])
    kinds.write_text("\n".join(lines) + f"\n{own.replace('label: Causes', 'label: Treatments')}\n", "utf-8")
    page.write_text(page.read_text("utf-8").replace("kind: cause", "kind: treatment"), "utf-8")
    status, found = built(good)
    assert (status, found) == (0, [])
    (good / "data/templates").mkdir()
    (good / "data/templates/treatment.md").write_text(page.read_text("utf-8"), "utf-8")
    done = command("new", "treatment", "rinsing", "--root", good)
    assert "wrote docs/treatments/rinsing.md" in done.stdout
    kinds.write_text(kinds.read_text("utf-8").replace("  like: cause\n", ""), "utf-8")
    assert {one["check"] for one in built(good)[1]} >= {"kind-incomplete"}
