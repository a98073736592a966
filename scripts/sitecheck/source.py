"""The nouns of the house: Finding, Source, Page, BuiltPage, Site, and the lines they were written on."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path, PurePosixPath
from typing import Any, Protocol, TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from . import languages, schema, settings
from .fields import Problem
from .parse import markup, stamps
from .parse.authorship import Authorship
from .parse.authorship import read as read_authorship
from .parse.stamps import Place
from .parse.urls import published_at
from .parse.yaml_lines import MarkedYaml, YamlFault, read
from .parse.yaml_lines import Path as YamlPath
from .suggest import meant

VERBATIM = "code, pre, kbd, samp, script, style, textarea, template"  # what holds no text for readers
INSERTS = "overrides/inserts/"
SETTINGS = "mkdocs.yml"
UNKNOWN = "(the line is not known)"  # what the message of a finding ends with that names a file alone
PIECES = {"macros", "reference"}  # what inserts are made of
CONTENT = re.compile(r"\{\{-?\s*page\.content\s*-?\}\}")  # where the frame shows the text of a page
FIELD = re.compile(r"[a-z_]+:|\s+\S|- ")  # what may be a line of front matter
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class WorksOut(Protocol):
    """What keeps what was worked out of it."""

    worked_out: dict[Any, Any]


class Rests(Exception):
    """What a rule would read is not of its shape. That is said where it stands, so the rule has nothing to say."""


class Fields(dict[str, Any]):
    """Front matter, as rules read it: one that asks for a field of a wrong shape rests, and one that goes through all doesn't meet it."""

    def __init__(self, meta: dict[str, Any], misshapen: frozenset[str]) -> None:
        super().__init__(meta)
        self.misshapen = misshapen

    def __getitem__(self, name: str) -> Any:
        if name in self.misshapen:
            raise Rests(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        value = super().get(name, default)
        return self[name] if name in self.misshapen else value

    def items(self) -> Any:
        return {name: value for name, value in super().items() if name not in self.misshapen}.items()


Of = TypeVar("Of", bound=WorksOut)
Made = TypeVar("Made")


def once(work: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """Work out of a page, a built page or a site once what is asked for often; of a site, once for each build that is read."""

    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def known(thing: Of) -> Made:
        if name not in thing.worked_out:
            thing.worked_out[name] = work(thing)
        made: Made = thing.worked_out[name]
        return made

    return known


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong: where the author can fix it, what it is, and how.

    `path` is relative to the site's root, with "/"; `line` counts from 1; `check` is stamped by the runner.
    """

    path: str
    line: int
    message: str
    hint: str
    check: str = ""


def unplaced(path: str, message: str, hint: str) -> Finding:
    """A finding at a file of which the line is not known; it says so."""
    return Finding(path, 1, f"{message} {UNKNOWN}", hint)


class Source:
    """A text file exactly as its author wrote it; no hook has touched it. Line ends are read as "\\n"."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")

    def finding(self, line: int, message: str, hint: str) -> Finding:
        """A finding on `line` of this file; a line outside the file is moved to its nearest end."""
        return Finding(self.path, min(max(line, 1), len(self.lines)), message, hint)

    def line_of(self, needle: str, occurrence: int = 1) -> int | None:
        """The line on which the n-th `needle` stands (the last one if there are fewer), or None."""
        found = [number for number, line in enumerate(self.lines, start=1) for _ in range(line.count(needle))]
        if not needle or not found:
            return None
        return found[min(occurrence, len(found)) - 1]


class Page(Source):
    """A Markdown file: `.meta` and `.meta_lines` from its front matter, `.prose` `.headings` `.links` `.citations` from its body.

    `.roles` are those of its site, and `.sign_off` what sign_off.state says of it, once that is read; `.behind` whether a translation was made from other words than
    its original has on record today.
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


def texts_in(element: LexborNode, left_out: str) -> Iterator[tuple[LexborNode, str]]:
    """(node, text) of each piece of text in an element, in reading order, without what stands in `left_out`, a CSS selector."""
    unseen = {text.mem_id for outer in element.css(left_out) for text in outer.traverse(include_text=True)}
    for node in element.traverse(include_text=True):
        if node.is_text_node and node.mem_id not in unseen:
            yield node, node.text_content or ""


class BuiltPage:
    """An HTML file of the build. `.page` is the Page it was made from, or None for a template of its own (404) or a copied file.

    `.view` is "web" for what a browser gets and "paper" for what a handout is made of.
    """

    def __init__(self, path: str, html: str, page: Page | None, site: Site, view: str = "web") -> None:
        self.path, self.html, self.page, self.site, self.view = path, html, page, site, view
        self.worked_out: dict[Any, Any] = {}

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser's parser (WHATWG) reads it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def lowered(self) -> str:
        """The HTML with its ASCII letters in lower case, as a parser reads names."""
        return self.html.encode(errors="replace").lower().decode()

    @cached_property
    def url(self) -> str:
        return self.path.removesuffix("index.html") if PurePosixPath(self.path).name == "index.html" else self.path

    @cached_property
    def authorship(self) -> Authorship:
        """Which elements come from the page's Markdown, and which from templates."""
        return read_authorship(self.tree, self.page.seam if self.page else "", self.site.glossary)

    @cached_property
    def ids(self) -> set[str]:
        """Every id of the page, and the names of its `<a name>`."""
        named = {node.attributes.get("name") or "" for node in self.tree.css("a[name]")}
        return ({node.attributes.get("id") or "" for node in self.tree.css("[id]")} | named) - {""}

    @cached_property
    def pieces(self) -> list[str]:
        """Each piece of text in the body, code too, in reading order; quicker to come by than `texts`."""
        return self.tree.body.text(deep=True, separator="\0").split("\0") if self.tree.body else []

    @cached_property
    def texts(self) -> list[tuple[LexborNode, str]]:
        """(node, text) of each piece of text a reader sees, with code left out."""
        body = self.tree.body
        return list(texts_in(body, VERBATIM)) if body else []

    def finding(
        self, *needles: str, message: str, hint: str, occurrence: int = 1, node: LexborNode | None = None
    ) -> Finding:
        """A finding where the author can mend it: at the tag that made `node`, or where a needle stands.

        The needles, the most specific text first, are looked for in the Markdown of the page. With the element at fault as
        `node`, the tag of the template that wrote it comes next; without one, a template, a style sheet, a data file or
        another page whose title is shown here. A fault of a template so gets the same place on every page, and is said once.
        """
        page, site = self.page, self.site
        place = self.places.get(node.mem_id) if node is not None else None
        if page:
            for needle in needles:
                if (line := page.line_of(needle, occurrence)) is not None:
                    return page.finding(line, message, hint)
        if place:
            return self._shown(place, needles, message, hint)
        for needle in needles:
            for group in (site.templates, site.styles, site.data_sources, site.copied, site.pages):
                for source in group:
                    line = source.line_of(needle, occurrence)
                    if line is not None:
                        return source.finding(line, message, hint)
        if page:
            return page.finding(1, message, hint)
        return Finding(site.template_of(self.path), 1, message, hint)

    @cached_property
    def places(self) -> dict[int, Place]:
        """The template and line that wrote an element, by its `mem_id`; nothing of what an author typed."""
        stamped = self.site.stamped.get(self.path)
        found = stamps.places(self.tree, stamped) if stamped else {}
        return {made: place for made, place in found.items() if made not in self.authorship.ids}

    def _shown(self, place: Place, needles: tuple[str, ...], message: str, hint: str) -> Finding:
        """A finding at a place of a template; where that only shows what a needle says, at the line that states it."""
        path, line = place
        for needle in needles:
            if any(needle in template.text for template in self.site.templates):
                break
            for source in (*self.site.data_sources, *self.site.styles):
                if (stated := source.line_of(needle)) is not None:
                    return source.finding(stated, message, hint)
        return Finding(path, line, message, hint) if line else unplaced(path, message, hint)


@dataclass
class Site:
    """Everything a check may see of one root folder. `today` is given, never taken from the clock.

    `files` are the other files of docs/, by their path in it. `built` is empty until MkDocs has run; `lists` then holds the
    texts made for machines (sitemap.xml, robots.txt, assets/search.json) and `warnings` what MkDocs complained of, as (path, message).
    `approved` are the files of data/approved by their path, `paper` the sheets: (path of the page, HTML) by the sheet's name,
    `drawings` are those of data/drawings/, which no page shows: reviewers see them first.
    `stamped` the HTML of a built file with the places of its tags (see stamps.py).
    `tag` is that of a language beside the main one, whose site is `main`, which has it among its `translations`; `own` are the files of its words, `taken` the paths of the values of a
    data file that come from them, `behind` the paths of the safety texts there that were made from other words than those of today. `elsewhere` are the built files of the other languages, as seen from this site's root.
    `misshapen` names the files of data/, and mkdocs.yml, that rules which would read them rest for, while checks run.
    `worked_out` holds what is worked out once for this build, by `once` or by a check under its name. It is emptied when the
    next one is read.
    """

    root: Path
    today: datetime.date
    config: dict[str, Any] = field(default_factory=dict)
    config_lines: dict[Any, int] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    built: list[BuiltPage] = field(default_factory=list)
    outputs: set[str] = field(default_factory=set)
    lists: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    templates: list[Source] = field(default_factory=list)
    styles: list[Source] = field(default_factory=list)
    copied: list[Source] = field(default_factory=list)
    drawings: list[Source] = field(default_factory=list)
    data: dict[str, MarkedYaml] = field(default_factory=dict)
    data_sources: list[Source] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    not_yaml: list[Finding] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    approved: dict[str, Source] = field(default_factory=dict)
    paper: dict[str, tuple[str, str]] = field(default_factory=dict)
    stamped: dict[str, str] = field(default_factory=dict)
    handouts: bool = True
    changed: datetime.date | None = None
    worked_out: dict[Any, Any] = field(default_factory=dict)
    tag: str = ""
    main: Site | None = None
    translations: list[Site] = field(default_factory=list)
    own: dict[str, MarkedYaml] = field(default_factory=dict)
    taken: dict[str, dict[YamlPath, YamlPath]] = field(default_factory=dict)
    behind: dict[str, list[YamlPath]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    misshapen: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the site as HTML has it, such as zh-Hans."""
        theme = self.config.get("theme")
        return self.tag or str(theme.get("language") if isinstance(theme, dict) else "")

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return languages.right_to_left(self.language)

    def script_of(self, source: Source) -> str:
        """The script that a source is written in: that of the language for its own files."""
        own = (f"docs/{self.tag}/", f"data/{self.tag}/")
        return languages.script_of(self.language) if source.path.startswith(own) or not self.tag else "LATIN"

    @property
    def other_languages(self) -> dict[str, str]:
        """The languages beside the main one, each by its tag with its own name; docs/TAG and data/TAG hold them."""
        named = self.words("languages")
        return {str(tag): str(name) for tag, name in named.items() if tag != (self.main or self).language}

    @property
    def furniture(self) -> dict[str, str]:
        """The words of the templates in this language, by the English ones."""
        marked = self.own.get(languages.FURNITURE)
        said = marked.value if marked and isinstance(marked.value, list) else []
        return {str(one.get("text")): str(one.get("said")) for one in said if isinstance(one, dict)}

    @cached_property
    def untranslated(self) -> set[str]:
        """The ids of the signs whose original stands in the place of a translation, and "disclaimers" where one of those does."""
        taken = self.taken.get("urgency.yml", {})
        signs = {id for n, id in enumerate(self.urgency) if (n,) not in taken} if self.tag else set()
        texts = range(len(self.disclaimers)) if self.tag else ()
        known = self.taken.get("disclaimers.yml", {})
        return signs | ({"disclaimers"} if any(("extra", "disclaimers", n) not in known for n in texts) else set())

    @property
    def record(self) -> str:
        """The folder of the words on record."""
        return "/".join(("data/approved", self.tag)).rstrip("/")

    def value_of(self, name: str) -> Any:
        """What a data file says, None where it is not there."""
        if name in self.misshapen:
            raise Rests(name)
        return self.data[name].value if name in self.data else None

    def _records(self, name: str, key: str = "") -> list[dict[str, Any]]:
        value = self.value_of(name)
        if key:
            value = value.get(key) if isinstance(value, dict) else None
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def _mapping(self, name: str) -> dict[str, Any]:
        value = self.value_of(name)
        return value if isinstance(value, dict) else {}

    @property
    def extra(self) -> dict[str, Any]:
        """The words of the furniture, and what else mkdocs.yml says under `extra`."""
        if SETTINGS in self.misshapen:
            raise Rests(SETTINGS)
        extra = self.config.get("extra")
        return extra if isinstance(extra, dict) else {}

    def words(self, name: str) -> dict[str, Any]:
        """A group of words of `extra`, such as "levels"; empty where it has none."""
        words = self.extra.get(name)
        return words if isinstance(words, dict) else {}

    def template(self, path: str) -> Source | None:
        """The file `path` of overrides/, or None."""
        return next((one for one in self.templates if one.path == f"overrides/{path}"), None)

    @property
    def as_of(self) -> datetime.date:
        """The day that stands on what is made of the sources: that of their last change, so that the clock changes no byte."""
        return self.changed or self.today

    @cached_property
    def references(self) -> dict[str, dict[str, Any]]:
        """The bibliography: a record by key."""
        return {str(key): record for key, record in self._mapping("references.yml").items() if isinstance(record, dict)}

    @cached_property
    def notes(self) -> dict[str, str]:
        """The key of each work by what follows `fn:` in the id of its note on a built page: its place in the bibliography."""
        return {str(place): key for place, key in enumerate(self.references, start=1)}

    @cached_property
    def disclaimers(self) -> list[dict[str, Any]]:
        """Each disclaimer: id, text, and the kinds of page that go without it."""
        extra = self._mapping("disclaimers.yml").get("extra")
        items = extra.get("disclaimers") if isinstance(extra, dict) else None
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    @cached_property
    def urgency(self) -> dict[str, dict[str, Any]]:
        """Every warning sign by id, in the order of the file.

        `text` is what is read, `marked` the same with stars around what is bold, `lead` what goes before it: whom it is about.
        """
        extra = self.config.get("extra")
        leads = extra.get("leads") if isinstance(extra, dict) else None
        found = {}
        for sign in self._records("urgency.yml"):
            marked = str(sign.get("text") or "")
            lead = leads.get(sign.get("who")) if isinstance(leads, dict) else None
            found[str(sign.get("id"))] = sign | {"text": marked.replace("*", ""), "marked": marked, "lead": lead or ""}
        return found

    @cached_property
    def article(self) -> dict[str, dict[str, Any]]:
        """The article's statements by id."""
        return {str(statement.get("id")): statement for statement in self._records("article.yml", "statements")}

    @property
    def article_source(self) -> dict[str, Any]:
        """What the article is: title, publisher, by, date."""
        source = self._mapping("article.yml").get("source")
        return source if isinstance(source, dict) else {}

    @cached_property
    def glossary(self) -> list[dict[str, Any]]:
        """The words that pages explain: id, term, forms, text."""
        return self._records("glossary.yml")

    def search(self, name: str) -> list[dict[str, Any]]:
        """What the search knows beside the words of pages: `danger` and `leads` (to, phrases), or what means the `same` (words)."""
        return self._records("search.yml", name)

    @property
    def withdrawn(self) -> list[dict[str, Any]]:
        """The versions of sheets that must no longer be used: page (its `short`), version, reason, instead."""
        return self._records("withdrawn.yml", "versions")

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """What pages said and should not have: date, page, said, now, and maybe the version of its sheet."""
        return self._records("corrections.yml")

    @property
    def retired_addresses(self) -> list[dict[str, Any]]:
        """The short addresses that are no longer in use: short, was, instead."""
        return self._records("withdrawn.yml", "addresses")

    @cached_property
    def reviewers(self) -> dict[str, dict[str, Any]]:
        """Who may sign pages off, by name: role, place, registration."""
        return {str(one.get("name")): one for one in self._records("reviewers.yml")}

    @property
    def log(self) -> dict[str, Any]:
        """The log that patients fill in: its name, title, rows, columns and questions."""
        return self._mapping("log.yml")

    @property
    def helplines(self) -> list[dict[str, Any]]:
        return self._records("helplines.yml")

    @property
    def clinic(self) -> dict[str, Any]:
        """The clinic's details, each "" where there is none."""
        return dict.fromkeys(schema.CLINIC, "") | self._mapping("clinic.yml")

    @cached_property
    def kinds(self) -> dict[str, dict[str, Any]]:
        """Each kind of page: its label and its sections."""
        return {str(name): kind for name, kind in self._mapping("kinds.yml").items() if isinstance(kind, dict)}

    @property
    def wording(self) -> dict[str, Any]:
        return self._mapping("wording.yml")

    @property
    def redirect_list(self) -> list[tuple[str, str]]:
        """(old address, new one, maybe with an anchor) of each redirect, as written."""
        return [(str(record.get("from")), str(record.get("to"))) for record in self._records("redirects.yml")]

    @property
    def redirects(self) -> dict[str, str]:
        """Where each address that has moved leads now."""
        return dict(self.redirect_list)

    @property
    def published(self) -> list[str]:
        """Every address that was ever published."""
        value = self.value_of("published.yml")
        return [address for address in value if isinstance(address, str)] if isinstance(value, list) else []

    @property
    def published_here(self) -> list[tuple[int, str]]:
        """(place in the list, address below the root of this language) of each published address of the site's own language."""
        others = tuple(f"{tag}/" for tag in self.other_languages)
        if self.tag:
            start = f"{self.tag}/"
            return [(n, one.removeprefix(start)) for n, one in enumerate(self.published) if one.startswith(start)]
        return [(n, one) for n, one in enumerate(self.published) if not one.startswith(others)]

    @cached_property
    def by_source(self) -> dict[str, Page]:
        """Pages by their path inside docs/."""
        return {page.source_path: page for page in self.pages}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """Pages by their address; of two that have the same one, the last."""
        return {page.url: page for page in self.pages}

    @cached_property
    def built_by_url(self) -> dict[str, BuiltPage]:
        return {built.url: built for built in self.built}

    @cached_property
    def dated(self) -> bool:
        """Whether each page's front matter gives its two days as days."""
        return all(
            type(page.meta.get(name)) is datetime.date for page in self.pages for name in ("reviewed", "review_due")
        )

    @cached_property
    def roles(self) -> dict[str, str]:
        """Which of schema.KINDS the pages of a kind are treated as: the kind itself, or the one that data/kinds.yml says it is like."""
        return schema.ROLES | {name: str(kind.get("like") or name) for name, kind in self.kinds.items()}

    def pages_like(self, role: str) -> list[Page]:
        """The pages that are treated as of a kind, in their order."""
        return [page for page in self.pages if page.role == role]

    @cached_property
    def help_page(self) -> Page | None:
        """The page that lists the most warning signs: the one to send a reader to who needs help now."""
        return max(self.pages_like("help"), key=lambda page: len(page.meta_list("urgency")), default=None)

    @cached_property
    def home(self) -> str:
        """The address that the site is built for, as MkDocs reads it: what !ENV names, else what mkdocs.yml says; "" without one."""
        address = self.config.get("site_url")
        address = settings.as_read(address)
        address = address if isinstance(address, str) else ""
        return address if address.endswith("/") or not address else f"{address}/"

    @cached_property
    def without(self) -> frozenset[str]:
        """The files of data/ that the site does without, by their stems: mkdocs.yml says so, and nothing is there."""
        named = self.extra.get("without")
        there = {name.removesuffix(".yml") for name, marked in self.data.items() if schema.holds(marked.value)}
        known = {name.removesuffix(".yml") for name in schema.DATA} - {*schema.CORE, *there}
        return (
            frozenset(one for one in named if isinstance(one, str)) & known if isinstance(named, list) else frozenset()
        )

    def setting(self, name: str) -> object:
        """A yes-or-no of mkdocs.yml `extra`; true where it isn't given."""
        return self.extra.get(name, True)

    def sections(self, kind: str) -> list[dict[str, Any]]:
        """The sections of a kind of page, in order; none for an unknown kind."""
        sections = self.kinds.get(kind, {}).get("sections")
        return [section for section in sections if isinstance(section, dict)] if isinstance(sections, list) else []

    def handout_sections(self, page: Page) -> list[str]:
        """The anchors of the sections that go on a page's sheet; none when it has no sheet."""
        if self.tag and (page.original is None or self.untranslated & {*self.signs_of(page), "disclaimers"}):
            return []
        named = page.meta.get("handout")
        if isinstance(named, list):
            return [str(anchor) for anchor in named]
        if not page.readable or self.kinds.get(page.kind, {}).get("handout") is not True:
            return []
        return [str(section.get("anchor")) for section in self.sections(page.kind) if section.get("handout") is True]

    def signs_of(self, page: Page) -> list[str]:
        """The ids of the warning signs that a page's card shows: its own and the `always` ones, in the order of urgency.yml."""
        own = {sign for _, sign in page.meta_list("urgency")}
        return [sign for sign, record in self.urgency.items() if sign in own or record.get("always") is True]

    def data_line(self, name: str, *path: str | int) -> int:
        """The line of a value in a data file, or of the nearest thing that holds it."""
        lines = self.data[name].lines if name in self.data else {}
        while path and path not in lines:
            path = path[:-1]
        return lines.get(path, 1)

    def data_finding(self, name: str, path: tuple[str | int, ...], message: str, hint: str) -> Finding:
        """A finding at a value of data/`name`."""
        there = self.taken.get(name, {}).get(path)
        folder = f"data/{self.tag}" if there is not None or (self.tag and name in languages.OWN) else "data"
        return Finding(f"{folder}/{name}", self.data_line(name, *path), message, hint)

    def data_citations(self) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
        """(file, path of the value, key) of each key in a `cites:` list of data/."""
        for name, marked in self.data.items():
            for path in marked.lines if name not in self.misshapen else ():
                if len(path) > 1 and path[-2] == "cites" and isinstance(path[-1], int):
                    key = marked.value
                    for step in path:
                        key = key[step]
                    if isinstance(key, str):
                        yield name, path, key

    def duplicates(self, name: str) -> Iterator[Finding]:
        """A finding at each page whose front-matter text `name` another page has too, but for capitals, spaces and ways to encode a letter."""
        owners: dict[str, list[Page]] = {}
        for page in self.pages if len(self.by_url) == len(self.pages) else ():  # else file-misnamed speaks of the two
            value = page.meta.get(name)
            if isinstance(value, str):
                owners.setdefault(" ".join(unicodedata.normalize("NFKC", value).split()).casefold(), []).append(page)
        for pages in (pages for pages in owners.values() if len(pages) > 1):
            for page in pages:
                others = ", ".join(other.path for other in pages if other is not page)
                yield page.finding(
                    page.meta_lines.get(name, 1),
                    f"{name} is the same as in {others}",
                    f"write a {name} that only this page can have",
                )

    def template_of(self, output: str) -> str:
        """The source of a built file that no page made: a template of that name, a file of docs/, else mkdocs.yml."""
        if output.startswith("h/"):
            return "overrides/short.html"
        if output.removesuffix("index.html") in self.redirects:
            return "overrides/redirect.html"
        for folder in ("overrides", "docs"):
            if (self.root / folder / output).is_file():
                return f"{folder}/{output}"
        return "mkdocs.yml"

    @cached_property
    def insert_names(self) -> list[str]:
        """The inserts there are: the templates of overrides/inserts, and the list of sources, which the hook appends."""
        paths = [template.path for template in self.templates] + [finding.path for finding in self.unreadable]
        found = {path.removeprefix(INSERTS).removesuffix(".md") for path in paths if path.startswith(INSERTS)}
        return sorted({*found, "sources"} - PIECES)

    @cached_property
    def unread(self) -> set[str]:
        """The paths of files that are there and can't be read."""
        return {finding.path for finding in self.unreadable}

    @property
    def buildable(self) -> bool:
        """Whether MkDocs can be expected to read every file."""
        frame = (one.text for one in self.templates if one.path == "overrides/main.html")
        sound = not (self.unreadable or self.not_yaml or self.shape_problems() or self.setting_problems())
        return sound and any(CONTENT.search(text) for text in frame)

    @once
    def setting_problems(self) -> list[Finding]:
        """What is wrong with the settings of mkdocs.yml; in another language translation-unknown speaks of them."""
        found = settings.problems(self.config, self.config_lines) if self.config and not self.tag else ()
        return [Finding("mkdocs.yml", one.line, one.message, one.hint) for one in found]

    @once
    def shape_problems(self) -> list[Finding]:
        """What is wrong with the shape of data/, file by file. Of a file that holds nothing, data-unreadable speaks."""
        given = {name: self.data[name] for name in schema.DATA if name in self.data}
        return [
            Finding(
                f"data/{self.tag}/{name}" if self.taken.get(name) else f"data/{name}", one.line, one.message, one.hint
            )
            for name, marked in given.items()
            if not schema.emptied(name, marked.value)
            for one in schema.DATA[name].problems(marked.value, marked.lines)
        ] + list(self._level_problems())

    @contextmanager
    def judged(self) -> Iterator[None]:
        """While rules are put to the site: what is not of its shape is out of their reach (see Rests)."""
        faults = [*self.not_yaml, *self.unreadable, *self.shape_problems(), *self.setting_problems()]
        wrong = frozenset(one.path.removeprefix("data/").removeprefix(f"{self.tag}/") for one in faults) & {
            *schema.DATA,
            SETTINGS,
        }
        typed = [(page, page.meta) for page in self.pages if page.meta_problems()]
        self.misshapen = wrong
        for page, meta in typed:
            page.meta = Fields(meta, schema.misshapen(meta))
        try:
            yield
        finally:
            self.misshapen = frozenset()
            for page, meta in typed:
                page.meta = meta

    def _level_problems(self) -> Iterator[Finding]:
        """The warning signs of a level that mkdocs.yml does not name."""
        levels = self.extra.get("levels")
        if not isinstance(levels, dict):
            return
        for index, sign in enumerate(self._records("urgency.yml")):
            level = sign.get("level")
            if isinstance(level, str) and level not in levels:
                near = meant(level, levels, cutoff=0.6)
                fix = f"write {near}" if near else f"write one of {', '.join(map(str, levels))}"
                yield self.data_finding("urgency.yml", (index, "level"), f"level is {level}", fix)
