"""Every page opens with front matter that is YAML between two lines of ---.

Why:  MkDocs takes front matter it can't read for text: the page loses its title, its warning signs and its
      dates, prints the fields for readers to see, and the build still succeeds.
Bad:  title: Pollen: what it is
Good: title: "Pollen: what it is"
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def front_matter_unreadable(page: Page, site: Site) -> Findings:
    if page.fault:
        yield page.finding(page.fault.line, page.fault.fact, page.fault.hint)
