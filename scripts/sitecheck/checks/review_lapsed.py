"""Where the setting publish_lapsed is false, no page has changed since a health professional signed it off.

Why:  a reader takes a sign-off for the words she reads. By default a lapsed one is shown as lapsed; a site may be stricter.
Bad:  a new sentence below a clinical_review of last year
Good: the same sentence, read and signed off again
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def review_lapsed(page: Page, site: Site) -> Findings:
    if page.sign_off == "lapsed" and site.setting("publish_lapsed") is not True:
        yield page.finding(
            page.meta_lines.get("clinical_review", 1),
            "the text has changed since it was signed off",
            f"have it read and signed again, with scripts/approve.py --sign {page.path}",
        )
