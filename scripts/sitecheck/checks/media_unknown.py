"""A condition of @media is one that browsers know.

Why:  rules under a misspelt condition never hold, and nobody who works by day sees that the night lost its colours.
Bad:  @media (prefers-colour-scheme: dark)
Good: @media (prefers-color-scheme: dark)
"""

import re

from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site
from ..suggest import meant

KNOWN = frozenset(
    "all screen print and not only or prefers-color-scheme prefers-reduced-motion prefers-contrast prefers-reduced-transparency"
    " prefers-reduced-data forced-colors max-width min-width width max-height min-height height orientation hover any-hover pointer"
    " any-pointer min-resolution max-resolution resolution color monochrome aspect-ratio min-aspect-ratio max-aspect-ratio display-mode"
    " inverted-colors scripting update dynamic-range color-gamut".split()
)


@check(Site)
def media_unknown(site: Site) -> Findings:
    for styled in sheets(site):
        for at in styled.sheet.at_rules:
            named = re.sub(r":[^)]*|[\d.]+[a-z]+", "", at.prelude.lower()) if at.name == "media" else ""
            for word in re.findall(r"[a-z][a-z-]*", named):
                if word not in KNOWN:
                    near = meant(word, sorted(KNOWN))
                    fix = (
                        f"write {near}" if near else "write a condition that browsers know, such as (min-width: 64rem)"
                    )
                    yield styled.source.finding(at.line, f"@media {word} never holds, and so its rules do nothing", fix)
                    break
