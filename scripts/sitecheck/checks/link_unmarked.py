"""A link in the text is told from it by more than its colour.

Why:  one man in twelve sees red and green alike, and at 3 a.m. with the screen dimmed everybody sees them so.
Bad:  a { text-decoration: none }
Good: .top a { text-decoration: none }
"""

from ..registry import check
from ..safety.styles import sheets
from ..source import Findings, Site

AROUND = frozenset({"", "html", "body", "main", "article", "section", "p", "li"})


@check(Site)
def link_unmarked(site: Site) -> Findings:
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in styled.sheet.rules:
            said = rule.last("text-decoration", "text-decoration-line")
            for selector in rule.selectors if said and said.value == "none" and "print" not in rule.media else ():
                bare = all(not part.names and part.type in AROUND for part in selector.compounds[:-1])
                if said and bare and selector.subject.type == "a" and not selector.subject.names:
                    fact = f"{selector.text} takes the lines under links away, and colour alone tells them from text"
                    yield styled.source.finding(said.line, fact, "delete it")
