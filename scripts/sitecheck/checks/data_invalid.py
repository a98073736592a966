"""Every data file has the fields it needs, and no others, each of its type.

Why:  a template shows nothing for a field it does not find: a warning sign with a misspelt level is in no card.
Bad:  level: emergncy
Good: level: emergency
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from difflib import get_close_matches

from .. import schema
from ..registry import check
from ..source import Finding, Site

NEXT_DAY = datetime.timedelta(days=1)  # it is tomorrow already in other parts of the world
LONGEST = datetime.timedelta(days=3 * 366)


@check(Site)
def data_unknown(site: Site) -> Iterator[Finding]:
    """A file that nothing reads is a misspelt one."""
    for name in sorted(set(site.data) - set(schema.DATA)):
        near = get_close_matches(name, schema.DATA, n=1)
        fix = f"rename it to {near[0]}" if near else f"delete it; the files are {', '.join(sorted(schema.DATA))}"
        yield Finding(f"data/{name}", 1, f"nothing reads data/{name}", fix)


@check(Site)
def data_doubtful(site: Site) -> Iterator[Finding]:
    """What each value allows and the file as a whole does not: days to come, one work or one helpline twice, a logo that is not there."""
    known: dict[str, str] = {}
    for key, record in site.references.items():
        seen = record.get("seen")
        if type(seen) is datetime.date and seen > site.today + NEXT_DAY:
            fact = f"{key} was read on {seen}, a day that is still to come"
            yield site.data_finding("references.yml", (key, "seen"), fact, "write the day on which you read it")
        doi = str(record.get("doi") or "").lower()
        if doi and known.setdefault(doi, key) != key:
            fact = f"{key} has the DOI of {known[doi]}"
            yield site.data_finding("references.yml", (key, "doi"), fact, f"cite {known[doi]}, and delete {key}")
    lines: dict[tuple[str, str, str], int] = {}
    for index, line in enumerate(site.helplines):
        what = (str(line.get("country")), str(line.get("name")), str(line.get("number")))
        if lines.setdefault(what, index) != index:
            fact = f"{what[1]} in {what[0]} is listed twice"
            yield site.data_finding("helplines.yml", (index, "country"), fact, "delete one")
    logo = site.clinic.get("logo")
    if isinstance(logo, str) and logo.strip() and "://" not in logo and logo.lstrip("/") not in site.files:
        fact = f"the logo {logo} is not in docs/"
        yield site.data_finding("clinic.yml", ("logo",), fact, "put the picture into docs/assets, or write its name")
    for name in schema.KINDS if site.kinds else ():
        if name not in site.kinds:
            fact = f"the kind {name} is missing, and so its pages have no sections and no label"
            yield site.data_finding("kinds.yml", (next(iter(site.kinds)),), fact, f"put {name}: back")
    if site.sections("cause") and not any(section.get("claims") is True for section in site.sections("cause")):
        fact = "no section of a cause asks for sources"
        yield site.data_finding("kinds.yml", ("cause", "sections"), fact, "write claims: true where claims are made")
    for page in site.pages:
        reviewed, due = page.meta.get("reviewed"), page.meta.get("review_due")
        if type(reviewed) is datetime.date and reviewed > site.today + NEXT_DAY:
            fact = f"reviewed is {reviewed}, a day that is still to come"
            yield page.finding(page.meta_lines.get("reviewed", 1), fact, "write the day of the last check")
        elif type(reviewed) is datetime.date and type(due) is datetime.date and due - reviewed > LONGEST:
            fact = f"review_due is {due}, more than three years after reviewed ({reviewed})"
            yield page.finding(page.meta_lines.get("review_due", 1), fact, "write a day within three years")


@check(Site)
def data_invalid(site: Site) -> Iterator[Finding]:
    yield from site.shape_problems()
