"""Every warning sign that a page names is in data/urgency.yml.

Why:  a sign that is not there can't be shown: the card would go out without it.
Bad:  urgency: [sneeze-bled]
Good: urgency: [sneeze-blood]
"""

from ..registry import check
from ..source import Findings, Page, Site
from ..suggest import meant


@check(Page, needs="urgency")
def urgency_unknown(page: Page, site: Site) -> Findings:
    for line, sign in page.meta_list("urgency"):
        if site.urgency and sign not in site.urgency:
            near = meant(sign, site.urgency)
            yield page.finding(
                line,
                f"{sign} is not a warning sign of data/urgency.yml",
                f"write {near}"
                if near
                else "choose one of data/urgency.yml, or add it there with its level and source",
            )
