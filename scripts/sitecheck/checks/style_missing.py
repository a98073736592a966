"""The site has a style sheet with rules in it.

Why:  a site that lost its styles shows its warning signs as plain lines among others, and each word is still there.
Bad:  an empty overrides/styles/site.css
Good: overrides/styles/site.css with its rules
"""

from ..registry import check
from ..safety.styles import everywhere
from ..source import Finding, Findings, Site


@check(Site)
def style_missing(site: Site) -> Findings:
    if not any(styled.sheet.rules for styled in everywhere(site)):
        fact, fix = "no file of overrides/styles holds a style rule", "put overrides/styles/site.css back"
        yield Finding("overrides/styles/site.css", 1, fact, fix)
