"""A page that names warning signs has a place where they are shown.

Why:  who lands on a page in an emergency must meet its signs. A card that was deleted with its heading is missed by nobody
      but that reader.
Bad:  urgency: [sneeze-blood] on a page without the line <!-- insert: page-signs -->
Good: the same page with that line below its opening
"""

from ..registry import check
from ..safety.texts import CARDS
from ..source import Findings, Page, Site

ANCHOR = "when-to-get-help"


@check(Page, needs="urgency", unless="insert-unknown")
def card_missing(page: Page, site: Site) -> Findings:
    if not page.readable or page.kind not in site.kinds or not site.urgency:
        return
    line = page.meta_lines.get("urgency", 1)
    if any(section.get("rendered") == "page-signs" for section in site.sections(page.kind)):
        if page.meta.get("urgency") == []:
            fact = f"this page of kind {page.kind} names no warning sign of its own"
            yield page.finding(line, fact, "name the signs that matter here, by their ids in data/urgency.yml")
    elif not any(insert.name in CARDS for insert in page.inserts):
        headed = next((heading.line for heading in page.headings if heading.anchor == ANCHOR), None)
        if page.meta_list("urgency") or headed or page.url == "":
            fact = "this page is to show warning signs, and shows none"
            fix = f"write ## When to get help {{ #{ANCHOR} }} and <!-- insert: page-signs --> below its first sections"
            yield page.finding(headed or line, fact, fix)
