"""A verdict on a statement of the article rests on a source.

Why:  to say that somebody is wrong, or right, without saying who says so is an opinion.
Bad:  verdict: outdated, with cites: []
Good: verdict: outdated, with cites: [example-guideline]
"""

from ..registry import check
from ..source import Findings, Site

NEED_SOURCE = frozenset({"supported", "partly", "outdated", "contradicted"})


@check(Site, needs="article")
def verdict_unsourced(site: Site) -> Findings:
    for index, statement in enumerate(site.article.values()):
        if statement.get("verdict") in NEED_SOURCE and not statement.get("cites"):
            fact = f"the verdict on {statement.get('id')} is {statement.get('verdict')}, and names no source"
            place = ("statements", index, "cites")
            yield site.data_finding("article.yml", place, fact, "add the keys of the works that say so")
