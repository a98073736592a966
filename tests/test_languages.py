"""A site in several languages: what each reader gets, what a translation can't lose unseen, and what is said when it lags."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from paper import jobs, press, printing, templates
from publish import gate
from sitecheck import approved, cli, languages, registry, report
from sitecheck.loading import load_built, translated, translations
from sitecheck.source import Finding, Site
from support import pseudo
from support.commands import SCRIPTS, command, replace, wait_for
from support.loopback import served
from support.site_maker import good_site, two_languages

QUIET = report.Steps(quiet=True)
POLLEN, INDEX, SIGNS = "docs/eo/causes/pollen.md", "docs/eo/index.md", "data/eo/urgency.yml"
Once = Callable[[str, Callable[[Path], None]], Path]


def judged(root: Path, waiting: bool = True) -> tuple[Site, list[Finding]]:
    site, verdict = gate.judge(root, QUIET, handouts=False, waiting=waiting)
    return site, verdict.findings


def record(site: Site) -> None:
    """Put the words of every language on record, as somebody would who says yes to all."""
    for one in (site, *site.translations):
        shutil.rmtree(one.root / one.record / approved.SHARED, ignore_errors=True)
        for file, lines in approved.record(one).items():
            path = one.root / one.record / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.fixture
def two(once: Once, tmp_path: Path) -> Path:
    def make(root: Path) -> None:
        two_languages(root)

    return Path(shutil.copytree(once("two-languages", make), tmp_path / "two"))


def page_of(root: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "build" / address / "index.html").read_text("utf-8"))


def href(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return str(node.attributes.get("href")) if node else ""


def text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join(node.text(deep=True).split()) if node else ""


def test_each_page_has_its_language_its_words_and_the_way_to_the_same_page_in_the_other(two: Path) -> None:
    judged(two)
    english, other = page_of(two, "causes/pollen"), page_of(two, "eo/causes/pollen")
    assert [tree.css_first("html").attributes["lang"] for tree in (english, other)] == ["en", "eo"]  # type: ignore[union-attr]
    assert text(other, "h1") == pseudo.backwards("Pollen and your nose")
    assert text(other, "footer h2") == pseudo.backwards("Causes")
    assert href(english, ".languages a") == "../../eo/causes/pollen/"
    assert href(other, ".languages a") == "../../../causes/pollen/"
    assert href(other, "link[rel=canonical]").endswith("/eo/causes/pollen/")
    data = json.loads(other.css_first("script[type='application/ld+json']").text())  # type: ignore[union-attr]
    assert (data["inLanguage"], data["translationOfWork"]["inLanguage"]) == ("eo", "en")
    assert data["translationOfWork"]["url"].endswith("example.org/causes/pollen/")
    missing = LexborHTMLParser((two / "build/eo/404.html").read_text("utf-8"))
    assert text(missing, "h1") == pseudo.backwards("This page does not exist")


def test_a_translation_that_nobody_has_checked_says_so_shows_the_original_signs_and_is_kept_from_search_engines(
    two: Path,
) -> None:
    judged(two)
    page = page_of(two, "eo/causes/pollen")
    assert text(page, "p.status") == pseudo.backwards(languages.UNCHECKED)
    assert page.css_matches("meta[name=robots][content=noindex]")
    assert text(page, "[data-sign=sneeze-breath]") == pseudo.backwards("you cannot breathe")
    assert text(page, ".card small[lang=en]") == "you cannot breathe"
    assert "<url>" not in (two / "build/eo/sitemap.xml").read_text("utf-8")
    replace(two / POLLEN, "checked: null", "checked: Esther Example, 2026-11-23")
    judged(two)
    page = page_of(two, "eo/causes/pollen")
    assert not page.css_matches("meta[name=robots]") and not page.css_matches(".card small[lang=en]")
    assert "Esther Example" in text(page, "article")
    assert (two / "build/eo/sitemap.xml").read_text("utf-8").count("<url>") == 1
    assert 'hreflang="x-default"' in (two / "build/sitemap.xml").read_text("utf-8")


def test_a_page_without_a_translation_is_there_as_the_original_and_says_so(two: Path) -> None:
    (two / POLLEN).unlink()
    _, found = judged(two)
    assert found == []
    page = page_of(two, "eo/causes/pollen")
    assert page.css_first("article").attributes["lang"] == "en"  # type: ignore[union-attr]
    assert pseudo.backwards("This page is not translated yet, so this is the original.") in text(page, "article")
    assert text(page, "h1") == "Pollen and your nose"
    assert href(page, "link[rel=canonical]").endswith("/eo/causes/pollen/")


def test_each_language_searches_its_own_words(two: Path) -> None:
    judged(two)
    listed = json.loads((two / "build/eo/assets/search.json").read_text("utf-8"))
    titles = {one["title"] for one in listed}
    assert pseudo.backwards("Pollen and your nose") in titles and "Pollen and your nose" not in titles


def test_a_sign_that_changed_is_published_at_once_and_stands_in_the_place_of_its_old_translation(two: Path) -> None:
    replace(two / "data/urgency.yml", "text: you cannot breathe", "text: you cannot breathe or speak")
    record(judged(two)[0])
    _, found = judged(two)
    assert found == []
    page = page_of(two, "eo/causes/pollen")
    sign = page.css_first("[data-sign=sneeze-breath]")
    assert sign and (sign.text(), sign.attributes.get("lang")) == ("you cannot breathe or speak", "en")
    assert pseudo.backwards("The original has changed since this translation was made.") in text(page, ".withdrawn")
    site = translated(cli.read(two), "eo")
    assert "sneeze-breath" in site.untranslated
    load_built(site, two / "build/eo")
    assert jobs.sheets(site) == []  # until the translation follows, there is none on paper
    lags = command("translate", "--root", two)
    assert lags.returncode == 1
    assert "data/eo/urgency.yml lacks sneeze-breath.text of today" in lags.stdout
    assert f"{POLLEN} was made from other words than those of today" in lags.stdout
    replace(two / SIGNS, pseudo.backwards("you cannot breathe"), pseudo.backwards("you cannot breathe or speak"))
    pages = [path.relative_to(two / "docs/eo").as_posix() for path in (two / "docs/eo").rglob("*.md")]
    assert command("translate", "--root", two, "--done", "sneeze-breath").returncode == 2  # of which language?
    done = command("translate", "eo", "--root", two, "--done", "sneeze-breath", *pages)
    assert done.returncode == 0, done.stdout
    assert command("translate", "--root", two).stdout == "nothing lags\n"
    judged(two)
    assert page_of(two, "eo/causes/pollen").css_matches(".card small[lang=en]")


@pytest.mark.parametrize(
    ("path", "old", "new", "check"),
    [
        ("data/urgency.yml", "  always: true\n", "", "data-invalid"),
        ("docs/causes/dust.md", "reviewed: ", "# reviewed: ", "front-matter-invalid"),
        ("docs/causes/dust.md", "reviewed: ", "reviewed ", "front-matter-unreadable"),
    ],
)
def test_a_slip_of_the_original_is_told_there_and_not_of_its_translations(
    path: str, old: str, new: str, check: str, two: Path
) -> None:
    whole = (two / path).read_text("utf-8")
    assert old in whole
    (two / path).write_text(whole.replace(old, new, 1), "utf-8")
    found = command("check", "--root", str(two), "--format", "json").stdout
    assert {(one["path"], one["check"]) for one in json.loads(found)} == {(path, check)}, found


def test_a_level_that_changed_counts_as_a_change_of_the_sign(two: Path) -> None:
    replace(two / "data/urgency.yml", "level: within-days", "level: same-day")
    site = translated(cli.read(two), "eo")
    assert "sneeze-weeks" in site.untranslated
    assert site.urgency["sneeze-weeks"]["level"] == "same-day"


def test_a_disclaimer_that_changed_stands_in_the_original_and_there_is_no_sheet(two: Path) -> None:
    file = two / "data/disclaimers.yml"
    file.write_text(file.read_text("utf-8").replace("text: ", "text: New. ", 1), "utf-8")
    site = translated(cli.read(two), "eo")
    assert site.disclaimers[0]["text"].startswith("New. ")
    assert "disclaimers" in site.untranslated and not any(site.handout_sections(page) for page in site.pages)


# What a translator may lose or slip in: (file, what stands there, what comes in its place, the check that finds it, where).
LOST = {
    "a step": (POLLEN, re.compile(r"1\. .*\n"), "", "translation-uneven", POLLEN),
    "a heading": (POLLEN, re.compile(r"## .*#questions-to-ask \}\n"), "", "translation-uneven", POLLEN),
    "a citation": (POLLEN, "[^example-guideline][^example-trial]", "[^example-trial]", "translation-uneven", POLLEN),
    "another citation": (POLLEN, "[^example-guideline][^example-trial]", "[^example-guideline][^example-book]", "translation-uneven", POLLEN),
    "a number": (INDEX, "38 °C", "37 °C", "translation-uneven", INDEX),
    "a figure after the comma": (INDEX, "10:30", "10:03", "translation-uneven", INDEX),
    "a table row": (INDEX, re.compile(r"\| 1   \| 2       \|\n"), "", "translation-uneven", INDEX),
    "a link": (INDEX, "(#innocent)", "(#top)", "translation-uneven", INDEX),
    "a dead anchor": (INDEX, "(#innocent)", "(#inocent)", "link-dead", INDEX),
    "an insert": ("docs/eo/help/when-to-get-help.md", "<!-- insert: helplines -->", "", "translation-uneven", "docs/eo/help/when-to-get-help.md"),
    "another insert": ("docs/eo/help/when-to-get-help.md", "insert: signs who=you", "insert: signs level=emergency", "translation-uneven", "docs/eo/help/when-to-get-help.md"),
    "a sentence as it was": (POLLEN, pseudo.backwards("It is a fine powder in the air."), "It is a fine powder in the air.", "translation-untouched", POLLEN),
    "a sign as it was": (SIGNS, pseudo.backwards("your nose has bled for 20 minutes"), "your nose has bled for 20 minutes", "translation-untouched", SIGNS),
    "a sign's name": (SIGNS, "id: sneeze-blood", "id: sneeze-bled", "translation-unknown", SIGNS),
    "a level": (SIGNS, "- id: sneeze-blood\n", "- id: sneeze-blood\n  level: within-days\n", "translation-unknown", SIGNS),
    "a short of seven words": (SIGNS, pseudo.backwards("short: you cannot breathe").replace("trohs", "short"), "short: a b c d e f g", "data-invalid", SIGNS),
    "another original": (POLLEN, "page: causes/pollen.md", "page: causes/dust.md", "translation-uneven", POLLEN),
    "a word": (POLLEN, pseudo.backwards("fine powder"), pseudo.backwards("powder"), "text-unapproved", POLLEN),
    "a telephone number": ("data/eo/helplines.yml", "555 0100", "555 0101", "text-unapproved", "data/eo/helplines.yml"),
    "a word of a sign": (SIGNS, pseudo.backwards("you cannot breathe"), pseudo.backwards("you can breathe"), "text-unapproved", SIGNS),
    "a word of the furniture": ("data/eo/furniture.yml", f"said: {pseudo.backwards('Get help')}", "said: Pihsdneirf", "text-unapproved", "data/eo/furniture.yml"),
    "a template's word that is none": ("data/eo/furniture.yml", "text: Get help", "text: Get helped", "translation-unknown", "data/eo/furniture.yml"),
    "the name of a file": (SIGNS, None, "data/eo/urgencies.yml", "translation-unknown", "data/eo/urgencies.yml"),
    "the file of a page": (POLLEN, None, "docs/eo/causes/polen.md", "data-unreadable", "docs/eo/causes/polen.md"),
    "YAML": ("data/eo/settings.yml", "site_name: ", "site_name: : ", "data-unreadable", "data/eo/settings.yml"),
    "the language of the page": ("overrides/main.html", 'lang="{{ site.language }}"', 'lang="en"', "language-unsaid", "overrides/main.html"),
    "the line for search engines": ("overrides/partials/head.html", 'content="noindex"', 'content="all"', "listing-wrong", "overrides/partials/head.html"),
    "that nobody has checked it": ("overrides/partials/review-status.html", "source.original and source.unchecked", "false", "review-unsaid", "overrides/partials/title.html"),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOST)
def test_what_a_translation_loses_is_found_where_it_was_lost(loss: str, two: Path) -> None:
    path, old, new, check, place = LOST[loss]
    file = two / path
    if old is None:
        file.rename(two / new)
    else:
        before = file.read_text("utf-8")
        after = old.sub(new, before, count=1) if isinstance(old, re.Pattern) else before.replace(str(old), new, 1)
        assert after != before
        file.write_text(after, "utf-8")
    found = judged(two, waiting=False)[1] if check in BUILT else of_sources(two)
    assert (check, place) in {(one.check, one.path) for one in found}, report.as_text(found)


BUILT = (
    "translation-uneven",
    "text-unapproved",
    "link-dead",
    "language-unsaid",
    "listing-wrong",
    "review-unsaid",
)  # which look at what was built


def of_sources(root: Path) -> list[Finding]:
    site = cli.read(root)
    site.translations = translations(site)
    return registry.together(registry.run(one) for one in (site, *site.translations)).findings


HOW_WRITTEN = {"a decimal comma": ("6.5", "6,5"), "a thousand without its comma": ("2,500", "2500")}


@pytest.mark.parametrize("case", HOW_WRITTEN)
def test_numbers_may_be_written_as_the_language_writes_them(case: str, two: Path) -> None:
    theirs, ours = HOW_WRITTEN[case]
    where = "The number of nappies is 6 or more"
    replace(two / "docs/index.md", where, where.replace("6", theirs))
    replace(two / INDEX, pseudo.backwards(where), pseudo.backwards(where).replace("6", ours))
    record(judged(two)[0])
    assert command("translate", "eo", "--root", two, "--done", "index.md").returncode == 0
    found = [one for one in judged(two)[1] if one.check.startswith("translation")]
    assert found == [], report.as_text(found)


def test_words_of_a_translation_are_approved_by_a_command_of_its_own(two: Path) -> None:
    replace(two / POLLEN, pseudo.backwards("fine powder"), pseudo.backwards("thin powder"))
    [finding] = judged(two, waiting=False)[1]
    assert (finding.check, finding.path) == ("text-unapproved", POLLEN)
    assert finding.hint.endswith("scripts/approve.py eo/causes/pollen")
    done = command("approve", "eo/causes/pollen", "--root", two, answers="y\n" * 9)
    assert done.returncode == 0, done.stdout
    assert judged(two, waiting=False)[1] == []


def test_each_page_is_told_beside_its_original_part_by_part(two: Path) -> None:
    said = command("translate", "eo", "--parity", "--root", two)
    assert said.returncode == 0
    assert f"{POLLEN}: of today, checked by nobody; headings 7/7, list items 5/5, citations 6/6" in said.stdout
    replace(two / POLLEN, "1. ", "")
    replace(two / POLLEN, "checked: null", "checked: Esther Example, 2026-11-23")
    (two / "docs/eo/causes/dust.md").unlink()
    lines = command("translate", "--parity", "--root", two).stdout
    assert f"{POLLEN}: of today, checked by Esther Example, 2026-11-23; headings 7/7, list items 4/5" in lines
    assert "docs/causes/dust.md: not translated" in lines


def test_the_preview_serves_every_language_and_prints_the_findings_of_each(two: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    called = [sys.executable, str(SCRIPTS / "serve.py"), "--root", str(two), "--address", f"127.0.0.1:{port}"]
    log = tmp_path / "log.txt"

    def shown(address: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}") as answer:
            return str(answer.read().decode("utf-8"))

    with log.open("w") as out:
        process = subprocess.Popen(called, stdout=out, stderr=out, start_new_session=True)
        try:
            wait_for(lambda: " checks on " in log.read_text("utf-8"), log)
            assert ": 0 findings" in log.read_text("utf-8")
            assert pseudo.backwards("Pollen and your nose") in shown("eo/causes/pollen/")
            assert '<html lang="en"' in shown("causes/pollen/")
            replace(two / POLLEN, pseudo.backwards("fine powder"), f"[{pseudo.backwards('fine')}](no.md)")
            wait_for(lambda: f"{POLLEN}:" in log.read_text("utf-8"), log)
            assert "no.md leads to nothing" in log.read_text("utf-8")
            assert "no.md" in shown("eo/causes/pollen/")
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


CLOSING = re.compile("[，。：；！？、）」』》] |[\u4e00-\u9fff] (?=[\u4e00-\u9fff])|[\u4e00-\u9fff][.,;:]( |$)")


def test_what_the_templates_say_between_chinese_words_is_written_as_chinese_is(real: Site) -> None:
    chinese = translated(cli.read(real.root), "zh-Hans")
    load_built(chinese, real.root / "build/zh-Hans")
    told = ".card li, .strip p:not(.strip__call, :last-child), .info p, .neighbours p, .foot > p, .derived p, .lines span, .lines small"
    wrong = set()
    for tree in (LexborHTMLParser(built.html) for built in chinese.built if built.page and built.page.original):
        for original in tree.css("small[lang=en]"):
            original.decompose()
        said = [" ".join(node.text().split()) for node in tree.css(told)]
        wrong |= {text for text in said if CLOSING.search(text)}
    assert wrong == set()
    citations = [one for built in chinese.built for one in built.tree.css("article p > sup, article li > sup")]
    assert not [one for one in citations if one.prev and one.prev.is_text_node], "a citation begins no line"


def test_a_language_that_mkdocs_yml_does_not_name_is_not_begun(two: Path) -> None:
    done = command("new", "language", "fr", "--root", two)
    assert done.returncode == 2
    assert "add fr, with the name that the language has in itself, to extra.languages" in done.stdout + done.stderr


def test_a_language_begins_with_every_text_and_the_gate_asks_for_each(two: Path) -> None:
    replace(two / "mkdocs.yml", "    eo: Esperanto\n", "    eo: Esperanto\n    fr: Français\n")
    assert command("new", "language", "fr", "--root", two).returncode == 0
    assert (two / "docs/fr/causes/pollen.md").is_file() and (two / "data/fr/urgency.yml").is_file()
    found = judged(two)[1]
    assert {one.check for one in found} == {"translation-untouched", "record-missing"}


RIGHT_TO_LEFT = "ar"


def right_to_left(root: Path) -> None:
    pseudo.add_language(good_site(root), RIGHT_TO_LEFT, "العربية", pseudo.in_arabic)
    assert {one.check for one in judged(root)[1]} <= {"record-missing"}


def test_a_language_from_right_to_left_is_laid_out_so_on_screen(once: Once, browser: Browser) -> None:
    root = once("right-to-left", right_to_left)
    with served(root / "build") as address:
        page = browser.new_page(viewport={"width": 360, "height": 640})
        page.goto(f"{address}/ar/causes/pollen/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sides = page.evaluate(
            """() => {
                const box = (selector) => document.querySelector(selector).getBoundingClientRect();
                return { name: box('.top__name').left > box('.top__help').left,
                         step: box('article > ol > li').right,
                         list: getComputedStyle(document.querySelector('.card ul')).paddingRight };
            }"""
        )
        assert sides["name"] and sides["step"] > 330
        assert float(sides["list"].removesuffix("px")) > 15
        page.close()


@pytest.fixture
def arabic(once: Once, tmp_path: Path) -> Path:
    """A sheet in the Arabic script."""
    root = once("right-to-left", right_to_left)
    site = translated(cli.read(root), RIGHT_TO_LEFT)
    load_built(site, root / "build" / RIGHT_TO_LEFT)
    environment = templates.environment(site)
    [job, *_] = jobs.of_sheets(site, root / "build" / RIGHT_TO_LEFT, jobs.sheets(site, ["pollen"]), environment)
    assert 'dir="rtl"' in job.html and press.unprintable(job.html) == []
    printed = printing.print_one(job, tmp_path, {})
    assert (printed.error, printed.sides) == ("", 2)
    return tmp_path / job.file


def test_a_sheet_in_the_arabic_script_joins_its_letters(arabic: Path) -> None:
    fonts: dict[str, str] = {}
    for page in pypdf.PdfReader(arabic).pages:
        resources: Any = page["/Resources"]
        for font in (one.get_object() for one in resources["/Font"].values()):
            name = str(font["/BaseFont"]).partition("+")[2]
            fonts[name] = font["/ToUnicode"].get_data().decode("ascii")
    for weight in ("", "-Bold"):  # a letter has other shapes at the beginning, in the middle and at the end of a word
        assert len(re.findall(r"<\w+> <0647>", fonts[f"IBM-Plex-Sans-Arabic{weight}"])) >= 3
    assert not [name for name, text in fonts.items() if re.search(r"<0000> <(?!ffff)", text)], "a box is drawn"


def test_a_sheet_in_the_arabic_script_is_read_from_right_to_left(arabic: Path) -> None:
    document = pypdfium2.PdfDocument(arabic)
    front, width = document[0].get_textpage(), document[0].get_width()

    def place(words: str) -> tuple[float, float]:
        """(left end, right end) of words on the front, which begin where one that reads from right to left looks first."""
        at = front.get_text_range().index(words)
        boxes = [front.get_charbox(n) for n in range(at, at + len(words))]
        assert boxes[0][0] > boxes[-1][0], words
        return min(box[0] for box in boxes), max(box[2] for box in boxes)

    first, last = (place(pseudo.in_arabic(words)) for words in ("What you can do", "Today"))
    assert width - first[1] < 40 < width / 2 < first[0], "the first column is the right one"
    assert last[1] < width / 2
    at = front.get_text_range().rindex(pseudo.in_arabic("Open a window"))
    figures = [n for n in range(front.count_chars()) if front.get_text_range(n, 1) == "1"]
    level = [n for n in figures if abs(front.get_charbox(n)[1] - front.get_charbox(at)[1]) < 8]
    assert len(level) == 1 and front.get_charbox(level[0])[0] > front.get_charbox(at)[2], (
        "a step has its figure before it"
    )
    document.close()


def test_every_letter_of_a_translation_has_its_glyph_on_paper() -> None:
    assert press.unprintable("乳腺炎对奶量的影响和处理，“今天”（38 °C）。¿Tendré suficiente leche?") == []
    assert press.unprintable("هل الحليب كافٍ؟ ٣٨؛ «اليوم» پچژگکیہےٹڈڑں") == []
    assert press.unprintable("\u0e01") == [
        "\u0e01"
    ]  # a script whose font is not there is refused, never drawn as boxes
