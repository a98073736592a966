"""The style sheet is there and whole, lays nothing over the text and brings no font.

Why:  a page that lost its styles shows warning signs as plain lines; a box laid over the page, or a font without
      letters, takes every word out of sight while each word is still there.
Bad:  .card::after { position: absolute; inset: 0; background: white }
Good: .card { position: relative }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import tinycss2

from ..registry import check
from ..source import Finding, Site, Source
from ..visibility import LENGTH, TO_PX

MEDIA = frozenset(
    "all screen print and not only or prefers-color-scheme prefers-reduced-motion prefers-contrast prefers-reduced-transparency"
    " prefers-reduced-data forced-colors max-width min-width width max-height min-height height orientation hover any-hover pointer"
    " any-pointer min-resolution max-resolution resolution color monochrome aspect-ratio min-aspect-ratio max-aspect-ratio display-mode"
    " inverted-colors scripting update dynamic-range color-gamut".split()
)
BY_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
GIVEN = re.compile(r"(--[\w-]+)\s*:")
USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
OVER = 99.0  # px
MOVING = frozenset({"animation", "animation-name", "transition", "transition-property"})
# A colour that fades in moves nothing.
COLOURED = re.compile(r"(?:(?:[a-z-]*color|fill|stroke)\b[^,]*(?:,\s*|$))+")
LEAST_MARGIN = 18.0  # px: 5 mm, which most printers can't print on
NARROWEST = 320.0  # px, WCAG 2.2, 1.4.10
THUMB = 44.0  # px
LEAST_PAPER, MOST_MARGIN = 300.0, 190.0  # px: about 8 cm, and 5 cm
SAFETY = re.compile(r"\.(?:card|disclaimer)")
COVERS = {"fixed", "sticky", "-webkit-sticky"}


@check(Site)
def style_unsafe(site: Site) -> Iterator[Finding]:
    own = [source for source in site.styles if source.path.startswith("overrides/")]
    if not own:
        yield Finding(
            "overrides/styles/site.css", 1, "the site has no style sheet", "put overrides/styles/site.css back"
        )
    for source in own:
        if not any(node.type == "qualified-rule" for node in _parsed(source)):
            yield source.finding(1, f"{source.path} holds no style rule", "put its rules back, or delete the file")
        yield from _comments(source)
        yield from _braces(source)
        yield from _rules(source, _parsed(source))
        yield from _variables(source)
    yield from _classes(site, own)


@check(Site)
def style_lost(site: Site) -> Iterator[Finding]:
    """Each page brings the style sheet."""
    bare = (built for built in site.built if built.page and not built.tree.css_first("style, link[rel~=stylesheet]"))
    head = next((one for one in site.templates if one.path == "overrides/partials/head.html"), None)
    if site.styles and head and any(True for _ in bare):
        fact, fix = "pages come without the style sheet", "put <style>{{ style }}</style> back"
        yield head.finding(len(head.lines), fact, fix)


def _comments(source: Source) -> Iterator[Finding]:
    """A comment that is not closed takes the rules after it along, up to the end of the next one."""
    end = 0
    while (start := source.text.find("/*", end)) >= 0:
        close = source.text.find("*/", start + 2)
        if close < 0 or "/*" in source.text[start + 2 : close]:
            fact = "this comment is not closed, and takes the rules after it along"
            yield source.finding(source.text.count("\n", 0, start) + 1, fact, "write */ at its end")
            return
        end = close + 2


def _variables(source: Source) -> Iterator[Finding]:
    """A variable that is given a value by night or on paper alone is empty by day."""
    text = _without_comments(source.text)
    outside = BY_MEDIA.sub(lambda found: "\n" * found[0].count("\n"), text)
    given = set(GIVEN.findall(outside))
    for found in USED.finditer(text):
        if found[1] in given:
            continue
        near = get_close_matches(found[1], given, n=1, cutoff=0.7)
        line, fix = (
            text.count("\n", 0, found.start()) + 1,
            f"write {near[0]}" if near else f"give {found[1]} a value in :root",
        )
        if text.count(f"var({found[1]})") > 1:  # it went; it stood below the one that is above it in the other lists
            line, fix = source.line_of(":root") or 1, f"give {found[1]} a value in :root"
            for block in BY_MEDIA.findall(text):
                names = GIVEN.findall(block)
                if found[1] in names[1:]:
                    line = source.line_of(f"{names[names.index(found[1]) - 1]}:") or line
                    break
        yield source.finding(line, f"nothing gives {found[1]} a value by day", fix)
        return


def _classes(site: Site, own: list[Source]) -> Iterator[Finding]:
    """The look that tells a warning from text: each class of the cards and disclaimers has a rule, and a card a border."""
    if not own:
        return
    text = "\n".join(_without_comments(source.text) for source in own)
    selectors = [one.strip() for rule in re.findall(r"([^{}]*)\{", BY_MEDIA.sub("", text)) for one in rule.split(",")]
    there = {one[1:] for one in selectors if re.fullmatch(r"\.[a-zA-Z][\w-]*", one)}  # each with a rule of its own
    extra = site.config.get("extra")
    levels = extra.get("levels") if isinstance(extra, dict) else None
    for name in (
        ["card", "disclaimer", *(f"card--{level}" for level in levels if isinstance(levels, dict))]
        if isinstance(levels, dict)
        else []
    ):
        if name not in there:
            near = get_close_matches(name, there, n=1, cutoff=0.8)
            line = next(
                (source.line_of(f".{near[0]}") for source in own if near and source.line_of(f".{near[0]}")), None
            )
            yield own[0].finding(
                line or 1,
                f"no rule gives .{name} its look",
                f"write .{name}" if near else f"put the rule for .{name} back",
            )
    if "skip" in there and not re.search(r"\.skip:focus(?:-visible)?\s*[,{]", text):
        line = next((line for source in own if (line := source.line_of(".skip"))), 1)
        yield own[0].finding(line, "the way past the menu never comes into sight", "write .skip:focus { left: 0 }")
    for source in own:
        rules = list(re.finditer(r"(?m)^\.card\s*\{([^}]*)\}", source.text))
        taken = [rule for rule in rules if re.search(r"border\s*:\s*(?:0|none)", rule[1])]
        if not any(re.search(r"border\s*:\s*(?!0|none)", rule[1]) for rule in rules):
            taken = taken or rules[:1]
        for rule in taken:
            fact = "a card has no border, and on paper nothing sets it apart"
            yield source.finding(
                source.text.count("\n", 0, rule.start()) + 1, fact, "write border: 2px solid var(--level)"
            )


def _parsed(source: Source) -> list[tinycss2.ast.Node]:
    return list(tinycss2.parse_stylesheet(source.text, skip_comments=True, skip_whitespace=True))


def _braces(source: Source) -> Iterator[Finding]:
    """A brace that is never closed makes one rule of all that follows."""
    for node in _parsed(source):
        if node.type == "error":
            yield source.finding(
                node.source_line, f"this style rule can't be read: {node.message}", "close what it opens"
            )
    depth: list[int] = []
    for number, line in enumerate(_without_comments(source.text).split("\n"), start=1):
        for sign in line:
            if sign == "{":
                depth.append(number)
            elif sign == "}" and depth:
                depth.pop()
            elif sign == "}":
                yield source.finding(number, "this } closes nothing, and takes the next rule with it", "delete it")
                return
    if depth:
        yield source.finding(depth[-1], "the { of this line is not closed", "write } at the end of the rule")


def _without_comments(text: str) -> str:
    kept, end = [], 0
    while (start := text.find("/*", end)) >= 0:
        close = text.find("*/", start)
        close = len(text) if close < 0 else close + 2
        kept.append(text[end:start] + "\n" * text.count("\n", start, close))
        end = close
    return "".join([*kept, text[end:]])


def _rules(source: Source, nodes: list[tinycss2.ast.Node], printed: bool = False) -> Iterator[Finding]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "font-face":
            yield source.finding(node.source_line, "a font is brought along", "use the fonts of the device")
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            fact = "@import brings in styles that no check reads, and leads elsewhere from every page"
            yield source.finding(node.source_line, fact, "write the rules here")
        elif node.type == "at-rule" and node.lower_at_keyword == "page" and node.content is not None:
            yield from _paper(source, tinycss2.parse_blocks_contents(node.content, skip_whitespace=True))
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and (strange := _strange(node)):
            yield source.finding(
                node.source_line, f"@media {strange} never holds, and so its rules do nothing", "correct its name"
            )
        elif node.type in {"at-rule", "qualified-rule"} and node.content is not None:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            selector = tinycss2.serialize(node.prelude).strip()
            pseudo = node.type == "qualified-rule" and (":before" in selector or ":after" in selector)
            on_paper = printed or (node.type == "at-rule" and "print" in selector)
            yield from _declarations(source, inside, selector, pseudo, on_paper)
            yield from _rules(source, [child for child in inside if child.type != "declaration"], on_paper)


def _strange(node: tinycss2.ast.Node) -> str:
    """A word in the condition of an @media that no browser knows; "" when there is none."""
    condition = tinycss2.serialize(node.prelude).lower()
    words = re.findall(r"[a-z][a-z-]*", re.sub(r":[^)]*|[\d.]+[a-z]+", "", condition))
    return next((word for word in words if word not in MEDIA), "")


def _careless(name: str, value: str, selector: str) -> tuple[str, str] | None:
    """(what is wrong, how to mend it) with a declaration that takes something away from readers; None when nothing is."""
    last = re.split(r"[\s>+~]", selector.strip())[-1]
    lengths = [float(number) * TO_PX[unit.lower()] for number, unit in LENGTH.findall(value)]
    if name in {"outline", "outline-style", "outline-width"} and re.match(r"(?:none|0(?:px)?)\b", value):
        return f"{selector} has {name}: {value}, and who uses a keyboard no longer sees where they are", "delete it"
    if name in MOVING and value not in {"none", "0s", "initial"} and not COLOURED.fullmatch(value):
        return f"{selector} moves ({name}: {value}), which some readers can't bear", "let it stand still"
    if name == "scroll-behavior" and value == "smooth":
        return f"{selector} scrolls smoothly, which some readers can't bear", "delete it"
    if name in {"margin", "margin-top", "margin-bottom", "margin-block", "top", "inset"} and any(
        length <= -OVER for length in lengths
    ):
        return f"{selector} has {name}: {value}, which lays it over the text above", "let it stand where it is written"
    if name == "pointer-events" and value == "none":
        return f"{selector} has pointer-events: none, and can't be tapped", "delete it"
    if name == "font-size" and last in {"html", ":root", "body"} and LENGTH.fullmatch(value):
        own = float(re.sub(r"[^\d.].*", "", value) or 0)
        if (value.endswith("%") and own < 100) or (not value.endswith("%") and lengths[0] < 16):
            return f"{selector} makes all text {value}, smaller than the reader has chosen", "delete it"
    if (
        name in {"width", "min-width"}
        and LENGTH.fullmatch(value)
        and not value.endswith(("%", "vw", "ch"))
        and lengths[0] > NARROWEST
    ):
        return f"{selector} is {value} wide, wider than the narrowest screens", f"write max-width: {value}"
    pressed = re.match(r"(?:a|button|input|select)(?![\w\[:-])", last) is not None
    if name in {"min-height", "height", "max-height"} and pressed and lengths and 0 < lengths[0] < THUMB:
        return f"{selector} is {value} high, too low for a thumb", "write min-height: 44px"
    if name in {"display", "visibility"} and value in {"none", "hidden"} and last in {".skip", ".aloud", ".withdrawn"}:
        return (
            f"{selector} has {name}: {value}, and is hidden from those it is for",
            "move it out of sight, as the rule above does",
        )
    spoken = re.search(r"[\"'][^\"']*[A-Za-z]{2}", re.sub(r"attr\([^)]*\)|counters?\([^)]*\)", "", value))
    if name == "content" and spoken and SAFETY.search(selector):
        return f"{selector} adds words to a safety text", "delete it; words stand in data/"
    if name == "text-decoration" and value == "none" and selector in {"a", "a:link", "main a", "article a"}:
        return f"{selector} takes the lines under links away, and colour alone tells them from text", "delete it"
    return None


def _paper(source: Source, inside: list[tinycss2.ast.Node]) -> Iterator[Finding]:
    """Paper has room for text."""
    for node in inside:
        if node.type == "declaration" and node.lower_name == "margin":
            said = tinycss2.serialize(node.value).strip().lower()
            least = [float(number) * TO_PX[unit.lower()] for number, unit in LENGTH.findall(said)]
            if least and min(least) < LEAST_MARGIN:
                yield source.finding(
                    node.source_line, f"@page has margin: {said}, which printers cut off", "write margin: 16mm"
                )
        if node.type == "declaration" and (node.lower_name == "size" or node.lower_name.startswith("margin")):
            value = tinycss2.serialize(node.value).strip().lower()
            sizes = [float(number) * TO_PX[unit.lower()] for number, unit in LENGTH.findall(value) if unit]
            small = node.lower_name == "size" and any(size < LEAST_PAPER for size in sizes)
            if small or (node.lower_name != "size" and any(size > MOST_MARGIN for size in sizes)):
                fact = f"@page has {node.lower_name}: {value}, which leaves no room for the text"
                yield source.finding(node.source_line, fact, "leave the size of the paper to its reader")


def _declarations(
    source: Source, inside: list[tinycss2.ast.Node], selector: str, pseudo: bool, printed: bool
) -> Iterator[Finding]:
    for node in inside:
        if node.type != "declaration":
            continue
        value = tinycss2.serialize(node.value).strip().lower()
        for one in selector.split(",") if not printed else ():
            if fault := _careless(node.lower_name, value, one.strip()):
                yield source.finding(node.source_line, *fault)
                break
        if node.lower_name == "position" and (value in COVERS or (pseudo and value == "absolute")):
            fact = f"{selector} has position: {value}, which can lie over the text"
            yield source.finding(node.source_line, fact, "let it stand where it is written")
        for token in node.value:
            address = getattr(token, "value", "") if token.type == "url" else _called(token)
            if address and not address.startswith(("data:", "#", "http:", "https:", "//")):
                fact = f"url({address}) leads elsewhere from every page, since the styles stand inside each"
                yield source.finding(node.source_line, fact, "put the picture into the page, or leave it out")


def _called(token: tinycss2.ast.Node) -> str:
    if token.type == "function" and token.lower_name == "url":
        return "".join(str(one.value) for one in token.arguments if one.type == "string")
    return ""
