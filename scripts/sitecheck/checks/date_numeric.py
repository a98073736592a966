"""A date is written with the name of its month, and for machines as 2026-11-22.

Why:  06/08/26 is June to one reader and August to another, and a review date is a promise.
Bad:  Checked on 06/08/26.
Good: Checked on 6 August 2026.
"""

import re

from ..registry import check
from ..source import BuiltPage, Findings, Page, Site
from ..text.passages import of_data, of_source

NUMERIC = re.compile(
    r"(?<![\w/.-])(?:[0-3]?\d/[01]?\d/(?:\d\d){1,2}|[0-3]?\d\.[01]?\d\.\d{4}|[0-3]?\d-[01]?\d-\d{4})(?![\w/-]|\.\d)"
)
MONTHS = tuple("January February March April May June July August September October November December".split())
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WORDED = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)}) (\d{{1,2}})\b(?!\d|,\d)")
MACHINE = re.compile(r"\d{4}(?:-\d\d)?|\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:\d\d)?)?")
HINT = "write it as 22 November 2026"


@check(Page)
def date_numeric(page: Page, site: Site) -> Findings:
    for passage in of_source(page):
        for found in NUMERIC.finditer(passage.text) if passage.counts else ():
            yield passage.finding(found.start(), f"the date {found[0]} can be read in two ways", HINT)


@check(Page)
def date_impossible(page: Page, site: Site) -> Findings:
    for passage in of_source(page):
        for found in WORDED.finditer(passage.text) if passage.counts else ():
            day, month = int(found[1] or found[4]), MONTHS.index((found[2] or found[3]).capitalize())
            if not 1 <= day <= DAYS[month]:
                yield passage.finding(found.start(), f"there is no {found[0]}", "write a day that there is")


@check(Site)
def date_numeric_in_data(site: Site) -> Findings:
    for passage in of_data(site):
        for found in NUMERIC.finditer(passage.text):
            yield passage.finding(found.start(), f"the date {found[0]} can be read in two ways", HINT)


@check(BuiltPage)
def date_numeric_in_build(built: BuiltPage, site: Site) -> Findings:
    if not site.dated:
        return  # front-matter-invalid speaks of the date
    for node in built.tree.css("time"):
        machine, shown = node.attributes.get("datetime") or "", " ".join(node.text(deep=True).split())
        if not MACHINE.fullmatch(machine):
            fact = f'a date has datetime="{machine}", which no machine can read'
            yield built.finding(message=fact, hint="write {{ … }} without | day in datetime", node=node)
        elif NUMERIC.search(shown):
            yield built.finding(
                message=f"the date {shown} can be read in two ways", hint="write {{ … | day }}", node=node
            )
