"""A fence of code begins its line, and is closed.

Why:  one that is not makes code of all that follows, the rest of the page.
Bad:  three backticks above the code alone
Good: three backticks above the code, and three below it
"""

from ..parse.markup import fences_unread
from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def fence_unclosed(page: Page, site: Site) -> Findings:
    if page.open_fence:
        fact = "this fence of code is not closed, and makes code of all that follows"
        yield page.finding(page.open_fence, fact, "write it a second time below the code, or delete it")


@check(Page, unless="element-unlisted")
def fence_unread(page: Page, site: Site) -> Findings:
    number = next(iter(fences_unread(page.body)), 0)
    if number:
        fact = "this fence of code is none to Markdown, which joins its lines to one"
        yield page.finding(number, fact, "begin the line with it, or indent the code by four blanks")
