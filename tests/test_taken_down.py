"""A page that does harm comes off in one line, whatever else waits: its address stays and says why, and nothing of it is left elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from paper import jobs
from publish import gate
from sitecheck import cli, report, withdrawal
from sitecheck.loading import load_built
from sitecheck.source import Finding
from support import pseudo
from support.commands import command, replace, tree
from support.site_maker import full_site, record_again, two_languages

QUIET = report.Steps(quiet=True)
REASON, INSTEAD = "Its first step was dangerous.", "Close the window & ask a nurse."
FIRST_STEP, MESSAGE = "Stand in a meadow at noon.", "A meadow is the best place to sneeze."
POLLEN = "docs/causes/pollen.md"


def take_down(root: Path, *shorts: str) -> None:
    notices = "".join(
        f"  - page: {short}\n    reason: {REASON}\n    instead: {INSTEAD}\n    date: 2026-11-22\n" for short in shorts
    )
    (root / "data/withdrawn.yml").write_text(f"versions: []\naddresses: []\npages:\n{notices}", "utf-8")


def text_of(root: Path, address: str) -> str:
    return (root / "build" / address / "index.html").read_text("utf-8")


def judged(root: Path) -> list[Finding]:
    return gate.judge(root, QUIET, handouts=False)[1].findings


@pytest.fixture(scope="module")
def down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a site, one page of which was taken down; another leads to one of its sections."""
    root = full_site(tmp_path_factory.mktemp("down"))
    replace(root / POLLEN, "1. Open a window.", f"1. {FIRST_STEP}")
    replace(root / POLLEN, "Pollen is a common cause of sneezing.", MESSAGE)
    replace(root / "docs/causes/dust.md", "Dust can make", "[Dust](pollen.md#signs) can make")
    record_again(root)
    take_down(root, "pollen")
    assert judged(root) == []
    return root


def test_its_address_says_why_and_keeps_every_sign(down: Path) -> None:
    page = text_of(down, "causes/pollen")
    assert "Pollen and your nose" in page
    for words in (withdrawal.TELLS, REASON, "Close the window &amp; ask a nurse.", "22 November 2026"):
        assert words in page
    for sign in ("sneeze-blood", *(id for id, one in cli.read(down).urgency.items() if one["always"])):
        assert f'data-sign="{sign}"' in page
    assert "data-strip" in page
    assert page.count("data-disclaimer=") == text_of(down, "causes/dust").count("data-disclaimer=")


def test_nothing_that_it_said_is_left_anywhere(down: Path) -> None:
    """Not in lists, in the search, in files for programs, nor on a sheet."""
    for name, content in tree(down / "build").items():
        for words in (FIRST_STEP, MESSAGE):
            assert words.encode() not in content, name
    told = json.loads((down / "build/api/v1/pages.json").read_text("utf-8"))["pages"]["causes/pollen/"]["meta"]
    assert (told["title"], told["description"]) == ("Pollen and your nose", withdrawal.TELLS)
    assert withdrawal.TELLS in text_of(down, "")


def test_its_sheet_is_gone_and_whoever_holds_one_is_told(down: Path) -> None:
    published = cli.read(down, published=True)
    load_built(published, down / "build")
    assert [sheet.page.short for sheet in jobs.sheets(published)] == ["which-sneeze", "dust", "help"]
    assert 'href="pollen-a4.pdf"' not in text_of(down, "handouts")
    for address in ("h/pollen", "handouts"):
        assert "Do not use any version of this sheet." in text_of(down, address)
        assert REASON in text_of(down, address)
    assert "Please use this page" not in text_of(down, "h/pollen")
    assert 'href="../../causes/pollen/"' in text_of(down, "h/pollen")
    feed = (down / "build/corrections.atom").read_text("utf-8")
    assert "Taken down: Pollen and your nose" in feed
    assert REASON in feed


def test_no_hand_prints_it(down: Path, tmp_path: Path) -> None:
    shutil.copytree(down, tmp_path / "root")
    (tmp_path / "root/build").rename(tmp_path / "root/site")
    done = command("handouts", "pollen", "--root", tmp_path / "root", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "there is no handout pollen" in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


def test_its_sheets_are_missed_by_nobody_who_keeps_addresses_alive(down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    published = root / "data/published.yml"
    files = [f"- handouts/{page}-{form}.pdf\n" for page in ("dust", "pollen") for form in ("a4", "large-print-letter")]
    published.write_text("".join([*files, "- handouts/pollen.png\n", "- causes/pollen/\n", "- h/pollen/\n"]), "utf-8")
    done = command("build", "--root", root)
    assert done.returncode == 0, done.stdout
    assert (root / "site/handouts/dust-a4.pdf").is_file()
    assert not [*(root / "site/handouts").glob("pollen*")]


def test_it_waits_for_no_approval_and_what_else_waits_still_does(down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    assert "nothing waits for approval" in command("approve", "--show", "--root", root).stdout
    replace(root / "docs/causes/dust.md", "1. Open a window.", "1. Open the door.")
    assert [(one.path, one.check) for one in judged(root)] == [("docs/causes/dust.md", "text-unapproved")]


def test_a_pull_request_says_so_and_nothing_waits(down: Path, tmp_path: Path) -> None:
    for name, text in (("findings.json", "[]"), ("told.md", "")):
        (tmp_path / name).write_text(text, "utf-8")
    asked = ("summary", tmp_path / "findings.json", "--markdown", tmp_path / "told.md", "--root", down)
    command(*asked)
    told = (tmp_path / "told.md").read_text("utf-8")
    assert "data/withdrawn\\.yml\\:5: Its first step was dangerous\\." in told
    assert "to be read and approved" not in told
    command(*asked, "--before", down)
    assert (tmp_path / "told.md").read_text("utf-8").count("Its first step") == 1


def test_while_words_wait_they_are_what_is_shown(down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    replace(root / POLLEN, FIRST_STEP, "Stand in the rain.")
    done = command("build", "--root", root, "--allow-unapproved", "--no-handouts", "--format", "json")
    assert done.returncode == 0
    (tmp_path / "findings.json").write_text(done.stdout, "utf-8")
    command("summary", tmp_path / "findings.json", "--markdown", tmp_path / "told.md", "--root", root)
    told = (tmp_path / "told.md").read_text("utf-8")
    assert "Stand in the rain" in told
    assert "Its first step was dangerous" in told


def test_it_is_back_when_its_notice_is_gone(down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    (root / "data/withdrawn.yml").write_text("versions: []\naddresses: []\npages: []\n", "utf-8")
    assert judged(root) == []
    assert FIRST_STEP in text_of(root, "causes/pollen")


@pytest.mark.parametrize(
    ("template", "fault", "check"),
    [
        ("inserts/withdrawn-page.md", "\n[Here](nowhere.md) is more.\n", "link-dead"),
        ("inserts/withdrawn-page.md", "\n<p onclick='x()'>More.</p>\n", "attribute-unlisted"),
        ("inserts/withdrawn-page.md", "\n<p>Give no milk tonight, and ring nobody.</p>\n", "text-unapproved"),
        ("inserts/withdrawn-page.md", "\nGive no milk tonight.\n{: .withdrawn }\n", "text-unapproved"),
        (
            "inserts/causes.md",
            "{% for one in site.pages if one.withdrawn %}\n- Give no milk.\n{% endfor %}",
            "text-unapproved",
        ),
        ("main.html", "{% if source and source.withdrawn %}<img src='x.png'>{% endif %}", "link-dead"),
    ],
)
def test_what_stands_in_its_place_meets_the_checks(
    template: str, fault: str, check: str, down: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    file = root / "overrides" / template
    file.write_text(file.read_text("utf-8") + fault, "utf-8")
    assert check in {one.check for one in judged(root)}


@pytest.mark.parametrize("where", ["data/eo/furniture.yml", "data/furniture.yml"])
def test_its_words_are_on_record_before_they_are_needed(where: str, tmp_path: Path) -> None:
    root = two_languages(tmp_path)
    if where == "data/furniture.yml":
        (root / where).write_text(f"- text: '{withdrawal.TELLS}'\n  said: Give no milk tonight.\n", "utf-8")
    else:
        replace(root / where, pseudo.backwards(withdrawal.TELLS), pseudo.backwards("Give no milk tonight."))
    assert {one.check for one in judged(root)} == {"text-unapproved"}


def test_no_class_hides_words_from_the_record(good: Path) -> None:
    frame = good / "overrides/main.html"
    replace(frame, "</article>", '<p class="withdrawn">Give no milk tonight.</p>\n</article>')
    assert [(one.path, one.check) for one in judged(good)] == [("overrides/main.html", "text-unapproved")]


def test_it_is_mended_in_peace(down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    replace(root / POLLEN, FIRST_STEP, "Close the window.")
    replace(root / POLLEN, MESSAGE, "A meadow in spring is the worst place to sneeze.")
    assert judged(root) == []
    assert "Close the window." not in text_of(root, "causes/pollen")
    (root / "data/withdrawn.yml").write_text("versions: []\naddresses: []\n", "utf-8")
    assert {one.check for one in judged(root)} == {"text-unapproved"}


def test_the_build_says_what_is_down_and_by_which_version_its_sheet_is_known(down: Path) -> None:
    done = command("build", "--root", down, "--no-handouts")
    assert re.search(r"docs/causes/pollen\.md is taken down; the version of its sheet is 2026-11-22-\w{6}", done.stderr)


def test_it_stays_down_where_the_translation_is_not_mended_yet(tmp_path: Path) -> None:
    root = two_languages(tmp_path)
    take_down(root, "pollen")
    replace(root / "data/withdrawn.yml", "    date:", "    languages: [eo]\n    date:")
    assert judged(root) == []
    assert withdrawal.TELLS not in text_of(root, "causes/pollen")
    assert pseudo.backwards(withdrawal.TELLS) in text_of(root, "eo/causes/pollen")


def test_in_every_language(tmp_path: Path) -> None:
    root = two_languages(tmp_path)
    take_down(root, "pollen")
    assert judged(root) == []
    page = text_of(root, "eo/causes/pollen")
    assert pseudo.backwards(withdrawal.TELLS) in page
    assert f'<span lang="en">{REASON} ' in page
    assert pseudo.backwards("Rinse your nose") not in page


@pytest.mark.parametrize("page", ["home", "help", "about", "polen"])
def test_what_other_pages_lead_to_stays(page: str, down: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(down, tmp_path / "root"))
    take_down(root, page)
    assert [(one.path, one.check) for one in judged(root)] == [("data/withdrawn.yml", "withdrawal-unknown")]
    assert FIRST_STEP in text_of(root, "causes/pollen")


@pytest.mark.parametrize("where", ["reason", "instead", "now"])
@pytest.mark.parametrize(
    ("words", "check"), [("Take 400 mg of ibuprofen now.", "medicine-dose"), ("Ring 0800 555 0199 now.", "phone-typed")]
)
def test_what_is_published_without_approval_meets_the_rules_for_words(
    words: str, check: str, where: str, good: Path
) -> None:
    told = {"page": "pollen", "date": "2026-11-22", "reason": REASON, "instead": INSTEAD, "now": REASON}
    told["said"] = words.replace("400", "5").replace("0199", "0188")  # which is quoted, and not said
    entry = told | {where: words}
    fields = "\n    ".join(f"{name}: {entry[name]}" for name in ("page", "reason", "instead", "date"))
    (good / "data/withdrawn.yml").write_text(f"versions: []\naddresses: []\npages:\n  - {fields}\n", "utf-8")
    fields = "\n  ".join(f"{name}: {entry[name]}" for name in ("date", "page", "said", "now"))
    (good / "data/corrections.yml").write_text(f"- {fields}\n", "utf-8")
    path, line = (
        ("data/corrections.yml", 4) if where == "now" else ("data/withdrawn.yml", 5 if where == "reason" else 6)
    )
    assert [(one.path, one.line, one.check) for one in judged(good)] == [(path, line, check)]
