"""Every statement of the article that makes a claim is treated by a page.

Why:  the site promises to answer the article sentence by sentence; advice left unanswered goes on being followed.
Bad:  S20 in data/article.yml, and no page with article: [S20]
Good: a page that treats S20 and says so in its front matter
"""

from ..registry import check
from ..source import Findings, Site


@check(Site, needs="article")
def statement_uncovered(site: Site) -> Findings:
    pages = [*site.pages, *(site.main.pages if site.main else ())]
    if any(not page.readable or page.meta_problems() for page in pages) or any(
        one.path.endswith(".md") for one in site.unreadable
    ):
        return  # what a page treats is not known while its front matter is to be mended
    treated = {statement for page in site.pages for _, statement in page.meta_list("article")}
    for index, (statement, record) in enumerate(site.article.items()):
        if statement not in treated and record.get("verdict") != "no-claim":
            yield site.data_finding(
                "article.yml",
                ("statements", index, "id"),
                f"no page treats {statement}",
                f"add {statement} to `article:` on the page that answers it",
            )
