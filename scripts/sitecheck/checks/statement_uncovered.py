"""Every statement of the article that makes a claim is treated by a page.

Why:  the site promises to answer the article sentence by sentence; advice left unanswered goes on being followed.
Bad:  S20 in data/article.yml, and no page with article: [S20]
Good: a page that treats S20 and says so in its front matter
"""

from ..registry import check
from ..source import Findings, Site


@check(Site, needs="article")
def statement_uncovered(site: Site) -> Findings:
    if not all(page.readable and page.meta and (page.original or page).readable for page in site.pages) or any(
        one.path.endswith(".md") for one in site.unreadable
    ):
        return  # what an unreadable page treats is not known, nor one whose front matter is empty
    treated = {statement for page in site.pages for _, statement in page.meta_list("article")}
    for index, (statement, record) in enumerate(site.article.items()):
        if statement not in treated and record.get("verdict") != "no-claim":
            yield site.data_finding(
                "article.yml",
                ("statements", index, "id"),
                f"no page treats {statement}",
                f"add {statement} to `article:` on the page that answers it",
            )
