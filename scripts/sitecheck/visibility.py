"""Whether a reader can see an element, decided without a browser: from its attributes, its ancestors, and every style rule that matches them.

Stricter than the cascade on purpose. A rule that would hide a safety text is refused even where a later rule
undoes it today, on screen and in print alike: the next edit may part the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import tinycss2
import tinycss2.color3
from selectolax.lexbor import LexborNode, SelectolaxError

from .source import BuiltPage, Finding, Site, Source

UNSEEN_TAGS = frozenset(
    "audio canvas datalist details head iframe math meter noscript object progress rp script select style svg template textarea title video".split()
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
    " margin-inline margin-inline-start margin-block-start text-indent padding padding-left padding-right".split()
)
SAFETY = frozenset({"disclaimer", "card", "card__heading", "card__label"})  # classes that are there to be seen
NO_FRAME = ("overrides/paper/", "overrides/404.html", "overrides/short.html", "overrides/redirect.html")
FAR = 99.0  # px: a shift of this size takes a text out of sight
READABLE = 3.0  # contrast; below it, nobody reads a sentence (WCAG asks 4.5, which the browser tests measure)
BEYOND = 600.0  # px: so far to the other side that it can only be meant to hide
FADED = 0.7  # opacity, below which dark text is grey
LOW = 60.0  # px: a greatest height that cuts the second line of a text
SMALL = 8.0  # px: text or a box of less than this is not there for a reader
DYNAMIC = re.compile(
    r":(?:hover|focus|focus-within|focus-visible|active|visited|link|any-link|target|target-within|checked|disabled|enabled"
    r"|autofill|open|popover-open|modal|fullscreen|defined|user-valid|user-invalid)(?![\w(-])"
)
PSEUDO_ELEMENT = re.compile(r"::[\w-]+(?:\([^)]*\))?|:(?:before|after|first-line|first-letter)\b")
CUSTOM = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(,[^()]*)?\)")
SEE_THROUGH = re.compile(  # by half and more
    r"#(?:[\da-f]{3}[0-8]|[\da-f]{6}[0-8][\da-f])"
    r"|(?:[a-z]+\([^/]*/|(?:rgb|hsl)a?\([^,/]*,[^,/]*,[^,/]*,)\s*(?:0*\.?[0-5]\d*|[0-5]?\d%)\s*\)"
)
FILTER = re.compile(
    r"(?:opacity|contrast|brightness)\(\s*(?:0?\.[0-6]\d*|0\s*\)|[0-6]?\d%|[2-9]|\d\d+(?!%)|[2-9]\d\d%)|blur\(\s*(?!0)"
)
PRESSED = re.compile(r"^(?:a|button|summary)[\w.-]*:active$")  # a link may fade while a finger is on it
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
    typed: str = ""  # a pattern of the tag as its author may have typed it


def why_hidden(node: LexborNode, built: BuiltPage) -> Hidden | None:
    """Why a reader of `built` can't see `node`, or None when it can be seen on screen and in print."""
    chain = [node]
    while (parent := chain[-1].parent) is not None and parent.tag not in {"-document", "-undef"}:
        chain.append(parent)
    clean: set[int] = built.__dict__.setdefault("_not_hidden_by_themselves", set())
    for element in chain:
        if element.mem_id in clean:
            continue
        reason, attribute = _hidden_by_itself(element, is_target=element is node)
        if not reason:
            clean.add(element.mem_id)
        else:
            typed = rf"<{element.tag}\b[^>]*?" + (rf"\b{attribute}\b" if attribute else "")
            return Hidden(reason, None, (_opening(element), f"<{element.tag}", reason), typed)
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
        if used := _misused(hidden.rule.selector, site, needles):
            return used[0].finding(used[1], message, hint)
        for source in site.styles:
            for rule in hiding_rules(source.text):
                if _plain(rule.selector) == _plain(hidden.rule.selector) and _plain(rule.reason) == _plain(
                    hidden.rule.reason
                ):
                    return source.finding(rule.line, message, hint)
        for source in site.templates:
            before, opened, after = source.text.partition("<style")
            if opened and hidden.rule.selector in after:
                return source.finding(
                    before.count("\n") + 1 + after.partition(hidden.rule.selector)[0].count("\n"), message, hint
                )
    if hidden.typed:
        own: list[Source] = [built.page] if built.page else [_template(site, built)]
        for source in [*own, *(one for one in site.templates if not one.path.startswith(NO_FRAME))]:
            if found := re.search(hidden.typed, source.text):
                return source.finding(source.text.count("\n", 0, found.start()) + 1, message, hint)
    return built.finding(*hidden.needles, *needles, message=message, hint=hint)


def _template(site: Site, built: BuiltPage) -> Source:
    path = site.template_of(built.path)
    return next((one for one in site.templates if one.path == path), Source(path, ""))


def _misused(selector: str, site: Site, needles: tuple[str, ...]) -> tuple[Source, int] | None:
    """Where a template gives the class of a hiding rule to the line of a safety text: the class is right, its use is not."""
    name = re.fullmatch(r"\.([\w-]+)", selector)
    if name:
        for source in site.templates:
            for number, line in enumerate(source.lines, start=1):
                classes = re.search(rf'class="([^"]*(?<![\w-]){name[1]}(?![\w-])[^"]*)"', line)
                if classes and (any(needle in line for needle in needles) or SAFETY & set(classes[1].split())):
                    for other in site.styles:
                        if re.search(rf"(?<![\w-])\.{name[1]}(?![\w-])", other.text) and name[1] not in SAFETY:
                            return source, number
    return None


def _hidden_by_itself(element: LexborNode, is_target: bool) -> tuple[str, str]:
    """(why, the attribute that does it) when an element hides what is in it, else ("", "")."""
    attributes = element.attributes
    if element.tag in UNSEEN_TAGS:
        return f"it stands inside <{element.tag}>", ""
    if element.tag == "dialog" and "open" not in attributes:
        return "it stands inside a closed <dialog>", ""
    for name in ("hidden", "inert", "popover"):
        if name in attributes:
            where = "it has" if is_target else "it stands inside an element with"
            return f"{where} the attribute {name}", name
    if (attributes.get("aria-hidden") or "").strip().lower() == "true":
        return 'it is inside aria-hidden="true", so screen readers skip it', "aria-hidden"
    style = attributes.get("style")
    if style and (found := _hides(tinycss2.parse_blocks_contents(style), Sheet({}, frozenset()))):
        return f"its style is {found[0]}", "style"
    return "", ""


def in_picture(element: LexborNode | None) -> bool:
    """Whether an element is a drawing or a part of one, which says nothing in words."""
    while element is not None and element.tag not in {"section", "aside", "svg"}:
        element = element.parent
    return element is not None and element.tag == "svg"


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


@lru_cache(maxsize=512)
def _widened(selector: str) -> tuple[str, ...]:
    """A selector without states, without anything after a colon, and its last part alone."""
    bare = ANY_PSEUDO.sub("", selector)
    return tuple(
        one.strip() or "*" for one in (DYNAMIC.sub("", selector), bare, re.split(r"[\s>+~]", bare.strip())[-1])
    )


def _select(built: BuiltPage, selector: str) -> list[LexborNode]:
    """The elements a selector matches in some state: pointed at, focused, open. One that can't be read is widened, never skipped."""
    for attempt in _widened(selector):
        try:
            return built.tree.css(attempt)
        except (SelectolaxError, ValueError):
            continue
    return []


@dataclass(frozen=True)
class Sheet:
    """What a declaration may mean within its style sheet: every value that each custom property is given, and the page's backgrounds."""

    variables: dict[str, tuple[str, ...]]
    backgrounds: frozenset[str]
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    coloured: tuple[str, ...] = ()  # the custom property of each declaration of a text colour

    def line_of(self, value: str, meaning: str) -> int | None:
        """Where the custom property that `value` names is given `meaning`, if it is one and has other values too."""
        named = VARIABLE.fullmatch(value)
        several = named is not None and len(self.variables.get(named[1], ())) > 1
        if named is None or not several or self.coloured.count(named[1]) == 1:
            return None
        return self.lines.get((named[1], meaning))

    def meanings(self, value: str, depth: int = 4) -> list[str]:
        """The values that `value` can stand for, once each `var()` in it has been replaced."""
        found = VARIABLE.search(value)
        if not found or depth == 0:
            return [value]
        choices = self.variables.get(found[1]) or ((found[2] or "").strip(" ,"),)
        replaced = [value[: found.start()] + choice + value[found.end() :] for choice in choices]
        return [meaning for one in replaced for meaning in self.meanings(one, depth - 1)]


def _sheet(text: str) -> Sheet:
    variables: dict[str, tuple[str, ...]] = {}
    lines: dict[tuple[str, str], int] = {}
    for found in CUSTOM.finditer(
        re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    ):
        name, value = found[1], found[2].strip().lower()
        variables[name] = (*variables.get(name, ()), value)
        lines[name, value] = found.string.count("\n", 0, found.start()) + 1
    sheet = Sheet(variables, frozenset())
    body = re.findall(r"(?:^|[},\s])body\s*\{([^}]*)\}", text)
    behind = [value for rule in body for value in re.findall(r"background(?:-color)?\s*:\s*([^;}]+)", rule)]
    return Sheet(
        variables,
        frozenset(_colour(meaning) for value in behind for meaning in sheet.meanings(value.strip().lower())),
        lines,
        tuple(re.findall(r"(?<![\w-])color\s*:\s*var\(\s*(--[\w-]+)", text)),
    )


def _alike(one: str, other: str) -> bool:
    """Whether two colours are so near each other that text of one can't be read on the other."""
    if _colour(one) == _colour(other):
        return True
    ratio = contrast(one, other)
    return ratio is not None and ratio < READABLE


def contrast(one: str, other: str) -> float | None:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21; None where one can't be read or lets the other through."""
    colours = [tinycss2.color3.parse_color(colour) for colour in (one, other)]
    if any(not isinstance(colour, tuple) or colour[3] < 1 for colour in colours):
        return None
    dark, light = sorted(_luminance(colour) for colour in colours)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, float, float, float]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour[:3]]
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def _colour(value: str) -> str:
    """A colour in its shortest spelling, so that equal ones compare equal."""
    value = {"white": "#fff", "black": "#000"}.get(value, value)
    doubled = re.fullmatch(r"#([\da-f])\1([\da-f])\2([\da-f])\3", value)
    return f"#{doubled[1]}{doubled[2]}{doubled[3]}" if doubled else value


@lru_cache(maxsize=64)
def hiding_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that hide what they match, each selector of a list on its own."""
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(nodes, _sheet(text), "", ""))


def _rules(nodes: list[tinycss2.ast.Node], sheet: Sheet, media: str, outer: str) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip()
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            below = f"{media} {condition}".strip() if node.lower_at_keyword == "media" else media
            if node.lower_at_keyword in {"media", "supports", "layer", "container", "scope", "starting-style"}:
                yield from _rules(inside, sheet, below, outer)
                if outer:
                    yield from _own_rules(inside, sheet, [outer], below)
        elif node.type == "qualified-rule":
            selectors = [_nest(outer, selector) for selector in _split(tinycss2.serialize(node.prelude))]
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _own_rules(inside, sheet, selectors, media)
            for selector in selectors:
                yield from _rules([child for child in inside if child.type != "declaration"], sheet, media, selector)


def _own_rules(inside: list[tinycss2.ast.Node], sheet: Sheet, selectors: list[str], media: str) -> Iterator[Rule]:
    found = _hides(inside, sheet)
    if found:
        for selector in selectors:
            dimmed = found[0].startswith("opacity") and PRESSED.search(selector)
            if not PSEUDO_ELEMENT.search(selector) and not dimmed:
                yield Rule(selector, found[0], media, found[1])


def _split(selectors: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^(\[]*[)\]])", selectors) if part.strip()]


def _nest(outer: str, selector: str) -> str:
    if not outer:
        return selector
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def _hides(declarations: list[tinycss2.ast.Node], sheet: Sheet) -> tuple[str, int] | None:
    """("name: value", line) of the first declaration that hides, alone or with another of its rule; None if none does."""
    said: dict[str, tuple[str, int]] = {}
    for node in declarations:
        if node.type == "declaration":
            said[node.lower_name] = (tinycss2.serialize(node.value).strip().lower(), node.source_line)
    clipped = any(
        value in {"hidden", "clip", "auto", "scroll"}
        for name, (value, _) in said.items()
        if name.startswith("overflow")
    )
    own = said.get("background-color", said.get("background", ("", 0)))[0]
    behind = {_colour(meaning) for meaning in sheet.meanings(own)} - {""} or sheet.backgrounds
    for name, (value, line) in said.items():
        for meaning in sheet.meanings(value):
            cut = (
                clipped
                and name in {"height", "max-height", "block-size", "max-block-size"}
                and LENGTH.fullmatch(meaning)
            )
            if name == "color":  # with variables, any colour may meet any ground; only equal ones prove a fault
                fixed = own and "var(" not in own + value
                drowned = any(_alike(meaning, one) if fixed else _colour(meaning) == one for one in behind)
            else:
                drowned = name in {"background", "background-color"} and meaning == "currentcolor"
            one_line = name == "white-space" and meaning in {"nowrap", "pre"} and clipped
            if cut or one_line or drowned or _hides_alone(name, meaning):
                return f"{name}: {value}", sheet.line_of(value, meaning) or line
    return None


def _hides_alone(name: str, value: str) -> bool:
    pixels = [float(number) * TO_PX[unit] for number, unit in LENGTH.findall(value)]
    small = bool(pixels) and LENGTH.fullmatch(value) is not None and pixels[0] < SMALL
    if value.startswith(("calc(", "min(", "clamp(")):
        nothing = re.search(r"\*\s*0(?![.\d])|calc\(\s*0(?![.\d])", value) is not None
        small = nothing or (bool(pixels) and value.startswith("min(") and min(pixels) < SMALL)
    match name:
        case "text-decoration" | "text-decoration-line":
            return "line-through" in value
        case "display":
            return value == "none" or value.startswith("table-column")
        case "contain":
            return value in {"strict", "size", "inline-size"} or " size" in f" {value}"
        case "text-overflow":
            return value not in {"clip", "initial", "unset"}
        case "letter-spacing":
            return bool(pixels) and not -2 < pixels[0] < 16
        case "word-spacing":
            return bool(pixels) and not -3 < pixels[0] < 64
        case "visibility" | "content-visibility":
            return value in {"hidden", "collapse"}
        case "opacity" | "zoom" | "scale":
            share = LENGTH.match(value)
            return (value.startswith("calc(") and small) or (
                share is not None and float(share[1]) / (100 if share[2] == "%" else 1) < FADED
            )
        case "position":
            return value in {"absolute", "fixed"}
        case "order":
            return value not in {"0", "initial", "unset"}
        case "flex-direction":
            return value.endswith("-reverse")
        case "color" | "-webkit-text-fill-color":
            return value == "transparent" or SEE_THROUGH.fullmatch(value) is not None
        case "font":
            sizes = [float(number) * TO_PX[unit] for number, unit in LENGTH.findall(value) if unit]
            return (bool(sizes) and sizes[0] < SMALL) or re.search(r"(?:^|\s)0(?:/|\s)", value) is not None
        case "font-size" | "height" | "width" | "max-width" | "block-size" | "inline-size":
            return small
        case "max-block-size" | "max-inline-size":
            return small
        case "max-height":
            return small or (LENGTH.fullmatch(value) is not None and bool(pixels) and pixels[0] < LOW)
        case "clip":
            return value.startswith("rect")
        case "clip-path" | "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image":
            return value not in {"none", "initial", "unset"}
        case "filter":
            return FILTER.search(value) is not None
        case "transform" | "translate" | "rotate" | "offset-path" | "animation" | "animation-name" | "mix-blend-mode":
            return value not in {
                "none",
                "normal",
                "initial",
                "unset",
            }  # a safety text neither moves nor turns nor blends
        case "line-height":
            return re.fullmatch(r"0(?:px|em|rem|%)?|0?\.[0-3]\d*", value) is not None
        case "z-index":
            return value.startswith("-")
        case "-webkit-line-clamp" | "line-clamp":
            return value not in {"none", "unset", "initial"}
    centred = re.search(r"\b(?:calc|max|min|clamp)\(", value) is not None  # to centre a column takes sums of any size
    return name in SHIFTS and any(number <= -FAR or (number >= BEYOND and not centred) for number in pixels)
