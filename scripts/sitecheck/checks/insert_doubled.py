"""An insert line stands once on a page.

Why:  a list that stands twice makes readers look for what differs.
Bad:  <!-- insert: statements --> in two places
Good: <!-- insert: statements --> in one
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def insert_doubled(page: Page, site: Site) -> Findings:
    seen: list[tuple[str, dict[str, str]]] = []
    for insert in page.inserts:
        if (insert.name, insert.arguments) in seen:
            yield page.finding(insert.line, f"the insert {insert.name} stands here a second time", "delete one of them")
        seen.append((insert.name, insert.arguments))
