"""A page for readers is no harder to read than school grade 9.

Why:  four in ten adults in the UK struggle with ordinary health information, and nobody reads well at three in the morning.
      The grade is Flesch-Kincaid's, counted as scripts/sitecheck/text/readability.py says; a page about the site is let off.
Bad:  Persistent sternutation necessitates comprehensive professional evaluation of the underlying aetiology.
Good: If you go on sneezing, ask a nurse to look for the cause.
"""

from ..registry import check
from ..source import Findings, Page, Site
from ..text import readability

HIGHEST = 9.0
FOR_READERS = ("cause", "guide", "help")
LANGUAGE = "en"  # the grade is made for English


@check(Page)
def reading_grade(page: Page, site: Site) -> Findings:
    if page.role not in FOR_READERS or site.language.partition("-")[0] != LANGUAGE:
        return
    found = list(readability.paragraphs(page))
    worst = readability.hardest(found)
    if worst and readability.grade(found) > HIGHEST:
        yield page.finding(
            worst.line,
            f"the page reads at grade {readability.grade(found):.1f}, and this paragraph at {worst.grade:.1f}",
            "use shorter words here, and make two sentences of a long one",
        )
