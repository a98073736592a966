"""The style sheet is there and whole, lays nothing over the text and brings no font.

Why:  a page that lost its styles shows warning signs as plain lines; a box laid over the page, or a font without
      letters, takes every word out of sight while each word is still there.
Bad:  .card::after { position: absolute; inset: 0; background: white }
Good: .card { position: relative }
"""

from __future__ import annotations

from collections.abc import Iterator

import tinycss2

from ..registry import check
from ..source import Finding, Site, Source
from ..visibility import LENGTH, TO_PX

LEAST_PAPER, MOST_MARGIN = 300.0, 190.0  # px: about 8 cm, and 5 cm
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
        yield from _braces(source)
        yield from _rules(source, _parsed(source))


@check(Site)
def style_lost(site: Site) -> Iterator[Finding]:
    """Each page brings the style sheet."""
    bare = (built for built in site.built if built.page and not built.tree.css_first("style, link[rel~=stylesheet]"))
    head = next((one for one in site.templates if one.path == "overrides/partials/head.html"), None)
    if site.styles and head and any(True for _ in bare):
        fact, fix = "pages come without the style sheet", "put <style>{{ style }}</style> back"
        yield head.finding(len(head.lines), fact, fix)


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


def _rules(source: Source, nodes: list[tinycss2.ast.Node]) -> Iterator[Finding]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "font-face":
            yield source.finding(node.source_line, "a font is brought along", "use the fonts of the device")
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            fact = "@import brings in styles that no check reads, and leads elsewhere from every page"
            yield source.finding(node.source_line, fact, "write the rules here")
        elif node.type == "at-rule" and node.lower_at_keyword == "page" and node.content is not None:
            yield from _paper(source, tinycss2.parse_blocks_contents(node.content, skip_whitespace=True))
        elif node.type in {"at-rule", "qualified-rule"} and node.content is not None:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            selector = tinycss2.serialize(node.prelude).strip()
            pseudo = node.type == "qualified-rule" and (":before" in selector or ":after" in selector)
            yield from _declarations(source, inside, selector, pseudo)
            yield from _rules(source, [child for child in inside if child.type != "declaration"])


def _paper(source: Source, inside: list[tinycss2.ast.Node]) -> Iterator[Finding]:
    """Paper has room for text."""
    for node in inside:
        if node.type == "declaration" and (node.lower_name == "size" or node.lower_name.startswith("margin")):
            value = tinycss2.serialize(node.value).strip().lower()
            sizes = [float(number) * TO_PX[unit.lower()] for number, unit in LENGTH.findall(value) if unit]
            small = node.lower_name == "size" and any(size < LEAST_PAPER for size in sizes)
            if small or (node.lower_name != "size" and any(size > MOST_MARGIN for size in sizes)):
                fact = f"@page has {node.lower_name}: {value}, which leaves no room for the text"
                yield source.finding(node.source_line, fact, "leave the size of the paper to its reader")


def _declarations(source: Source, inside: list[tinycss2.ast.Node], selector: str, pseudo: bool) -> Iterator[Finding]:
    for node in inside:
        if node.type != "declaration":
            continue
        value = tinycss2.serialize(node.value).strip().lower()
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
