"""No page still has a blank of the template it was begun from.

Why:  a reader must never meet a sentence that nobody has written yet.
Bad:  FILL-IN (how, and what is not known)
Good: It may slow things down; nobody knows by how much.
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def blank_left(page: Page, site: Site) -> Findings:
    for line, asked in page.blanks:
        if asked:
            yield page.finding(line, f"this blank is not filled yet: {asked}", "write that in place of FILL-IN (…)")
        else:
            yield page.finding(
                line, "no source is named here yet", "write a key of data/references.yml in place of FILL-IN"
            )
