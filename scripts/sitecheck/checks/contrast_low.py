"""Text stands out from its ground, by day, by night and on paper: at least 4.5 to 1.

Why:  at 3 a.m. the screen is dimmed and the eyes are tired; grey on grey is the first thing to become unreadable.
Bad:  --soft: #a9b0b3
Good: --soft: #566064
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import tinycss2
import tinycss2.color3

from ..registry import check
from ..source import Finding, Site, Source
from ..visibility import contrast

LEAST = 4.5  # WCAG 2.2, 1.4.3
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
SCHEMES = {"by day": "", "by night": "dark", "on paper": "print"}


@dataclass(frozen=True)
class Value:
    """What a property is given: the text, and the line."""

    text: str
    line: int


@dataclass(frozen=True)
class Rule:
    """A style rule: its selector, the condition it holds under, and what it sets."""

    selector: str
    media: str
    said: dict[str, Value]


@check(Site)
def contrast_low(site: Site) -> Iterator[Finding]:
    for source in site.styles:
        if source.path.startswith("overrides/"):
            found: set[int] = set()
            for scheme, media in SCHEMES.items():
                for line, fact in _faults(list(_rules(source)), scheme, media):
                    if line not in found:
                        found.add(line)
                        yield source.finding(line, fact, f"choose a colour with at least {LEAST} to 1")


def _rules(source: Source) -> Iterator[Rule]:
    nodes = tinycss2.parse_stylesheet(source.text, skip_comments=True, skip_whitespace=True)
    pending = [("", node) for node in nodes]
    while pending:
        media, node = pending.pop(0)
        if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            pending += [(tinycss2.serialize(node.prelude).strip(), child) for child in inside]
        elif node.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            said = {
                one.lower_name if not one.name.startswith("--") else one.name: Value(
                    tinycss2.serialize(one.value).strip(), one.source_line
                )
                for one in inside
                if one.type == "declaration"
            }
            yield Rule(tinycss2.serialize(node.prelude).strip(), media, said)


def _faults(rules: list[Rule], scheme: str, media: str) -> Iterator[tuple[int, str]]:
    """(line, fact) of each pair of colours that is too much alike in a scheme."""
    holding = [rule for rule in rules if not rule.media or (media and media in rule.media)]
    variables = {
        name: value
        for rule in holding
        for name, value in rule.said.items()
        if name.startswith("--") and ":root" in rule.selector
    }
    levels: dict[str, list[Value]] = {}
    for rule in holding:
        for name, value in rule.said.items():
            if name.startswith("--") and ":root" not in rule.selector:
                levels.setdefault(name, []).append(value)
    body = next((rule.said for rule in reversed(holding) if rule.selector == "body" and "color" in rule.said), {})
    for rule in holding:
        front = rule.said.get("color") or (body.get("color") if _ground(rule) else None)
        ground = _ground(rule) or _ground(Rule("", "", body))
        if front is None or ground is None:
            continue
        for fore in _meanings(front, variables, levels):
            for behind in _meanings(ground, variables, levels):
                ratio = contrast(fore.text, behind.text)
                if ratio is not None and ratio < LEAST:
                    own = [rule.said["color"].text for rule in holding if "color" in rule.said].count(front.text) == 1
                    line = front.line if own else _to_blame(front, fore, ground, behind, body)
                    yield (
                        line,
                        f"{rule.selector} has text in {fore.text} on {behind.text} {scheme}, a contrast of {ratio:.1f} to 1",
                    )


def _ground(rule: Rule) -> Value | None:
    value = rule.said.get("background-color") or rule.said.get("background")
    return value if value and value.text not in {"none", "transparent", "inherit"} else None


def _meanings(value: Value, variables: dict[str, Value], levels: dict[str, list[Value]]) -> list[Value]:
    """The colours that a value can stand for, each with the line where it is given."""
    named = VARIABLE.fullmatch(value.text)
    if not named:
        return [value]
    if named[1] in variables:
        return _meanings(variables[named[1]], variables, levels)
    return [meaning for one in levels.get(named[1], []) for meaning in _meanings(one, variables, levels)][:6]


def _to_blame(front: Value, fore: Value, ground: Value, behind: Value, body: dict[str, Value]) -> int:
    """The line of the colour that is not the one of every page; of two of those, the text's."""
    common = {value.text for value in body.values()}
    if front.text == ground.text:
        return front.line
    if front.text in common and ground.text not in common:
        return behind.line
    return fore.line
