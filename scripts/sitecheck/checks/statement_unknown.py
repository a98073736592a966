"""Every statement that a page says it treats is in data/article.yml.

Why:  the table of the article's statements links each to the page that treats it.
Bad:  article: [S41]
Good: article: [S14]
"""

from ..registry import check
from ..source import Findings, Page, Site
from ..suggest import meant


@check(Page, needs="article")
def statement_unknown(page: Page, site: Site) -> Findings:
    for line, statement in page.meta_list("article"):
        if site.article and statement not in site.article:
            near = meant(statement, site.article)
            yield page.finding(
                line,
                f"{statement} is not a statement of data/article.yml",
                f"write {near}" if near else f"choose from {', '.join(site.article)}",
            )
