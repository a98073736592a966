"""Whether a reader can see an element, decided without a browser: from its attributes, its ancestors, and every style rule that matches them.

Stricter than the cascade on purpose. A rule that would hide a safety text is refused even where a later rule
undoes it today, on screen and in print alike: the next edit may part the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from selectolax.lexbor import LexborNode, SelectolaxError

from .source import BuiltPage, Finding, Site

UNSEEN_TAGS = frozenset(
    {
        "template",
        "noscript",
        "script",
        "style",
        "textarea",
        "head",
        "title",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "select",
        "svg",
        "math",
    }
)
LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ch|ex|%|vw|vh|cm|mm|in|)", re.IGNORECASE)
TO_PX = {
    "": 1.0,
    "px": 1.0,
    "pt": 1.33,
    "em": 16.0,
    "rem": 16.0,
    "ch": 8.0,
    "ex": 8.0,
    "%": 10.0,
    "vw": 4.0,
    "vh": 7.0,
    "cm": 38.0,
    "mm": 3.8,
    "in": 96.0,
}
SHIFTS = frozenset(
    "left right top bottom inset inset-inline inset-block inset-inline-start inset-block-start margin margin-left margin-top"
    " margin-inline margin-inline-start margin-block-start text-indent letter-spacing word-spacing".split()
)
FAR = 99.0  # px: a shift of this size takes a text out of sight
SMALL = 8.0  # px: text or a box of less than this is not there for a reader
DYNAMIC = re.compile(
    r":(?:hover|focus|focus-within|focus-visible|active|visited|link|any-link|target|target-within|checked|disabled|enabled"
    r"|autofill|open|popover-open|modal|fullscreen|defined|user-valid|user-invalid)(?![\w(-])"
)
PSEUDO_ELEMENT = re.compile(r"::[\w-]+(?:\([^)]*\))?|:(?:before|after|first-line|first-letter)\b")
SEE_THROUGH = re.compile(
    r"#(?:[\da-f]{3}0|[\da-f]{6}00)"
    r"|(?:[a-z]+\([^/]*/|(?:rgb|hsl)a?\([^,/]*,[^,/]*,[^,/]*,)\s*(?:0+\.?0*|\.0+)%?\s*\)"
)
ANY_PSEUDO = re.compile(r"::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")


@dataclass(frozen=True)
class Rule:
    """A style rule that hides: one selector, why it hides, on which media, and the line of the declaration in its text."""

    selector: str
    reason: str
    media: str
    line: int


@dataclass(frozen=True)
class Hidden:
    """Why an element can't be seen, and the words that lead to the place in the source."""

    reason: str
    rule: Rule | None
    needles: tuple[str, ...]


def why_hidden(node: LexborNode, built: BuiltPage) -> Hidden | None:
    """Why a reader of `built` can't see `node`, or None when it can be seen on screen and in print."""
    chain = [node]
    while (parent := chain[-1].parent) is not None and parent.tag not in {"-document", "-undef"}:
        chain.append(parent)
    for element in chain:
        reason = _hidden_by_itself(element, is_target=element is node)
        if reason:
            return Hidden(reason, None, (_opening(element), f"<{element.tag}", reason))
    matched = _matched(built)
    for element in chain:
        rule = matched.get(element.mem_id)
        if rule:
            where = f"{rule.selector} has {rule.reason}" + (f" in @media {rule.media}" if rule.media else "")
            return Hidden(where, rule, (rule.selector,))
    return None


def finding_for(hidden: Hidden, built: BuiltPage, site: Site, message: str, hint: str, *needles: str) -> Finding:
    """Where a hidden element can be mended: at the style rule, else where the hiding attribute was typed."""
    if hidden.rule:
        for source in site.styles:
            for rule in hiding_rules(source.text):
                if _plain(rule.selector) == _plain(hidden.rule.selector) and _plain(rule.reason) == _plain(
                    hidden.rule.reason
                ):
                    return source.finding(rule.line, message, hint)
    return built.finding(*hidden.needles, *needles, message=message, hint=hint)


def _hidden_by_itself(element: LexborNode, is_target: bool) -> str:
    attributes = element.attributes
    if element.tag in UNSEEN_TAGS:
        return f"it stands inside <{element.tag}>"
    if element.tag in {"details", "dialog"} and "open" not in attributes and not is_target:
        return f"it stands inside a closed <{element.tag}>"
    if element.tag == "dialog" and "open" not in attributes:
        return "it is a closed <dialog>"
    for name in ("hidden", "inert", "popover"):
        if name in attributes:
            return (
                f"it has the attribute {name}"
                if is_target
                else f"it stands inside an element with the attribute {name}"
            )
    if (attributes.get("aria-hidden") or "").strip().lower() == "true":
        return 'it is inside aria-hidden="true", so screen readers skip it'
    style = attributes.get("style")
    return f"its style is {found[0]}" if style and (found := _hides(tinycss2.parse_blocks_contents(style))) else ""


def _opening(element: LexborNode) -> str:
    return (element.html or "").partition(">")[0] + ">"


def _matched(built: BuiltPage) -> dict[int, Rule]:
    """The hiding rule that matches each element of a page, by the element's identity; worked out once a page."""
    cached: dict[int, Rule] | None = built.__dict__.get("_hidden_elements")
    if cached is None:
        cached = {}
        for text in _style_texts(built):
            for rule in hiding_rules(text):
                for element in _select(built, rule.selector):
                    cached.setdefault(element.mem_id, rule)
        built.__dict__["_hidden_elements"] = cached
    return cached


def _style_texts(built: BuiltPage) -> Iterator[str]:
    for node in built.tree.css("style"):
        yield node.text(deep=True)
    if built.tree.css_first("link[rel~=stylesheet]"):
        for source in built.site.styles:
            yield source.text


def _select(built: BuiltPage, selector: str) -> list[LexborNode]:
    """The elements a selector matches in some state: pointed at, focused, open. One that can't be read is widened, never skipped."""
    attempts = [
        DYNAMIC.sub("", selector),
        ANY_PSEUDO.sub("", selector),
        re.split(r"[\s>+~]", ANY_PSEUDO.sub("", selector).strip())[-1],
    ]
    for attempt in attempts:
        try:
            return built.tree.css(attempt.strip() or "*")
        except (SelectolaxError, ValueError):
            continue
    return []


@lru_cache(maxsize=64)
def hiding_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that hide what they match, each selector of a list on its own."""
    return tuple(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), "", ""))


def _rules(nodes: list[tinycss2.ast.Node], media: str, outer: str) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip()
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            below = f"{media} {condition}".strip() if node.lower_at_keyword == "media" else media
            if node.lower_at_keyword in {"media", "supports", "layer", "container", "scope", "starting-style"}:
                yield from _rules(inside, below, outer)
                if outer:
                    yield from _own_rules(inside, [outer], below)
        elif node.type == "qualified-rule":
            selectors = [_nest(outer, selector) for selector in _split(tinycss2.serialize(node.prelude))]
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _own_rules(inside, selectors, media)
            for selector in selectors:
                yield from _rules([child for child in inside if child.type != "declaration"], media, selector)


def _own_rules(inside: list[tinycss2.ast.Node], selectors: list[str], media: str) -> Iterator[Rule]:
    found = _hides(inside)
    if found:
        for selector in selectors:
            if not PSEUDO_ELEMENT.search(selector):
                yield Rule(selector, found[0], media, found[1])


def _split(selectors: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^(\[]*[)\]])", selectors) if part.strip()]


def _nest(outer: str, selector: str) -> str:
    if not outer:
        return selector
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def _hides(declarations: list[tinycss2.ast.Node]) -> tuple[str, int] | None:
    """("name: value", line) of the first declaration that hides, alone or with another of its rule; None if none does."""
    said: dict[str, tuple[str, int]] = {}
    for node in declarations:
        if node.type == "declaration":
            said[node.lower_name] = (tinycss2.serialize(node.value).strip().lower(), node.source_line)
    clipped = any(value in {"hidden", "clip"} for name, (value, _) in said.items() if name.startswith("overflow"))
    background = said.get("background-color", said.get("background", ("", 0)))[0]
    for name, (value, line) in said.items():
        cut = clipped and name in {"height", "max-height", "block-size", "max-block-size"} and LENGTH.fullmatch(value)
        if cut or _hides_alone(name, value) or (name == "color" and value == background):
            return f"{name}: {value}", line
    return None


def _hides_alone(name: str, value: str) -> bool:
    pixels = [float(number) * TO_PX[unit] for number, unit in LENGTH.findall(value)]
    small = bool(pixels) and LENGTH.fullmatch(value) is not None and pixels[0] < SMALL
    match name:
        case "display":
            return value == "none"
        case "visibility" | "content-visibility":
            return value in {"hidden", "collapse"}
        case "opacity" | "zoom" | "scale":
            share = LENGTH.match(value)
            return share is not None and float(share[1]) / (100 if share[2] == "%" else 1) < 0.5
        case "color" | "-webkit-text-fill-color":
            return value == "transparent" or SEE_THROUGH.fullmatch(value) is not None
        case "font":
            sizes = [float(number) * TO_PX[unit] for number, unit in LENGTH.findall(value) if unit]
            return (bool(sizes) and sizes[0] < SMALL) or re.search(r"(?:^|\s)0(?:/|\s)", value) is not None
        case "font-size" | "height" | "max-height" | "width" | "max-width" | "block-size" | "inline-size":
            return small
        case "max-block-size" | "max-inline-size":
            return small
        case "clip":
            return value.startswith("rect")
        case "clip-path" | "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image":
            return value not in {"none", "initial", "unset"}
        case "filter":
            return re.search(r"opacity\(\s*(?:0?\.[0-4]|0\s*\)|[0-4]?\d%)|blur\(\s*(?!0)", value) is not None
        case "transform" | "translate":
            shrunk = re.search(r"scale[xy3d]*\(\s*(?:0+(?:\.[0-4]\d*)?|\.[0-4]\d*)\s*[,)]", value)
            moved = "translate" in value or name == "translate"
            return shrunk is not None or (moved and any(abs(number) >= FAR for number in pixels))
        case "line-height":
            return re.fullmatch(r"0(?:px|em|rem|%)?|0?\.[0-3]\d*", value) is not None
        case "z-index":
            return value.startswith("-")
        case "-webkit-line-clamp" | "line-clamp":
            return value not in {"none", "unset", "initial"}
    return name in SHIFTS and any(number <= -FAR for number in pixels)
