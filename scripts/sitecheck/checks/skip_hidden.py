"""What is there for the keyboard and for the ear stays within their reach.

Why:  who steers by keyboard needs the way past the menu in sight when it has the focus; who listens is told nothing that is not displayed.
Bad:  .aloud { display: none }
Good: .aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..safety.styles import sheets
from ..source import Finding, Site

KEPT = {".skip", ".aloud"}


@check(Site)
def skip_hidden(site: Site) -> Iterator[Finding]:
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in styled.sheet.rules:
            shown = rule.last("display")
            for selector in rule.selectors if shown and shown.value == "none" and "print" not in rule.media else ():
                if shown and KEPT & set(selector.subject.names):
                    fact = f"{selector.text} has display: none, and is hidden from those it is for"
                    yield styled.source.finding(shown.line, fact, "move it out of sight, as the rule above does")
        selectors = [(selector, rule) for rule in styled.sheet.rules for selector in rule.selectors]
        placed = [rule for selector, rule in selectors if selector.text == ".skip" and rule.last("position")]
        if placed and not any(selector.text.startswith(".skip:focus") for selector, _ in selectors):
            fact = "the way past the menu never comes into sight"
            yield styled.source.finding(placed[0].line, fact, "write .skip:focus { top: .5rem }")
