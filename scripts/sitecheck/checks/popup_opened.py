"""A word's meaning is opened by its reader, and by no style.

Why:  any value of display shows all of them at once, above the text.
Bad:  .term__text { display: block }
Good: .term__text { max-width: 20rem }
"""

from ..registry import check
from ..safety.styles import frames, sheets
from ..source import Findings, Site


@check(Site)
def popup_opened(site: Site) -> Findings:
    for styled in sheets(site):
        templates = frames(site, styled.paper)
        for rule in styled.sheet.rules:
            shown, position = rule.last("display"), rule.last("position")
            if not shown or shown.value in {"none", "contents"} or (position and position.value == "static"):
                continue
            for selector in [one for one in rule.selectors if templates.opens(one)][:1]:
                fact = f"{selector.text} has display: {shown.value}, which opens every pop-up above the text"
                yield styled.source.finding(shown.line, fact, "give what you mean a class of its own")
