"""Paper says what has passed: none of changed sources, of a withdrawn version, or with two emergency numbers."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import build
import handouts
from paper import clinic, jobs, press
from paper.sheet import plain_text
from publish import headers as hosting
from publish import mkdocs_run
from sitecheck import cli, inventory, report
from sitecheck.loading import load_built
from sitecheck.source import Finding, Site
from support.commands import built, replace
from support.site_maker import good_site, record_again

POLLEN = "docs/causes/pollen.md"
PHRASE = "your local emergency number (such as 112, 911 or 999)"


@pytest.fixture(autouse=True)
def on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be printed on A4 is written down as it stands; that a PDF holds it is asked in test_handouts.py."""

    def write(
        site: Site, todo: list[jobs.Job], out: Path, seen: Callable[[], object]
    ) -> tuple[list[str], list[Finding]]:
        out.mkdir()
        for job in todo:
            html = "".join([job.html, *(part.forms[0] for part in job.parts)])
            (out / job.file).write_text(plain_text(html), "utf-8")
        return [job.file for job in todo], []

    monkeypatch.setattr(press, "FORMATS", press.FORMATS[:1])
    monkeypatch.setattr(handouts, "print_all", write)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a good site that was built."""
    root = good_site(tmp_path_factory.mktemp("once"))
    assert built(root) == (0, [])
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    """A copy of that root for one test to change. Its files get other times."""
    shutil.copytree(once, tmp_path / "root", copy_function=shutil.copy)
    return tmp_path / "root"


def printed(root: Path, *arguments: object) -> tuple[int, list[str], list[tuple[str, str]]]:
    """Exit status, files made, and (path, check) of each finding of handouts.py."""
    out = root.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    called = ["--root", str(root), "--output", str(out), "--format", "json", *map(str, arguments)]
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(report, "say", lambda findings, form, closing: said.extend(findings))
            said: list[Finding] = []
            status = handouts.main(called)
    except cli.CannotJudge as error:
        status, said = cli.COULD_NOT_JUDGE, [error.finding]
    return status, sorted(file.name for file in out.glob("*")), [(one.path, one.check) for one in said]


def words(root: Path, file: str) -> str:
    """What stands on a sheet that was printed last."""
    return (root.parent / "out" / f"{file}.pdf").read_text("utf-8")


def test_a_sheet_of_sources_that_passed_is_printed_with_their_words_and_their_date(root: Path) -> None:
    assert printed(root, "pollen")[:2] == (
        0,
        ["pollen-a4.pdf"],
    )
    assert "Open a window." in words(root, "pollen-a4")
    assert "Checked against its sources on 22 November 2026" in words(root, "pollen-a4")


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace(root / path, old, new)


def added(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text("x", "utf-8")


def icon(root: Path) -> None:
    """One of the theme's pictures, replaced as the theme lets a site do."""
    (root / "overrides/.icons/material").mkdir(parents=True)
    (root / "overrides/.icons/material/alert-octagon.svg").write_text("<svg></svg>", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    POLLEN: edited(POLLEN, "Open a window.", "Close the window."),
    "data/urgency.yml": edited("data/urgency.yml", "20 minutes", "90 minutes"),
    "mkdocs.yml": edited("mkdocs.yml", "Be seen today", "Be seen soon"),
    "overrides/paper/sheet-body.html": edited("overrides/paper/sheet-body.html", "In danger, ring", "Ring"),
    "docs/causes/dust.md": lambda root: (root / "docs/causes/dust.md").unlink(),
    "docs/causes/mould.md": added("docs/causes/mould.md"),
    "overrides/.icons/material/alert-octagon.svg": icon,
    "docs/assets/nose.svg": edited("docs/assets/nose.svg", "<svg", "<svg "),
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_since_the_site_was_built_is_named_and_nothing_is_printed(path: str, root: Path) -> None:
    CHANGES[path](root)
    assert printed(root, "pollen") == (2, [], [(path, "site-outdated")])


@pytest.mark.parametrize("more", [["pollen", "dust", "--pack"], ["sneeze-log"], ["--pack", "--clinic"], []], ids=len)
def test_it_is_printed_in_no_other_way_either(more: list[str], root: Path) -> None:
    CHANGES[POLLEN](root)
    file = [root / "data/clinic.yml"] if "--clinic" in more else []
    assert printed(root, *more, *file) == (2, [], [(POLLEN, "site-outdated")])


def test_a_page_whose_build_failed_gives_no_paper_until_it_passes(root: Path) -> None:
    replace(root / POLLEN, "1. Open a window.", "1. Close the [window](nowhere.md).")
    assert built(root)[0] == 1
    assert printed(root, "pollen")[:2] == (2, [])
    replace(root / POLLEN, "[window](nowhere.md)", "window")
    assert printed(root, "pollen")[:2] == (2, [])
    record_again(root)
    assert built(root) == (0, [])
    assert printed(root, "pollen")[0] == 0
    assert "Close the window." in words(root, "pollen-a4")


def touched(root: Path) -> None:
    for file in root.rglob("*"):
        os.utime(file, (0, 0))


def committed(root: Path) -> None:
    """A commit of another day, which changes no source."""
    (root / "README.md").write_text("New.\n", "utf-8")
    author = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": "2030-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2030-01-01T00:00:00Z"}
    for called in (["init", "-q"], ["add", "README.md"], ["commit", "-q", "-m", "Say it"]):
        subprocess.run(["git", "-C", str(root), *called], check=True, env=os.environ | author | dates)


@pytest.mark.parametrize(
    "change",
    [touched, committed, added("notes.txt"), added("docs/.page.md.swp"), lambda root: (root / "build").mkdir()],
    ids=["times", "commit", "note", "hidden", "build"],
)
def test_what_is_no_source_changes_nothing(change: Callable[[Path], object], root: Path) -> None:
    change(root)
    assert printed(root, "feeding", "pollen")[0] == 2  # a name that no handout has
    assert printed(root, "sneeze-log")[0] == 0
    assert "As of 22 November 2026" in words(root, "sneeze-log-a4")


@pytest.mark.parametrize("lost", ["site", "site/.sources", "site/.sources soon", "site/.sources 9999999999999"])
def test_without_a_site_that_says_what_it_was_made_of_nothing_is_printed(lost: str, root: Path) -> None:
    path, _, epoch = lost.partition(" ")
    if epoch:
        (root / path).write_text(f"{epoch}\n", "utf-8")
    else:
        shutil.rmtree(root / path) if path == "site" else (root / path).unlink()
    assert printed(root, "pollen") == (2, [], [("mkdocs.yml", "command-wrong")])


def test_sources_that_change_while_they_are_built_are_not_published(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = mkdocs_run.build

    def slow(*arguments: Any) -> object:
        found = made(*arguments)
        replace(root / POLLEN, "Open a window.", "Close the window.")
        return found

    monkeypatch.setattr(mkdocs_run, "build", slow)
    with pytest.raises(cli.CannotJudge) as said:
        build.main(["--root", str(root), "--no-handouts"])
    assert (said.value.finding.path, said.value.finding.message) == (POLLEN, f"changed since the build began: {POLLEN}")
    assert inventory.read(root / "site") is not None


def test_other_scripts_make_another_site(root: Path, tmp_path: Path) -> None:
    shutil.copytree(cli.SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    was, same = (inventory.digests(root, scripts) for scripts in (cli.SCRIPTS, tmp_path / "scripts"))
    assert same == was
    replace(tmp_path / "scripts/paper/sheet.py", "left_out", "left_over")
    found = inventory.difference(was, inventory.digests(root, tmp_path / "scripts"), "then", "look")
    assert found is not None
    assert (found.path, found.message) == ("mkdocs.yml", "changed since then: scripts/")


def test_many_changes_are_counted() -> None:
    was, now = ({f"docs/{letter}.md": text for letter in "fedcba"} for text in ("old", "new"))
    found = inventory.difference(was, now, "then", "look")
    assert found is not None
    assert (found.path, found.message) == (
        "docs/a.md",
        "changed since then: docs/a.md, docs/b.md, docs/c.md and 3 more",
    )


def test_hosts_do_not_hand_it_out(root: Path) -> None:
    assert f"location = /{inventory.FILE} {{ return 404; }}" in hosting.nginx(cli.read(root), "", root, "80", False)


# What was withdrawn.


def version(root: Path) -> str:
    site = cli.read(root)
    load_built(site, root / "site")
    return jobs.sheets(site, ["pollen"])[0].version


def withdraw(root: Path, short: str = "pollen", version_of: str = "") -> str:
    said = version_of or version(root)
    notice = f"versions:\n  - {{page: {short}, version: {said}, reason: Step 1 was wrong., instead: Use the page.}}\n"
    (root / "data/withdrawn.yml").write_text(f"{notice}addresses: []\n", "utf-8")
    return said


def accepted(root: Path) -> None:
    """As if the site had been built of these sources: what then holds is the last look."""
    made = inventory.read(root / "site")
    assert made is not None
    inventory.write(root / "site", inventory.Inventory(made.epoch, inventory.digests(root, cli.SCRIPTS)))


WITHDRAWN = [("data/withdrawn.yml", "withdrawal-current")]


@pytest.mark.parametrize("more", [["pollen"], ["dust", "pollen", "--pack"], ["--pack", "--clinic"], []], ids=len)
def test_a_withdrawn_version_is_printed_by_no_hand(more: list[str], root: Path) -> None:
    withdraw(root)
    accepted(root)
    file = [root / "data/clinic.yml"] if "--clinic" in more else []
    assert printed(root, *more, *file) == (1, [], WITHDRAWN)


def test_the_other_sheets_are(root: Path) -> None:
    withdraw(root)
    accepted(root)
    assert printed(root, "dust")[:2] == (0, ["dust-a4.pdf"])


def test_a_withdrawn_version_is_published_by_no_build(root: Path) -> None:
    withdraw(root)
    done, findings = built(root)
    assert (done, [(one["path"], one["check"]) for one in findings]) == (1, WITHDRAWN)


def test_another_day_does_not_make_another_sheet_of_withdrawn_words(root: Path) -> None:
    withdraw(root)
    replace(root / POLLEN, "reviewed: 2026-11-22", "reviewed: 2026-11-23")
    assert [(one["path"], one["check"]) for one in built(root)[1]] == WITHDRAWN
    replace(root / POLLEN, "1. Open a window.", "1. Close the window.")
    record_again(root)
    assert built(root) == (0, [])
    assert printed(root, "pollen")[0] == 0


@pytest.mark.parametrize("short", ["pollen", "dust-and-other-fine-powders"])
def test_where_the_sheet_is_taken_away_every_place_that_led_to_it_says_so(short: str, root: Path) -> None:
    page = root / f"docs/causes/{short}.md"
    if short != "pollen":  # a page whose address on paper is its file's name
        (root / POLLEN).rename(page)
        replace(page, "short: pollen\n", "")
        replace(page, "title: Pollen and your nose", "title: Powder and your nose")
    said = withdraw(root, short, "2026-01-01-0a1b2c" if short != "pollen" else "")
    if short == "pollen":
        replace(page, "audience:", "handout: []\naudience:")
    assert built(root) == (0, [])
    assert f"with version {said}" in (root / f"site/causes/{short}/index.html").read_text("utf-8")
    told = (root / f"site/h/{short}/index.html").read_text("utf-8")
    assert f"Do not use version {said}" in told
    assert ("That sheet is no longer in use." in told) == (short == "pollen")
    assert f'href="../../causes/{short}/"' in told


# The clinic's own number.

DETAILS = {"name": "Hill Road", "phone": "", "hours": "", "address": "", "logo": "", "emergency_number": "000"}


def details(root: Path, **changed: str) -> Path:
    file = root.parent / "clinic.yml"
    file.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in (DETAILS | changed).items()), "utf-8")
    return file


@pytest.mark.parametrize("more", [[], ["--pack"]])
def test_a_clinics_number_stands_in_the_cards_and_at_the_foot_alike(more: list[str], root: Path) -> None:
    assert printed(root, "pollen", "sneeze-log", "--clinic", details(root), *more)[0] == 0
    for file in {"pack-a4" if more else "pollen-a4", "pack-a4" if more else "sneeze-log-a4"}:
        text = words(root, file)
        assert "In danger, ring 000." in text
        assert not any(number in text for number in ("112", "911", "999"))
    assert "Call 000 now if:" in words(root, "pack-a4" if more else "pollen-a4")
    assert words(root, "pack-a4" if more else "sneeze-log-a4").count("Emergency number: 000") == 1 + bool(more)


def test_a_clinics_number_takes_the_place_of_the_words_for_one_wherever_they_stand(root: Path) -> None:
    replace(
        root / POLLEN,
        "1. Open a window.",
        f"1. Y{PHRASE[1:].replace('such as', f'such{chr(10)}   as')} helps.",
    )
    record_again(root)
    assert built(root) == (0, [])
    was = version(root)
    assert printed(root, "pollen", "--clinic", details(root))[0] == 0
    assert "000 helps." in words(root, "pollen-a4")
    assert "911" not in words(root, "pollen-a4")
    assert was in words(root, "pollen-a4"), "the number is the clinic's, the words are the page's"


def test_a_site_with_a_number_of_its_own_gives_one_way_to_another(root: Path) -> None:
    replace(root / "data/clinic.yml", 'emergency_number: ""', 'emergency_number: "112"')
    assert built(root) == (0, [])
    assert printed(root, "pollen", "--clinic", details(root))[0] == 0
    assert "Call 000 now if:" in words(root, "pollen-a4")
    assert "112" not in words(root, "pollen-a4")
    assert printed(root, "pollen", "--clinic", details(root, emergency_number=""))[0] == 0
    assert words(root, "pollen-a4").count("112") > 1, "who gives no number keeps the site's"


def test_a_sheet_that_would_give_two_numbers_is_refused(root: Path) -> None:
    site = cli.read(root)
    load_built(site, root / "site")
    site.data["clinic.yml"].value["emergency_number"] = "112"
    [sheet] = jobs.sheets(site, ["pollen"])
    with pytest.raises(cli.CannotJudge) as said:  # its cards say the phrase, but a text that somebody typed says 112
        clinic.told(dataclasses.replace(sheet, disclaimers=[("x", "Or ring 112.")]), site, "000")
    assert (said.value.finding.path, said.value.finding.check) == (POLLEN, "number-doubled")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emergency_number", "0OO"),
        ("emergency_number", "1"),
        ("phone", "0300 100 0212 or 0300 100 0213"),
        ("name", "კლინიკა"),
        ("nmae", "x"),
    ],
)
def test_details_that_would_mislead_or_cannot_be_printed_are_named_at_their_line(
    field: str, value: str, root: Path
) -> None:
    file = details(root, **{field: value})
    with pytest.raises(cli.CannotJudge) as said:
        handouts.main(["--root", str(root), "pollen", "--clinic", str(file)])
    finding = said.value.finding
    assert (finding.path, finding.check) == ("../clinic.yml", "clinic-unreadable")
    assert finding.line == [*(DETAILS | {field: value})].index(field) + 1


def test_the_log_is_a_handout_too(root: Path) -> None:
    assert printed(root, "sneeze-log")[1] == ["sneeze-log-a4.pdf"]
    status, files, _ = printed(root, "pollen", "sneeze-log", "--pack")
    assert (status, files) == (0, ["pack-a4.pdf"])
    assert "Tick a box for each sneeze." in words(root, "pack-a4")
    assert "Open a window." in words(root, "pack-a4")
    assert {"sneeze-log-a4.pdf", "pollen-a4.pdf", "dust-a4.pdf"} <= set(printed(root)[1])


def test_a_preview_with_words_that_wait_prints_nothing(root: Path) -> None:
    replace(root / POLLEN, "Open a window.", "Close the window.")
    assert built(root) == (0, [])
    assert printed(root, "pollen")[:2] == (2, [])
