"""Every page for everyone: axe without a violation in four ways of looking, large text, keyboard, targets; and nothing watching."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import html5lib
import pytest
import tinycss2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sitecheck.source import Site
from support.browser import distinct

WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {"media": "print"},
}
PLAIN: dict[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
OF_COLOUR = ("color-contrast", "link-in-text-block")  # the rules of axe that a way of looking can change
FRESH = """known => {
    const names = e => e ? names(e.parentElement) + '>' + e.tagName + '.' + (e.getAttribute('class') || '') : '';
    const found = new Map(), has_words = e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    for (const e of [...document.querySelectorAll('body *')].filter(has_words))
        if (!known.includes(names(e)) && !found.has(names(e)) && e.checkVisibility()) found.set(names(e), e);
    window.fresh = [...found.values()];
    return [...found.keys()];
}"""
JUDGED = """options => axe.run({include: window.fresh}, options).then(said => ({
    judged: [...said.passes, ...said.incomplete, ...said.violations].flatMap(rule => rule.nodes).length,
    faults: said.violations.flatMap(rule => rule.nodes.slice(0, 2).map(node => [rule.id, node.html.slice(0, 90)])),
}))"""
STYLED = (
    "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }"
)
TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
CUT_OFF = """() => Array.from(document.querySelectorAll('body *')).filter(element => {
    const style = getComputedStyle(element);
    return !element.closest('.aloud, .skip') && ['hidden', 'clip'].includes(style.overflowX)
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 80))"""
HEADING = re.compile(r"""\s*- '?heading .*\[level=(\d)\]""")
WATCH_POLICY = """window.__violations = []; document.addEventListener('securitypolicyviolation', event =>
    window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_axe_finds_no_violation_on_any_page(page: Page, address: str, real: Site) -> None:
    """All of its rules but those of colour, which take nine tenths of its time and have a test of their own."""
    found = []
    options = {"resultTypes": ["violations"], "rules": {name: {"enabled": False} for name in OF_COLOUR}}
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        answer = Axe().run(page, options=options).response
        assert len(answer["passes"]) >= 15, "axe did not run"
        found += [
            (built.url, one["id"], [node["html"][:90] for node in one["nodes"][:2]]) for one in answer["violations"]
        ]
    assert found == []


def judged_colours(page: Page, way: str, known: list[str]) -> tuple[int, list[Any]]:
    """How many elements axe judged by their colours in a way of looking, and the faults. What is `known` is left out, and what is new added to it."""
    page.emulate_media(**PLAIN | WAYS[way])
    fresh = page.evaluate(FRESH, known)
    if not fresh:
        return 0, []
    known += fresh
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    said = page.evaluate(JUDGED, {"runOnly": list(OF_COLOUR)})
    return said["judged"], said["faults"]


def test_axe_finds_no_fault_of_colour_in_any_way_of_looking(page: Page, address: str, real: Site) -> None:
    """Colours come by tags and classes: of the elements of the whole site that have the same, and the same around them, one is judged."""
    known: dict[str, list[str]] = {way: [] for way in WAYS}
    judged, faults = dict.fromkeys(WAYS, 0), []
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        for way in WAYS:
            number, found = judged_colours(page, way, known[way])
            judged[way] += number
            faults += [(built.url, way, *fault) for fault in found]
    assert faults == []
    assert min(judged.values()) > 60, judged


@pytest.mark.parametrize("way", WAYS)
def test_a_fault_of_colour_is_seen_in_each_way_of_looking(way: str, page: Page, address: str) -> None:
    page.goto(f"{address}/causes/mastitis/")
    known: list[str] = []
    assert judged_colours(page, way, known)[1] == []
    page.evaluate(STYLED, "main li { color: #bbb; background: #ccc; forced-color-adjust: none }")
    for one in [one for one in known if ">LI" in one]:
        known.remove(one)
    assert {rule for rule, _ in judged_colours(page, way, known)[1]} == {"color-contrast"}


def test_large_and_spaced_text_loses_nothing(page: Page, address: str, real: Site) -> None:
    """At 320 px a page is what a screen of 1280 px shows at 400 %; there text at 200 % is asked for, and text spacing at both."""
    spaced: dict[str, Any] = {"rules": TEXT_SPACING, "size": ""}
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        for width, change in (
            (320, {"rules": "", "size": ""}),
            (320, spaced),
            (1280, spaced),
            (1280, {"rules": "", "size": "200%"}),
        ):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate(STYLED, change["rules"])
            page.evaluate("size => { document.documentElement.style.fontSize = size }", change["size"])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (built.url, width, change)
            assert page.evaluate(CUT_OFF) == [], (built.url, width, change)
        page.set_viewport_size({"width": 320, "height": 740})


def test_the_keyboard_reaches_everything_in_order_and_in_sight(page: Page, address: str) -> None:
    for url in ("causes/mastitis/", "search/"):
        page.goto(f"{address}/{url}")
        wanted = page.evaluate(
            "Array.from(document.querySelectorAll('a[href], button, input')).filter(e => e.checkVisibility()).length"
        )
        seen: list[int] = []
        for number in range(wanted):
            page.keyboard.press("Tab")
            place = page.evaluate(
                """() => { const e = document.activeElement; const style = getComputedStyle(e); const box = e.getBoundingClientRect();
                return {index: Array.from(document.querySelectorAll('*')).indexOf(e), tag: e.tagName, text: e.textContent.trim(),
                        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                        inSight: box.top >= -1 && box.bottom <= innerHeight + 1 && box.height > 0} }"""
            )
            assert place["tag"] in {"A", "BUTTON", "INPUT"}, (url, number, place)
            assert place["outlined"], (url, place)
            assert place["inSight"], (url, place)
            if number == 0:
                assert place["text"] == "Skip to the page"
            seen.append(place["index"])
        assert seen == sorted(set(seen)), url
    page.goto(f"{address}/causes/mastitis/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


SEEN = """() => {
    const all = what => [...document.querySelectorAll(what)], box = e => e.getBoundingClientRect(), start = e => e.outerHTML.slice(0, 90);
    const still = e => getComputedStyle(e).transitionDuration === '0s' && getComputedStyle(e).scrollBehavior !== 'smooth';
    return {
        small: all('header a, nav a, button, input, .tools a').filter(e => e.checkVisibility() && !e.closest('p') && !e.matches('.term'))
            .map(e => e.closest('nav .tile') || e).filter(e => box(e).height < 43.5 || box(e).width < 24).map(start),
        low: all('.term').filter(e => box(e).height < 24).map(start),
        moving: document.getAnimations().length + all('*').filter(e => !still(e)).length,
        language: document.documentElement.lang,
        landmarks: ['main', 'h1', 'footer'].map(name => all(name).length),
        levels: all('main h1, main h2, main h3, main h4').map(e => Number(e.tagName[1])),
        headless: all('table').filter(table => !table.querySelector('th')).map(start),
    };
}"""


def test_every_page_is_large_enough_to_tap_and_still_and_has_its_landmarks_language_and_headings(
    page: Page, address: str, real: Site
) -> None:
    """44 px for what stands on its own; a link inside a sentence is as high as its line (WCAG 2.2, 2.5.8), that of a tile as the tile."""
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        seen = page.evaluate(SEEN)
        levels = seen.pop("levels")
        assert all(after <= before + 1 for before, after in pairwise(levels)), (built.url, levels)
        assert seen == {
            "small": [],
            "low": [],
            "moving": 0,
            "language": "en",
            "landmarks": [1, 1, 1],
            "headless": [],
        }, built.url


def test_nothing_watches(browser: Browser, address: str, real: Site) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.locator("meta[name=referrer]").get_attribute("content") == "no-referrer"
        assert page.evaluate("window.__violations") == [], built.url
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    page.goto(f"{address}/search/")
    page.get_by_role("searchbox").fill("lump")
    page.wait_for_selector("#search-results a")
    assert page.evaluate("window.__violations") == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()


def test_the_policy_refuses_a_style_and_a_script_that_are_not_ours(browser: Browser, address: str) -> None:
    """So that a policy that allows everything could not pass for a strict one."""
    context = browser.new_context()
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    page.goto(f"{address}/")
    page.evaluate("""() => { for (const [tag, text] of [['style', 'p { color: red }'], ['script', 'window.ran = true']]) {
        const element = document.createElement(tag); element.textContent = text; document.head.append(element) } }""")
    page.wait_for_timeout(
        500
    )  # the events come after the refusal; waiting for a condition would need the eval that is refused
    assert page.evaluate("window.__violations.length") >= 2
    assert page.evaluate("window.ran") is None
    context.close()


def test_the_subject_of_a_shared_page_is_neutral(page: Page, address: str) -> None:
    page.goto(f"{address}/causes/mastitis/")
    href = page.get_by_role("link", name="Send by e-mail").get_attribute("href") or ""
    subject = href.partition("subject=")[2].partition("&")[0]
    assert subject == "A%20page%20for%20you"


def test_html_and_styles_are_read_without_a_parse_error(real: Site) -> None:
    for built in distinct(real):
        parser = html5lib.HTMLParser()
        parser.parse(built.html)
        assert parser.errors == [], (built.url, parser.errors[:3])
    for source in real.styles:
        rules = tinycss2.parse_stylesheet(source.text)
        assert rules
        assert not [rule.message for rule in rules if rule.type == "error"]


def test_text_at_twice_its_size_fits_a_phone(page: Page, address: str, real: Site) -> None:
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, (built.url, wide)
        assert page.evaluate(CUT_OFF) == [], built.url
        if built.url in {"", "help/when-to-get-help/", "causes/mastitis/"}:
            assert [one["id"] for one in Axe().run(page).response["violations"]] == [], built.url


def test_a_list_without_bullets_still_says_that_it_is_one(page: Page, address: str, real: Site) -> None:
    """Safari's VoiceOver takes a list without bullets for none, but in a nav and where its role says so."""
    bare = """() => [...document.querySelectorAll('ul:not([role=list])')].filter(list => !list.closest('nav'))
        .filter(list => getComputedStyle(list).listStyleType === 'none').map(list => list.outerHTML.slice(0, 80))"""
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        assert page.evaluate(bare) == [], built.url


def printed(page: Page) -> list[str]:
    """The words on each sheet of paper."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages]


def test_an_explanation_that_lies_open_prints_as_one_that_is_closed(page: Page, address: str) -> None:
    page.goto(f"{address}/causes/mastitis/")
    closed = printed(page)
    page.locator("button.term").first.click()
    assert page.locator(".term__text:popover-open").count() == 1
    assert printed(page) == closed
    assert page.locator(".term__text:popover-open").count() == 0


def test_names_stay_as_they_are_and_no_number_is_guessed(page: Page, address: str, real: Site) -> None:
    page.goto(f"{address}/help/numbers/")
    names = page.locator(".lines li > :first-child")
    assert names.count() > 10
    assert names.evaluate_all("all => all.filter(one => one.translate).map(one => one.textContent)") == []
    for built in distinct(real):
        assert '<meta name="format-detection" content="telephone=no">' in built.html, built.url


def test_the_accessibility_tree_reads_as_meant(page: Page, address: str, real: Site) -> None:
    """The page between its head and its foot, and headings that begin with one of the first level and skip none."""
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        lines = page.locator("body").aria_snapshot().splitlines()
        landmarks = [line.split()[1].rstrip(":") for line in lines if line.startswith("- ")]
        order = [name for name in landmarks if name in {"banner", "main", "contentinfo"}]
        assert order == ["banner", "main", "contentinfo"], (built.url, landmarks)
        levels = [int(found[1]) for line in lines if (found := HEADING.match(line))]
        assert levels[0] == 1, built.url
        assert levels.count(1) == 1, built.url
        assert all(after <= before + 1 for before, after in pairwise(levels)), (built.url, levels)
