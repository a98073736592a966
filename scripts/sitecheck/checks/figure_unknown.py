"""A number with a unit that readers may act on stands in data/figures.yml, with its source.

Why:  one page said 8 hours and another 12. A number that is stated once, there, can be checked and changed once.
Bad:  Wait 40 minutes. (and no such number in data/figures.yml)
Good: Wait 20 minutes. (which data/figures.yml knows, with the guideline that says so)
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import figures, markup
from ..registry import check
from ..source import Finding, Page, Site

FOR_READERS = ("cause", "guide", "help")
FIELDS = ("title", "description")


@check(Page)
def figure_unknown(page: Page, site: Site) -> Iterator[Finding]:
    if page.kind not in FOR_READERS:
        return
    units, known = figures.units(site), figures.known(site)
    texts = [
        (number, markup.CITATION.sub("", line) if "[^" in line else line)
        for number, line in enumerate(page.prose, start=1)
    ]
    texts += [(page.meta_lines.get(name, 1), str(page.meta.get(name) or "")) for name in FIELDS]
    texts += page.meta_list("key_messages")
    for number, text in texts:
        for value, unit in figures.stated(text, units):
            if (value, unit) not in known:
                yield page.finding(number, *_said(value, unit, known))


@check(Site)
def figure_unknown_in_a_sign(site: Site) -> Iterator[Finding]:
    units, known = figures.units(site), figures.known(site)
    for index, sign in enumerate(site.urgency.values()):
        for value, unit in figures.stated(str(sign.get("text")), units):
            if (value, unit) not in known:
                yield site.data_finding("urgency.yml", (index, "text"), *_said(value, unit, known))


def _said(value: str, unit: str, known: set[tuple[str, str]]) -> tuple[str, str]:
    others = ", ".join(sorted(number for number, of in known if of == unit))
    stated = f"{value}{unit}" if unit == "%" else f"{value} {figures.plural(unit)}"
    return (
        f"{stated} is not in data/figures.yml, which has for this unit: {others}",
        "correct the number, or add it to data/figures.yml with the source that says it",
    )
