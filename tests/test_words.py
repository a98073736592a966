"""What is said about words: how hard they read, what they mean where they are first used, and which numbers they state."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import grades
from publish import glossary
from sitecheck.source import Page
from sitecheck.text import readability

WORDS: list[dict[str, Any]] = [
    {"id": "pollen", "term": "pollen", "forms": ["pollens"], "text": "a fine powder"},
    {"id": "hay-fever", "term": "hay fever", "forms": [], "text": "sneezing from pollen"},
]


def page(body: str) -> Page:
    return Page("docs/a.md", f"---\ntitle: A page\n---\n\n{body}\n")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("make called wanted settled takes uses statement rarely", (1, 1, 2, 2, 1, 2, 2, 2)),
        ("being baby mother video anxious tongue-tie quiet people", (2, 2, 2, 3, 3, 3, 2, 2)),
        ("24 3,500 let-down baby's I the cheese area", (1, 2, 2, 2, 1, 1, 1, 3)),
    ],
)
def test_syllables_are_counted_by_spelling(words: str, count: tuple[int, ...]) -> None:
    got = tuple(map(readability.syllables, words.split()))
    close = sum(abs(a - b) for a, b in zip(got, count, strict=True))
    assert close <= 1, list(zip(words.split(), got, count, strict=True))  # one in a hundred words is wrong


def test_the_grade_is_the_formula_on_a_text_counted_by_hand() -> None:
    [paragraph] = readability.paragraphs(page("The cat sat on the mat. The dog ran to the red barn."))
    assert (paragraph.line, paragraph.words, paragraph.sentences, paragraph.syllables) == (5, 13, 2, 13)
    assert paragraph.grade == pytest.approx(0.39 * 6.5 + 11.8 * 1 - 15.59)


def test_each_list_item_is_a_sentence_and_what_is_not_prose_is_not_counted() -> None:
    body = """## A very complicated heading { #a }

Look for:

- red eyes[^key-of-a-work]
- [a sore nose](other-page.md#very-long-anchor)

| incomprehensible | table |
|---|---|
| multidisciplinary | cell |

![An extraordinarily elaborate picture](x.svg){ width=20 }

<!-- insert: signs -->

Dr. Who said so."""
    counted = list(readability.paragraphs(page(body)))
    assert [(one.words, one.sentences) for one in counted] == [(2, 1), (2, 1), (3, 1), (4, 1)]
    assert [one.line for one in counted] == [7, 9, 10, 20]


def test_the_grades_are_printed_with_the_place_of_the_hardest_paragraph(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grades.main(["--root", str(good)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^ +\d\.\d +\d+  grade \d+\.\d at docs/causes/pollen\.md:\d+$", said, re.MULTILINE)
    assert re.search(r"^median \d\.\d, highest \d\.\d$", said, re.MULTILINE)


def test_a_word_is_explained_once_where_it_is_first_used() -> None:
    content = "<h2>Pollen</h2>\n<p>Some Pollens fly; pollen falls. Hay fever follows.</p>"
    made = glossary.explain(content, WORDS, "A page")
    assert made.count("popovertarget=") == 2
    assert '<button type="button" class="term" popovertarget="term-pollen">Pollens</button>' in made
    assert '<span class="term__text" id="term-pollen" popover>a fine powder</span> fly; pollen falls' in made


@pytest.mark.parametrize("after", [".", "),", ";", "?"])
def test_punctuation_does_not_leave_the_word_before_it(after: str) -> None:
    made = glossary.explain(f"<p>It is pollen{after} So it is.</p>", WORDS, "A page")
    assert '<p>It is <span class="whole"><button type="button" class="term"' in made
    assert f"popover>a fine powder</span>{after}</span> So it is." in made


@pytest.mark.parametrize(
    "content",
    [
        '<p><a href="x">pollen</a></p>',
        "<h3>pollen</h3>",
        '<section class="card"><ul><li>pollen</li></ul></section>',
        '<p>spring-pollen and pollenish</p><div class="footnote"><p>pollen</p></div>',
        '<p><img alt="pollen" src="x"><code>pollen</code></p>',
    ],
)
def test_links_headings_cards_code_and_sources_are_left_as_they_are(content: str) -> None:
    assert glossary.explain(content, WORDS, "A page") == content


def test_a_page_about_the_word_explains_it_itself() -> None:
    assert glossary.explain("<p>pollen</p>", WORDS, "Pollen and your nose") == "<p>pollen</p>"


def test_an_explanation_opens_by_key_and_by_touch(browser: Browser, noses_address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=True)
    view = context.new_page()
    view.goto(f"{noses_address}/which-sneeze/")
    term, meaning = view.locator(".term").first, view.locator(".term__text").first
    assert not meaning.is_visible()
    term.focus()
    view.keyboard.press("Enter")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    view.keyboard.press("Escape")
    assert not meaning.is_visible()
    term.tap()
    assert meaning.is_visible()
    context.close()
