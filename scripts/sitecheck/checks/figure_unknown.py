"""A number with a unit that readers may act on stands in data/figures.yml, with its source.

Why:  one page said 8 hours and another 12. A number that is stated once, there, can be checked and changed once.
Bad:  Wait 40 minutes. (and no such number in data/figures.yml)
Good: Wait 20 minutes. (which data/figures.yml knows, with the guideline that says so)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import figures, markup
from ..passages import Passage, of_data, of_source
from ..registry import check
from ..source import Finding, Page, Site

FOR_READERS = ("cause", "guide", "help")
ABOUT_THE_SITE = "policy"  # where only what has a source is a fact about health
FIELDS = ("title", "description")
SOURCED = 5  # works cited, from which on a page is one that gives the sources of what it states
MOST = 6  # figures that are told for comparison


@check(Page, needs="figures")
def figure_unknown(page: Page, site: Site) -> Iterator[Finding]:
    if page.kind not in (*FOR_READERS, ABOUT_THE_SITE):
        return
    if "figures.yml" not in site.data or any(one.path.startswith("data/") for one in site.not_yaml):
        return  # data-unreadable speaks of that
    units, known, works = figures.units(site), figures.known(site), figures.works(site)
    cited = _cited(page, site) if len({key for _, key in page.citations}) >= SOURCED else set()
    worded = {
        number
        for passage in of_source(page)
        if not figures.NUMBER_WORDS.isdisjoint(passage.words)
        for number in range(passage.line, passage.line + passage.text.count("\n") + 1)
    }
    texts = [
        (number, line)
        for number, line in enumerate(page.prose, start=1)
        if number in worded or figures.DIGIT.search(line)
    ]
    texts += [(page.meta_lines.get(name, 1), str(page.meta.get(name) or "")) for name in FIELDS]
    texts += page.meta_list("key_messages")
    for number, text in texts:
        sourced = "[^" in text
        if page.kind == ABOUT_THE_SITE and not sourced:
            continue
        said = markup.CITATION.sub("", text) if sourced else text
        for value, unit in figures.stated(said, units, number in worded):
            own = works.get((value, unit), frozenset())
            if (value, unit) not in known:
                yield page.finding(number, *_said(value, unit, site))
            elif sourced and cited and own & site.references.keys() and own.isdisjoint(cited):
                stated = _stated(value, unit)
                fact = f"{stated} is stated with a source, and the page cites none of the works that say so"
                fix = f"correct the number, or cite one of {', '.join(f'[^{key}]' for key in sorted(own))}"
                yield page.finding(number, fact, fix)


def _cited(page: Page, site: Site) -> set[str]:
    """The works that a page cites, its warning signs too."""
    signs = {*site.signs_of(page), *(site.urgency if any(one.name == "signs" for one in page.inserts) else ())}
    return {key for _, key in page.citations} | {
        str(key) for sign in signs for key in site.urgency[sign].get("cites") or ()
    }


@check(Site, needs="figures")
def figure_unknown_in_data(site: Site) -> Iterator[Finding]:
    """In the signs, the words that are explained, the answers to the article, and the log."""
    units, known = figures.units(site), figures.known(site)
    passages = [
        one for one in of_data(site) if one.path not in {"data/figures.yml", "data/helplines.yml", "mkdocs.yml"}
    ]
    log = site.data.get("log.yml")
    texts = [(path, value) for path, value in _texts(site.log)] if log else []
    passages += [Passage("data/log.yml", site.data_line("log.yml", *path), value) for path, value in texts]
    for passage in passages:
        for value, unit in figures.stated(passage.text, units):
            if (value, unit) not in known:
                yield passage.finding(0, *_said(value, unit, site))


def _texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _stated(value: str, unit: str) -> str:
    return f"{value}{unit}" if unit == "%" else f"{value} {figures.plural(unit)}"


def _said(value: str, unit: str, site: Site) -> tuple[str, str]:
    stated = _stated(value, unit)
    others = figures.told(site, unit)
    listed = "; ".join(others[:MOST]) + (f"; and {len(others) - MOST} more" if len(others) > MOST else "")
    return (
        f"{stated} is not in data/figures.yml" + (f", which has for this unit: {listed}" if listed else ""),
        "correct the number, or add it to data/figures.yml with the source that says it",
    )
