"""Every page's front matter has the fields it needs, and no others, each of its type.

Why:  a misspelt field counts as absent. "urgncy:" leaves a page without its warning signs.
Bad:  reviewed: 2026-11
Good: reviewed: 2026-11-22
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def front_matter_invalid(page: Page, site: Site) -> Findings:
    if page.original and not page.original.readable:
        return  # what a translation takes from there is not known
    inherited = {problem.message for problem in page.original.meta_problems()} if page.original else set()
    for problem in page.meta_problems():
        if problem.message not in inherited:
            yield page.finding(problem.line, problem.message, problem.hint)
