"""Every heading has text under it.

Why:  an empty section tells a reader that help is coming and then gives none.
Bad:  ## Signs { #signs } with nothing before the next heading
Good: ## Signs { #signs } followed by the signs
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def section_empty(page: Page, site: Site) -> Iterator[Finding]:
    inserts = {insert.line for insert in page.inserts}
    for index, heading in enumerate(page.headings):
        end = page.headings[index + 1].line if index + 1 < len(page.headings) else len(page.lines) + 1
        if index + 1 < len(page.headings) and page.headings[index + 1].level > heading.level:
            continue  # its text stands in its subsections, which are looked at in their turn
        if not any(
            page.body[number - 1].strip()
            and (page.prose[number - 1].strip() or number in inserts or _is_code(page, number))
            for number in range(heading.line + 1, end)
        ):
            yield page.finding(
                heading.line, f'there is no text under "{heading.text}"', "write the section, or delete its heading"
            )


def _is_code(page: Page, number: int) -> bool:
    """Blanked, and not by a comment: code is text that readers see."""
    return (
        not page.prose[number - 1].strip()
        and "<!--" not in page.body[number - 1]
        and "-->" not in page.body[number - 1]
    )
