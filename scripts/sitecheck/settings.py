"""What mkdocs.yml may say: the words of the furniture in `extra`, and the settings that the pages and the gate rely on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .fields import Each, Field, Flag, Lines, Nullable, Pairs, Problem, Record, Table, Text, last_line, nearest, show

WORDS = Text(1, 400)
LEVEL = Record(
    (
        Field("label", Text(2, 40)),
        Field("icon", Text(2, 60, r"[a-z0-9-]+", "the name of a Material icon such as alert-octagon")),
        Field("heading", Text(5, 120)),
        Field("short", Text(2, 60)),
        Field("note", Text(5, 300), required=False),
        Field("front", Flag(), required=False),
    )
)
SOURCE = Text(4, 200, r"[\w./-]+\.md", "the file of a page in docs/, such as causes/index.md")
NUMBER = "{number}"
STRIP = Record(
    (
        Field("says", Text(2, 40)),
        Field("numbers", Each(Text(2, 20, r"[\d ]+", "a number between quotes"), low=1, high=4, unique="")),
        Field("any", Text(5, 120)),
        Field("all", Text(2, 40)),
        Field("elsewhere", Text(2, 40)),
        Field("anchor", Text(1, 60)),
    )
)
URGENT = "emergency"  # the level that sends readers to the emergency number; the others are the site's own
EXTRA = Record(
    (
        Field("edit_base", Text(0, 300, r"(?:https://\S+/)?", "an address from https:// to the / at its end")),
        Field("contact", Text(0, 120, r"(?:[^@\s]+@[^@\s]+\.[^@\s]+)?", "an e-mail address")),
        Field("mistake_subject", WORDS),
        Field("license", Text(9, 400, r"https://\S+", "an address that begins with https://"), required=False),
        Field("levels", Table(LEVEL)),
        Field("leads", Pairs(Text(2, 20), Text(2, 40), 1, 9), required=False),
        Field("doors", Each(Record((Field("label", Text(2, 28)), Field("page", SOURCE))), high=5), required=False),
        Field("strip", STRIP),
        Field("emergency_number", Text(3, 120)),
        Field(
            "verdicts",
            Record(
                tuple(
                    Field(name, WORDS)
                    for name in ("supported", "partly", "outdated", "contradicted", "unsupported", "no-claim")
                )
            ),
        ),
        Field("unreviewed", WORDS),
        Field("lapsed", WORDS),
        Field("share_subject", WORDS, required=False),
        Field(
            "crisis",
            Nullable(
                Record(
                    (
                        Field("says", WORDS),
                        Field("beside", WORDS, required=False),
                        Field("link", WORDS),
                        Field("anchor", Text(1, 60)),
                    )
                )
            ),
            required=False,
        ),
        Field("guard", Nullable(WORDS), required=False),
        Field("disclaimers_kept", Each(Text(2, 40), unique=""), required=False),
        Field("without", Each(Text(1, 40), unique=""), required=False),
        Field("publish_unreviewed", Flag(), required=False),
        Field("publish_lapsed", Flag(), required=False),
    )
)
KEPT: dict[str, tuple[Any, str]] = {  # the value that each setting must have, and what breaks without it
    "INHERIT": ("data/disclaimers.yml", "pages lose their disclaimers"),
    "docs_dir": ("docs", "the checks read docs/"),
    "site_dir": ("build", "the checks read build/"),
    "use_directory_urls": (True, "every published address changes"),
    "hooks": (["scripts/hooks.py"], "nothing from data/ comes onto the pages"),
    "plugins": ([], "MkDocs ships its own search, whose files no check knows"),
}
THEME: dict[str, tuple[Any, str]] = {
    "name": ("material", "the icons come from it"),
    "custom_dir": ("overrides", "the pages lose their frame, with the disclaimers"),
    "font": (False, "pages ask another host for fonts"),
}
ORDER = (
    "INHERIT", "site_name", "site_description", "site_url", "docs_dir", "site_dir", "use_directory_urls", "copyright",
    "theme", "hooks", "plugins", "markdown_extensions", "validation", "extra",
)  # fmt: skip
SERVED = ("404.html", "sitemap.xml", "robots.txt")
EXTENSIONS = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
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
OPTIONS = {"toc": {"permalink", "toc_depth"}, "footnotes": set(), "tables": {"use_align_attribute"}}
BY_ENVIRONMENT = frozenset({"contact", "edit_base"})
LANGUAGE = Text(2, 12, r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", "a language code such as en")


def problems(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """What is wrong with the settings of a mkdocs.yml, each at its line."""
    yield from _kept(config, lines, KEPT, ())
    for name, why in UNUSED.items():
        if name in config:
            yield Problem(lines.get(name, 1), f"{name} has no place here: {why}", f"delete {name}")
    yield from _address(config, lines)
    yield from _theme(config.get("theme"), lines)
    yield from _extensions(config.get("markdown_extensions"), lines)
    if "validation" in config:
        yield from _validation(config["validation"], lines)
    else:
        fact = "the setting validation is missing, and so MkDocs keeps quiet about links and anchors"
        yield Problem(_near("validation", config, lines), fact, "put it back, with every value warn")
    for name in ("site_name", "site_description", "copyright"):
        for problem in WORDS.problems(config.get(name), lines, (name,)):
            yield replace(problem, line=_near(name, config, lines))
    extra = config.get("extra")
    if isinstance(extra, dict):  # !ENV [CONTACT, ""]: its last value stands where nothing is set
        extra = {
            name: value[-1] if name in BY_ENVIRONMENT and isinstance(value, list) and value else value
            for name, value in extra.items()
        }
    if "extra" not in config:
        yield Problem(1, "the setting extra is missing", "put the words of the furniture back")
    elif isinstance(extra, dict) and "disclaimers" in extra:
        fact = "extra.disclaimers stands here, over the texts of data/disclaimers.yml"
        yield Problem(_line(lines, "extra", "disclaimers"), fact, "delete it")
    else:
        yield from EXTRA.problems(extra, lines, ("extra",))
        yield from _levels(extra, lines)
        yield from _words(config, lines)


def _words(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    """Words of the furniture that must not say what isn't so."""
    extra, theme = config.get("extra"), config.get("theme")
    if not isinstance(extra, dict):
        return
    english = isinstance(theme, dict) and theme.get("language") == "en"
    for name, fact in (("unreviewed", "pages that nobody has checked"), ("lapsed", "changes that nobody has checked")):
        said = extra.get(name)
        if (
            english
            and isinstance(said, str)
            and said
            and not re.search(r"\b(?:not|no|nobody|never|without|un\w+)\b", said.lower())
        ):
            yield Problem(
                _line(lines, "extra", name),
                f'extra.{name} says "{show(said)}" of {fact}',
                "say that it has not been checked",
            )
    number = extra.get("emergency_number")
    if isinstance(number, str) and number and not re.search(r"\d", number):
        fact = f'extra.emergency_number is "{show(number)}", and so no card has a number to tap'
        yield Problem(
            _line(lines, "extra", "emergency_number"),
            fact,
            "name some: your local emergency number (such as 112, 911 or 999)",
        )
    if re.search(r"&\w+;", str(config.get("copyright"))):
        fact = "copyright holds a character between & and ;, which readers see as it stands"
        yield Problem(_line(lines, "copyright"), fact, "type the character itself")


def _levels(extra: Any, lines: Lines) -> Iterator[Problem]:
    """The level of an emergency is there, comes first, as cards do, and its heading holds the place of the number."""
    levels = extra.get("levels") if isinstance(extra, dict) else None
    if not isinstance(levels, dict) or not levels:
        return
    level, first = levels.get(URGENT), str(next(iter(levels)))
    if level is None:
        fact = f"extra.levels has no level {URGENT}, and so no card tells to call"
        yield Problem(_line(lines, "extra", "levels"), fact, f"put {URGENT} back, above the others")
        return
    if first != URGENT:
        fact = f"{URGENT} stands below {first} in extra.levels, and so do its cards"
        yield Problem(_line(lines, "extra", "levels", URGENT), fact, f"move {URGENT} above {first}")
    heading = level.get("heading") if isinstance(level, dict) else None
    if isinstance(heading, str) and NUMBER not in heading:
        line = _line(lines, "extra", "levels", URGENT, "heading")
        yield Problem(line, f"heading is {show(heading)}", f"write words that hold {NUMBER}, where the number is put")


def _line(lines: Lines, *path: str | int) -> int:
    return nearest(path, lines)


def _kept(value: Any, lines: Lines, wanted: dict[str, tuple[Any, str]], path: tuple[str, ...]) -> Iterator[Problem]:
    above = ""
    for name, (right, why) in wanted.items():
        full, before, above = ".".join([*path, name]), above, name if name in value else above
        if name not in value:
            fact = f"the setting {full} is missing, and so {why}"
        elif value[name] != right or type(value[name]) is not type(right):
            fact = f"{full} is {show(value[name])}, and so {why}"
        else:
            continue
        place = name if name in value or not before else before
        line = _line(lines, *path, place) if path or name in value else _near(name, value, lines)
        yield Problem(line, fact, f"write {name}: {show(right)}")


def _near(name: str, config: dict[str, Any], lines: Lines) -> int:
    """The line of a setting that is there, else the end of the one that stands before it in our order."""
    if name in config:
        return _line(lines, name)
    above = ORDER[: ORDER.index(name)] if name in ORDER else ()
    return next((last_line((one,), lines) for one in reversed(above) if one in config), 1)


def _address(config: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    address = config.get("site_url")
    if isinstance(address, list):  # !ENV [SITE_URL, "…"]: what the variable holds is judged when publishing
        address = address[-1] if address else None
    if not isinstance(address, str) or not re.fullmatch(
        r"(?:https://|http://localhost|http://127\.0\.0\.1)\S*/", address
    ):
        fact = f"site_url is {show(address)}, which is no address that begins with https:// and ends in /"
        fix = 'write site_url: !ENV [SITE_URL, "https://example.org/"], or the address of the site'
        yield Problem(_near("site_url", config, lines), fact, fix)


def _theme(theme: Any, lines: Lines) -> Iterator[Problem]:
    if not isinstance(theme, dict):
        yield Problem(
            _line(lines, "theme"), f"theme is {show(theme)}", "put name, custom_dir and the rest back below it"
        )
        return
    yield from _kept(theme, lines, THEME, ("theme",))
    yield from LANGUAGE.problems(theme.get("language"), lines, ("theme", "language"))
    served = theme.get("static_templates")
    for name in SERVED:
        if not isinstance(served, list) or name not in served:
            fact = f"{name} is not among the static_templates, and so is not made"
            yield Problem(_line(lines, "theme", "static_templates"), fact, f"add the line `- {name}`")


def _extensions(listed: Any, lines: Lines) -> Iterator[Problem]:
    names = (
        [next(iter(one), "") if isinstance(one, dict) else one for one in listed] if isinstance(listed, list) else []
    )
    for name in EXTENSIONS:
        if name not in names:
            before = names.index(_before(name, names)) if _before(name, names) else 0
            fact = f"the Markdown extension {name} is missing, and pages that use it show its signs"
            yield Problem(_line(lines, "markdown_extensions", before), fact, f"add the line `- {name}`")
    for index, name in enumerate(names):
        if why := REFUSED.get(str(name).rpartition(".")[2]):
            fact = f"the extension {name} {why}"
            yield Problem(_line(lines, "markdown_extensions", index), fact, f"delete `- {name}`")
        entry = listed[index] if isinstance(listed, list) else None
        given = (entry.get(name) if isinstance(entry, dict) else None) or {}
        for option in given if isinstance(given, dict) and name in OPTIONS else ():
            if option not in OPTIONS[str(name)]:
                path = ("markdown_extensions", index, str(name), str(option))
                fact = f"{name}.{option} is {show(given[option])}, and pages come out otherwise than the checks expect"
                yield Problem(_line(lines, *path), fact, f"delete {option}")
    options: Any = next((one["toc"] for one in listed or [] if isinstance(one, dict) and "toc" in one), {})
    if isinstance(options, dict) and options.get("permalink", False) is not False:
        path = ("markdown_extensions", names.index("toc"), "toc", "permalink")
        fact = f"toc.permalink is {show(options['permalink'])}, and so headings end in a sign"
        yield Problem(_line(lines, *path), fact, "write permalink: false")


def _before(name: str, names: list[Any]) -> str:
    """The nearest extension above `name` in our order that is listed."""
    return next((one for one in reversed(EXTENSIONS[: EXTENSIONS.index(name)]) if one in names), "")


def _validation(value: Any, lines: Lines) -> Iterator[Problem]:
    levels = {
        "nav": ("omitted_files", "not_found", "absolute_links"),
        "links": ("not_found", "anchors", "absolute_links", "unrecognized_links"),
    }
    for group, names in levels.items():
        said = value.get(group) if isinstance(value, dict) else None
        for name in names:
            level = said.get(name) if isinstance(said, dict) else None
            if level != "warn":
                fact = f"validation.{group}.{name} is {show(level)}, and so MkDocs keeps quiet about it"
                yield Problem(_line(lines, "validation", group, name), fact, f"write {name}: warn")
