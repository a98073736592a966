"""Which line of which template made an element of a built page.

A template is no map of what it makes, so each tag in it is compared with the element: its name, its attributes, and the words
that follow, with whatever Jinja fills in left open. The tag that agrees in most letters wins.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

if TYPE_CHECKING:
    from .source import BuiltPage, Site, Source

OPEN = "\0"  # stands for what Jinja fills in
JINJA = re.compile(
    r"\{%-?\s*(if|for)\b(?:(?!\{%-?\s*(?:if|for)\b)[^<])*?\{%-?\s*end\1\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
)
TAG = re.compile(r"<([a-z][a-z0-9]*|h\0)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>([^<]*)")
ATTRIBUTE = re.compile(r"([a-z][\w-]*)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
MARKDOWN_LINK = re.compile(r"(!?)\[([^\]]*)\]\(<?([^)>]*)>?\)")
MARKDOWN_HEADING = re.compile(r"\s*(#{2,6})\s+(.*?)(?:\s*\{\s*#([^}\s]+).*)?$")
COMMON = frozenset({"href", "src", "id", "class", "alt", "type"})  # having one of them says little
OTHER_FRAMES = ("overrides/404.html", "overrides/short.html", "overrides/redirect.html", "overrides/main.html")


@dataclass(frozen=True)
class Made:
    """A tag as a template has it: where it stands, its name, its attributes (None for one without a value), whether more may be filled in, and the words after it."""

    source: Source
    line: int
    tag: str
    attributes: tuple[tuple[str, str | None], ...]
    more: bool
    words: str


def of(node: LexborNode, built: BuiltPage) -> tuple[Source, int] | None:
    """(template, line) of the tag that made `node`, or None when none fits: then an author's Markdown made it, or a program."""
    site = built.site
    known: list[Made] | None = site.worked_out.get("origin")
    if known is None:
        known = site.worked_out["origin"] = [made for source in site.templates for made in _made(source)]
    standing = [made for made in known if _may_stand(made.source.path, built, site)]
    best = _best(node, standing)
    if best and best[0]:
        return best[1].source, best[1].line
    above = _above(node, standing)
    weak = [made for made in standing if above is not None and made.source is above.source]
    inserted = [made for made in standing if "/inserts/" in made.source.path and "/macros" not in made.source.path]
    for candidates in (weak, inserted if node.tag in {"a", "img"} else []):
        if best := _best(node, candidates):
            return best[1].source, best[1].line
    return None


def _best(node: LexborNode, candidates: list[Made]) -> tuple[int, Made] | None:
    """(letters that agree, tag) of the tag that agrees best with an element; the first of equals."""
    attributes, text = node.attributes, " ".join(node.text(deep=True).split())
    best: tuple[int, Made] | None = None
    for made in candidates:
        score = _agreement(made, node.tag or "", attributes, text)
        if score is not None and (best is None or score > best[0]):
            best = score, made
    return best


def _above(node: LexborNode, standing: list[Made]) -> Made | None:
    """The tag that made the nearest element around `node` that a template of the furniture surely made."""
    parent = node.parent
    while parent is not None and parent.tag not in {"main", "article", "body", "html", "-document"}:
        best = _best(parent, standing)
        if best and best[0]:
            return best[1]
        parent = parent.parent
    return None


def _may_stand(path: str, built: BuiltPage, site: Site) -> bool:
    """Whether a template is one of those that a built page is made of."""
    if path in OTHER_FRAMES:
        return path == ("overrides/main.html" if built.page else site.template_of(built.path))
    name = path.removeprefix("overrides/inserts/").removesuffix(".md")
    if name != path and built.page and name not in {"macros", "reference"}:
        rendered = {section.get("rendered") for section in site.sections(built.page.kind)}
        return name in rendered or name in {insert.name for insert in built.page.inserts}
    return not path.startswith("overrides/paper/") and (name == path or built.page is not None)


def _made(source: Source) -> Iterator[Made]:
    for number, line in enumerate(source.lines, start=1):
        opened = _without_jinja(line)
        for tag in TAG.finditer(opened):
            attributes = tuple(
                (found[1], next((html.unescape(value) for value in found.groups()[1:] if value is not None), None))
                for found in ATTRIBUTE.finditer(tag[2])
            )
            outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", tag[2])
            yield Made(source, number, tag[1].replace(OPEN, ""), attributes, OPEN in outside, tag[3].strip())
        if source.path.endswith(".md"):
            for link in MARKDOWN_LINK.finditer(opened):
                name, tag_name = ("src", "img") if link[1] else ("href", "a")
                yield Made(source, number, tag_name, ((name, OPEN),), False, "" if link[1] else link[2].strip())
            if heading := MARKDOWN_HEADING.fullmatch(opened):
                anchor = (("id", heading[3]),) if heading[3] else ()
                yield Made(source, number, f"h{len(heading[1])}", anchor, True, heading[2].strip())


def _without_jinja(line: str) -> str:
    before = ""
    while before != line:  # one `if` may stand inside another
        before, line = line, JINJA.sub(OPEN, line)
    return line


def _agreement(made: Made, tag: str, attributes: dict[str, str | None], text: str) -> int | None:
    """In how many letters of its attributes and words a tag of a template agrees with an element; None when it can't have made it."""
    if made.tag != tag and not (made.tag == "h" and re.fullmatch("h[1-6]", tag)):
        return None
    score = 0
    for name, value in made.attributes:
        if name not in attributes or not _fits(value or "", attributes[name] or ""):
            return None
        score += _letters(value or "") + (len(name) if name not in COMMON else 0)
    if not made.more and set(attributes) - {name for name, _ in made.attributes}:
        return None
    if made.words:
        if not _fits(made.words + OPEN, text):
            return None
        score += 2 * _letters(made.words)
    return score


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _fits(pattern: str, value: str) -> bool:
    """Whether `value` is `pattern` with something filled in at each OPEN; blanks count as one."""
    parts = [r"\s*".join(map(re.escape, part.split())) for part in pattern.split(OPEN)]
    return re.fullmatch(r"\s*" + r".*?".join(f"{part}" for part in parts) + r"\s*", value, re.DOTALL) is not None
