"""What is there for the keyboard and for the ear stays within their reach.

Why:  who steers by keyboard needs the way past the menu in sight when it has the focus; who listens is told nothing that is not displayed.
Bad:  .aloud { display: none }
Good: .aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
"""

from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site

KEPT = {".skip", ".aloud"}


@check(Site)
def skip_hidden(site: Site) -> Findings:
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in (rule for rule in styled.sheet.rules if "print" not in rule.media):
            shown = rule.last("display")
            for selector in (one for one in rule.selectors if KEPT & set(one.subject.names)):
                if shown and shown.value == "none":
                    fact = f"{selector.text} has display: none, and is hidden from those it is for"
                    yield styled.source.finding(shown.line, fact, "move it out of sight, as the rule above does")


@check(Site)
def skip_unseen(site: Site) -> Findings:
    """The way past the menu comes into sight for whoever steers to it."""
    for styled in (one for one in sheets(site) if not one.paper):
        selectors = [(selector.text, rule) for rule in styled.sheet.rules for selector in rule.selectors]
        placed = [rule for text, rule in selectors if text == ".skip" and rule.last("position")]
        if placed and not any(text.startswith(".skip:focus") for text, _ in selectors):
            fact = "the way past the menu never comes into sight"
            yield styled.source.finding(placed[0].line, fact, "write .skip:focus { top: .5rem }")
