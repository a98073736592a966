"""Headings go down one level at a time, and the page's title is its only level-1 heading.

Why:  screen readers list headings as an outline; a skipped level looks like a missing part.
Bad:  #### Step one, directly under a ## heading
Good: ### Step one
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

DEEPEST = 4


@check(Page)
def heading_skipped(page: Page, site: Site) -> Iterator[Finding]:
    level, titles = 1, 0
    for heading in page.headings:
        if heading.level == 1:
            titles += 1
            if titles > 1:
                yield page.finding(
                    heading.line, f'"{heading.text}" is a second level-1 heading', f"write ## {heading.text}"
                )
            elif level > 1:
                yield page.finding(
                    heading.line, f'the title "{heading.text}" stands below other headings', "move it up, or delete it"
                )
            elif page.readable and heading.text != page.meta.get("title"):
                yield page.finding(
                    heading.line,
                    f'the heading "{heading.text}" is not the page\'s title',
                    f"write # {page.meta.get('title')}, or delete the line",
                )
        elif heading.level > level + 1:
            yield page.finding(
                heading.line,
                f'"{heading.text}" is a level-{heading.level} heading below a level-{level} one',
                f"write {'#' * (level + 1)} {heading.text}",
            )
        if heading.level > DEEPEST:
            fact = f'"{heading.text}" is a level-{heading.level} heading, deeper than a page of this length needs'
            yield page.finding(heading.line, fact, f"write {'#' * DEEPEST} {heading.text}")
        level = heading.level


@check(BuiltPage)
def heading_skipped_by_a_template(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """What templates add keeps the order too, and says something; of what a page types, the rule above speaks."""
    typed = {heading.anchor for heading in built.page.headings} if built.page else set()
    level = 1
    for node in built.tree.css(
        "main h1, main h2, main h3, main h4, main h5, main h6, footer h2, footer h3, footer h4, footer h5, footer h6"
    ):
        own = int((node.tag or "h1")[1])
        words = " ".join(node.text(deep=True).split())
        if node.tag != "h1" and node.attributes.get("id") not in typed:
            if not words:
                yield built.finding(
                    message="a template makes a heading without words", hint="write them, or take it out", node=node
                )
            elif own > level + 1:
                fact = f'"{words[:60]}" is a level-{own} heading below a level-{level} one'
                yield built.finding(message=fact, hint=f"write <h{level + 1}>", node=node)
        level = own
