"""Every safety text of the pages that can be told apart, in a real browser: its ink is there, large and dark enough, uncut and uncovered, on screen and in print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitecheck.safety import style_list
from sitecheck.safety.texts import expected_disclaimers, expected_signs
from sitecheck.source import BuiltPage, Site
from support.browser import distinct
from support.styles import SHEET, judged

WAYS: dict[str, tuple[int, dict[str, Any]]] = {
    "a phone by day": (390, {"media": "screen", "color_scheme": "light"}),
    "a phone by night": (390, {"media": "screen", "color_scheme": "dark"}),
    "a desk by day": (1280, {"media": "screen", "color_scheme": "light"}),
    "a desk by night": (1280, {"media": "screen", "color_scheme": "dark"}),
    "print": (794, {"media": "print", "color_scheme": "light"}),
}
INK = """() => {
    const LARGE = 14, DARK = 4.5, texts = '[data-disclaimer], [data-sign], [data-strip], .card__heading, .status';
    const width = document.documentElement.clientWidth, seen = [], faults = [];
    const rgb = colour => {
        const parts = colour.match(/[\\d.]+/g).map(Number);
        return colour.startsWith('color(srgb') ? parts.map((part, i) => i < 3 ? part * 255 : part) : parts;
    };
    const light = colour => rgb(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
    const clear = colour => colour === 'transparent' || (rgb(colour).length > 3 && rgb(colour)[3] < 1);
    const chain = element => element ? [element, ...chain(element.parentElement)] : [];
    function fault(node) {
        const element = node.parentElement, own = getComputedStyle(element), range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.height > 0);
        if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) return 'not displayed';
        if (!boxes.length) return 'has no ink';
        if (parseFloat(own.fontSize) < LARGE) return 'is ' + own.fontSize;
        if (boxes.some(box => box.height < LARGE)) return 'is drawn ' + boxes[0].height + ' px high';
        if (parseFloat(own.lineHeight) < parseFloat(own.fontSize) * 1.1) return 'lines overlap: ' + own.lineHeight;
        if (Math.abs(parseFloat(own.letterSpacing)) > 4 || Math.abs(parseFloat(own.wordSpacing)) > 4) return 'is torn or pressed';
        if (own.writingMode !== 'horizontal-tb' || own.direction !== 'ltr') return 'runs another way';
        if (boxes.some(box => box.left < -1 || box.right > width + 1 || box.bottom + scrollY < 0)) return 'is off the page';
        let ground = null;
        for (const around of chain(element)) {
            const style = getComputedStyle(around), frame = around.getBoundingClientRect();
            for (const name of ['clipPath', 'filter', 'maskImage', 'transform', 'scale', 'rotate', 'translate', 'offsetPath', 'backgroundImage'])
                if (!['none', ''].includes(style[name] || '')) return around.tagName + ' has ' + name + ' ' + style[name];
            if (style.mixBlendMode !== 'normal' || style.opacity !== '1' || style.zoom !== '1') return around.tagName + ' is faded or shrunk';
            if (style.overflowX !== 'visible' && boxes.some(box => box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) return 'is cut by ' + around.tagName;
            if (style.textDecorationLine.includes('line-through')) return 'is struck out';
            for (const pseudo of ['::before', '::after']) {
                const over = getComputedStyle(around, pseudo);
                if (over.content !== 'none' && over.position === 'absolute' && !clear(over.backgroundColor)) return 'is covered by a ' + pseudo;
            }
            ground = ground || (clear(style.backgroundColor) ? null : style.backgroundColor);
        }
        const ink = own.webkitTextFillColor, [dark, bright] = [light(ink), light(ground || 'rgb(255, 255, 255)')].sort((a, b) => a - b);
        if (clear(ink) || (bright + .05) / (dark + .05) < DARK) return ink + ' on ' + ground;
        element.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
        const now = [...range.getClientRects()].filter(box => box.width > 0);
        for (const box of [now[0], now[now.length - 1]]) {
            const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            if (above !== null && !above.contains(element) && !element.contains(above)) return 'is covered by ' + above.outerHTML.slice(0, 60);
        }
        return '';
    }
    for (const text of document.querySelectorAll(texts)) {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        let words = 0;
        while (walker.nextNode()) {
            if (!walker.currentNode.data.trim() || walker.currentNode.parentElement.closest('svg')) continue;
            words += 1;
            const found = fault(walker.currentNode);
            if (found) faults.push((text.dataset.disclaimer || text.dataset.sign || text.className) + ' ' + found);
        }
        if (words) seen.push(text.dataset.disclaimer || text.dataset.sign || text.className);
    }
    for (const over of document.querySelectorAll('body *')) {
        const box = over.getBoundingClientRect();
        if (['sticky', 'fixed'].includes(getComputedStyle(over).position) && over.checkVisibility() && box.width > width / 2 && box.height > 64)
            faults.push(over.className + ' stays above the text, ' + box.height + ' px high');
    }
    scrollTo(0, 0);
    return {seen, faults};
}"""
STYLED = (
    "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet] }"
)
PLANTED = """
.disclaimer { display: none }
.disclaimer p { font-size: .1cqw }
.card li { visibility: hidden }
.card { opacity: .3 }
.card ul { height: 1svh; overflow: hidden }
.card { clip-path: inset(100%) }
.card { filter: blur(9px) }
.status { color: #fffdf9 }
.disclaimer { background: #22292b }
.card--emergency .card__label { color: #22292b }
.card li { -webkit-text-fill-color: transparent }
.card { transform: scale(.2) }
.disclaimer { position: absolute; left: -9999px }
.disclaimer p { text-indent: -9999px }
.card li { letter-spacing: -1em }
.card li { line-height: 0 }
.card { position: relative } .card::before { content: ""; position: absolute; inset: 0; background: #fff }
.foot { position: fixed; inset: 0; background: #fff }
.card ul { width: 1px; overflow: hidden }
.card li { writing-mode: vertical-rl }
article { zoom: .3 }
main { max-height: 10em; overflow: auto }
.card { margin-left: 200vw }
.disclaimer { text-decoration: line-through }
""".strip().split("\n")

ANYWHERE = (
    "main,*,aside,p,li,ul,a,b,h3,.card,.disclaimer,.status,.card__heading,.card__label,.disclaimer p,.card li".split(
        ","
    )
)


def promised(built: BuiltPage) -> set[str]:
    """What a page must show: each disclaimer and warning sign, and who has checked it."""
    return {*expected_disclaimers(built), *expected_signs(built), *(["status"] if built.page else [])}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def styled(browser: Browser, noses_address: str) -> Iterator[Page]:
    """A small page with every kind of safety text, opened once; each test gives it a style of its own."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{noses_address}/causes/pollen/")
    turn(page, "a phone by day")
    yield page
    context.close()


def turn(page: Page, way: str) -> None:
    """Look at a page in another way."""
    width, media = WAYS[way]
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(**media)


def look(page: Page) -> dict[str, list[str]]:
    """What is seen of the safety texts, and what is wrong with them."""
    found: dict[str, list[str]] = page.evaluate(INK)
    return found


def test_every_safety_text_has_its_ink_on_every_page(page: Page, address: str, real: Site, whole: bool) -> None:
    faults, seen = [], 0
    for built in distinct(real, whole):
        page.goto(f"{address}/{built.url}")
        for way in WAYS:
            turn(page, way)
            found = look(page)
            faults += [(built.url, way, fault) for fault in found["faults"]]
            missing = promised(built) - set(found["seen"])
            assert not missing, (built.url, way, missing)
            seen += len(found["seen"])
    assert faults == []
    assert seen > 500


@pytest.mark.parametrize("rule", PLANTED)
def test_ink_that_is_lost_is_missed(rule: str, styled: Page) -> None:
    styled.evaluate(STYLED, "")
    assert look(styled)["faults"] == []
    styled.evaluate(STYLED, rule)
    assert look(styled)["faults"]


def edges() -> list[str]:
    """A rule for each least, most and word that the list gives to what can meet a safety text, for one such element or the other."""
    rules: list[str] = []
    for name in " ".join(line.split("  ")[0] for line in style_list.TEXT.strip().split("\n")).split():
        row = style_list.row_of(name.removesuffix("*"), "text")
        if row and not set(name.removesuffix("*")) & set("*?"):
            values = [f"{edge:g}{unit}" for unit, least, most in row.ranges for edge in (least, most)]
            values += [word for word in row.words if not word.startswith("<") and not word.endswith("()")]
            for value in values:
                place = ANYWHERE[len(rules) % len(ANYWHERE)]
                rules.append(f"{place} {{ {name.removesuffix('*')}: {value} }}")
    return rules


def test_what_the_list_lets_pass_takes_no_ink_away(styled: Page, real: Site) -> None:
    rules = edges()
    first, findings = judged(real, SHEET, rules)
    refused = {one.line for one in findings}
    passed = [rule for line, rule in enumerate(rules, start=first) if line not in refused]
    assert len(passed) > 100
    lost = {}
    for rule in passed:
        styled.evaluate(STYLED, rule)
        if faults := look(styled)["faults"]:
            lost[rule] = faults[0]
    assert lost == {}
