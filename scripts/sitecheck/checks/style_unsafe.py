"""Styles say what is listed for them: properties and values that can neither move nor empty what is on a page.

Why:  browsers learn new ways to cover, move and empty what is on a page every month; a list of the harmless ones is finished, a list of
      the harmful ones never is. The list stands in scripts/sitecheck/safety/style_list.py.
Bad:  .foot { position: fixed }
Good: .foot { position: relative }
"""

from ..registry import check
from ..safety.styles import breaches, sheets
from ..source import Findings, Site

AT_RULES = {"media", "supports", "page"}
INSTEAD = {"import": "write the rules here", "font-face": "use the fonts of the device"}


@check(Site)
def style_unsafe(site: Site) -> Findings:
    yield from (breach.finding for breach in breaches(site) if not breach.meets)
    for styled in sheets(site):
        for at in styled.sheet.at_rules:
            in_margin = any(around.startswith("@page") for around in at.context)  # such as @bottom-right
            if at.name not in AT_RULES and not in_margin:
                fact = f"@{at.name} is not among what the styles of a page may use: {', '.join(sorted(AT_RULES))}"
                yield styled.source.finding(at.line, fact, INSTEAD.get(at.name, "write its rules without it"))
