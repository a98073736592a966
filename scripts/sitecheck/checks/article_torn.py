"""What an author types stays in its place: it ends where it begins, inside the article, and holds together around what templates make.

Why:  what is allowed in a page depends on who made it. Where that can't be told, nothing is allowed.
Bad:  a template that shows the text of a page without the marks that the build puts around it
Good: {{ page.content }} inside <article>
"""

from ..parse.authorship import UNMARKED
from ..registry import check
from ..source import CONTENT, BuiltPage, Finding, Findings, Site

FRAME = "overrides/main.html"


@check(BuiltPage)
def article_torn(built: BuiltPage, site: Site) -> Findings:
    page, fault = built.page, built.authorship.fault
    if page is None or not fault:
        return
    if fault == UNMARKED:
        frame = site.template("main.html")
        shown = next((n for n, line in enumerate(frame.lines, start=1) if CONTENT.search(line)), 1) if frame else 1
        yield Finding(
            FRAME, shown, fault, "put {{ page.content }} inside <article>, once and as scripts/hooks.py gives it"
        )
    elif page.whole and not page.unclosed:  # of what is left open, tag-unclosed speaks, and others
        yield page.finding(1, fault, "look for a tag that stands where HTML has no place for it, and take it out")
