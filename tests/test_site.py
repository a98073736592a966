"""This project's own site: it passes, it holds what was promised, and the checks notice when a safety text goes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

import build
from conftest import copy_of_project
from paper.sheet import pages_with_sheets
from sitecheck import report
from sitecheck.source import Finding, Site

ADDRESSES = {
    "",
    "causes/",
    "causes/positioning-and-attachment/",
    "causes/stress-and-anxiety/",
    "causes/medicines/",
    "causes/mastitis/",
    "causes/blocked-ducts/",
    "causes/other-causes/",
    "is-my-supply-low/",
    "how-supply-works/",
    "glossary/",
    "help/",
    "help/raising-supply/",
    "help/fluids-and-food/",
    "about/evidence/",
    "about/disclaimers/",
    "about/accessibility/",
    "about/privacy/",
    "about/checks/",
    "handouts/",
    "help/when-to-get-help/",
    "about/",
    "about/article/",
    "about/sources/",
    "search/",
    "404.html",
}
LISTINGS = {"about/sources/", "about/article/", "about/checks/", "glossary/"}
PAGE_BUDGET, LISTING_BUDGET = (
    14_600,
    40_000,
)  # bytes after gzip -9; the first is what one round trip carries, the second the bibliography


def test_every_promised_page_is_there(real: Site) -> None:
    assert {built.url for built in real.built} >= ADDRESSES  # a page more needs no line here
    shorts = {f"h/{page.meta.get('short', PurePosixPath(page.path).stem)}/" for page in pages_with_sheets(real)}
    assert {built.url for built in real.built if built.url.startswith("h/")} == shorts
    assert {"h/mast/", "h/low/", "h/help/"} <= shorts
    assert {"sitemap.xml", "robots.txt"} <= real.outputs


def test_every_page_fits_its_budget(real: Site) -> None:
    for built in real.built:
        size = len(gzip.compress(built.html.encode(), 9, mtime=0))
        assert size <= (LISTING_BUDGET if built.url in LISTINGS else PAGE_BUDGET), (built.url, size)


def test_the_first_screen_of_a_cause_is_short(real: Site) -> None:
    for page in (page for page in real.pages if page.kind == "cause"):
        section = page.section("in-short")
        assert section is not None
        words = " ".join(page.lines[number - 1] for number in section).split()
        assert 15 <= len(words) <= 60, (page.path, len(words))


def test_every_statement_of_the_article_is_shown_with_its_verdict(real: Site) -> None:
    assert list(real.article) == [f"S{number}" for number in range(1, 23)]
    pieces = real.built_by_url["about/article/"].texts
    text = "".join(text for node, text in pieces if node.parent and node.parent.attributes.get("class") != "term__text")
    for statement, record in real.article.items():
        assert f"{statement}:" in text
        assert record["paraphrase"] in " ".join(text.split())


def test_every_helpline_is_an_item_of_its_own_with_its_number_to_tap(real: Site) -> None:
    items = [
        item.text()
        for item in real.built_by_url["help/when-to-get-help/"].tree.css("article li")
        if item.css_first("a[href^='tel:'], a[href^='sms:']")
    ]
    for record in real.helplines:
        assert any(item.startswith(record["name"]) and record["number"] in item for item in items), record["name"]


def test_every_cause_names_the_article_and_says_it_had_no_part(real: Site) -> None:
    for page in (page for page in real.pages if page.kind == "cause"):
        section = page.section("what-the-article-says")
        assert section is not None
        text = " ".join(page.lines[number - 1] for number in section)
        for part in (
            "What causes insufficient breast milk?",
            "Cainiu Health",
            "Dr. Zhang Lu",
            "27 August 2024",
            "no part",
        ):
            assert part in text, (page.path, part)


def test_no_sentence_of_the_site_gives_a_dose(real: Site) -> None:
    dose = re.compile(  # caffeine is no medicine, and its limit is on labels
        r"\b\d+(?:\.\d+)?\s*(?:mg(?! of caffeine)|µg|mcg|micrograms?|milligrams?|tablets?)\b|\b(?:once|twice|\d times) a day\b",
        re.IGNORECASE,
    )
    for page in real.pages:
        for line in page.prose:
            assert not dose.search(line), (page.path, line)


def test_no_private_review_or_person_is_claimed(real: Site) -> None:
    for page in real.pages:
        assert page.meta["clinical_review"] is None
    for built in real.built:
        if built.page:
            assert "Not yet checked by a health professional" in (built.tree.body.text() if built.tree.body else "")


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, f"{old!r} is no longer in {path}; bring this test up to date"
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return apply


def append(path: str, text: str) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return apply


def drop(path: str, part: str) -> Callable[[Path], None]:
    """Take out the one line that holds `part`."""

    def apply(root: Path) -> None:
        lines = (root / path).read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if part not in line]
        assert len(kept) == len(lines) - 1, f"{part!r} is not in one line of {path}; bring this test up to date"
        (root / path).write_text("".join(kept), "utf-8")

    return apply


CSS = "overrides/styles/site.css"
MUTATIONS = {
    "a page loses its disclaimers in the frame": (edit("overrides/main.html", '{% include "partials/disclaimers.html" %}\n', ""), "disclaimer-missing", "overrides/main.html"),
    "the partial is emptied": (edit("overrides/partials/disclaimers.html", "{{ disclaimer.text | e }}", ""), "disclaimer-missing", "overrides/partials/disclaimers.html"),
    "a disclaimer is hidden": (append(CSS, "\n.disclaimer { display: none }\n"), "disclaimer-hidden", CSS),
    "a disclaimer is hidden in print": (append(CSS, "\n@media print { .disclaimer { display: none } }\n"), "disclaimer-hidden", CSS),
    "a disclaimer is moved away": (append(CSS, "\naside { position: absolute; left: -9999px }\n"), "disclaimer-hidden", CSS),
    "a disclaimer is made tiny": (append(CSS, "\n.disclaimer p { font-size: 1px }\n"), "disclaimer-hidden", CSS),
    "a disclaimer is folded away": (edit("overrides/main.html", '{% include "partials/disclaimers.html" %}', '<details><summary>More</summary>{% include "partials/disclaimers.html" %}</details>'), "disclaimer-hidden", "overrides/main.html"),
    "warning signs are hidden": (append(CSS, "\n.card--emergency ul { visibility: hidden }\n"), "sign-missing", CSS),
    "the card loses its list": (drop("overrides/inserts/macros.md", "data-sign"), "sign-missing", "overrides/inserts/macros.md"),
    "a page loses its date": (edit("docs/causes/mastitis.md", "reviewed: ", "reviewd: "), "front-matter-invalid", "docs/causes/mastitis.md"),
    "a link breaks": (edit("docs/causes/mastitis.md", "## What it is { #what-it-is }\n", "## What it is { #what-it-is }\n\nSee [this](nowhere.md).\n"), "link-dead", "docs/causes/mastitis.md"),
    "a link in the frame breaks": (edit("overrides/partials/footer.html", '<p>If someone', '<a href="nowhere/">Nowhere</a><p>If someone'), "link-dead", "overrides/partials/footer.html"),
    "a script comes from elsewhere": (edit("overrides/partials/head.html", "<style>", '<script src="https://cdn.example.net/x.js"></script><style>'), "request-external", "overrides/partials/head.html"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_planted_in_the_real_site_is_named_at_its_file(name: str, tmp_path: Path) -> None:
    spoil, check, path = MUTATIONS[name]
    root = copy_of_project(tmp_path)
    spoil(root)
    findings: list[Finding] = build.judge(root, report.Steps(quiet=True), handouts=False)[1].findings
    assert (check, path) in {(finding.check, finding.path) for finding in findings}, report.as_text(findings)
    assert len(findings) <= 4, report.as_text(findings)  # one root cause is not said page by page
