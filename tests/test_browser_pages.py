"""Every page of the real site in a real browser: it opens without complaint, asks for nothing elsewhere, and fits its screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from sitecheck.source import Site
from support.browser import distinct


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
    # The pictures of handouts come with the paper, which is not printed here.
    page.route("**/handouts/*.png", lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
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
