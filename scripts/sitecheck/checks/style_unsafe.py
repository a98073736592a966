"""Styles say what is listed for them, and nothing of them can lie over the text.

Why:  browsers learn new ways to cover, move and empty what is on a page every month; a list of the harmless ones is finished, a list of
      the harmful ones never is. The list stands in scripts/sitecheck/safety/style_list.py.
Bad:  .foot { position: fixed }
Good: .foot { position: relative }
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from ..parse.css import TO_PX, AtRule, Declaration, Rule, Selector, addresses
from ..parse.urls import leaves_site, scheme_of
from ..registry import check
from ..safety.styles import Frames, Styled, breaches, frames, is_picture, sheets
from ..source import Finding, Site

AT_RULES = {"media", "supports", "page"}
INSTEAD = {"import": "write the rules here", "font-face": "use the fonts of the device"}
SIDES = {"inset", "inset-block", "inset-inline"}
SIZES = ("width", "height", "min-width", "min-height", "block-size", "inline-size", "padding", "line-height")
SMALL, ASIDE = 4.0, 20.0  # rem: a mark before a line; a column beside the text
WORDS = re.compile(r"[\"'][^\"']{4,}[\"']")  # in what a pseudo-element shows
ROWS = frozenset({"tr", "td", "th", "table"})  # which grow whatever their height is
WAY = ".skip"  # the way past the menu, which lies above the page for as long as it has the focus


@check(Site)
def style_unsafe(site: Site) -> Iterator[Finding]:
    for breach in breaches(site):
        if not breach.meets and not any(_is_elsewhere(address) for _, address in addresses(breach.one.value)):
            yield breach.finding
    for styled in sheets(site):
        for at in styled.sheet.at_rules:
            if at.name not in AT_RULES and not _is_margin(at):
                fact = f"@{at.name} is not among what the styles of a page may use: {', '.join(sorted(AT_RULES))}"
                yield styled.source.finding(at.line, fact, INSTEAD.get(at.name, "write its rules without it"))
        templates = frames(site, styled.paper)
        for rule in styled.sheet.rules:
            yield from _overflowing(rule, styled)
            yield from _opened(rule, styled, templates)
            others = [one for one in rule.selectors if not templates.meets(one)]  # the rest has been refused
            yield from _over(rule, others, styled)


def _is_elsewhere(address: str) -> bool:
    """Whether request-external or policy-unmet speaks of an address."""
    return leaves_site(address) or scheme_of(address) == "data"


def _is_margin(at: AtRule) -> bool:
    """Whether it is a margin of a printed side, such as @bottom-right."""
    return any(around.startswith("@page") for around in at.context)


def _over(rule: Rule, selectors: list[Selector], styled: Styled) -> Iterator[Finding]:
    """What is taken out of the flow lies over the text, unless nothing of it is seen, or it is small, or stands beside the text."""
    position = rule.last("position")
    for selector in selectors if position else ():
        told = (other for other in styled.sheet.rules if any(_same(selector, one) for one in other.selectors))
        said = [one for other in told for one in other.declarations]
        if position and (fault := _fault(position.value, selector, said, rule.media)):
            fact = f"{selector.text} has position: {position.value} {fault[0]}, and can lie over the text"
            large = next((one for one in said if one.name.startswith(SIZES) and _widest(one) > SMALL), position)
            yield styled.source.finding(large.line if "background" in fault[0] else position.line, fact, fault[1])
            return


def _fault(position: str, selector: Selector, said: list[Declaration], media: str) -> tuple[str, str] | None:
    """(what makes it cover, how to mend it) of something that is positioned, from all that is said of it; None where it covers nothing."""
    sides = {one.name for one in said} & {*SIDES, "top", "bottom", "left", "right"}
    grounded = any(one.name.startswith("background") and one.value not in {"none", "transparent"} for one in said)
    spans = bool(sides & SIDES) or {"left", "right"} <= sides or {"top", "bottom"} <= sides
    small = not spans and all(_widest(one) <= SMALL for one in said if one.name.startswith(SIZES))
    if "var(" in position:
        return "by a variable", "write the position out"
    if position == "relative":
        return ("and is shifted", f"delete {min(sides)}") if sides else None
    if position == "sticky":
        if sides != {"top"} or selector.pseudo_element:
            return "and not just a top", "write top: 0 and no other side"
        low = any(_widest(one) <= SMALL for one in said if one.name in {"height", "max-height"})
        return None if low or not grounded else ("and a background", f"write max-height: {SMALL:g}rem; overflow: auto")
    if position != "absolute":
        return None  # the list refuses it
    if selector.pseudo_element and any(WORDS.search(one.value) for one in said if one.name == "content"):
        return "and words", "let it stand where it is written"
    if grounded and not (small and (selector.pseudo_element or WAY in selector.subject.names)):
        return "and a background", f"give it none, or, as a mark before a line, sizes of at most {SMALL:g}rem"
    return None if selector.pseudo_element or WAY in selector.subject.names else _beside(said, media)


def _beside(said: list[Declaration], media: str) -> tuple[str, str] | None:
    """What is wrong with a column that is laid beside the text, or with what is so small that only who listens is told of it."""
    width = min((_widest(one) for one in said if one.name == "width"), default=math.inf)
    if width > ASIDE:
        return "without a width", f"write a width of at most {ASIDE:g}rem"
    wide = width < 1 or "min-width" in media
    return None if wide else ("on narrow screens too", "put it into @media (min-width: 64rem)")


def _same(one: Selector, other: Selector) -> bool:
    """Whether two selectors may be for the same element: by a class of theirs, else by their whole text."""
    if one.pseudo_element != other.pseudo_element:
        return False
    shared = set(one.subject.names) & set(other.subject.names)
    return bool(shared) or one.wide == other.wide or (bool(one.pseudo_element) and one.subject == other.subject)


def _opened(rule: Rule, styled: Styled, templates: Frames) -> Iterator[Finding]:
    """A word's meaning is opened by its reader; any `display` shows it to all, above the text."""
    shown, position = rule.last("display"), rule.last("position")
    flat = position is not None and position.value == "static"
    for selector in rule.selectors if shown and shown.value not in {"none", "contents"} and not flat else ():
        if shown and templates.opens(selector):
            fact = f"{selector.text} has display: {shown.value}, which opens every pop-up above the text"
            yield styled.source.finding(shown.line, fact, "give what you mean a class of its own")
            return


def _overflowing(rule: Rule, styled: Styled) -> Iterator[Finding]:
    """A box that may not grow lets its words run over what comes after it."""
    high = rule.last("height", "max-height", "block-size", "max-block-size")
    fixed = high is not None and any(token.type == "dimension" for token in high.tokens)
    boxes = [one for one in rule.selectors if not is_picture(one) and one.subject.type not in ROWS]
    if high and fixed and boxes and not rule.last("overflow", "overflow-y", "overflow-block"):
        fact = f"{boxes[0].text} has {high.name}: {high.value}, and its words can run over the text below"
        yield styled.source.finding(high.line, fact, f"write min-height: {high.value}, or overflow: auto beside it")


def _widest(one: Declaration) -> float:
    """The greatest length of a value in rem; without end for one that can't be told."""
    lengths = [0.0]
    for token in one.tokens:
        if token.type == "dimension":
            lengths.append(token.value * TO_PX.get(token.lower_unit, math.inf) / TO_PX["rem"])
        elif token.type not in {"number", "whitespace"}:
            lengths.append(math.inf)
    return max(lengths)
