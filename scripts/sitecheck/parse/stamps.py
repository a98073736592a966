"""Stamps: the file and line of each tag that a template writes, in what MkDocs builds and never in what is published.

A Jinja extension writes a stamp, the attribute `data-at`, into each tag of the site's own templates. Once MkDocs is done, the
stamps are taken out of every file; what they said is kept beside, for the findings of the checks.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from selectolax.lexbor import LexborHTMLParser, LexborNode

Place = tuple[str, int]  # a file, relative to the root, and a line of it; 0 for a line that is not known

SIGN = (
    "\ue000"  # of the private-use area: it means nothing to Jinja, Markdown or HTML, and stands in no text to be read
)
OVERRIDES = "overrides"
MARKED = (".html", ".md", ".xml")
TAG = re.compile(r"<[A-Za-z][\w:-]*(?=[\s/>]|\Z)")
STAMP = re.compile(f' data-at="{SIGN}([^{SIGN}]*):(\\d+){SIGN}"')
OPEN, CLOSE = f"{SIGN}from ", f"{SIGN}end"  # what the comments say around the Markdown that a template makes
AROUND = re.compile(f"<!--{SIGN}[^>]*-->\n?")


class Stamps(Extension):
    """Writes the stamps. It sees what Jinja's own lexer has read: comments are gone, and no line is moved."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        path = _own(stream.filename, self.environment)
        return _stamped(stream, path) if path.endswith(MARKED) else stream


def _own(filename: str | None, environment: Environment) -> str:
    """The path of a template below overrides/; "" for one of the theme."""
    for folder in map(Path, getattr(environment.loader, "searchpath", [])):
        if filename and folder.name == OVERRIDES and Path(filename).is_relative_to(folder):
            return f"{OVERRIDES}/{Path(filename).relative_to(folder).as_posix()}"
    return ""


def _stamped(stream: Iterable[Token], path: str) -> Iterator[Token]:
    waiting = ""  # the stamp of a tag whose name an expression ends, as in <h{{ depth }} class="…">
    for token in stream:
        if token.type != "data":
            yield token
            continue
        text = str(token.value)
        half = re.search(r"<[A-Za-z]\Z", text)
        whole = text[: half.start()] if half else text
        held, waiting = waiting, _stamp(path, token.lineno, text, half.start()) if half else ""
        marked = TAG.sub(partial(_with_stamp, path, token.lineno, text), whole)
        yield Token(token.lineno, "data", held + marked + (half[0] if half else ""))


def _with_stamp(path: str, line: int, text: str, tag: re.Match[str]) -> str:
    return tag[0] + _stamp(path, line, text, tag.start())


def _stamp(path: str, line: int, text: str, start: int) -> str:
    """The stamp of a tag that begins at `start` of a text, whose first line is `line` of a file."""
    return f' data-at="{SIGN}{path}:{line + text.count(chr(10), 0, start)}{SIGN}"'


def around(text: str, path: str) -> str:
    """The Markdown that a template makes, between comments that name it."""
    return f"<!--{OPEN}{path}-->\n\n{text}\n\n<!--{CLOSE}-->"


def without(text: str) -> str:
    """A text as it is published."""
    return AROUND.sub("", STAMP.sub("", text)) if SIGN in text else text


def take_out(folder: Path) -> dict[str, str]:
    """Take the stamps out of every file of a build. What held some comes back as it was, by its path in the folder."""
    found = {}
    for file in folder.rglob("*"):
        if file.suffix in MARKED and file.is_file():
            text = file.read_bytes().decode(errors="replace")
            if (plain := without(text)) != text:
                file.write_bytes(plain.encode(errors="replace"))
                found[file.relative_to(folder).as_posix()] = text
    return found


def places(tree: LexborHTMLParser, stamped: str) -> dict[int, Place]:
    """Of a parsed page and its text with stamps, the place of each element by its `mem_id`: its own tag, else what stands around it.

    Nothing is said of a page that a parser reads otherwise with stamps than without.
    """
    own = [node for node in _nodes(tree) if node.is_element_node]
    theirs = list(_placed(LexborHTMLParser(stamped)))
    if [node.tag for node in own] != [tag for tag, _ in theirs]:
        return {}
    return {node.mem_id: place for node, (_, place) in zip(own, theirs, strict=True) if place}


def _placed(tree: LexborHTMLParser) -> Iterator[tuple[str | None, Place | None]]:
    """(tag, place) of each element of a page with stamps, in reading order."""
    known: dict[int, tuple[Place, int]] = {}  # the place of an element, and how deep in templates it stands
    around: list[Place] = []
    for node in _nodes(tree):
        if node.is_comment_node:
            said = node.comment_content or ""
            if said.startswith(OPEN):
                around.append((said.removeprefix(OPEN), 0))
            elif said == CLOSE and around:
                around.pop()
        elif node.is_element_node:
            above = known.get(node.parent.mem_id) if node.parent is not None else None
            inherited = above[0] if above and above[1] == len(around) else around[-1] if around else None
            place = _place(node) or inherited
            if place:
                known[node.mem_id] = place, len(around)
            yield node.tag, place


def _place(node: LexborNode) -> Place | None:
    said = STAMP.fullmatch(f' data-at="{node.attributes.get("data-at")}"')
    return (said[1], int(said[2])) if said else None


def _nodes(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    return iter(tree.root.traverse()) if tree.root is not None else iter(())
