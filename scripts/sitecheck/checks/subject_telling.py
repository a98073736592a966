"""The subject under which a page is sent on names no illness.

Why:  a locked screen shows it to whoever stands beside the telephone.
Bad:  share_subject: Pollen and your nose
Good: share_subject: A page for you
"""

import re

from ..registry import check
from ..source import Finding, Findings, Site

EVERYDAY = frozenset("about page pages what when your from help site with this that".split())


@check(Site)
def subject_telling(site: Site) -> Findings:
    pages = [page for page in site.pages if page.role != "policy"]
    telling = {word for page in pages for word in _words(str(page.meta.get("title")))}
    telling |= {word for page in pages for _, keyword in page.meta_list("keywords") for word in _words(keyword)}
    told = [word for word in _words(str(site.extra.get("share_subject") or "")) if word in telling - EVERYDAY]
    for word in told[:1] if not site.tag else ():  # each language has little words of its own
        line = site.config_lines.get(("extra", "share_subject"), 1)
        fact = f'share_subject says "{word}", which a locked screen would show to everybody'
        yield Finding("mkdocs.yml", line, fact, "write words that name no illness, such as A page for you")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text.lower())
