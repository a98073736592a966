"""Text stands out from its ground, by day, by night and on paper: at least 4.5 to 1.

Why:  at 3 a.m. the screen is dimmed and the eyes are tired; grey on grey is the first thing to become unreadable.
Bad:  --soft: #a9b0b3
Good: --soft: #566064
"""

import itertools
import re
from collections.abc import Callable, Iterator

import tinycss2.color3

from ..parse.css import Declaration, Rule
from ..registry import check
from ..safety.styles import Styled, is_picture, sheets, while_unchanged
from ..source import Finding, Findings, Site

LEAST = 4.5  # WCAG 2.2, 1.4.3
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,.*)?\)")
SCHEMES = {"by day": "", "by night": "dark", "on paper": "print"}
DAY = {"canvas": "#fff", "canvastext": "#000", "buttonface": "#efefef", "buttontext": "#000", "linktext": "#00e"}
NIGHT = {
    "canvas": "#121212",
    "canvastext": "#fff",
    "buttonface": "#6b6b6b",
    "buttontext": "#fff",
    "linktext": "#9e9eff",
}
DEVICE = {"by day": DAY, "by night": NIGHT, "on paper": DAY}  # the colours of a device
PAPER = Declaration("background", "#fff", 1, ())
INK = Declaration("color", "#000", 1, ())


@check(Site)
def contrast_low(site: Site) -> Findings:
    yield from _found(site)


@while_unchanged
def _found(site: Site) -> list[Finding]:
    return list(_all_faults(site))


def _all_faults(site: Site) -> Findings:
    for styled in sheets(site):
        found: set[int] = set()
        for scheme, media in {"on paper": "print"}.items() if styled.paper else SCHEMES.items():
            holding = [rule for rule in _rules(styled, site) if not rule.media or (media and media in rule.media)]
            for line, fact in _faults(holding, scheme):
                if line not in found:
                    found.add(line)
                    yield styled.source.finding(line, fact, f"choose a colour with at least {LEAST} to 1")


def _rules(styled: Styled, site: Site) -> list[Rule]:
    """The rules of a sheet, below what others of its kind say of the whole page."""
    others = [one for one in sheets(site) if one is not styled and not one.paper and not styled.paper]
    whole = [rule for one in others for rule in one.sheet.rules if rule.text in {":root", "body"}]
    return [*whole, *styled.sheet.rules]


def _faults(rules: list[Rule], scheme: str) -> Iterator[tuple[int, str]]:
    """(line, fact) of each pair of colours that is too much alike in a scheme."""
    known = Known(rules)
    for text, rule in known.said:
        if not rule.last("color") and not _ground(rule):
            continue
        front = rule.last("color") or known.fronts.get(text, known.ink)
        ground = _ground(rule) or known.grounds.get(text, known.paper)
        for fore, behind in itertools.product(known.meanings(front), known.meanings(ground)):
            ratio = contrast(*(DEVICE[scheme].get(one.value.lower(), one.value) for one in (fore, behind)))
            if ratio is not None and ratio < LEAST:
                fact = f"{text} has text in {fore.value} on {behind.value} {scheme}, a contrast of {ratio:.1f} to 1"
                yield known.to_blame(front, fore, ground, behind), fact


class Known:
    """What the rules of a scheme say of colours: `variables` for all, `levels` for some, the `ink` and `paper` of the page,
    and by selector the last colour of its text and its ground.
    """

    def __init__(self, rules: list[Rule]) -> None:
        self.variables: dict[str, Declaration] = {}
        self.levels: dict[str, list[Declaration]] = {}
        for rule, one in _variables(rules):
            if ":root" in rule.text:
                self.variables[one.name] = one
            else:
                self.levels.setdefault(one.name, []).append(one)
        self.ink, self.paper = _of_page(rules, _front) or INK, _of_page(rules, _ground) or PAPER
        self.said = [(one.text, rule) for rule in rules for one in rule.selectors if not is_picture(one)]
        self.fronts = {text: front for text, rule in self.said if (front := _front(rule))}
        self.grounds = {text: ground for text, rule in self.said if (ground := _ground(rule))}
        self.given = [self.ink.value, *(one.value for one in map(_front, rules) if one)]

    def meanings(self, one: Declaration, depth: int = 6) -> list[Declaration]:
        """The colours that a value can stand for, each with the line where it is given."""
        named = VARIABLE.fullmatch(one.value)
        if not named or not depth:
            return [one]
        known = [self.variables[named[1]]] if named[1] in self.variables else self.levels.get(named[1], [])
        return [meaning for given in known for meaning in self.meanings(given, depth - 1)][:6]

    def to_blame(self, front: Declaration, fore: Declaration, ground: Declaration, behind: Declaration) -> int:
        """The line of the colour that is not the one of every page; of two of those, the text's."""
        if self.given.count(front.value) == 1 or front.value == ground.value:
            return front.line
        common = {self.ink.value, self.paper.value}
        return behind.line if front.value in common and ground.value not in common else fore.line


def _variables(rules: list[Rule]) -> Iterator[tuple[Rule, Declaration]]:
    return ((rule, one) for rule in rules for one in rule.declarations if one.name.startswith("--"))


def _of_page(rules: list[Rule], said: Callable[[Rule], Declaration | None]) -> Declaration | None:
    """What is said last of the whole page."""
    return next(filter(None, (said(rule) for rule in reversed(rules) if rule.text in {"html", "body"})), None)


def _front(rule: Rule) -> Declaration | None:
    return rule.last("color")


def _ground(rule: Rule) -> Declaration | None:
    value = rule.last("background-color", "background")
    return value if value and value.value not in {"none", "transparent", "inherit"} else None


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
