"""Every section that makes claims cites at least one work.

Why:  a clinician can only trust what she can look up. data/kinds.yml says which sections make claims.
Bad:  ## Signs { #signs } followed by text without a citation
Good: Pollen makes one in five people sneeze.[^example-guideline]
"""

from ..registry import check
from ..source import Findings, Page, Site


@check(Page)
def citation_missing(page: Page, site: Site) -> Findings:
    for section in site.sections(page.kind):
        lines = page.section(str(section.get("anchor"))) if section.get("claims") is True else None
        if lines is None or not any(page.prose[number - 1].strip() for number in lines):
            continue  # a missing or empty section is said by another check
        if not any(number in lines for number, _ in page.citations):
            yield page.finding(
                next(number for number in lines if page.prose[number - 1].strip()),
                f"the section #{section['anchor']} cites nothing",
                "add [^key] after a sentence, with a key of data/references.yml",
            )
