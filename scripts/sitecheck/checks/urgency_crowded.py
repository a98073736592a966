"""A cause page's card shows at most twelve warning signs, the "always" ones among them.

Why:  the more signs a frightened reader must go through, the fewer she takes in. All of them are on the help page.
Bad:  urgency: with ten signs, when three are always shown
Good: urgency: with the three that matter most on this page
"""

from ..registry import check
from ..source import Findings, Page, Site

MOST = 12


@check(Page, needs="urgency")
def urgency_crowded(page: Page, site: Site) -> Findings:
    shows_card = any(section.get("rendered") == "page-signs" for section in site.sections(page.kind))
    signs = site.signs_of(page)
    if shows_card and len(signs) > MOST:
        yield page.finding(
            page.meta_lines.get("urgency", 1),
            f"the card would show {len(signs)} warning signs",
            f"take out {len(signs) - MOST} of urgency: {', '.join(sign for _, sign in page.meta_list('urgency'))}",
        )
