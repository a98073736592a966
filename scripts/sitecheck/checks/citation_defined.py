"""No page defines a source of its own: the list of sources is rendered from the bibliography.

Why:  a second definition of a key replaces the first without a word, and readers get another source than the
      one that was checked.
Bad:  [^example-guideline]: A note of my own.
Good: an entry in data/references.yml
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]+)\]:")


@check(Page)
def citation_defined(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if "[^" in line and (found := DEFINITION.match(line)):
            yield page.finding(
                number,
                f"[^{found[1]}] is defined on the page",
                "delete the line, and add the work to data/references.yml",
            )
