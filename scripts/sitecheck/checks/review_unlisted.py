"""Who signs a page off stands in data/reviewers.yml.

Why:  anybody can type a name and a profession. Who may sign off is kept in one file, with an owner of its own, who knows the people in it.
Bad:  name: A Stranger, in the clinical_review of a page
Good: name: A Colleague, who stands in data/reviewers.yml
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def review_unlisted(page: Page, site: Site) -> Findings:
    review = page.meta.get("clinical_review")
    name = review.get("name") if isinstance(review, dict) else None
    if isinstance(name, str) and name not in site.reviewers:
        line = page.meta_lines.get(("clinical_review", "name")) or page.meta_lines.get("clinical_review", 1)
        fact = f"{name} signed this page off, and does not stand in data/reviewers.yml"
        yield page.finding(line, fact, "ask the owner of data/reviewers.yml to add who may sign off")
