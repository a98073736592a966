"""YAML read strictly, every value with the line it was written on.

Stricter than YAML on purpose: a repeated key, an alias (a few of which can expand to gigabytes) and a tag
(which can name code to run) are mistakes in this project, never features.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same answers, slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # another class, with the same methods

Path = tuple[str | int, ...]
HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
TEXT = "tag:yaml.org,2002:str"
DEEPEST = 50  # levels; hand-written data has five, and Python's stack ends near a thousand
CUT = re.compile(
    r"\s*(?:- +)?(?:title|description|text|paraphrase|note|name|authors|publisher|reason|instead): +(?![\"'|>\[{])[^#]*\s(#[^\s].*)$"
    r"|\s*- +(?![\"'|>\[{])(?!\w+: )[^#]*\s(#[^\s].*)$"
)
EMPTIED = re.compile(r"^\[\](?=[ \t]*$)|^( *)[\w-]+: *\[\](?=[ \t]*\n+(?:\1 +|\1)- )", re.MULTILINE)
OPENING_QUOTE = re.compile(r"""^\s*(?:- +)?[\w-]+: +(["'])""")


class Typed(int):
    """A whole number of which YAML made another than was typed: 0112 is 74 to it. Shows as it was typed."""

    typed: str

    def __str__(self) -> str:
        return self.typed


class YamlFault(Exception):
    """A text that is not the YAML we accept. `line` counts from 1 and is where the mistake began."""

    def __init__(self, line: int, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.line, self.fact, self.hint = line, fact, hint


@dataclass(frozen=True)
class MarkedYaml:
    """`value` is what the YAML says; `lines` maps the path of each value, such as ("statements", 3, "id"), to its line."""

    value: Any
    lines: dict[Path, int]


def read(text: str, first_line: int = 1, tags: bool = False) -> MarkedYaml:
    """Read one YAML document.

    `first_line` is the line of its file on which `text` starts. With `tags`, unknown tags (MkDocs' `!ENV`)
    are read as plain values. Raises YamlFault.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := HIDDEN_BREAK.search(text):  # YAML would count one line more than an editor shows, from here on
        raise YamlFault(
            text.count("\n", 0, hidden.start()) + first_line,
            f"this line holds an invisible line break, U+{ord(hidden[0]):04X}",
            "delete the invisible character",
        )
    for number, row in enumerate(text.split("\n"), start=first_line):
        if (cut := CUT.match(row)) and not tags:
            fact = f'YAML takes "{(cut[1] or cut[2]).strip()[:40]}" for a comment, and cuts the text off before it'
            raise YamlFault(number, fact, "put the whole text between double quotes")
    loader = Loader(text)
    try:
        _refuse_aliases_and_depth(text, first_line, tags)
        node = loader.get_single_node()
        if node is None:
            return MarkedYaml(None, {(): first_line})
        lines: dict[Path, int] = {}
        value = _Reading(loader, first_line, tags, lines).value(node, ())
        last = text.count("\n") + first_line  # an empty document is marked below its end
        return MarkedYaml(value, {path: min(line, last) for path, line in lines.items()})
    except yaml.MarkedYAMLError as error:
        raise _emptied(text, first_line) or _where_it_began(error, text, first_line) from None
    except yaml.YAMLError as error:  # a character that YAML forbids carries a position instead of a mark
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + first_line
        raise YamlFault(
            line, "this line holds a character that YAML forbids", "delete the invisible character"
        ) from None
    finally:
        loader.dispose()


def _refuse_aliases_and_depth(text: str, first_line: int, tags: bool) -> None:
    furthest_in = max(len(row) - len(row.lstrip()) for row in text.split("\n"))
    nesting = sum(text.count(sign) for sign in ("[", "{", "- ", "? "))
    if furthest_in + nesting < DEEPEST and not any(sign in text for sign in "&*!"):
        return  # of most front matter that can be told without reading it
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + first_line if event.start_mark else first_line
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            fix = "put the whole text between quotes, or write the value out"
            raise YamlFault(line, f"*{anchor} repeats a value by alias", fix)
        tag = getattr(event, "tag", None)
        if tag and not tags:
            raise YamlFault(
                line, f"the tag {tag} gives a value a special type", "write the plain value without the tag"
            )
        if anchor:
            raise YamlFault(line, f"&{anchor} names a value for reuse", "write the value out where it is needed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise YamlFault(line, f"values are nested more than {DEEPEST} deep", "flatten this value")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


@dataclass(frozen=True)
class _Reading:
    """A document being read: what makes a value of a scalar, and where the lines are kept."""

    loader: Any
    first_line: int
    tags: bool
    lines: dict[Path, int]

    def value(self, node: yaml.Node, path: Path) -> Any:
        """The value of a node; its line, and those of all in it, are kept by their paths. Raises YamlFault."""
        self.lines.setdefault(path, self.line(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self.scalar(node)

    def line(self, node: yaml.Node) -> int:
        return node.start_mark.line + self.first_line

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            line = self.line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlFault(line, "a key is a list or a mapping", "write a plain word before the colon")
            key = self.scalar(key_node)
            if key in result:
                raise YamlFault(line, f"the key {key!r} is written twice", f"delete one of the two {key!r} lines")
            self.lines[(*path, key)] = line
            result[key] = self.value(value_node, (*path, key))
        return result

    def scalar(self, node: yaml.Node) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python"):
            if self.tags:
                return node.value
            fact = f"the tag {node.tag} gives a value a special type"
            raise YamlFault(self.line(node), fact, "write the plain value without the tag")
        try:
            value = node.value if node.tag == TEXT else self.loader.construct_object(node)
        except (ValueError, OverflowError) as error:
            fact = f"{node.value!r} cannot be a date or a number: {error}"
            raise YamlFault(self.line(node), fact, "write a real one, such as 2026-11-22") from None
        if type(value) is int and str(value) != node.value:
            value = Typed(value)
            value.typed = node.value
        return value.rstrip("\n") if isinstance(value, str) and getattr(node, "style", None) in {"|", ">"} else value


def _emptied(text: str, first_line: int) -> YamlFault | None:
    found = EMPTIED.search(text)
    if not found:
        return None
    fact = "[] says that the list is empty, and entries stand beside it"
    return YamlFault(text.count("\n", 0, found.end()) + first_line, fact, "delete []")


def _where_it_began(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlFault:
    """The parser's mark is where reading broke off; an unclosed quote or bracket began earlier."""
    rows = text.split("\n")
    mark = error.problem_mark
    row = min(mark.line if mark else 0, len(rows) - 1)
    context = error.context or ""
    if error.context_mark and ("quoted" in context or "flow" in context):
        row = min(error.context_mark.line, len(rows) - 1)  # an open bracket at the very end is marked a line below it
    for earlier, content in enumerate(rows[: row + 1]):
        opened = OPENING_QUOTE.match(content)
        if opened and content[opened.end() :].count(opened[1]) == 0:
            return YamlFault(
                earlier + first_line,
                f"this line opens a {opened[1]} and does not close it",
                f"add {opened[1]} at its end",
            )
    while row > 0 and not rows[row].strip():
        row -= 1
    problem = (error.problem or "it does not follow YAML's rules").replace("\t", "a tab")
    if "\t" in rows[row][: len(rows[row]) - len(rows[row].lstrip())]:
        return YamlFault(row + first_line, "this line is indented with a tab", "indent with spaces")
    if re.search(r":\s.*:\s", rows[row]) and "mapping values" in problem:
        return YamlFault(
            row + first_line,
            "this line has a second colon inside its value",
            "put the whole value between double quotes",
        )
    return YamlFault(
        row + first_line, f"this is not YAML: {problem}", "compare with the line above: name, colon, space, value"
    )
