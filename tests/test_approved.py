"""Approved text: a change of words is found wherever it was made, shown, put on record by a yes, and never by anything else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import summary
from publish import gate
from sitecheck import approval, approved, cli, report, sign_off
from sitecheck.loading import load
from sitecheck.source import Finding, Site
from sitecheck.text import lines
from support.commands import command

QUIET = report.Steps(quiet=True)
Edit = tuple[str, str, str]  # (file, what it says, what it is to say)
POLLEN = "docs/causes/pollen.md"
# One change of words in each kind of place, and where it is to be found: (path, part of the line; "" for the record).
EDITS: dict[str, tuple[Edit, str]] = {
    "a sentence": ((POLLEN, "It is a fine powder", "It is a coarse powder"), POLLEN),
    "an item of a list": ((POLLEN, "\n- sneezing\n", "\n- loud sneezing\n"), POLLEN),
    "a step": ((POLLEN, "1. Open a window.", "1. Shut the window."), POLLEN),
    "a heading": (("docs/index.md", "## Innocent text", "## Guilty text"), "docs/index.md"),
    "a cell of a table": (("docs/index.md", "| 1   | 2       |", "| 1   | 3       |"), "docs/index.md"),
    "the source of a sentence": (
        (POLLEN, "look at your nose.[^example-guideline]", "look at your nose.[^example-trial]"),
        POLLEN,
    ),
    "a word in code": (("docs/index.md", "{{ braces }}", "{{ brackets }}"), "docs/index.md"),
    "the meaning of a short form": (("docs/index.md", "as soon as possible", "as slowly as possible"), "docs/index.md"),
    "the text of a picture": (("docs/index.md", "![A nose, drawn", "![An ear, drawn"), "docs/index.md"),
    "a title": (("docs/causes/dust.md", "title: House dust", "title: Old dust"), "docs/causes/dust.md"),
    "a description": (("docs/about.md", "what it is for,", "whom it is for,"), "docs/about.md"),
    "a key message": (
        ("docs/causes/dust.md", "can make you sneeze all year", "can make you sneeze all week"),
        "docs/causes/dust.md",
    ),
    "a code for programs": (("docs/about.md", "audience: [parents]", "audience: [nurses]"), "docs/about.md"),
    "a sign": (("data/urgency.yml", "bled for 20 minutes", "bled for 40 minutes"), "data/urgency.yml"),
    "the level of a sign": (("data/urgency.yml", "  level: within-days", "  level: same-day"), "data/urgency.yml"),
    "the source of a sign": (
        ("data/urgency.yml", "cites: [example-guideline]\n  always: true", "cites: [example-trial]\n  always: true"),
        "data/urgency.yml",
    ),
    "a meaning": (("data/glossary.yml", "a fine powder that plants", "a fine powder that trees"), "data/glossary.yml"),
    "a telephone number": (("data/helplines.yml", "555 0100", "555 0101"), "data/helplines.yml"),
    "a paraphrase": (("data/article.yml", "has several causes", "has two causes"), "data/article.yml"),
    "a verdict": (("mkdocs.yml", "partly: Partly supported", "partly: Hardly supported"), "mkdocs.yml"),
    "the heading of a level": (("mkdocs.yml", "Be seen today by", "Be seen soon by"), "mkdocs.yml"),
    "the note of a level": (("mkdocs.yml", "If no one can see you today", "If nobody can see you today"), "mkdocs.yml"),
    "who checked": (("mkdocs.yml", "lapsed: The text has", "lapsed: The page has"), "mkdocs.yml"),
    "the subject of a mail": (
        ("mkdocs.yml", "share_subject: A page for you", "share_subject: Read this"),
        "mkdocs.yml",
    ),
    "the licence": (("mkdocs.yml", "copyright: Text CC BY 4.0", "copyright: Text CC BY 3.0"), "mkdocs.yml"),
    "a disclaimer": (
        ("data/disclaimers.yml", "It cannot replace advice", "It can replace advice"),
        "data/disclaimers.yml",
    ),
    "the foot of pages": (
        ("overrides/partials/footer.html", "If someone is in danger", "If someone is ill"),
        "overrides/partials/footer.html",
    ),
    "a button": (
        ("overrides/partials/header.html", '_("Get help")', '_("Get help soon")'),
        "overrides/partials/header.html",
    ),
    "the page of lost addresses": (
        ("overrides/404.html", "The address may be mistyped", "The address is wrong"),
        "overrides/404.html",
    ),
    "the page behind a short address": (
        ("overrides/short.html", "some words have changed", "no words have changed"),
        "overrides/short.html",
    ),
    "the foot of sheets": (
        ("overrides/paper/sheet-body.html", "A sheet does not replace", "A sheet replaces"),
        "overrides/paper/sheet-body.html",
    ),
    "the clinic's box on paper": (("overrides/paper/macros.html", "Checked for use here by", "Made by"), ""),
    "how to use the log": (("data/log.yml", "Tick a box for each sneeze.", "Tick a box a day."), "data/log.yml"),
    "a question on the log": (("data/log.yml", "when you sneeze?", "when you cough?"), "data/log.yml"),
    "a drawing": (("docs/assets/nose.svg", "</svg>", "<title>A trunk</title></svg>"), "docs/assets/nose.svg"),
}


def change(root: Path, edits: Iterable[Edit]) -> None:
    for path, old, new in edits:
        text = (root / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        (root / path).write_text(text.replace(old, new, 1), "utf-8")


def judged(root: Path) -> Site:
    return gate.judge(root, QUIET, handouts=False, waiting=True)[0]


def approve(root: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return command("approve", "--root", root, *arguments, answers=answers)


def unapproved(root: Path) -> list[Finding]:
    found = gate.judge(root, QUIET, handouts=False)[1].findings
    return [finding for finding in found if finding.check == "text-unapproved"]


def exact(file: Path, old: str, new: str, findings: list[Finding]) -> bool:
    """Whether one of the findings is at a line that holds the first word of `new` that `old` had not."""
    text = file.read_text("utf-8").split("\n")
    word = next(word for word in new.split() if word not in old.split()).strip("<>/:,.;[]")
    return any(word in text[finding.line - 1] for finding in findings)


def test_a_change_of_words_is_found_where_it_was_made_and_gone_after_a_yes(good: Path) -> None:
    assert len(EDITS) >= 30
    change(good, (edit for edit, _ in EDITS.values()))
    site = judged(good)
    found = [(approval.finding(site, one), one) for each in approval.comparisons(site) for one in each.changes]
    for name, ((_, old, new), path) in EDITS.items():
        if path:
            here = [finding for finding, _ in found if finding.path == path]
            assert here, (name, sorted({finding.path for finding, _ in found}))
            assert exact(good / path, old, new, here), (name, [(one.line, one.message) for one in here])
        else:
            assert any(new.split()[0] in one.after for _, one in found), name
    done = approve(good, answers="y\n" * len(found))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert unapproved(good) == []


NOTHING: dict[str, Edit] = {
    "a paragraph set in other lines": (POLLEN, "Open a window first. If you", "Open a window\nfirst. If you"),
    "a comment": (POLLEN, "## Signs {", "<!-- Another. -->\n\n## Signs {"),
    "a day of review": (POLLEN, "reviewed: 2026-11-22", "reviewed: 2026-11-21"),
    "a keyword": (POLLEN, "keywords: [sneezing, running nose]", "keywords: [sneezing]"),
    "the address of a link": ("docs/index.md", "#numbers)", "#signs-in-you)"),
    "an address of the site": ("mkdocs.yml", "https://example.org/", "https://noses.example.net/"),
    "a work that is added": ("data/references.yml", "example-book:", "example-aaa:\n  authors: A\n  title: B\n  publisher: C\n  year: 2020\n  url: https://www.noses.health/b\n  doi: null\n  kind: guideline\n  region: none\n  seen: 2026-11-01\nexample-book:"),
    "a style": ("overrides/styles/site.css", "\n", "\n/* A note. */\n"),
    "a clinic": ("data/clinic.yml", 'name: ""', 'name: "Noses & Co"'),
    "a clinic's emergency number": ("data/clinic.yml", 'emergency_number: ""', 'emergency_number: "000"'),
}  # fmt: skip


def test_what_changes_no_word_changes_nothing_on_record(good: Path) -> None:
    change(good, NOTHING.values())
    site = judged(good)
    assert [one.changes for one in approval.comparisons(site)] == []


LOSSES: dict[str, Callable[[Path], None]] = {
    "a sign": lambda root: change(root, [(POLLEN, "urgency: [sneeze-blood]", "urgency: [sneeze-breath]")]),
    "a disclaimer on some pages": lambda root: change(
        root, [("overrides/main.html", '{% include "partials/disclaimers.html" %}', '{% if page.url != "causes/pollen/" %}{% include "partials/disclaimers.html" %}{% endif %}')]
    ),
    "a line on paper": lambda root: change(root, [(POLLEN, "it is an emergency.", "it is an emergency.\n{: .not-on-sheet }")]),
    "a section on paper": lambda root: change(root, [(POLLEN, "codes: []", "codes: []\nhandout: [in-short, when-to-get-help]")]),
    "a page": lambda root: (root / "docs/about.md").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("name", LOSSES)
def test_what_readers_lose_is_found(name: str, good: Path) -> None:
    LOSSES[name](good)
    site = judged(good)
    changes = [one for each in approval.comparisons(site) for one in each.changes]
    assert any(not one.after or one.after.startswith("[not on this sheet") for one in changes), changes


def test_sentences_that_only_moved_are_asked_once(good: Path) -> None:
    text = (good / POLLEN).read_text("utf-8")
    start, end = text.index("## What it is"), text.index("## How it can")
    (good / POLLEN).write_text(text[:start] + text[end:] + "\n" + text[start:end], "utf-8")
    site = judged(good)
    found = [one for each in approval.comparisons(site) for one in each.changes if each.file == "causes/pollen.txt"]
    assert [one.moved for one in found] == [True]


def test_a_no_writes_nothing_and_the_rest_is_written(good: Path) -> None:
    change(good, [EDITS["a sentence"][0], EDITS["a step"][0]])
    assert len(unapproved(good)) == 2
    done = approve(good, "causes/pollen", answers="n\ny\n")
    assert done.returncode == cli.FINDINGS
    assert len(unapproved(good)) == 1
    assert approve(good, "causes/pollen", answers="").returncode == cli.FINDINGS
    assert len(unapproved(good)) == 1
    assert approve(good, answers="y\n").returncode == cli.CLEAN
    assert unapproved(good) == []


def test_to_show_writes_nothing_and_names_what_to_look_at_twice(good: Path) -> None:
    change(good, [EDITS["a sign"][0]])
    before = {path: path.read_bytes() for path in (good / approved.FOLDER).rglob("*.txt")}
    said = approve(good, "--show")
    assert said.returncode == cli.CLEAN
    assert "bled for 20 minutes" in said.stdout
    assert "20 became 40" in said.stdout
    assert "Example" in said.stdout  # its source
    assert before == {path: path.read_bytes() for path in (good / approved.FOLDER).rglob("*.txt")}


def test_without_a_record_nothing_is_published_whatever_is_allowed(good: Path) -> None:
    for file in (good / approved.FOLDER).rglob("*.txt"):
        file.unlink()
    found = gate.judge(good, QUIET, handouts=False, waiting=True)[1].findings
    assert [finding.check for finding in found] == ["record-missing"]
    assert approve(good, "--begin").returncode == cli.CLEAN
    assert gate.judge(good, QUIET, handouts=False)[1].findings == []
    assert all(
        file.read_text("utf-8").startswith(approved.AS_FOUND) for file in (good / approved.FOLDER).rglob("*.txt")
    )
    assert approve(good, "--begin").returncode == cli.COULD_NOT_JUDGE


def test_a_page_read_line_by_line_loses_the_heading_that_nobody_read_it(good: Path) -> None:
    file = good / approved.FOLDER / "causes/pollen.txt"
    file.write_text(f"{approved.AS_FOUND}\n{file.read_text('utf-8')}", "utf-8")
    assert approve(good, "--read", "causes/pollen", answers="y\nn\n").returncode == cli.FINDINGS
    assert approved.AS_FOUND in file.read_text("utf-8")
    assert approve(good, "--read", POLLEN, answers="y\n" * 200).returncode == cli.CLEAN
    assert approved.AS_FOUND not in file.read_text("utf-8")


def test_a_new_page_waits_and_is_one_finding(good: Path) -> None:
    text = (
        (good / POLLEN)
        .read_text("utf-8")
        .replace("short: pollen", "short: hay")
        .replace("Pollen and your nose", "Hay and your nose")
    )
    (good / "docs/causes/hay.md").write_text(text.replace("What pollen is", "What hay is"), "utf-8")
    found = [finding for finding in unapproved(good) if finding.path == "docs/causes/hay.md"]
    assert len([finding for finding in found if "causes/hay" in finding.message]) == 1


def test_a_sign_off_ends_with_a_changed_word_or_sign_and_not_with_a_changed_day(good: Path) -> None:
    def state() -> str:
        site = load(good, cli.day_of(cli.last_change(good)))
        return next(page.sign_off for page in site.pages if page.path == POLLEN)

    site = load(good, cli.day_of(cli.last_change(good)))
    page = next(page for page in site.pages if page.path == POLLEN)
    digits = sign_off.fingerprint(page, site)
    assert digits in approve(good, "--sign", POLLEN).stdout
    review = f"clinical_review: {{name: A Made-Up Reviewer, role: nurse, date: 2026-11-22, interests: none, text: '{digits}'}}"
    change(good, [(POLLEN, "clinical_review: null", review)])
    assert state() == "current"
    assert gate.judge(good, QUIET, handouts=False)[1].findings == []  # a sign-off changes no word on record
    change(good, [NOTHING["a comment"], NOTHING["a keyword"]])
    approve(good, answers="y\n" * 9)
    assert state() == "current"
    change(good, [EDITS["a sign"][0]])
    approve(good, answers="y\n" * 9)
    assert state() == "lapsed"


def test_the_summary_shows_before_beside_after_and_the_record_to_commit(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("SERVER_URL", "https://forge.example"), ("REPOSITORY", "a/b"), ("HEAD_REF", "a branch")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    change(good, [EDITS["a sentence"][0]])
    judged(good)
    site = summary.built(good)
    waiting = approval.comparisons(site)
    said = summary.unapproved([(site, one) for one in waiting])
    assert "It is a fine powder in the air" in said
    assert "It is a coarse powder in the air" in said
    assert "https://forge.example/a/b/edit/a%20branch/data/approved/causes/pollen.txt" in said
    block = said.split("~~~text\n", 1)[1].split("~~~", 1)[0]
    (good / approved.FOLDER / waiting[0].file).write_text(block, "utf-8")
    assert unapproved(good) == []


def test_what_stands_in_several_places_is_shown_once(good: Path) -> None:
    change(good, [EDITS["the clinic's box on paper"][0]])
    judged(good)
    site = summary.built(good)
    waiting = approval.comparisons(site)
    said = summary.unapproved([(site, one) for one in waiting])
    assert len(waiting) > 1
    assert said.count("| Where | Before | After | Look twice |") == 1
    assert said.count("1 line of the same words and place as above.") == len(waiting) - 1
    assert said.count("The record once this is approved") == len(waiting)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One.[^a][^b] Two.[^c]", ["One.[^a][^b]", "Two.[^c]"]),
        ("Dr. Who said 3.5 or e.g. more. Then he left.", ["Dr. Who said 3.5 or e.g. more.", "Then he left."]),
        ("She asked “Why?” He said no.", ["She asked “Why?”", "He said no."]),
        ("奶水不足。怎么办？看医生。", ["奶水不足。", "怎么办？", "看医生。"]),
        ("no full stop", ["no full stop"]),
        ("Is it 38 °C? Yes! 39 °C is more.", ["Is it 38 °C?", "Yes!", "39 °C is more."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert lines.sentences(text) == expected


def test_what_nobody_sees_is_written_out() -> None:
    assert lines.visible("do\u200bse  and\u00ad more") == "do\\u200bse and\\u00ad more"
