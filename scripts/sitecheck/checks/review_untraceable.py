"""A sign-off says which text was read, by its fingerprint.

Why:  without it nobody can tell whether the words that were signed off are still the words on the page.
Bad:  clinical_review: with name, role, date and interests alone
Good: clinical_review: with text: as well, as scripts/approve.py --sign prints it
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def review_untraceable(page: Page, site: Site) -> Findings:
    review = page.meta.get("clinical_review")
    if isinstance(review, dict) and "text" not in review:
        yield page.finding(
            page.meta_lines.get("clinical_review", 1),
            "the sign-off does not say which text was read",
            f"add the line that scripts/approve.py --sign {page.path} prints to whoever read it",
        )
