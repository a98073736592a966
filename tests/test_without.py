"""A data file that is missing or emptied is a fault, unless the site says it does without; its checks then rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paper import jobs, printing, templates
from paper.sheet import pages_with_sheets
from sitecheck import cli, holdings, registry, schema
from sitecheck.source import Finding
from support.commands import built, command, replace
from support.site_maker import record_again

DECLARABLE = sorted(set(holdings.STEMS) - set(schema.CORE))
FILLED = sorted(set(holdings.STEMS) - set(schema.REGISTERS))


def declare(root: Path, *stems: str) -> None:
    replace(root / "mkdocs.yml", "extra:\n", f"extra:\n  without: [{', '.join(stems)}]\n")


def found(root: Path, check: str = "data-unreadable") -> list[Finding]:
    return registry.run(cli.read(root), names=(check,)).findings


@pytest.mark.parametrize("stem", holdings.STEMS)
def test_a_file_that_is_missing_is_found(stem: str, good: Path) -> None:
    (good / f"data/{stem}.yml").unlink()
    assert [(one.path, one.line, one.message) for one in found(good)] == [
        (f"data/{stem}.yml", 1, f"data/{stem}.yml is missing")
    ]
    assert not cli.read(good).buildable


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("published", "[]\n"),
        ("published", "- null\n"),
        ("urgency", ""),
        ("urgency", "# To be filled.\n"),
        ("wording", "{}\n"),
        ("log", "name:\ntitle:\n"),
    ],
)
def test_a_file_that_was_emptied_is_found(stem: str, text: str, good: Path) -> None:
    (good / f"data/{stem}.yml").write_text(text, "utf-8")
    findings = registry.run(cli.read(good)).findings
    assert [(one.path, one.message) for one in findings if one.path.startswith("data/")] == [
        (f"data/{stem}.yml", f"data/{stem}.yml holds no entry")
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/article.yml", "statements:", "statements: []\nrest:"),
        ("data/wording.yml", "medicines:", "medicines: []\nrest:"),
    ],
)
def test_the_part_that_a_check_goes_by_may_not_be_emptied_either(path: str, old: str, new: str, good: Path) -> None:
    replace(good / path, old, new)
    messages = {one.message for check in ("data-invalid", "data-unreadable") for one in found(good, check)}
    assert messages & {
        "signs has 0 items",
        "statements has 0 items",
        "medicines has 0 items",
    }


@pytest.mark.parametrize("stem", DECLARABLE)
def test_a_site_may_say_that_it_does_without(stem: str, good: Path) -> None:
    (good / f"data/{stem}.yml").unlink()
    declare(good, stem)
    assert found(good) == []
    assert cli.read(good).buildable
    [told] = registry.idle(cli.read(good))
    assert told.startswith(f"this site does without data/{stem}.yml")


@pytest.mark.parametrize("text", ["", "# To be filled.\n", "[]\n", "null\n"])
def test_what_is_said_to_be_missing_may_lie_there_empty(text: str, good: Path) -> None:
    (good / "data/glossary.yml").write_text(text, "utf-8")
    declare(good, "glossary")
    assert registry.run(cli.read(good)).findings == []


@pytest.mark.parametrize("stem", schema.REGISTERS)
def test_what_need_not_have_happened_may_be_empty(stem: str, good: Path) -> None:
    empty = {
        "clinic": "".join(f'{name}: ""\n' for name in schema.CLINIC if name != schema.CONFIRMED),
        "corrections": "[]\n",
        "redirects": "[]\n",
        "reviewers": "[]\n",
        "withdrawn": "versions: []\naddresses: []\n",
    }
    (good / f"data/{stem}.yml").write_text(empty[stem], "utf-8")
    assert registry.run(cli.read(good)).findings == []
    assert list(registry.idle(cli.read(good))) == []


@pytest.mark.parametrize(
    ("stem", "says", "hint"),
    [
        ("logg", "there is no data/logg.yml to do without", "write log"),
        ("log.yml", "there is no data/log.yml.yml to do without", "write log"),
        ("medicines", "there is no data/medicines.yml to do without", "choose from"),
        ("log", "data/log.yml is there", "take log off the list, or delete the file"),
        ("disclaimers", "no site is built without data/disclaimers.yml", "take disclaimers off the list"),
        ("kinds", "no site is built without data/kinds.yml", "take kinds off the list"),
    ],
)
def test_what_is_not_so_cannot_be_said(stem: str, says: str, hint: str, good: Path) -> None:
    (good / "data/glossary.yml").unlink()
    declare(good, "glossary", stem)
    [one] = found(good)
    assert (one.path, one.message) == ("mkdocs.yml", f"extra.without names {stem}, and {says}")
    assert (good / "mkdocs.yml").read_text("utf-8").split("\n")[one.line - 1].strip() == f"without: [glossary, {stem}]"
    assert one.hint.startswith(hint)


@pytest.mark.parametrize("written", ["log", "{log: true}", "[log, log]", "[3]", "[[log]]"])
def test_it_is_a_list_of_names(written: str, good: Path) -> None:
    replace(good / "mkdocs.yml", "extra:\n", f"extra:\n  without: {written}\n")
    assert found(good, "setting-wrong") != []


def test_checks_at_rest_are_told_once_and_find_nothing(good: Path) -> None:
    (good / "data/article.yml").unlink()
    replace(good / "data/wording.yml", "brands:", "brands: []\nbrands_of_old:")
    replace(good / "docs/causes/pollen.md", "article: [S2]", "article: [S99]")
    declare(good, "article", "log")
    (good / "data/log.yml").unlink()
    assert list(registry.idle(cli.read(good))) == [
        "this site does without data/article.yml; at rest: article-unnamed, statement-uncovered, statement-unknown, verdict-unsourced",
        "this site does without data/log.yml",
        "data/wording.yml holds nothing under brands; at rest: brand-named",
    ]
    assert found(good, "statement-unknown") == []


def test_the_notice_is_no_finding(good: Path) -> None:
    (good / "data/log.yml").unlink()
    declare(good, "log")
    record_again(good)
    for verb in (["check"], ["build", "--no-handouts"]):
        done = command(*verb, "--root", good, "--format", "json")
        assert (done.returncode, json.loads(done.stdout)) == (0, [])
        assert done.stderr.count("notice: this site does without data/log.yml\n") == 1
    site = cli.read(good)
    assert list(jobs.of_log(site, good / "site", templates.environment(site))) == []
    assert printing.count_of(site) == 4 * len(pages_with_sheets(site)) + 6
    status = command("handouts", "--root", good, "sneeze-log", "--format", "json")
    assert status.returncode == 2
    assert "sneeze-log" in json.loads(status.stdout)[0]["message"]


def test_a_first_release_says_what_is_no_longer_missing(good: Path) -> None:
    (good / "data/published.yml").unlink()
    declare(good, "published")
    assert built(good) == (0, [])
    said = command("published", "--root", good).stdout
    assert "take published off extra.without in mkdocs.yml" in said
    assert [one.message for one in found(good)] == ["extra.without names published, and data/published.yml is there"]
