"""Every warning sign that a page promises stands on it, in a card of its level, in the words of data/urgency.yml, in sight.

Why:  these are the sentences that save a life. A sign that was lost in a template or hidden by a style is worse
      than none: its author believes it is there.
Bad:  .card--emergency li:nth-child(n+3) { display: none }
Good: a card that shows all its signs
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..safety import expected_signs, shown_signs, template_finding
from ..source import BuiltPage, Finding, Site
from ..visibility import finding_for, why_hidden


@check(Site)
def sign_missing(site: Site) -> Iterator[Finding]:
    for built in site.built:
        signs = expected_signs(built)
        lost = [sign for sign in signs if not shown_signs(built, sign)]
        if signs and len(lost) == len(signs):
            yield template_finding(
                site, "inserts/macros.md", "no card shows any warning sign", "put the list of signs back into the card"
            )
        elif built.page:
            for sign in lost:
                line = built.page.meta_lines.get("urgency", 1)
                yield built.page.finding(
                    line,
                    f"the warning sign {sign} is not on the page",
                    "undo the last change to overrides/inserts, or to the headings around the card",
                )


@check(BuiltPage)
def sign_hidden(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for sign in expected_signs(built):
        for node in shown_signs(built, sign):
            hidden = why_hidden(node, built)
            if hidden:
                yield finding_for(
                    hidden,
                    built,
                    site,
                    f"warning signs can't be seen: {hidden.reason}",
                    "take that off the cards and everything around them",
                    "data-sign",
                )
                return
            words = " ".join(node.text(deep=True).split())
            if words != " ".join(str(site.urgency[sign].get("text")).split()):
                yield template_finding(
                    site,
                    "inserts/macros.md",
                    f'the warning sign {sign} has other words than data/urgency.yml: "{words[:60]}"',
                    "show sign.text and nothing else",
                )
                return
