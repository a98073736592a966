"""Every page of the real site in a real browser: it opens, nothing is refused, and the safety texts are in sight on screen and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from sitecheck.safety import expected_disclaimers, expected_signs
from sitecheck.source import Site
from support.browser import distinct

IN_SIGHT = """element => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})
        && box.width > 100 && box.height > 15 && box.right > 0 && box.bottom + scrollY > 0
        && box.left < innerWidth && parseFloat(style.fontSize) >= 14 && element.innerText.trim().length > 10;
}"""


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(320, "light"), (360, "light"), (360, "dark"), (768, "light"), (1280, "light"), (1280, "dark")],
)
def test_every_page_opens_without_complaint_and_without_sideways_scroll(
    width: int, scheme: str, browser: Browser, address: str, real: Site
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]  # a Literal there
    said: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for built in distinct(real):
        answer = page.goto(f"{address}/{built.url}")
        assert answer is not None
        assert answer.ok
        assert page.locator("h1").count() == 1, built.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (built.url, width)
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [320, 1280])
def test_disclaimers_and_warning_signs_are_in_sight(
    media: str, width: int, browser: Browser, address: str, real: Site
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.emulate_media(media=media)  # type: ignore[arg-type]  # a Literal there
    seen = 0
    for built in distinct(real):
        page.goto(f"{address}/{built.url}")
        for key, words in expected_disclaimers(built).items():
            text = page.locator(f"aside.disclaimer[data-disclaimer={key}]")
            assert text.count() == 1, (built.url, key)
            assert text.evaluate(IN_SIGHT), (built.url, key, media)
            assert text.inner_text().strip() == words
            seen += 1
        for sign in expected_signs(built):
            assert page.locator(f"[data-sign={sign}]").first.evaluate(IN_SIGHT), (built.url, sign, media)
            seen += 1
    assert seen > 50
    page.close()
