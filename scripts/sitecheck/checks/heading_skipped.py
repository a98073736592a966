"""Headings go down one level at a time, and the page's title is its only level-1 heading.

Why:  screen readers list headings as an outline; a skipped level looks like a missing part.
Bad:  #### Step one, directly under a ## heading
Good: ### Step one
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def heading_skipped(page: Page, site: Site) -> Findings:
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
        level = heading.level
