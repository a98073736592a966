"""Every data file has the fields it needs, and no others, each of its type.

Why:  a template shows nothing for a field it does not find: a warning sign with a misspelt level is in no card.
Bad:  level: emergncy
Good: level: emergency
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from .. import clinic, days, schema
from ..registry import check
from ..source import Finding, Site
from ..text import phones

PUBLISHED = {"page-signs": "when-to-get-help", "sources": "sources"}  # the anchors of rendered sections never change
NEEDS_SOURCE = frozenset({"supported", "partly", "outdated", "contradicted"})
LONG = 50  # letters of a title that no two works of a year have
SAME_ADDRESS = re.compile(r"^https?://(?:www\.)?|#[^#]*$")  # what two ways to write one address differ in
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
    """What each value allows and the file as a whole does not: one work or one helpline twice, a logo that is not there."""
    known: dict[str, str] = {}
    for key, record in site.references.items():
        doi = str(record.get("doi") or "").lower()
        if doi and known.setdefault(doi, key) != key:
            fact = f"{key} has the DOI of {known[doi]}"
            yield site.data_finding("references.yml", (key, "doi"), fact, f"cite {known[doi]}, and delete {key}")
    works: dict[str, str] = {}
    for key, record in site.references.items():
        title, url = (str(record.get(name) or "").strip().lower() for name in ("title", "url"))
        url = SAME_ADDRESS.sub("", url).rstrip("/")
        for mark in (
            url,
            f"{title} / {str(record.get('publisher')).lower()} / {record.get('year')} / {url}" if title else "",
            f"{title} / {record.get('year')}" if len(title) > LONG else "",
        ):
            other = works.setdefault(mark, key) if mark else key
            dois = {str(site.references[one].get("doi") or "") for one in (key, other)} - {""}
            if other != key and len(dois) < 2:
                fact = f"{key} is the work that {works[mark]} is"
                for one in (key, works[mark]):
                    yield site.data_finding(
                        "references.yml", (one, "url"), fact, f"cite {works[mark]}, and delete {key}"
                    )
                break
    people = {str(sign.get("who")) for sign in site.urgency.values()}
    for index, sign in enumerate(site.urgency.values()):
        prefix = str(sign.get("id")).partition("-")[0]
        if prefix in people and prefix != sign.get("who"):
            fact = f"{sign.get('id')} is a sign of who: {sign.get('who')}, and its id begins with {prefix}"
            yield site.data_finding(
                "urgency.yml", (index, "who"), fact, f"write who: {prefix}, or give the sign another id"
            )
    yield from _helplines(site)
    yield from _lonely(site)
    for index, statement in enumerate(site.article.values()):
        if statement.get("verdict") in NEEDS_SOURCE and not statement.get("cites"):
            fact = f"the verdict on {statement.get('id')} is {statement.get('verdict')}, and names no source"
            yield site.data_finding(
                "article.yml", ("statements", index, "cites"), fact, "add the keys of the works that say so"
            )
    numbers = [int(found[1]) for name in site.article if (found := re.fullmatch(r"[A-Z](\d+)", name))]
    for index, (above, below) in enumerate(itertools.pairwise(numbers), start=1):
        if below > above + 1 and len(numbers) == len(site.article):
            fact = f"between the statements {above} and {below} of the article one is missing"
            yield site.data_finding(
                "article.yml", ("statements", index, "id"), fact, "put it back, or number them anew"
            )
    lines: dict[tuple[str, str, str], int] = {}
    for index, line in enumerate(site.helplines):
        what = (str(line.get("country")), str(line.get("name")), str(line.get("number")))
        if lines.setdefault(what, index) != index:
            fact = f"{what[1]} in {what[0]} is listed twice"
            yield site.data_finding("helplines.yml", (index, "country"), fact, "delete one")
    for name in schema.KINDS if site.kinds else ():
        if name not in site.kinds:
            fact = f"the kind {name} is missing, and so its pages have no sections and no label"
            yield site.data_finding("kinds.yml", (next(iter(site.kinds)),), fact, f"put {name}: back")
    for kind in site.kinds:
        for index, section in enumerate(site.sections(kind)):
            if section.get("rendered") in PUBLISHED and section.get("anchor") != PUBLISHED[str(section["rendered"])]:
                wanted = PUBLISHED[str(section["rendered"])]
                fact = f"the section with {section['rendered']} has the anchor {section.get('anchor')}; links from elsewhere lead to #{wanted}"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "anchor"), fact, f"write {wanted}")
    words = site.config.get("extra")
    kept = words.get("disclaimers_kept") if isinstance(words, dict) else None
    ids = {str(item.get("id")) for item in site.disclaimers}
    for number, wanted in enumerate(kept if isinstance(kept, list) else []):
        if site.disclaimers and wanted not in ids:
            fact = f"the disclaimer {wanted} is missing, which mkdocs.yml asks every site to keep"
            near = site.data_line("disclaimers.yml", "extra", "disclaimers", min(number, len(site.disclaimers) - 1))
            yield Finding("data/disclaimers.yml", near, fact, "put it back, or take it off extra.disclaimers_kept")
    if site.sections("cause") and not any(section.get("claims") is True for section in site.sections("cause")):
        fact = "no section of a cause asks for sources"
        yield site.data_finding("kinds.yml", ("cause", "sections"), fact, "write claims: true where claims are made")
    for page in site.pages:
        reviewed, due = page.meta.get("reviewed"), page.meta.get("review_due")
        if type(reviewed) is datetime.date and type(due) is datetime.date and due - reviewed > LONGEST:
            fact = f"review_due is {due}, more than three years after reviewed ({reviewed})"
            yield page.finding(page.meta_lines.get("review_due", 1), fact, "write a day within three years")


def _helplines(site: Site) -> Iterator[Finding]:
    """Numbers that can be dialled."""
    for index, line in enumerate(site.helplines):
        number = str(line.get("number"))
        if wrong := phones.fault(number):
            yield site.data_finding("helplines.yml", (index, "number"), f"the number {number} {wrong}", phones.DIGITS)
    for name, fact, hint in clinic.faults(site.clinic, site):
        yield site.data_finding("clinic.yml", (name,), fact, hint)


def _lonely(site: Site) -> Iterator[Finding]:
    """A value that stands once, and is one letter off a value that stands often, is that value misspelt."""
    for name, records, field in (
        ("helplines.yml", site.helplines, "country"),
        ("helplines.yml", site.helplines, "kind"),
    ):
        times = Counter(str(record.get(field)) for record in records)
        for index, record in enumerate(records):
            own = str(record.get(field))
            others = [
                value for value, count in times.items() if count > 1 and value != own and abs(len(value) - len(own)) < 2
            ]
            near = get_close_matches(own, others, n=1, cutoff=0.8) if times[own] == 1 and len(own) > 2 else []
            if near and not own[:1].isdigit():
                yield site.data_finding(
                    name,
                    (index, field),
                    f"the {field} {own} stands here alone; {near[0]} stands {times[near[0]]} times",
                    f"write {near[0]}",
                )


@check(Site)
def data_early(site: Site) -> Iterator[Finding]:
    """A day that is still to come, where something is said to have happened on it."""
    yield from days.to_come(site)


@check(Site)
def data_invalid(site: Site) -> Iterator[Finding]:
    yield from site.shape_problems()
