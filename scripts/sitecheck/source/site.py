"""Everything a check may see of one root folder."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import languages, schema, settings
from ..parse.yaml_lines import MarkedYaml
from ..parse.yaml_lines import Path as YamlPath
from ..suggest import meant
from .built import BuiltPage
from .files import Fields, Finding, Rests, Source, once
from .page import Page

INSERTS = "overrides/inserts/"
SETTINGS = "mkdocs.yml"
PIECES = {"macros", "reference"}  # what inserts are made of
CONTENT = re.compile(r"\{\{-?\s*page\.content\s*-?\}\}")  # where the frame shows the text of a page


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
    `as_published` says that pages which were taken down are not among `pages`, but what stands in their place.
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
    as_published: bool = False
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
        """What stands in place of the templates' English words, by these: as data/ says, and over that as the language says."""
        own = (self.own if self.tag else self.data).get(languages.FURNITURE)
        return (self.main.furniture if self.main else {}) | languages.said_by(own)

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
    def withdrawn_pages(self) -> list[dict[str, Any]]:
        """The pages that were taken down: page (its `short`), reason, instead, date."""
        return self._records("withdrawn.yml", "pages")

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

    @property
    def roles(self) -> dict[str, str]:
        """Which of schema.KINDS the pages of a kind are treated as: the kind itself, or the one that data/kinds.yml says it is like.

        Pages are given it when they are read, whatever shape the file has.
        """
        marked = self.data.get("kinds.yml")
        named = marked.value.items() if marked and isinstance(marked.value, dict) else ()
        own = {str(name): str(kind.get("like") or name) for name, kind in named if isinstance(kind, dict)}
        return schema.ROLES | own

    @cached_property
    def by_kind(self) -> dict[str, list[Page]]:
        """The pages of each kind that some page is of, in their order."""
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            found.setdefault(page.kind, []).append(page)
        return found

    @cached_property
    def by_role(self) -> dict[str, list[Page]]:
        """The pages that are treated as of each of schema.KINDS, in their order."""
        return {role: [page for page in self.pages if page.role == role] for role in schema.KINDS}

    @cached_property
    def help_page(self) -> Page | None:
        """The page that lists the most warning signs: the one to send a reader to who needs help now."""
        return max(self.by_role["help"], key=lambda page: len(page.meta_list("urgency")), default=None)

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
        if page.withdrawn:
            return []
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
        original = self.main.shape_problems() if self.main else []
        found = []
        for name, marked in given.items():
            if schema.emptied(name, marked.value):
                continue
            for one in schema.DATA[name].problems(marked.value, marked.lines):
                finding = Finding(f"data/{name}", one.line, one.message, one.hint)
                own = self.taken.get(name) and finding not in original  # what a translation took over is mended there
                found.append(replace(finding, path=f"data/{self.tag}/{name}") if own else finding)
        return found + list(self._level_problems())

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
