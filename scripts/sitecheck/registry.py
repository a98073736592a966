"""The register of checks: a module in checks/ that exists is registered; there is no list to keep."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

from . import checks
from .source import BuiltPage, Finding, Page, Site

Subject = type[Page] | type[BuiltPage] | type[Site]
Rule = Callable[..., Iterable[Finding]]
Answer = tuple[list[Finding], bool]  # the findings, and whether the rule broke down
MANY = 50  # pages, from which on a second core is worth its start
_given: list[tuple[Site, list[tuple[str, Subject, Rule]], int]] = []  # what the cores are to share, while they do
_rules: list[tuple[str, Subject, Rule]] = []


def check(subject: Subject) -> Callable[[Rule], Rule]:
    """Register a function as a rule: called with each Page, with each BuiltPage, or once with the Site.

    The first two are also given the Site. The name of the module, with hyphens, is the name of the check.
    """

    def register(rule: Rule) -> Rule:
        _rules.append((rule.__module__.rpartition(".")[2].replace("_", "-"), subject, rule))
        return rule

    return register


@dataclass(frozen=True)
class Check:
    """A named check: what its module's docstring says of it, and its rules."""

    name: str
    summary: str
    why: str
    bad: str
    good: str
    rules: list[tuple[Subject, Rule]] = field(compare=False, hash=False)


@cache
def all_checks() -> dict[str, Check]:
    """Every check by name, in alphabetical order. Raises ValueError for a module without rule or without Why, Bad and Good."""
    found = {}
    for info in sorted(pkgutil.iter_modules(checks.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{checks.__name__}.{info.name}")
        name = info.name.replace("_", "-")
        rules = [(subject, rule) for owner, subject, rule in _rules if owner == name]
        if not rules:
            raise ValueError(
                f"{info.name}.py registers no rule: decorate a function with @check(Page), @check(BuiltPage) or @check(Site)"
            )
        found[name] = Check(name, *_manual(module), rules)
    return found


def _manual(module: ModuleType) -> tuple[str, str, str, str]:
    text = inspect.getdoc(module) or ""
    parts = re.fullmatch(r"(.+?)\n\nWhy:\s+(.+?)\nBad:\s+(.+?)\nGood:\s+(.+)", text.strip(), re.DOTALL)
    if not parts:
        raise ValueError(f"the docstring of {module.__name__} has no Why:, Bad: and Good:")
    why = " ".join(parts[2].split())
    return " ".join(parts[1].split()), why, inspect.cleandoc(parts[3]), inspect.cleandoc(parts[4])


@dataclass(frozen=True)
class Verdict:
    """What a run found. `crashed` names the checks that broke down, so that silence is never taken for a pass."""

    findings: list[Finding]
    crashed: list[str]


def run(site: Site, names: Iterable[str] | None = None, seen: Callable[[str], object] = lambda name: None) -> Verdict:
    """Put every check (or those named) to `site`, a large one on all cores. A check that crashes becomes a finding, and the others go on.

    `seen` is called with the name of each check when it is through.
    """
    todo = [
        (one.name, subject, rule)
        for one in all_checks().values()
        for subject, rule in one.rules
        if names is None or one.name in names
    ]
    results = _on_all_cores(site, todo, _cores()) if _cores() > 1 and len(site.pages) >= MANY else None
    findings: set[Finding] = set()
    crashed: set[str] = set()
    places: set[tuple[str, int, str]] = set()
    for number, (name, subject, rule) in enumerate(todo):
        for found, broke in results[number] if results else _put(site, name, subject, rule):
            findings.update(_once_a_place(found, places) if subject is BuiltPage else found)
            crashed |= {name} if broke else set()
        if number + 1 == len(todo) or todo[number + 1][0] != name:
            seen(name)
    return Verdict(sorted(_once_a_blank(findings, site)), sorted(crashed))


def _cores() -> int:
    """The cores that this process may use, where a process can be forked safely; else one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _put(site: Site, name: str, subject: Subject, rule: Rule, part: int = 0, parts: int = 1) -> list[Answer]:
    """What a rule says of each thing it is put to, if it says anything; of `parts` shares of the pages, the share `part`."""
    subjects = list(_subjects(site, subject))
    first, last = (len(subjects) * share // parts for share in (part, part + 1))
    answers: list[Answer] = []
    for item, arguments in subjects[first:last]:
        try:
            found, broke = [replace(finding, check=name) for finding in rule(*arguments)], False
        except Exception as error:  # a broken check must not hide what the others have to say
            place = getattr(getattr(item, "page", None) or item, "path", "mkdocs.yml")
            fact = f"the check {name} broke down here: {type(error).__name__}: {error}"
            fix = f"mend {_where(error)}; until then this page counts as not checked"
            found, broke = [Finding(place, 1, fact, fix, name)], True
        if found:
            answers.append((found, broke))
    return answers


def _on_all_cores(site: Site, todo: list[tuple[str, Subject, Rule]], cores: int) -> list[list[Answer]]:
    """The answers to each rule, in the order of one core: each core takes a share of the pages, and some of the rules for the whole site.

    The cores get the site by fork: to send it would take longer than to check it.
    """
    _given[:] = [(site, todo, cores)]
    try:
        with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as workers:
            shares = list(workers.map(_share, range(cores)))
    finally:
        _given.clear()
    return [[answer for share in shares for answer in share[number]] for number in range(len(todo))]


def _share(part: int) -> list[list[Answer]]:
    site, todo, cores = _given[0]
    whole = {
        number: place for place, number in enumerate(n for n, (_, subject, _) in enumerate(todo) if subject is Site)
    }
    return [
        _put(site, name, subject, rule, part, cores)
        if number not in whole
        else _put(site, name, subject, rule)
        if whole[number] % cores == part
        else []
        for number, (name, subject, rule) in enumerate(todo)
    ]


def _once_a_blank(findings: Iterable[Finding], site: Site) -> Iterator[Finding]:
    """A line whose blank is not filled yet breaks other rules too; it is said once, by the check that names blanks."""
    blank = {(page.path, line) for page in site.pages for line, _ in page.blanks}
    return (f for f in findings if f.check == "blank-left" or (f.path, f.line) not in blank)


def _once_a_place(found: list[Finding], places: set[tuple[str, int, str]]) -> Iterator[Finding]:
    """A fault of a template is met on every page; it is said for the first, whatever else differs in the words."""
    for finding in found:
        place = (finding.path, finding.line, finding.check)
        if finding.path.startswith("docs/") or place not in places:
            places.add(place)
            yield finding


def _subjects(site: Site, subject: Subject) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    if subject is Page:
        yield from ((page, (page, site)) for page in site.pages)
    elif subject is BuiltPage:
        yield from ((built, (built, site)) for built in site.built)
    else:
        yield site, (site,)


def _where(error: Exception) -> str:
    trace, place = error.__traceback__, "the check"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
