"""Each page brings the style sheet.

Why:  the styles stand in each page; a template that leaves them out takes the borders off every warning sign at once.
Bad:  a partials/head.html without <style>{{ style }}</style>
Good: <style>{{ style }}</style>
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def style_lost(site: Site) -> Findings:
    bare = (built for built in site.built if built.page and not built.tree.css_first("style:not([media]):not([type])"))
    head = site.template("partials/head.html")
    if site.styles and head and any(True for _ in bare):
        fact, fix = "pages come without the style sheet", "put <style>{{ style }}</style> back"
        yield head.finding(head.line_of('rel="icon"') or len(head.lines), fact, fix)
