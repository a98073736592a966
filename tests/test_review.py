"""Sign-offs: what makes one lapse and what does not, what readers are shown, and what a reviewer is shown. All reviewers are made up."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from loopback import served
from sitecheck import clinical
from sitecheck.loading import load
from sitecheck.source import Page
from support.commands import built, command, replace

PAGE = "docs/causes/dust.md"
SIGNED = """clinical_review:
  name: A Made-Up Reviewer
  role: fictional nurse of this test
  date: 2026-11-20
  interests: none
  text: {}
"""


def sign(root: Path) -> None:
    """Sign the page off as it is, with the fingerprint that review.py prints."""
    said = command("review", "--root", root, PAGE).stdout
    found = re.search(r"text: ([0-9a-f]{16})$", said.strip())
    assert found, said
    text = (root / PAGE).read_text("utf-8")
    text = re.sub(r"clinical_review:.*\n(?:  .*\n)*", SIGNED.format(found[1]), text)
    (root / PAGE).write_text(text, "utf-8")


def commit(root: Path) -> None:
    author = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "docs", "data"], [*author, "commit", "-q", "-m", "A state of the page"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def page(root: Path) -> Page:
    return next(one for one in load(root, datetime.date(2026, 11, 22)).pages if one.path == PAGE)


def test_nobody_signed_it_off_and_that_is_said(good: Path) -> None:
    done = command("review", "--root", good, PAGE)
    assert (done.returncode, "nobody has signed this page off" in done.stdout) == (0, True)


SAME = {
    "spacing": ("Dust can make you sneeze.", "Dust  can make\nyou sneeze."),
    "capitals": ("Dust can make", "DUST can make"),
    "a link": ("Dust can make", "[Dust](../index.md) can make"),
    "emphasis": ("Dust can make", "**Dust** can make"),
    "a comment": ("Dust can make", "<!-- read again -->\nDust can make"),
    "doubled consonant": ("Dust can make", "Dustt cann make"),
}
OTHER = {
    "a word": ("Dust can make", "Dust may make"),
    "a no": ("Dust can make", "Dust can not make"),
    "a number": ("Dust can make", "After 11 days dust can make"),
    "a source": ("Open a window first.", "Open a window first.[^example-trial]"),
    "a full stop": ("Dust can make", "Dust. Can make"),
}


@pytest.mark.parametrize("name", SAME)
def test_spelling_spacing_and_links_do_not_lapse_a_sign_off(name: str, good: Path) -> None:
    sign(good)
    assert page(good).sign_off == "current"
    replace(good / PAGE, *SAME[name])
    assert page(good).sign_off == "current"


@pytest.mark.parametrize("name", OTHER)
def test_a_change_of_sense_lapses_it(name: str, good: Path) -> None:
    sign(good)
    replace(good / PAGE, *OTHER[name])
    assert page(good).sign_off == "lapsed"


def test_so_do_other_warning_signs_and_key_messages(good: Path) -> None:
    sign(good)
    text = (good / PAGE).read_text("utf-8")
    for field in ("urgency", "key_messages"):
        changed = re.sub(rf"^{field}:(?:.*\n)(?:  - .*\n)*", f"{field}: [something else entirely]\n", text, flags=re.M)
        assert changed != text
        assert Page(PAGE, changed).sign_off == "lapsed", field


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haemorrhage", "hemorrhage"), ("diarrhoea", "diarrhea"), ("oedema", "edema"), ("colour", "color"),
        ("recognise", "recognize"), ("occurred", "occured"), ("don’t", "dont"), ("follow-up", "follow up"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert clinical.normal(one) == clinical.normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("feed", "fed"), ("11", "1"), ("1.5", "15"), ("causal", "casual"), ("hyper", "hypo"), ("shoe", "she"),
        ("does", "des"), ("4 hours", "4 horse"), ("38 °c", "38"), ("not", ""), ("now.", "now"), ("four", "for"),
    ],
)  # fmt: skip
def test_two_words_stay_two(one: str, other: str) -> None:
    assert clinical.normal(one) != clinical.normal(other)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_numbers_are_never_taken_for_one(one: int, other: int) -> None:
    assert (clinical.normal(f"{one} ml") == clinical.normal(f"{other} ml")) == (one == other)


def test_the_reviewer_is_shown_what_changed_and_only_that(good: Path) -> None:
    sign(good)
    commit(good)
    replace(good / PAGE, "Dust can make you sneeze.", "Dust can make you cough. ")
    replace(good / PAGE, "## What it is", "##  What it  is")
    commit(good)
    done = command("review", "--root", good, "--format", "json", PAGE)
    findings = json.loads(done.stdout)
    assert done.returncode == 1
    assert len(findings) == 1, findings
    assert "Dust can make you sneeze." in findings[0]["message"]
    assert "Dust can make you cough." in findings[0]["message"]
    assert "cough" in (good / PAGE).read_text("utf-8").split("\n")[findings[0]["line"] - 1]
    sign(good)
    assert command("review", "--root", good, PAGE).returncode == 0


def test_a_warning_sign_of_another_level_lapses_it_and_is_shown(good: Path) -> None:
    sign(good)
    commit(good)
    replace(good / "data/urgency.yml", "level: within-days", "level: same-day")
    commit(good)
    assert page(good).sign_off == "lapsed"
    done = command("review", "--root", good, "--format", "json", PAGE)
    findings = json.loads(done.stdout)
    assert [one["message"] for one in findings] == [
        'this was "warning sign, within-days: you have sneezed for weeks" and is now "warning sign, same-day: you have sneezed for weeks"'
    ]


def test_a_sign_that_the_page_does_not_show_may_change(good: Path) -> None:
    sign(good)
    replace(good / "data/urgency.yml", "your nose has bled", "a nose has bled")
    assert page(good).sign_off == "current"


def test_a_text_that_history_does_not_hold_is_read_anew(good: Path) -> None:
    sign(good)
    replace(good / PAGE, "Dust can make", "Dust may make")
    done = command("review", "--root", good, PAGE)
    assert done.returncode == 1
    assert "A Made-Up Reviewer signed off on 2026-11-20 is not in the history" in done.stdout


def test_a_page_that_is_not_there_cannot_be_judged(good: Path) -> None:
    assert command("review", "--root", good, "docs/no.md").returncode == 2
    assert command("review", "--root", good, "data/urgency.yml").returncode == 2


def test_readers_see_who_signed_off_and_that_it_lapsed_on_the_screen_and_on_paper(good: Path, browser: Browser) -> None:
    sign(good)
    assert built(good) == (0, [])
    tree = LexborHTMLParser((good / "site/causes/dust/index.html").read_text("utf-8"))
    assert '"reviewedBy"' in (tree.css_first('script[type="application/ld+json"]').text())  # type: ignore[union-attr]
    replace(good / PAGE, "Dust can make", "Dust may make")
    with served(good / "site") as address:
        seen = on_screen_and_paper(browser, f"{address}/causes/dust/")
        assert all("Checked by A Made-Up Reviewer, fictional nurse of this test, on 20 November 2026" in text for text in seen)  # fmt: skip
        assert all("declared interests: none" in text and "has changed" not in text for text in seen)
    assert built(good) == (0, [])  # by default a lapsed sign-off is shown, and holds nothing up
    with served(good / "site") as address:
        seen = on_screen_and_paper(browser, f"{address}/causes/dust/")
        assert all("The text has changed since then, and the change has not been checked." in text for text in seen)
    html = (good / "site/causes/dust/index.html").read_text("utf-8")
    assert '"reviewedBy"' not in html
    assert '"lastReviewed"' not in html


def on_screen_and_paper(browser: Browser, url: str) -> list[str]:
    """What the status below the title says where it can be seen: on the screen, then on paper."""
    shown = browser.new_page()
    try:
        shown.goto(url)
        texts = []
        for medium in ("screen", "print"):
            shown.emulate_media(media=medium)
            status = shown.locator(".status")
            assert status.is_visible(), medium
            texts.append(status.inner_text())
        return texts
    finally:
        shown.close()
