"""A box of a fixed height scrolls what does not fit.

Why:  one that may not grow lets its words run over what comes after it, as soon as a reader makes the letters larger.
Bad:  .neighbours { height: 2rem }
Good: .neighbours { min-height: 2rem }
"""

from ..registry import check
from ..safety.styles import is_picture, sheets
from ..source import Findings, Site

ROWS = frozenset({"tr", "td", "th", "table"})  # which grow whatever their height is


@check(Site)
def style_overflowing(site: Site) -> Findings:
    for styled in sheets(site):
        for rule in styled.sheet.rules:
            high = rule.last("height", "max-height", "block-size", "max-block-size")
            fixed = high is not None and any(token.type == "dimension" for token in high.tokens)
            boxes = [one for one in rule.selectors if not is_picture(one) and one.subject.type not in ROWS]
            if high and fixed and boxes and not rule.last("overflow", "overflow-y", "overflow-block"):
                fact = f"{boxes[0].text} has {high.name}: {high.value}, and its words can run over the text below"
                fix = f"write min-height: {high.value}, or overflow: auto beside it"
                yield styled.source.finding(high.line, fact, fix)
