"""Every page shows on which day it was checked, and by which it is to be checked again.

Why:  a reader can't tell old advice from new by its looks.
Bad:  review_due in place of reviewed in overrides/partials/page-info.html
Good: both, each in its sentence
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def date_unshown(built: BuiltPage, site: Site) -> Findings:
    info = built.tree.css_first("section.info")
    if info is None or built.page is None or not built.page.readable:
        return  # frame-incomplete speaks of the part that holds them
    shown = {node.attributes.get("datetime") for node in info.css("time")}
    for name in ("reviewed", "review_due"):
        if built.page.meta.get(name) and str(built.page.meta[name]) not in shown:
            fix = f"write {{{{ source.meta.{name} | day }}}} in <time>"
            yield built.finding(message=f"the page does not show its date {name}", hint=fix, node=info)
