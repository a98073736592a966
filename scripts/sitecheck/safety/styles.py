"""Which style rules can meet a safety text, and what of them is not on the list of style_list.py.

Decided without a build and without the cascade: a rule is judged by the names in its selectors and by where they match in the frames of
the templates, into which every kind of safety text is put. A rule that may not be there is refused even where a later one undoes it, on
screen and on paper, by whatever condition it stands under: the next edit may part the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ..parse import css
from ..source import Finding, Site, Source, once
from . import style_list

DISCLAIMER, SIGN = "disclaimer", "warning sign"
MARKED = {  # by what each is found on a page, and by the beginnings of its classes in a style sheet
    DISCLAIMER: ("[data-disclaimer], .disclaimer", ("disclaimer",)),
    SIGN: (
        ".card, [data-sign], .strip, [data-strip], .status, .withdrawn, .running",
        ("card", "sign", "strip", "status", "withdrawn", "running", "urgent"),
    ),
}
INLINE = frozenset("a abbr b cite del em i ins mark q s small span strong sub sup time u".split())
BLOCKED = frozenset({"block", "flex", "grid", "list-item", "flow-root"})
PICTURES = frozenset({"svg", "img", "picture", "path", "circle", "rect", "g", "use"})  # they say nothing in words
PICTURE_NAMES = frozenset({".icon"})
FRAME = (
    "<!doctype html><html><body><main><article>{}<p><button class='term' popovertarget='x'>x</button>"
    "<span class='term__text' id='x' popover>x</span></p></article></main></body></html>"
)
LINE = "<a href='#'>x</a><b>x</b><strong>x</strong><em>x</em><i>x</i><span>x</span><small>x</small><time>x</time><mark>x</mark>"
TEXTS = (  # every safety text, as the contract of their markup has it
    f"<aside class='disclaimer' data-disclaimer='x'><p>{LINE}</p><ul><li>{LINE}</li></ul></aside>"
    + "".join(
        f"<section class='card card--x'><h{n} class='card__heading'><span class='card__label'>x</span>{LINE}</h{n}>"
        f"<ul><li data-sign='x'>{LINE}</li></ul><p>{LINE}</p></section>"
        for n in range(2, 7)
    )
    + f"<aside class='strip' data-strip><p class='strip__call'>{LINE}<b><a href='tel:0'>x</a></b></p><p>{LINE}</p><ul><li>{LINE}</li></ul></aside>"
    f"<p class='status'>{LINE}</p><p class='withdrawn'>{LINE}</p>"
)
PAPER = "overrides/paper/"
ONLY = re.compile(r"/\* Only for pages with ([^:]+):")  # how a style sheet begins that not every page brings
INCLUDE = re.compile(r"\{%-?\s*include\s+[\"']([^\"']+)[\"'][^%]*%\}")
# Where a template shows what an author wrote.
SHOWN = re.compile(r"\{\{-?\s*page\.content\s*-?\}\}|\{\{[^{}]*\|\s*safe\s*-?\}\}")
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
JINJA = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FILLED = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
FOCUSED = re.compile(r"[^()]*:focus(?:-visible)?")  # one element at a time, whose outline covers nothing for long
ON_SAFETY = re.compile(
    r"data-(?:disclaimer|sign|strip)\b|class=\"(?:[^\"]*\s)?(?:disclaimer|card|card__heading|card__label|strip|status)[\s\"]"
)
FLEX = re.compile(r"flex$|var\(")
KEPT = 4  # states of the sheets and templates
Made = TypeVar("Made")
HIDING = ("display", "clip-path", "overflow")  # what the list lets hide what is no safety text


@dataclass(frozen=True)
class Styled:
    """A sheet, the file it stands in, and whether it is for paper."""

    source: Source
    sheet: css.Sheet
    paper: bool


@dataclass(frozen=True)
class Breach:
    """A declaration that is not on the list: what its selector can meet ("" for no safety text), where it stands, and why it is refused."""

    selector: css.Selector
    rule: css.Rule
    one: css.Declaration
    refused: style_list.Refused
    meets: str
    source: Source
    misused: tuple[Source, int] | None = None  # where a template gives a class for something else to a safety text

    @property
    def place(self) -> tuple[Source, int]:
        """Where to mend it: where its class is misused, at the custom property that brings the value, or where it stands."""
        return self.misused or (self.source, self.refused.given.line if self.refused.given else self.one.line)

    @property
    def hides(self) -> bool:
        """Whether it hides even what is no safety text."""
        if self.one.name == "overflow":
            return self.rule.last("height", "max-height") is not None
        return self.one.name == "clip-path" or (self.one.name == "display" and self.refused.text == "none")

    @property
    def said(self) -> str:
        """The rule, the declaration and its condition in a few words."""
        media = f" in @media {self.rule.media}" if self.rule.media else ""
        return f"{self.selector.text} has {self.one.name}: {self.one.value}{media}"

    @property
    def finding(self) -> Finding:
        name, row = self.one.name, self.refused.row
        source, line = self.place
        if self.misused:
            fact = f"a {self.meets} gets the class of {self.said}, which may not meet it"
            return source.finding(line, fact, f"take {self.selector.subject} off")
        given = f"{self.selector.text} has {name}: {self.one.value}, and {name}"
        where = f"{self.selector.text} can meet a {self.meets}, and there {name}" if self.meets else given
        if row is None:
            fix = "delete it, or give what you mean a class of its own" if self.meets else "delete it"
            return source.finding(line, f"{where} may not be set", fix)
        return source.finding(line, f"{where} may not be {self.refused.text}", f"write one of: {row.said}")


def while_unchanged(work: Callable[[Site], Made]) -> Callable[[Site], Made]:
    """Work out of a site's sheets and templates once for as long as they stay the same: the preview judges them after every save."""
    kept: dict[tuple[tuple[str, str], ...], Made] = {}

    @wraps(work)
    def known(site: Site) -> Made:
        read = tuple((one.path, one.text) for one in (*site.styles, *site.templates))
        if read not in kept:
            for oldest in [*kept][: len(kept) - KEPT + 1]:
                del kept[oldest]
            kept[read] = work(site)
        return kept[read]

    cast(Any, known).cache_clear = kept.clear
    return known


@once
@while_unchanged
def sheets(site: Site) -> list[Styled]:
    """Every style sheet of a site: its files, and the `style` elements of its templates."""
    found = [Styled(source, css.sheet(source.text), False) for source in site.styles]
    for source in site.templates:
        text = source.text if source.path.endswith(".css") else css.styles_in(source.text)
        if text.strip():
            found.append(Styled(source, css.sheet(text), source.path.startswith(PAPER)))
    return found


def everywhere(site: Site) -> list[Styled]:
    """The sheets that every page brings; the others begin with what a page must have for them."""
    return [one for one in sheets(site) if not one.paper and not ONLY.match(one.source.text)]


@once
@while_unchanged
def breaches(site: Site) -> list[Breach]:
    """Every declaration of a site's sheets that its rule may not make, whatever it meets."""
    every = [breach for styled in sheets(site) for breach in _in_sheet(styled, site)]
    by_place = {(one.place[0].path, one.place[1]): one for one in reversed(every) if one.misused}
    return [one for one in every if not one.misused or one in by_place.values()]


@once
@while_unchanged
def loose(site: Site) -> list[list[Breach]]:
    """What the rules for pages say that would be refused if they met a safety text, which by name and templates they don't; by selector."""
    known, pages = variables(site, paper=False), frames(site, paper=False)
    found: dict[str, list[Breach]] = {}
    for styled in (one for one in sheets(site) if not one.paper):
        for rule in styled.sheet.rules:
            for selector in rule.selectors:
                for one in () if is_picture(selector) or pages.meets(selector) else rule.declarations:
                    if refused := next(style_list.refused(one, "text", known), None):
                        breach = Breach(selector, rule, one, refused, "", styled.source)
                        found.setdefault(selector.wide, []).append(breach)
    return list(found.values())


def _in_sheet(styled: Styled, site: Site) -> Iterator[Breach]:
    known, templates = variables(site, styled.paper), frames(site, styled.paper)
    for rule in styled.sheet.rules:
        for one in rule.declarations:
            for selector in rule.selectors:
                met = templates.meets(selector)
                table = _table(selector, rule, one, templates) if met else "elsewhere"
                table += style_list.ON_PAPER if met and styled.paper and table != "elsewhere" else ""
                if refused := next(style_list.refused(one, table, known), None):
                    place = misused(selector, site) if met and rule.last(*HIDING) else None
                    yield Breach(selector, rule, one, refused, met, _giver(refused, site) or styled.source, place)
                    break  # one line is said once


def _giver(refused: style_list.Refused, site: Site) -> Source | None:
    """The sheet with the custom property that brings a refused value; None where no other brings it."""
    for styled in sheets(site) if refused.given else ():
        if any(one is refused.given for rule in styled.sheet.rules for one in rule.declarations):
            return styled.source
    return None


def _table(selector: css.Selector, rule: css.Rule, one: css.Declaration, templates: Frames) -> str:
    """The table of style_list.py that a declaration is held to which can meet a safety text."""
    if one.name.startswith("outline") and FOCUSED.fullmatch(selector.text):
        return "elsewhere"
    if named := _table_by_name(selector):
        return named
    shown, tags = rule.last("display"), templates.tags(selector)
    if shown is one and FLEX.search(one.value) and not tags <= INLINE and not _wraps(rule):
        return "row"
    if shown and shown.value in BLOCKED:
        return "text"
    anything = selector.pseudo_element or not (selector.subject.type or selector.subject.names) or not tags
    return "inline" if anything or tags & INLINE else "text"


def _table_by_name(selector: css.Selector) -> str:
    """The table of a selector for the root, for every element or for the foot of each side; "" for any other."""
    subject = selector.subject
    if subject.type == "html" and not subject.names:
        return "root"
    if not subject.type and not subject.names and len(selector.chain) == 1:
        return "all"
    return "running" if subject.names == (".running",) else ""


def _wraps(rule: css.Rule) -> bool:
    wrap, direction = rule.last("flex-wrap"), rule.last("flex-direction")
    return (wrap is not None and wrap.value == "wrap") or (direction is not None and direction.value == "column")


def misused(selector: css.Selector, site: Site) -> tuple[Source, int] | None:
    """Where a template gives a class to a safety text that is for something else: the class is right, its use is not."""
    beginnings = tuple(f".{one}" for _, all_ in MARKED.values() for one in all_)
    for name in selector.subject.names:
        used = re.compile(rf'class="[^"]*(?<![\w-]){re.escape(name[1:])}(?![\w-])')
        for source in site.templates if name.startswith(".") and not name.startswith(beginnings) else ():
            for number, line in enumerate(source.lines, start=1):
                if used.search(line) and ON_SAFETY.search(line):
                    return source, number
    return None


def variables(site: Site, paper: bool) -> dict[str, list[css.Declaration]]:
    """Every value that each custom property is given, in the sheets for pages or in those for paper."""
    found: dict[str, list[css.Declaration]] = {}
    for styled in (one for one in sheets(site) if one.paper == paper):
        for one in (one for rule in styled.sheet.rules for one in rule.declarations if one.name.startswith("--")):
            found.setdefault(one.name, []).append(one)
    return found


def is_picture(selector: css.Selector) -> bool:
    """Whether a selector is for drawings and photographs, which say nothing in words."""
    return selector.subject.type in PICTURES or bool(PICTURE_NAMES & set(selector.subject.names))


def select(tree: LexborHTMLParser, selector: css.Selector) -> list[LexborNode]:
    """The elements that a selector matches in some state; all, where it can't be read."""
    try:
        return tree.css(selector.wide)
    except (SelectolaxError, ValueError):
        return tree.css("*")


def near(tree: LexborHTMLParser) -> dict[int, str]:
    """What each element is on, inside or around, by its identity: a disclaimer before a warning sign."""
    found: dict[int, str] = {}
    for met, (marks, _) in MARKED.items():
        for node in tree.css(marks):
            for inner in [node, *node.css("*")]:
                found.setdefault(inner.mem_id, met)
            above = node.parent
            while above is not None and above.tag not in {"-document", "-undef"}:
                found.setdefault(above.mem_id, met)
                above = above.parent
    return found


class Frames:
    """The pages, or the sheets of paper, as the templates have them, with every safety text in the place of what authors write."""

    def __init__(self, htmls: list[str]) -> None:
        self.trees = [LexborHTMLParser(html) for html in htmls]
        self.near = {place: met for tree in self.trees for place, met in near(tree).items()}
        self.known: dict[str, tuple[str, frozenset[str]]] = {}

    def meets(self, selector: css.Selector) -> str:
        """What a selector can meet: a disclaimer or anything around one, else a warning sign, else nothing ("").

        By the names in it, on a page today or not, else by what it matches here. One that can't be read can meet anything.
        """
        if is_picture(selector):
            return ""
        names = [name[1:] for compound in selector.chain for name in compound.names]
        for met, (_, beginnings) in MARKED.items():
            if any(name.startswith(beginnings) for name in names):
                return met
        return self._matched(selector)[0]

    def tags(self, selector: css.Selector) -> frozenset[str]:
        """The tags of the elements near a safety text that it matches; of card--now those of card."""
        return self._matched(selector)[1] or self._matched(selector.unmodified)[1]

    def opens(self, selector: css.Selector) -> bool:
        """Whether a selector can match what lies above the page once it is opened, and shows it though nobody has."""
        matched = (node for tree in self.trees for node in select(tree, selector))
        return ":popover-open" not in selector.text and any("popover" in node.attributes for node in matched)

    def _matched(self, selector: css.Selector) -> tuple[str, frozenset[str]]:
        if selector.wide not in self.known:
            nodes = [node for tree in self.trees for node in select(tree, selector) if node.mem_id in self.near]
            met = {self.near[node.mem_id] for node in nodes}
            first = next((one for one in MARKED if one in met), "")
            self.known[selector.wide] = first, frozenset(node.tag or "" for node in nodes)
        return self.known[selector.wide]


def frames(site: Site, paper: bool) -> Frames:
    """The frames of a site's templates."""
    return _both_frames(site)[paper]


@once
@while_unchanged
def _both_frames(site: Site) -> dict[bool, Frames]:
    found: dict[bool, list[str]] = {paper: [FRAME.format(f"{TEXTS}<div>{TEXTS}</div>")] for paper in (False, True)}
    for one in site.templates:
        if "<body" in one.text:
            found[one.path.startswith(PAPER)].append(_as_html(one.text, site))
    return {paper: Frames(htmls) for paper, htmls in found.items()}


def _as_html(text: str, site: Site, depth: int = 5) -> str:
    """A template with what it includes and without Jinja; of what is filled in, the words in quotes are kept."""
    templates = {one.path: one.text for one in site.templates}

    def included(found: re.Match[str]) -> str:
        return _as_html(templates.get(f"overrides/{found[1]}", ""), site, depth - 1) if depth else ""

    text = SHOWN.sub(TEXTS, INCLUDE.sub(included, text))
    kept = FILLED.sub(lambda found: " ".join(one or other for one, other in QUOTED.findall(found[1])), text)
    return JINJA.sub("", kept)
