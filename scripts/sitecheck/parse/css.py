"""Style sheets as a browser reads them: each rule with its selectors, the conditions around it and its declarations, each on its line.

Every reader of styles uses this one walker: for the sheets of pages and of paper, and for `style` elements of templates and drawings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import tinycss2
from tinycss2.ast import Node
from tinycss2.serializer import serialize_identifier, serialize_name

WITHOUT_SELECTORS = frozenset(
    "page font-face property counter-style keyframes -webkit-keyframes position-try font-palette-values"
    " font-feature-values color-profile view-transition".split()
)
STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(?=</style|\Z)", re.DOTALL | re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FILLED = "FILLED"  # stands in a style of a template for what Jinja fills in
OLD_PSEUDO_ELEMENTS = frozenset({"before", "after", "first-line", "first-letter"})  # which one colon may open
TO_PX = {
    "px": 1.0,
    "rem": 16.0,
    "em": 16.0,
    "pt": 4 / 3,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "pc": 16.0,
    "q": 96 / 101.6,
}
SIDEWAYS = ("+", "~")
JOINTS = (">", *SIDEWAYS)


@dataclass(frozen=True)
class Declaration:
    """A property and its value, as text with single spaces and as tinycss2's tokens. A custom property keeps its capitals."""

    name: str
    value: str
    line: int
    tokens: tuple[Node, ...] = field(compare=False, hash=False)


@dataclass(frozen=True)
class Compound:
    """What a selector asks of one element: its type, classes ("."), ids ("#"); and what joins it to the one before: " ", ">", "+", "~".

    Its states and attributes are left out, so it matches no fewer elements than the selector does.
    """

    joint: str = " "
    type: str = ""
    names: tuple[str, ...] = ()
    nests: bool = False  # it holds "&"

    def __str__(self) -> str:
        named = "".join(f"{name[0]}{serialize_name(name[1:])}" for name in self.names)
        return (serialize_identifier(self.type) if self.type else "") + named or "*"


@dataclass(frozen=True)
class Selector:
    """One selector, nesting resolved: as written, its compounds, and the pseudo-element it is for."""

    text: str
    compounds: tuple[Compound, ...]
    pseudo_element: str = ""

    @property
    def subject(self) -> Compound:
        return self.compounds[-1]

    @property
    def chain(self) -> tuple[Compound, ...]:
        """The subject and what stands around it; of siblings only the last."""
        kept: list[Compound] = []
        for compound in self.compounds:
            joint = kept.pop().joint if kept and compound.joint in SIDEWAYS else compound.joint
            kept.append(replace(compound, joint=joint))
        return tuple(kept)

    @property
    def unmodified(self) -> Selector:
        """The same for any modifier: ".card" for ".card--now"."""
        plain = (replace(one, names=tuple(name.partition("--")[0] for name in one.names)) for one in self.compounds)
        return replace(self, compounds=tuple(plain))

    @cached_property
    def wide(self) -> str:
        """A selector for a plain HTML parser that matches every element that this one can match in some state."""
        return " ".join(str(part) if not i or part.joint == " " else f"> {part}" for i, part in enumerate(self.chain))


@dataclass(frozen=True)
class Rule:
    """A style rule: its selectors, the at-rules around it from the outermost in, its declarations."""

    selectors: tuple[Selector, ...]
    context: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    line: int

    @property
    def text(self) -> str:
        """Its selectors, as written."""
        return ", ".join(selector.text for selector in self.selectors)

    @property
    def media(self) -> str:
        """The conditions of the @media around it, "" without one."""
        return " and ".join(one.removeprefix("@media ") for one in self.context if one.startswith("@media"))

    def last(self, *names: str) -> Declaration | None:
        """The declaration that decides on one of `names`, the first that is there."""
        given = {one.name: one for one in self.declarations}
        return next((given[name] for name in names if name in given), None)


@dataclass(frozen=True)
class AtRule:
    """An at-rule: its name, what stands behind the name, and the declarations that stand in it without a selector."""

    name: str
    prelude: str
    declarations: tuple[Declaration, ...]
    line: int
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """What can't be read as CSS, and a browser skips."""

    line: int


@dataclass(frozen=True)
class Sheet:
    """A style sheet in reading order."""

    rules: tuple[Rule, ...]
    at_rules: tuple[AtRule, ...]
    unread: tuple[Unread, ...]


@lru_cache(maxsize=256)
def sheet(text: str) -> Sheet:
    """The style sheet that `text` is."""
    found = list(_walk(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), (), ()))
    return Sheet(
        tuple(one for one in found if isinstance(one, Rule)),
        tuple(one for one in found if isinstance(one, AtRule)),
        tuple(one for one in found if isinstance(one, Unread)),
    )


def styles_in(text: str) -> str:
    """The `style` elements of a template or drawing as one sheet, each line at its number; what Jinja fills in reads FILLED."""
    kept, end = [], 0
    for found in STYLE.finditer(text):
        kept.append("\n" * text.count("\n", end, found.start(2)))
        kept.append(JINJA.sub(_filled, found[2]))
        end = found.end(2)
    return "".join(kept)


def _filled(found: re.Match[str]) -> str:
    """What stands for a piece of Jinja: nothing for one that has its line for itself, as a whole sheet has."""
    before, after = found.string[: found.start()].rpartition("\n")[2], found.string[found.end() :].partition("\n")[0]
    alone = not (before.strip() or after.strip()) and "\n" in found.string
    return (FILLED if found[0].startswith("{{") and not alone else "") + "\n" * found[0].count("\n")


@lru_cache(maxsize=256)
def addresses(text: str) -> tuple[tuple[int, str], ...]:
    """(line, address) of whatever a style sheet, or the text of a `style` attribute, has a browser fetch."""
    return tuple(_addresses(tinycss2.parse_component_value_list(text, skip_comments=True), strings=False))


def _addresses(nodes: Iterable[Node], strings: bool) -> Iterator[tuple[int, str]]:
    fetched = False
    for node in nodes:
        if node.type == "url" or (node.type == "string" and (strings or fetched)):
            yield node.source_line, node.value
        if node.type == "at-keyword":
            fetched = node.lower_value == "import"
        elif node.type != "whitespace":
            fetched = False
        if node.type == "function":
            yield from _addresses(node.arguments, node.lower_name in {"url", "src"} or "image-set" in node.lower_name)
        elif getattr(node, "content", None) is not None:
            yield from _addresses(node.content, strings=False)


def _walk(nodes: list[Node], context: tuple[str, ...], outer: tuple[Selector, ...]) -> Iterator[Rule | AtRule | Unread]:
    for node in nodes:
        if node.type == "error":
            yield Unread(node.source_line)
        elif node.type == "at-rule":
            prelude = _text(node.prelude)
            inside = _blocks(node.content) if node.content is not None else []
            bare = not outer or node.lower_at_keyword in WITHOUT_SELECTORS
            own = _declarations(inside) if bare else ()
            yield AtRule(node.lower_at_keyword, prelude, own, node.source_line, context)
            below = (*context, f"@{node.lower_at_keyword} {prelude}".strip())
            if not bare and (nested := _declarations(inside)):
                yield Rule(outer, below, nested, node.source_line)
            steps = node.lower_at_keyword in WITHOUT_SELECTORS  # of a motion and the like
            skipped = {"declaration", "qualified-rule"} if steps else {"declaration"}
            yield from _walk([one for one in inside if one.type not in skipped], below, outer)
        elif node.type == "qualified-rule":
            selectors = tuple(_selectors(node.prelude, outer))
            inside = _blocks(node.content)
            yield Rule(selectors, context, _declarations(inside), node.source_line)
            yield from _walk([one for one in inside if one.type != "declaration"], context, selectors)


def _blocks(content: list[Node]) -> list[Node]:
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def _declarations(nodes: list[Node]) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(
            one.name if one.name.startswith("--") else one.lower_name,
            _text(one.value),
            one.source_line,
            tuple(one.value),
        )
        for one in nodes
        if one.type == "declaration"
    )


def _text(tokens: Iterable[Node]) -> str:
    return " ".join(tinycss2.serialize(tokens).replace("/**/", "").split())


def split(tokens: Iterable[Node], sign: str) -> Iterator[list[Node]]:
    """The parts of a list of tokens between the signs `sign`."""
    part: list[Node] = []
    for token in tokens:
        if token == sign:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _selectors(prelude: list[Node], outer: tuple[Selector, ...]) -> Iterator[Selector]:
    for tokens in split(prelude, ","):
        compounds, pseudo = _compounds(tokens)
        text = _text(tokens)
        if not outer:
            yield Selector(text, compounds, pseudo)
        for around in outer:
            whole = f"{around.text} {text}" if "&" not in text else text.replace("&", around.text)
            within = "&" not in text or any(one.nests for one in compounds)  # else ":not(&)", which can be anywhere
            yield Selector(whole, _nested(compounds, around.compounds) if within else compounds, pseudo)


def _nested(own: tuple[Compound, ...], outer: tuple[Compound, ...]) -> tuple[Compound, ...]:
    """The compounds of a nested selector: behind those of the rule around it, or with them in the place of its first "&"."""
    place = next((i for i, one in enumerate(own) if one.nests), None)
    if place is None:
        return outer + own
    here, above = own[place], outer[-1]
    kind = above.type if here.type in {"", above.type} else "" if above.type else here.type
    put = (*outer[:-1], Compound(above.joint, kind, (*above.names, *here.names)))
    return (*own[:place], replace(put[0], joint=here.joint), *put[1:], *own[place + 1 :])


def _compounds(tokens: list[Node]) -> tuple[tuple[Compound, ...], str]:
    """The compounds of one selector, and its pseudo-element without the colons."""
    groups: list[tuple[str, list[Node]]] = []
    joint, open_ = " ", False
    for token in (one for one in tokens if one.type != "comment"):
        if token.type == "whitespace" or token in JOINTS:
            joint, open_ = (joint if token.type == "whitespace" else token.value), False
        else:
            if not open_:
                groups.append((joint, []))
                joint, open_ = " ", True
            groups[-1][1].append(token)
    read = [_compound(joint, group) for joint, group in groups]
    return tuple(compound for compound, _ in read) or (Compound(),), read[-1][1] if read else ""


def _compound(joint: str, tokens: list[Node]) -> tuple[Compound, str]:
    """What a run of tokens without a space asks of an element, and the pseudo-element that it names."""
    kind, pseudo = "", ""
    names: list[str] = []
    for opening, before, token in zip([None, None, *tokens], [None, *tokens], tokens, strict=False):
        name = str(getattr(token, "lower_value", getattr(token, "lower_name", "")))
        if before == ":":
            if name == "root":
                kind = "html"
            elif opening == ":" or name in OLD_PSEUDO_ELEMENTS:
                pseudo = name
        elif token.type == "ident":
            kind, names = (kind, [*names, f".{token.value}"]) if before == "." else (name, names)
        elif token.type == "hash":
            names.append(f"#{token.value}")
        elif token == "|":
            kind = ""  # what stood before was a namespace
    return Compound(joint, kind, tuple(names), "&" in tokens), pseudo
