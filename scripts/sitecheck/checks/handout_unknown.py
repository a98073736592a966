"""The sections that a page puts on its handout, or first before reviewers, are on the page.

Why:  a section that was renamed falls off the sheet without a word, and the sheet still looks whole.
Bad:  handout: [in-short, sings]
Good: handout: [in-short, signs]
"""

from difflib import get_close_matches

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def handout_unknown(page: Page, site: Site) -> Findings:
    anchors = [heading.anchor for heading in page.headings if heading.level == 2 and heading.anchor]
    anchors += [str(section.get("anchor")) for section in site.sections(page.kind) if section.get("rendered")]
    for line, anchor in [*page.meta_list("handout"), *page.meta_list("review_first")]:
        if anchor not in anchors:
            near = get_close_matches(anchor, anchors, n=1)
            hint = f"write {near[0]}" if near else f"choose from {', '.join(anchors)}"
            yield page.finding(line, f"there is no section #{anchor} on this page", hint)
