"""Every page of the real site in a real browser: it opens without complaint, asks for nothing elsewhere, and fits its screen."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Browser

from sitecheck.source import Site
from support.browser import distinct

SCREENS: dict[int, list[Literal["light", "dark"]]] = {
    320: ["light"],
    360: ["light", "dark"],
    768: ["light"],
    1280: ["light", "dark"],
}
WIDTHS = "[innerWidth, document.documentElement.scrollWidth, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_every_page_opens_without_complaint_and_without_sideways_scroll(
    browser: Browser, address: str, real: Site
) -> None:
    """Each page is opened once, on the smallest screen, which then grows and changes its scheme."""
    context = browser.new_context()
    said: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    # The pictures of handouts come with the paper, which is not printed here.
    page.route("**/handouts/*.png", lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for built in distinct(real):
        page.set_viewport_size({"width": min(SCREENS), "height": 740})
        answer = page.goto(f"{address}/{built.url}")
        assert answer is not None
        assert answer.ok
        assert page.locator("h1").count() == 1, built.url
        for width, schemes in SCREENS.items():
            page.set_viewport_size({"width": width, "height": 740})
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                inner, scrolled, dark = page.evaluate(WIDTHS)
                assert (inner, dark) == (width, scheme == "dark")
                assert scrolled <= inner, (built.url, width, scheme)
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()
