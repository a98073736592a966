"""A page as its author wrote it: front matter and Markdown, and the lines they stand on."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from .. import languages, schema
from ..fields import Problem
from ..parse import markup
from ..parse.urls import published_at
from ..parse.yaml_lines import YamlFault, read
from .files import Source, once

FIELD = re.compile(r"[a-z_]+:|\s+\S|- ")  # what may be a line of front matter
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class Page(Source):
    """A Markdown file: `.meta` and `.meta_lines` from its front matter, `.prose` `.headings` `.links` `.citations` from its body.

    `.roles` are those of its site, and `.sign_off` what sign_off.state says of it, once that is read; `.behind` whether a translation was made from other words than
    its original has on record today. `.withdrawn` is the notice of data/withdrawn.yml where it stands in the place of a page that was taken down, with whether that had a `sheet`.
    """

    def __init__(self, path: str, text: str, folder: str = "docs/", original: Page | None = None) -> None:
        """`folder` is what its path begins with; `original` the page of the main language that it translates."""
        super().__init__(path, text)
        self.folder, self.original = folder, original
        self.meta: dict[str, Any] = {}
        self.meta_lines: dict[Any, int] = {}
        self.fault: YamlFault | None = None
        self.body_line = 1
        self.sign_off = "none"
        self.behind = False
        self.withdrawn: dict[str, Any] | None = None
        self.roles = schema.ROLES
        self.worked_out: dict[Any, Any] = {}
        self._read_front_matter()

    def __getstate__(self) -> dict[str, Any]:
        """What another process is given: the text, and nothing that was worked out of it."""
        return self.__dict__ | {"worked_out": {}}

    def line_of(self, needle: str, occurrence: int = 1) -> int | None:
        """As of any source; what stands in code and comments, where no reader sees it, comes last."""
        return self._without_comments.line_of(needle, occurrence) or super().line_of(needle, occurrence)

    @cached_property
    def _without_comments(self) -> Source:
        matter, body = self.lines[: self.body_line - 1], self.prose[self.body_line - 1 :]
        return Source(self.path, "\n".join([*matter, *body]))

    def _read_front_matter(self) -> None:
        fenced = FRONT_MATTER.match(self.text)
        if not fenced:
            self.fault = self._missing_fence()
            return
        self.body_line = self.text.count("\n", 0, fenced.end()) + 1
        try:
            marked = read(fenced[1], first_line=2)
        except YamlFault as fault:
            self.fault = fault
            return
        if not isinstance(marked.value, dict):
            fact = "the front matter is not a list of `name: value` lines"
            self.fault = YamlFault(2, fact, "write `title: …` and the other fields between the --- lines")
            return
        self.meta = languages.front_matter(self.original.meta, marked.value) if self.original else marked.value
        self.meta_lines = {key[0] if len(key) == 1 else key: line for key, line in marked.lines.items() if key}

    def _missing_fence(self) -> YamlFault:
        if not self.text.strip():
            return YamlFault(1, "this page is empty", "write its front matter and text, or delete the file")
        if self.text.startswith("---"):
            ends = [number for number, line in enumerate(self.lines[1:], start=2) if line.strip() in {"...", "--- ---"}]
            if ends:
                fact = f"the front matter ends with {self.lines[ends[0] - 1].strip()}"
                return YamlFault(ends[0], fact, "end it with a line of ---")
            fields = (number for number, line in enumerate(self.lines[1:], start=2) if not FIELD.match(line))
            fact = "the front matter opens with --- and is never closed"
            return YamlFault(next(fields, 2) - 1, fact, "add a line of --- below this one")
        for number, line in enumerate(self.lines[:10], start=1):
            if line.strip() == "---":
                fact = "the front matter does not start on the first line"
                return YamlFault(number, fact, "delete everything above and before the first ---")
        return YamlFault(1, "this page has no front matter", "start the file with ---, the fields of the page, and ---")

    @property
    def readable(self) -> bool:
        """Whether the front matter could be read; if not, a finding says so and its consequences stay unsaid."""
        return self.fault is None

    @once
    def meta_problems(self) -> list[Problem]:
        """What is wrong with the fields of its front matter."""
        return list(schema.front_matter_problems(self.meta, self.meta_lines, self.roles)) if self.readable else []

    @property
    def kind(self) -> str:
        """The page's kind, or "" when it has none that is a word."""
        kind = self.meta.get("kind")
        return kind if isinstance(kind, str) else ""

    @property
    def role(self) -> str:
        """The kind that the page is treated as: one of schema.KINDS, or what it says where that is none."""
        return self.roles.get(self.kind, self.kind)

    def meta_list(self, name: str) -> list[tuple[int, str]]:
        """(line, item) of each text item of the front-matter list `name`; anything else counts as empty."""
        items = self.meta.get(name)
        if not isinstance(items, list):
            return []
        return [(self.meta_lines.get((name, i), 1), item) for i, item in enumerate(items) if isinstance(item, str)]

    @property
    def unchecked(self) -> bool:
        """Whether nobody has checked the translation, which is true of a page that has none too."""
        said = self.meta.get("translates")
        return not (self.original and isinstance(said, dict) and said.get("checked"))

    @property
    def label(self) -> str:
        """The page's name where there is little room."""
        return str(self.meta.get("label") or self.meta.get("title") or "")

    @property
    def source_path(self) -> str:
        """The file's path inside docs/."""
        return self.path.removeprefix(self.folder)

    @cached_property
    def url(self) -> str:
        """The page's address, relative to the site's root: "" for the home page, else "causes/mastitis/"."""
        return published_at(self.source_path)

    @cached_property
    def name(self) -> str:
        """The last part of the page's address, by which its files are called."""
        return PurePosixPath(self.url).name or "home"

    @property
    def short(self) -> str:
        """The page's address on paper, after h/: what its front matter says, else its name."""
        return str(self.meta.get("short") or self.name)

    @cached_property
    def seam(self) -> str:
        """What the hook puts in a comment around the text of this page, and nobody can write into it: it is made from the whole file."""
        return hashlib.sha256(self.text.encode(errors="replace")).hexdigest()[:12]

    @cached_property
    def body(self) -> list[str]:
        """The file's lines with the front matter emptied, so that line numbers stay true."""
        return [""] * (self.body_line - 1) + self.lines[self.body_line - 1 :]

    @cached_property
    def prose(self) -> list[str]:
        """The body's lines with code and comments blanked."""
        return markup.blank(self.body)

    @cached_property
    def headings(self) -> list[markup.Heading]:
        return markup.headings(self.prose, self.lines)

    @cached_property
    def links(self) -> list[markup.Link]:
        """The links of its text, and those of its tiles."""
        tiles = (
            markup.Link(self.meta_lines.get((name, number, "to"), 1), str(tile.get("see") or ""), tile["to"])
            for name in ("doors", "tiles")
            for number, tile in enumerate(self.meta[name] if isinstance(self.meta.get(name), list) else ())
            if isinstance(tile, dict) and isinstance(tile.get("to"), str)
        )
        return [*tiles, *markup.links(self.prose)]

    @cached_property
    def citations(self) -> list[tuple[int, str]]:
        return markup.citations(self.prose)

    @cached_property
    def inserts(self) -> list[markup.Insert]:
        return markup.inserts(self.body)

    @cached_property
    def tags(self) -> list[markup.Tag]:
        """The HTML tags typed in the body, as markup.raw_tags has them."""
        return list(markup.raw_tags("\n".join(self.prose))) if "<" in self.text else []

    @cached_property
    def undisplayed(self) -> list[tuple[int, str]]:
        """(line, sign) of each opening of a declaration, an instruction or an end that has no name: browsers show nothing of them."""
        return markup.undisplayed(self.prose) if "<" in self.text else []

    @cached_property
    def unclosed(self) -> list[tuple[int, str, bool]]:
        """The HTML tags typed without their partner, as markup.unclosed has them."""
        return list(markup.unclosed(self.tags))

    @cached_property
    def blanks(self) -> list[tuple[int, str]]:
        """(line, what is asked for) of each blank of a template that is still to be filled; "" where a source is asked for."""
        if "FILL-IN" not in self.text:
            return []
        matter = ("" if line.lstrip().startswith("#") else line for line in self.lines[: self.body_line - 1])
        lines = [*matter, *self.prose[self.body_line - 1 :]]
        return [(number, asked) for number, line in enumerate(lines, start=1) for asked in markup.BLANK.findall(line)]

    @cached_property
    def expiring(self) -> list[markup.Expiring]:
        return markup.expiring(self.body) if "expires" in self.text.lower() else []

    @cached_property
    def open_fence(self) -> int:
        """The line of a fence of code that is never closed; 0 without one."""
        return markup.open_fence(self.body) if "```" in self.text or "~~~" in self.text else 0

    @cached_property
    def whole(self) -> bool:
        """Whether no raw HTML and no code was left open, nor anything that browsers take for a comment. If some was, it swallows what follows, and that consequence stays unsaid."""
        return (
            not self.open_fence
            and not self.undisplayed
            and not any(opened for _, _, opened in self.unclosed)
            and not any("<!--" in line for line in self.prose)
        )

    def section(self, anchor: str) -> range | None:
        """The lines under the level-2 heading `anchor`, up to the next heading of level 1 or 2; None if it isn't there."""
        for index, heading in enumerate(self.headings):
            if heading.level == 2 and heading.anchor == anchor:
                after = (h.line for h in self.headings[index + 1 :] if h.level <= 2)
                return range(heading.line + 1, next(after, len(self.lines) + 1))
        return None
