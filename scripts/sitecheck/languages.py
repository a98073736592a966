"""The languages of a site: where each has its words, and how these are laid over those of the main one.

A translation holds words alone. What a page is, which signs it shows and how urgent they are, its sources and dates all come from
the main language, so no translation can differ in them. A safety text whose original has changed since counts as not translated:
its reader gets the new original.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from jinja2.ext import extract_from_ast

from .parse.yaml_lines import MarkedYaml, Path

if TYPE_CHECKING:
    from .source import Site

SETTINGS = "settings.yml"  # what mkdocs.yml says, in the words of a language
FURNITURE = "furniture.yml"  # what a language says in place of the words of the templates; the main one may too
BY_PROGRAM = ("On this page", "Is this sheet still right?", "{heading} (continued)")  # what no template says
NAMED_BY = ("id", "anchor")  # by which an entry of a list is known in every language
# The words of each file, by their paths, where * is any name or place; all else of a file is that of the main language.
WORDS: dict[str, tuple[str, ...]] = {
    "urgency.yml": ("*.text", "*.short"),
    "disclaimers.yml": ("extra.disclaimers.*.text",),
    "glossary.yml": ("*.term", "*.forms", "*.text"),
    "kinds.yml": ("*.label", "*.sections.*.heading"),
    "article.yml": ("statements.*.brief", "statements.*.paraphrase"),
    "log.yml": (
        "title", "description", "how", "least.title", "least.ages_title", "least.ages", "least.rows.*.name", "least.rows.*.counts",
        "first_column", "rows", "columns.*.heading", "questions_title", "questions_for", "questions",
    ),
    SETTINGS: (
        "site_name", "site_description", "copyright", "extra.mistake_subject", "extra.levels.*.label", "extra.levels.*.heading",
        "extra.levels.*.short", "extra.levels.*.note", "extra.leads.*", "extra.doors.*.label", "extra.strip.says", "extra.strip.numbers",
        "extra.strip.any", "extra.strip.all", "extra.strip.elsewhere", "extra.emergency_number", "extra.verdicts.*", "extra.unreviewed",
        "extra.lapsed", "extra.share_subject", "extra.crisis.says", "extra.crisis.beside", "extra.crisis.link",
    ),
}  # fmt: skip
SCRIPTS = {
    "Latn": "LATIN", "Hans": "CJK", "Hant": "CJK", "Jpan": "CJK", "Kore": "HANGUL", "Arab": "ARABIC", "Hebr": "HEBREW",
    "Cyrl": "CYRILLIC", "Grek": "GREEK", "Deva": "DEVANAGARI", "Beng": "BENGALI", "Thai": "THAI", "Ethi": "ETHIOPIC",
}  # fmt: skip
# The entries that say which original they were made from, since an old one could harm: by their paths, "" for a file as a whole.
SAFETY: dict[str, tuple[str, ...]] = {
    "urgency.yml": ("*",),
    "disclaimers.yml": ("extra.disclaimers.*",),
    "glossary.yml": ("*",),
    "log.yml": ("",),
    SETTINGS: ("extra.levels.*", "extra.strip", "extra.crisis", "extra.leads"),
}
OWN = ("helplines.yml", "search.yml", FURNITURE)  # which a language has of its own, whole
UNCHECKED = "Machine-drafted translation, checked by no translator and no health professional."  # of a template
PAGE_WORDS = ("title", "label", "description", "key_messages", "keywords", "doors", "tiles", "jump")  # of front matter


def said_by(marked: MarkedYaml | None) -> dict[str, str]:
    """The words of a furniture.yml, by the texts of templates in whose place they stand."""
    said = marked.value if marked and isinstance(marked.value, list) else []
    entries = (one for one in said if isinstance(one, dict))
    return {str(one.get("text")): one["said"] for one in entries if isinstance(one.get("said"), str)}


def text_of(catalogue: dict[str, str], kind: Callable[[str], Any] = str) -> Callable[..., Any]:
    """What templates call `_`: what the catalogue has in place of an English text, with what stands between its braces filled in."""

    def said(text: str, **values: object) -> Any:
        found = kind(catalogue.get(text, text))
        return found.format(**values) if values else found

    return said


def day(date: object, language: str) -> str:
    """A date as people read it, such as 22 November 2026; "" for what is none, of which a check complains."""
    if not isinstance(date, datetime.date):
        return ""
    return str(format_date(date, format="long", locale=locale_of("en-GB" if language == "en" else language)))


@cache
def locale_of(language: str) -> Locale:
    """What CLDR knows of a language; of an unknown one, what it knows of English."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def right_to_left(language: str) -> bool:
    return locale_of(language).text_direction == "rtl"


@cache
def script_of(language: str) -> str:
    """The script of a language, by the first word of Unicode's names of its letters."""
    likely = str(get_global("likely_subtags").get(language.partition("-")[0], ""))
    parts = [*language.split("-"), *likely.split("_")]
    return next((SCRIPTS[part] for part in parts if part in SCRIPTS), "LATIN")


def unspaced(language: str) -> bool:
    """Whether the language puts no blank between words."""
    return script_of(language) in {"CJK", "THAI"}


def digest(name: str, entry: dict[str, Any], path: Path) -> str:
    """8 hexadecimal digits that stand for what a safety text says, and how urgently."""
    said = [
        str(entry.get("level") or ""),
        *(f"{there[len(path) :]}: {words}" for there, words in words_in(name, entry, path)),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


def is_word(name: str, path: Path) -> bool:
    """Whether a value of a data file is words, which a translation has of its own."""
    return _fits(path, WORDS[name])


def is_safety(name: str, path: Path) -> bool:
    """Whether a value of a data file is an entry that says which original it was made from."""
    return _fits(path, SAFETY.get(name, ()))


def _fits(path: Path, patterns: tuple[str, ...]) -> bool:
    return any(
        len(steps) == len(path) and all(step in ("*", str(part)) for step, part in zip(steps, path, strict=True))
        for steps in (pattern.split(".") if pattern else [] for pattern in patterns)
    )


def words_in(name: str, value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """(path, words) of everything in a data file of the main language that a translation says anew."""
    if is_word(name, path):
        if value not in (None, "", []):
            yield path, value
    elif isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from words_in(name, part, (*path, step))


def current(name: str, entry: dict[str, Any], words: dict[str, Any], path: Path) -> bool:
    """Whether the words of an entry are a translation of what the main language says today."""
    return not is_safety(name, path) or str(words.get("of")) == digest(name, entry, path)


def furniture(site: Site) -> list[str]:
    """The words that templates and the hook say through `_`, each once, in the order of the files."""
    found = (
        str(text[0] if isinstance(text, tuple) else text)
        for template in site.templates
        if template.path.endswith((".html", ".md"))
        for _, _, text in _said_by(template.text)
    )
    return list(dict.fromkeys([*found, *BY_PROGRAM]))


@cache
def _said_by(text: str) -> list[Any]:
    try:
        return list(extract_from_ast(jinja2.Environment().parse(text), babel_style=False))
    except jinja2.TemplateSyntaxError:  # template-broken speaks of it
        return []


def at(value: Any, path: Path) -> Any:
    """What stands at a path of a value."""
    for step in path:
        value = value[step]
    return value


def pairs(main: Any, words: Any, path: Path = (), there: Path = ()) -> Iterator[tuple[Path, Path]]:
    """(path in the original, path in the translation) of everything that both have."""
    yield path, there
    if isinstance(main, dict) and isinstance(words, dict):
        for key in main:
            if key in words:
                yield from pairs(main[key], words[key], (*path, key), (*there, key))
    elif isinstance(main, list) and isinstance(words, list):
        for n, partner in partners(main, words):
            yield from pairs(main[n], words[partner], (*path, n), (*there, partner))


def partners(main: list[Any], words: list[Any]) -> Iterator[tuple[int, int]]:
    """(place in the main list, place in the translated one) of each entry that both have."""
    places = {known_as(entry, n): n for n, entry in enumerate(words)}
    for n, entry in enumerate(main):
        if (name := known_as(entry, n)) in places:
            yield n, places[name]


def known_as(entry: Any, place: int) -> str | int:
    """What an entry of a list is known by in every language: its id or anchor, else its place."""
    names = (entry.get(name) for name in NAMED_BY) if isinstance(entry, dict) else ()
    return next((name for name in names if isinstance(name, str)), place)


def alike(main: Any, words: Any) -> bool:
    """Whether a value can stand in the place of another: a text of a text, a list of texts of such a list."""
    if isinstance(main, list):
        return isinstance(words, list) and all(isinstance(one, str) for one in words)
    return isinstance(words, str)


class Overlay:
    """A data file of the main language with the words of another laid over it.

    `marked` is the result; `taken` maps the path of each value that comes from the translation to its path there; `behind` are the
    paths of safety texts whose translation was made from another original.
    """

    def __init__(self, name: str, main: MarkedYaml, words: MarkedYaml) -> None:
        self.name = name
        self.taken: dict[Path, Path] = {}
        self.behind: list[Path] = []
        value = self._laid(main.value, words.value, (), ())
        lines = main.lines | {path: words.lines.get(there, 1) for path, there in self.taken.items()}
        self.marked = MarkedYaml(value, lines)

    def _laid(self, main: Any, words: Any, path: Path, there: Path) -> Any:
        if is_word(self.name, path):
            if not alike(main, words):  # translation-unknown speaks of it
                return main
            self.taken[path] = there
            return words
        if isinstance(main, dict) and isinstance(words, dict):
            if not current(self.name, main, words, path):
                self.behind.append(there)
                return main
            self.taken[path] = there
            return {
                key: self._laid(value, words[key], (*path, key), (*there, key)) if key in words else value
                for key, value in main.items()
            }
        if isinstance(main, list) and isinstance(words, list):
            known = dict(partners(main, words))
            return [
                self._laid(entry, words[known[n]], (*path, n), (*there, known[n])) if n in known else entry
                for n, entry in enumerate(main)
            ]
        return main


def front_matter(main: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The front matter of a translated page: the words are its own, all else is that of its original."""
    words = {name: own[name] for name in PAGE_WORDS if name in own}
    for name in ("doors", "tiles"):
        theirs, ours = main.get(name), own.get(name)
        if isinstance(theirs, list) and isinstance(ours, list):
            words[name] = [
                tile | {key: said[key] for key in ("see", "do") if isinstance(said, dict) and key in said}
                for tile, said in zip(theirs, [*ours, *({} for _ in theirs)], strict=False)
                if isinstance(tile, dict)
            ]
    return main | words | {name: own.get(name) for name in ("translates", "clinical_review")}
