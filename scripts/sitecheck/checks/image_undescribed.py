"""Every picture has a description that teaches the same as the picture.

Why:  a reader who can't see it, or whose phone did not load it, gets the words in its place. An empty
      description means "decoration", and an article's picture is never that.
Bad:  ![](../assets/nappies.svg)
Good: ![Wet nappies by day: 1 to 2 on days 1 and 2, rising to 6 or more from day 7.](../assets/nappies.svg)
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

HINT = "write in the square brackets, or in alt, what the picture shows"


@check(Page)
def image_undescribed(page: Page, site: Site) -> Iterator[Finding]:
    for link in page.links:
        if link.image and not link.text.strip():
            yield page.finding(link.line, f"the picture {link.target} has no description", HINT)


@check(BuiltPage)
def image_undescribed_in_build(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for node in built.tree.css("img, area, input[type=image]"):
        described = "alt" in node.attributes
        if not described:
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            yield built.finding(
                f'"{address}"', address, f"<{node.tag}", message=f"<{node.tag}> {address} has no alt", hint=HINT
            )
