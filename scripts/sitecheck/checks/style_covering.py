"""What a style takes out of the flow does not lie over the text: it has no ground, or is small, or stands beside the text.

Why:  what lies over a warning takes it away, and every word is still on the page.
Bad:  .contents { position: absolute; inset: 0; background: #fff }
Good: @media (min-width: 64rem) { .contents { position: absolute; width: 19rem } }
"""

import math
import re
from collections.abc import Sequence

from ..parse.css import TO_PX, Declaration, Rule, Selector
from ..registry import check
from ..safety.styles import Styled, frames, sheets
from ..source import Finding, Findings, Site

SIDES = {"inset", "inset-block", "inset-inline"}
SIZES = ("width", "height", "min-width", "min-height", "block-size", "inline-size", "padding", "line-height")
SMALL, ASIDE = 4.0, 20.0  # rem: a mark before a line; a column beside the text
WORDS = re.compile(r"[\"'][^\"']{4,}[\"']")  # in what a pseudo-element shows
WAY = ".skip"  # the way past the menu, which lies above the page for as long as it has the focus
Fault = tuple[str, str] | None  # what makes something cover, and how to mend it; None where it covers nothing


@check(Site)
def style_covering(site: Site) -> Findings:
    for styled in sheets(site):
        templates = frames(site, styled.paper)
        for rule in (rule for rule in styled.sheet.rules if rule.last("position")):
            others = (
                one for one in rule.selectors if not templates.meets(one)
            )  # sign-hidden and others refuse the rest
            found = (_finding(rule, selector, styled) for selector in others)
            yield from (one for one in [next((one for one in found if one), None)] if one)


def _finding(rule: Rule, selector: Selector, styled: Styled) -> Finding | None:
    position = rule.last("position")
    told = [other for other in styled.sheet.rules if any(_same(selector, one) for one in other.selectors)]
    said = [one for other in told for one in other.declarations]
    fault = _fault(position.value, selector, said, rule.media) if position else None
    if position is None or fault is None:
        return None
    large = next((one for one in said if one.name.startswith(SIZES) and _widest(one) > SMALL), position)
    fact = f"{selector.text} has position: {position.value} {fault[0]}, and can lie over the text"
    return styled.source.finding(large.line if "background" in fault[0] else position.line, fact, fault[1])


def _fault(position: str, selector: Selector, said: Sequence[Declaration], media: str) -> Fault:
    """From all that is said of something that is positioned. What style_list.py does not list is refused already."""
    sides = {one.name for one in said} & {*SIDES, "top", "bottom", "left", "right"}
    if "var(" in position:
        return "by a variable", "write the position out"
    if position == "relative" and sides:
        return "and is shifted", f"delete {min(sides)}"
    if position == "sticky":
        return _stuck(sides, selector, said)
    return _laid(sides, selector, said, media) if position == "absolute" else None


def _grounded(said: Sequence[Declaration]) -> bool:
    return any(one.name.startswith("background") and one.value not in {"none", "transparent"} for one in said)


def _stuck(sides: set[str], selector: Selector, said: Sequence[Declaration]) -> Fault:
    if sides != {"top"} or selector.pseudo_element:
        return "and not just a top", "write top: 0 and no other side"
    low = any(_widest(one) <= SMALL for one in said if one.name in {"height", "max-height"})
    return (
        ("and a background", f"write max-height: {SMALL:g}rem; overflow: auto") if _grounded(said) and not low else None
    )


def _laid(sides: set[str], selector: Selector, said: Sequence[Declaration], media: str) -> Fault:
    pseudo = bool(selector.pseudo_element)
    mark = pseudo or WAY in selector.subject.names
    if pseudo and any(WORDS.search(one.value) for one in said if one.name == "content"):
        return "and words", "let it stand where it is written"
    if _grounded(said) and not (mark and _small(sides, said)):
        return "and a background", f"give it none, or, as a mark before a line, sizes of at most {SMALL:g}rem"
    width = 0 if mark else min((_widest(one) for one in said if one.name == "width"), default=math.inf)
    if width > ASIDE:
        return "without a width", f"write a width of at most {ASIDE:g}rem"
    if width >= 1 and "min-width" not in media:  # what is smaller is told to who listens alone
        return "on narrow screens too", "put it into @media (min-width: 64rem)"
    return None


def _small(sides: set[str], said: Sequence[Declaration]) -> bool:
    spans = bool(sides & SIDES) or {"left", "right"} <= sides or {"top", "bottom"} <= sides
    return not spans and all(_widest(one) <= SMALL for one in said if one.name.startswith(SIZES))


def _same(one: Selector, other: Selector) -> bool:
    """Whether two selectors may be for the same element: by a class of theirs, else by their whole text."""
    if one.pseudo_element != other.pseudo_element:
        return False
    shared = set(one.subject.names) & set(other.subject.names)
    return bool(shared) or one.wide == other.wide or (bool(one.pseudo_element) and one.subject == other.subject)


def _widest(one: Declaration) -> float:
    """The greatest length of a value in rem; without end for one that can't be told."""
    lengths = [0.0]
    for token in one.tokens:
        if token.type == "dimension":
            lengths.append(token.value * TO_PX.get(token.lower_unit, math.inf) / TO_PX["rem"])
        elif token.type not in {"number", "whitespace"}:
            lengths.append(math.inf)
    return max(lengths)
