"""Every heading has text under it.

Why:  an empty section tells a reader that help is coming and then gives none.
Bad:  ## Signs { #signs } with nothing before the next heading
Good: ## Signs { #signs } followed by the signs
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

NOTHING = re.compile(r"<[^>]*>|&nbsp;|^ {0,3}\[[^\]]+\]:.*|[\s\u00a0\u200b-\u200f\ufeff*_+#>|-]")


@check(Page)
def section_empty(page: Page, site: Site) -> Findings:
    inserts = {insert.line for insert in page.inserts}
    if page.readable and not any(
        _says_something(page, number, inserts) for number in range(page.body_line, len(page.lines) + 1)
    ):
        yield page.finding(page.body_line, "the page has no text", "write it, or delete the file")
    for index, heading in enumerate(page.headings):
        end = page.headings[index + 1].line if index + 1 < len(page.headings) else len(page.lines) + 1
        if index + 1 < len(page.headings) and page.headings[index + 1].level > heading.level:
            continue  # its text stands in its subsections, which are looked at in their turn
        if not any(_says_something(page, number, inserts) for number in range(heading.line + 1, end)):
            fact = f'there is no text under "{heading.text}"'
            yield page.finding(heading.line, fact, "write the section, or delete its heading")


def _says_something(page: Page, number: int, inserts: set[int]) -> bool:
    """Whether a line holds an insert, code, or words: not only signs of markup and blanks, visible or not."""
    typed, prose = page.body[number - 1], page.prose[number - 1]
    is_code = bool(typed.strip()) and not prose.strip() and "<!--" not in typed and "-->" not in typed
    return number in inserts or is_code or bool(NOTHING.sub("", prose))
