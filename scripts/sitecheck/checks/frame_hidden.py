"""Help at the top, who has checked the page, its dates, its sources and the lines at its foot are in sight.

Why:  what a style or a template hides is there for every program that looks, and for no reader.
Bad:  .status { display: none }
Good: .status { font-size: .9rem }
"""

from ..registry import check
from ..safety.visibility import finding_for, why_hidden
from ..source import BuiltPage, Findings, Site

SEEN = (  # what readers must see beside the safety texts, and whether paper may go without
    ("a.top__name", True), ("a.top__help", True), (".status", False), ("section.info p", False), (".footnote li", False), ("footer p", False), ("main h1", False), ("main h2", False),
)  # fmt: skip


@check(BuiltPage)
def frame_hidden(built: BuiltPage, site: Site) -> Findings:
    if built.page is None or not built.page.whole:
        return
    for selector, on_screen_alone in SEEN:
        for node in built.tree.css(selector)[:3]:
            said = node.text(deep=True).strip(" \n\t\u2022\u00b7|")
            hidden = why_hidden(node, built, safety=selector == ".status") if said else None
            if hidden and not (on_screen_alone and hidden.breach and "print" in hidden.breach.rule.media):
                fact = f"{selector} can't be seen: {hidden.reason}"
                yield finding_for(hidden, built, site, fact, "take that off it and everything around it")
                break
