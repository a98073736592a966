"""What mkdocs.yml may say: the words of the furniture in `extra`, and the settings that the pages and the gate rely on."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .fields import Each, Flag, Lines, Nullable, Pairs, Problem, Table, Text, last_line, nearest, show
from .parse.yaml_lines import Path
from .schema import VERDICTS, optional, record, several

WORDS = Text(1, 400)
LEVEL = record(
    label=Text(2, 40),
    icon=Text(2, 60, r"[a-z0-9-]+", "the name of a Material icon such as alert-octagon"),
    heading=Text(5, 120),
    short=Text(2, 60),
    note=optional(Text(5, 300)),
    front=optional(Flag()),
)
SOURCE = Text(4, 200, r"[\w./-]+\.md", "the file of a page in docs/, such as causes/index.md")
STRIP = record(
    says=Text(2, 40),
    numbers=several(Text(2, 20, r"[\d ]+", "a number between quotes"), 1, 4),
    any=Text(5, 120),
    all=Text(2, 40),
    elsewhere=Text(2, 40),
    anchor=Text(1, 60),
)
LANGUAGE = Text(2, 12, r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", "a language code such as en")
WAYS = {  # how a reader can say that a page is wrong
    "contact": Text(0, 120, r"(?:[^@\s]+@[^@\s]+\.[^@\s]+)?", "an e-mail address"),
    "edit_base": Text(0, 300, r"(?:https://\S+/)?", "an address from https:// to the / at its end"),
}
EXTRA = record(
    **WAYS,
    mistake_subject=WORDS,
    license=optional(Text(9, 400, r"https://\S+", "an address that begins with https://")),
    page_type=optional(Text(3, 40, r"[A-Z]\w+", "a type of schema.org such as MedicalWebPage")),
    levels=Table(LEVEL),
    leads=optional(Pairs(Text(2, 20), Text(2, 40), 1, 9)),
    doors=optional(Each(record(label=Text(2, 28), page=SOURCE), high=5)),
    strip=STRIP,
    emergency_number=Text(3, 120),
    verdicts=record(**dict.fromkeys(VERDICTS, WORDS)),
    unreviewed=WORDS,
    lapsed=WORDS,
    share_subject=optional(WORDS),
    crisis=optional(Nullable(record(says=WORDS, beside=optional(WORDS), link=WORDS, anchor=Text(1, 60)))),
    disclaimers_kept=optional(several(Text(2, 40))),
    languages=optional(Pairs(LANGUAGE, Text(2, 40), 2, 40)),
    without=optional(several(Text(1, 40))),
    publish_unreviewed=optional(Flag()),
    publish_lapsed=optional(Flag()),
)
NUMBER = "{number}"
URGENT = "emergency"  # the level that sends readers to the emergency number; the others are the site's own
QUIET = "MkDocs keeps quiet about it"
REQUIRED: dict[str, tuple[Any, str]] = {  # the value that each setting must have, and what breaks without it
    "INHERIT": ("data/disclaimers.yml", "pages lose their disclaimers"),
    "docs_dir": ("docs", "the checks read docs/"),
    "site_dir": ("build", "the checks read build/"),
    "use_directory_urls": (True, "every published address changes"),
    "theme.name": ("material", "the icons come from it"),
    "theme.custom_dir": ("overrides", "the pages lose their frame, with the disclaimers"),
    "theme.font": (False, "pages ask another host for fonts"),
    "hooks": (["scripts/hooks.py"], "nothing from data/ comes onto the pages"),
    "plugins": ([], "MkDocs ships its own search, whose files no check knows"),
    "validation.nav.omitted_files": ("warn", QUIET),
    "validation.nav.not_found": ("warn", QUIET),
    "validation.nav.absolute_links": ("warn", QUIET),
    "validation.links.not_found": ("warn", QUIET),
    "validation.links.anchors": ("warn", QUIET),
    "validation.links.absolute_links": ("warn", QUIET),
    "validation.links.unrecognized_links": ("warn", QUIET),
}
ORDER = (
    "INHERIT", "site_name", "site_description", "site_url", "docs_dir", "site_dir", "use_directory_urls", "copyright",
    "theme", "hooks", "plugins", "markdown_extensions", "validation", "extra",
)  # fmt: skip
SERVED = ("404.html", "sitemap.xml", "robots.txt")
EXTENSIONS = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
ANY = object()
OPTIONS: dict[str, dict[str, object]] = {  # the options that these extensions may have, and their values
    "toc": {"permalink": False, "toc_depth": ANY},
    "footnotes": {},
    "tables": {"use_align_attribute": ANY},
}
UNUSED = {
    "nav": "pages are listed by folder and by their `order`",
    "not_in_nav": "there is no nav",
    "exclude_docs": "every file of docs/ is published",
    "draft_docs": "every file of docs/ is published",
    "extra_css": "styles stand in overrides/styles",
    "extra_javascript": "scripts stand in overrides/assets",
    "edit_uri": "the edit link comes from extra.edit_base",
}
REFUSED = {
    "snippets": "puts files into pages that no check reads",
    "magiclink": "makes links of bare words, to http addresses too",
    "details": "folds text away, on paper too",
    "blocks": "folds text away, on paper too",
    "admonition": "makes boxes that the style sheet does not know; warning signs have their own cards",
    "emoji": "brings pictures from another host",
    "nl2br": "breaks lines where an author ended one",
}
BY_ENVIRONMENT = frozenset(WAYS)
ADDRESS = re.compile(
    r"(?:https://|http://localhost|http://127\.0\.0\.1)[^\s@?#\\]*/"
)  # with no password, question or anchor
DENIAL = re.compile(r"\b(?:not|no|nobody|never|without|un\w+)\b", re.IGNORECASE)


def as_read(value: Any) -> Any:
    """A setting as MkDocs reads it: of !ENV [CONTACT, ""] the variable that is set, else the last value."""
    if not isinstance(value, list) or not value:
        return value
    *names, default = value
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


def problems(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong with the settings of a mkdocs.yml, each at its line."""
    theme, extra = config.get("theme"), config.get("extra")
    yield from _required(config, lines)
    for name in sorted(UNUSED.keys() & config.keys()):
        yield Problem(nearest((name,), lines), f"{name} has no place here: {UNUSED[name]}", f"delete {name}")
    yield from _address(config, lines)
    if isinstance(theme, dict):
        yield from LANGUAGE.problems(theme.get("language"), lines, ("theme", "language"))
        yield from _served(theme.get("static_templates"), lines)
    listed = config.get("markdown_extensions")
    yield from _extensions(listed if isinstance(listed, list) else [], lines)
    for name in ("site_name", "site_description", "copyright"):
        for problem in WORDS.problems(config.get(name), lines, (name,)):
            yield replace(problem, line=_near((name,), config, lines))
    if re.search(r"&\w+;", str(config.get("copyright"))):
        fact = "copyright holds a character between & and ;, which readers see as it stands"
        yield Problem(nearest(("copyright",), lines), fact, "type the character itself")
    if "extra" not in config:
        yield Problem(1, "the setting extra is missing", "put the words of the furniture back")
    elif isinstance(extra, dict) and "disclaimers" in extra:
        fact = "extra.disclaimers stands here, over the texts of data/disclaimers.yml"
        yield Problem(nearest(("extra", "disclaimers"), lines), fact, "delete it")
    else:
        yield from EXTRA.problems(_as_set(extra), lines, ("extra",))
        if isinstance(extra, dict):
            yield from _levels(extra.get("levels"), lines)
            yield from _words(extra, isinstance(theme, dict) and theme.get("language") == "en", lines)


def _as_set(extra: Any) -> Any:
    """`extra` with what stands where nothing is set: of !ENV [CONTACT, ""] the last value."""
    if not isinstance(extra, dict):
        return extra
    named = {name: value for name, value in extra.items() if name in BY_ENVIRONMENT and isinstance(value, list)}
    return extra | {name: value[-1] for name, value in named.items() if value}


def _required(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Each setting of REQUIRED that is another, or not there; of a group that is not there, the group."""
    told: set[tuple[str, ...]] = set()
    for name, (right, why) in REQUIRED.items():
        path, value, depth = tuple(name.split(".")), config, 0
        while depth < len(path) and isinstance(value, dict) and path[depth] in value:
            value, depth = value[path[depth]], depth + 1
        if (depth == len(path) and value == right and type(value) is type(right)) or {
            path[:depth],
            path[: depth + 1],
        } & told:
            continue
        if isinstance(value, dict) and depth < len(path):
            path = path[: depth + 1]
            fact = f"the setting {'.'.join(path)} is missing, and so {why}"
        else:
            path = path[:depth]
            fact = f"{'.'.join(path)} is {show(value)}, and so {why}"
        told.add(path)
        group = ".".join(path) != name
        fix = f"put it back, with {name} and the rest" if group else f"write {path[-1]}: {show(right)}"
        yield Problem(_near(path, config, lines), fact, fix)


def _near(path: tuple[str, ...], config: dict[str, Any], lines: Lines) -> int:
    """The line of a setting that is there, else the end of the one that stands before it in our order."""
    *above, name = path
    group: Any = config
    for step in above:
        group = group[step]
    here = (
        [one.split(".")[len(above)] for one in REQUIRED if one.startswith(".".join([*above, ""]))] if above else ORDER
    )
    before = [one for one in here[: here.index(name)] if one in group] if name not in group else [name]
    if name in group or not before:
        return nearest(path, lines) if name in group or above else 1
    return last_line((*above, before[-1]), lines)


def _words(extra: dict[str, Any], english: bool, lines: Lines) -> Iterator[Problem]:
    """Words of the furniture that must not say what isn't so."""
    for name, what in (("unreviewed", "pages that nobody has checked"), ("lapsed", "changes that nobody has checked")):
        said = extra.get(name)
        if english and isinstance(said, str) and said and not DENIAL.search(said):
            fact = f'extra.{name} says "{show(said)}" of {what}'
            yield Problem(nearest(("extra", name), lines), fact, "say that it has not been checked")
    number = extra.get("emergency_number")
    if isinstance(number, str) and number and not re.search(r"\d", number):
        fact = f'extra.emergency_number is "{show(number)}", and so no card has a number to tap'
        fix = "name some: your local emergency number (such as 112, 911 or 999)"
        yield Problem(nearest(("extra", "emergency_number"), lines), fact, fix)


def _levels(levels: Any, lines: Lines) -> Iterator[Problem]:
    """The level of an emergency is there, comes first, as cards do, and its heading holds the place of the number."""
    if not isinstance(levels, dict) or not levels:
        return
    level, first, path = levels.get(URGENT), str(next(iter(levels))), ("extra", "levels", URGENT)
    if level is None:
        fact = f"extra.levels has no level {URGENT}, and so no card tells to call"
        yield Problem(nearest(path, lines), fact, f"put {URGENT} back, above the others")
        return
    if first != URGENT:
        fact = f"{URGENT} stands below {first} in extra.levels, and so do its cards"
        yield Problem(nearest(path, lines), fact, f"move {URGENT} above {first}")
    heading = level.get("heading") if isinstance(level, dict) else None
    if isinstance(heading, str) and NUMBER not in heading:
        fix = f"write words that hold {NUMBER}, where the number is put"
        yield Problem(nearest((*path, "heading"), lines), f"heading is {show(heading)}", fix)


def _address(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    address = config.get("site_url")
    if isinstance(address, list):  # !ENV [SITE_URL, "…"]: what the variable holds is judged when publishing
        address = address[-1] if address else None
    if not isinstance(address, str) or not ADDRESS.fullmatch(address):
        fact = f"site_url is {show(address)}, which is no address that begins with https:// and ends in /"
        fix = 'write site_url: !ENV [SITE_URL, "https://example.org/"], or the address of the site'
        yield Problem(_near(("site_url",), config, lines), fact, fix)


def _served(listed: Any, lines: Lines) -> Iterator[Problem]:
    for name in SERVED:
        if not isinstance(listed, list) or name not in listed:
            fact = f"{name} is not among the static_templates, and so is not made"
            yield Problem(nearest(("theme", "static_templates"), lines), fact, f"add the line `- {name}`")


def _extensions(listed: list[Any], lines: Lines) -> Iterator[Problem]:
    given = [
        (str(next(iter(one), "")), next(iter(one.values()), None)) if isinstance(one, dict) else (str(one), None)
        for one in listed
    ]
    names = [name for name, _ in given]
    for place, name in enumerate(EXTENSIONS):
        if name not in names:
            before = next((names.index(one) for one in reversed(EXTENSIONS[:place]) if one in names), 0)
            fact = f"the Markdown extension {name} is missing, and pages that use it show its signs"
            yield Problem(nearest(("markdown_extensions", before), lines), fact, f"add the line `- {name}`")
    for index, (name, options) in enumerate(given):
        path = ("markdown_extensions", index, name)
        if why := REFUSED.get(name.rpartition(".")[2]):
            yield Problem(nearest(path, lines), f"the extension {name} {why}", f"delete `- {name}`")
        if name in OPTIONS and isinstance(options, dict):
            yield from _options(options, OPTIONS[name], lines, path)


def _options(options: dict[str, Any], known: dict[str, object], lines: Lines, path: Path) -> Iterator[Problem]:
    for option, value in options.items():
        right = known.get(option)
        if option not in known or (right is not ANY and value != right):
            fact = f"{path[-1]}.{option} is {show(value)}, and pages come out otherwise than the checks expect"
            fix = f"write {option}: {show(right)}" if option in known else f"delete {option}"
            yield Problem(nearest((*path, option), lines), fact, fix)
