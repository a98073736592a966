"""The register of checks: a module in checks/ that exists is registered; there is no list to keep."""

import gc
import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from multiprocessing import get_context
from types import ModuleType
from typing import Any, cast

from . import checks, report, schema
from .source import BuiltPage, Finding, Page, Rests, Site
from .text import said
from .text.said import Line
from .text.terms import Phrases

Subject = type[Page] | type[BuiltPage] | type[Site]
Rule = Callable[..., Iterable[Finding]]
Job = tuple[str, Subject, Rule]  # a rule, and the check it is of
Work = tuple[Any, tuple[Any, ...], list[int]]  # what is looked at, what its rules are called with, and their numbers
Answer = tuple[list[Finding], bool]  # the findings, and whether the rule broke down
MANY = 50  # pages, from which on a second core is worth its start
PIECES = 12  # of the work, for each core
_given: list[tuple[list[Work], list[Job]]] = []  # what the cores are to share, while they do
_rules: list[Job] = []
_needs: dict[Rule, str] = {}
_unless: dict[Rule, str] = {}


def check(
    subject: Subject | type[Line], needs: str = "", unless: str = "", about: Callable[[Site], Phrases] | None = None
) -> Callable[[Rule], Rule]:
    """Register a function as a rule: called with each Page, each BuiltPage, each Line that readers get, or once with the Site.

    The first three are also given the Site. The name of the module, with hyphens, is the name of the check. `needs` names what it
    holds a site to, a file of data/ ("article") or a part of one ("wording.brands"): it rests where the site does without it. `unless` names a
    check whose findings say why there would be some here: in a file where that one has found something, this rule is silent.
    `about` names the phrases without which a rule for lines has nothing to say of a page.
    """

    def register(rule: Rule) -> Rule:
        name = rule.__module__.rpartition(".")[2].replace("_", "-")
        pairs: list[tuple[Subject, Rule]] = [(cast(Subject, subject), rule)]
        if issubclass(subject, Line):
            pairs = [(BuiltPage, partial(_on_page, rule, about)), (Site, partial(_on_site, rule))]
        for looked_at, called in pairs:
            _needs[called], _unless[called] = needs, unless
            _rules.append((name, looked_at, called))
        return rule

    return register


def _on_page(rule: Rule, about: Callable[[Site], Phrases] | None, built: BuiltPage, site: Site) -> Iterator[Finding]:
    silent = about is not None and not about(site).may_stand_in(said.whole(built))
    for line in () if silent else said.of_page(built):
        yield from rule(line, site)


def _on_site(rule: Rule, site: Site) -> Iterator[Finding]:
    for line in said.of_site(site):
        yield from rule(line, site)


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

    @property
    def clean(self) -> bool:
        return not self.findings and not self.crashed


def run(site: Site, names: Iterable[str] | None = None, seen: Callable[[], object] = lambda: None) -> Verdict:
    """Put every check (or those named) to `site`, a large one on all cores. A check that crashes becomes a finding, and the others go on.

    `seen` is called as often as there are checks, spread over the run.
    """
    todo = [
        (one.name, subject, rule)
        for one in all_checks().values()
        for subject, rule in one.rules
        if (names is None or one.name in names) and _needs.get(rule, "").partition(".")[0] not in site.without
    ]
    cores = _cores() if len(site.pages) >= MANY else 1
    with _uncollected(), site.judged():
        work = _work(site, todo)
        answers = _on_all_cores(work, todo, cores) if cores > 1 else _put(work, todo, seen)
    return _gathered(site, todo, answers)


def _gathered(site: Site, todo: list[Job], answers: list[list[Answer]]) -> Verdict:
    """The findings of all rules, without those that a rule leaves to another check, and a fault of a template once."""
    findings: set[Finding] = set()
    crashed: set[str] = set()
    places: set[tuple[str, int, str]] = set()
    spoken = {(one.check, one.path) for given in answers for found, _ in given for one in found}
    for (name, subject, rule), given in zip(todo, answers, strict=True):
        for found, broke in given:
            own = [one for one in found if (_unless.get(rule), one.path) not in spoken]
            findings.update(_once_a_place(own, places) if subject is BuiltPage else own)
            crashed |= {name} if broke else set()
    return Verdict(sorted(_once_a_blank(findings, site)), sorted(crashed))


def idle(site: Site) -> Iterator[str]:
    """What of data/ the site does without, and which checks therefore hold it to nothing: a sentence for each file."""
    resting: dict[str, set[str]] = {}
    for one in all_checks().values():
        for need in (_needs.get(rule, "") for _, rule in one.rules):
            stem, _, part = need.partition(".")
            value = site.data[f"{stem}.yml"].value if f"{stem}.yml" in site.data else None
            if stem in site.without:
                resting.setdefault(stem, set()).add(one.name)
            elif part and isinstance(value, dict) and not schema.holds(value.get(part)):
                resting.setdefault(need, set()).add(one.name)
    for need in sorted({*site.without, *resting}):
        stem, _, part = need.partition(".")
        says = f"data/{stem}.yml holds nothing under {part}" if part else f"this site does without data/{stem}.yml"
        yield f"{says}; at rest: {', '.join(sorted(resting[need]))}" if need in resting else says


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """What was found in all languages, each fault once: a template's is met in each."""
    all_of_them = list(verdicts)
    findings = dict.fromkeys(finding for verdict in all_of_them for finding in verdict.findings)
    return Verdict(list(findings), [name for verdict in all_of_them for name in verdict.crashed])


def _cores() -> int:
    """The cores that this process may use, where a process can be forked safely; else one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage meanwhile: what a run makes is kept to its end, and each look takes longer than the last."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _work(site: Site, todo: list[Job]) -> list[Work]:
    """What there is to look at: the site, each page with what was built of it, and what no page made.

    All rules are put to one page before the next is looked at: a page that has just been read is read again sooner.
    """
    numbers = {
        kind: [n for n, (_, subject, _) in enumerate(todo) if subject is kind] for kind in (Site, Page, BuiltPage)
    }
    made: dict[str, list[BuiltPage]] = {}
    for built in site.built:
        made.setdefault(built.page.path if built.page else "", []).append(built)
    work: list[Work] = [(site, (site,), numbers[Site])]
    for page in site.pages:
        # an original in the place of a translation was judged as what it is; in that of a page taken down a program writes
        if (page.original or not site.tag) and not page.withdrawn:
            work.append((page, (page, site), numbers[Page]))
        work += [(built, (built, site), numbers[BuiltPage]) for built in made.pop(page.path, ())]
    return work + [(built, (built, site), numbers[BuiltPage]) for rest in made.values() for built in rest]


def _put(work: list[Work], todo: list[Job], seen: Callable[[], object] = lambda: None) -> list[list[Answer]]:
    """What each rule says of each thing of `work`, in order."""
    answers: list[list[Answer]] = [[] for _ in todo]
    told = 0
    for done, (thing, arguments, numbers) in enumerate(work, start=1):
        for number in numbers:
            answer = _answer(*todo[number], thing, arguments)
            if answer[0]:
                answers[number].append(answer)
        while told < len(all_checks()) * done // len(work):
            told += 1
            seen()
    return answers


def _answer(name: str, subject: Subject, rule: Rule, thing: Any, arguments: tuple[Any, ...]) -> Answer:
    try:
        return [replace(finding, check=name) for finding in rule(*arguments)], False
    except Rests:
        return [], False
    except Exception as error:  # a broken check must not hide what the others have to say
        place = getattr(getattr(thing, "page", None) or thing, "path", "mkdocs.yml")
        fact = f"the check {name} broke down here: {type(error).__name__}: {error}"
        fix = f"mend {report.where_raised(error)}; until then this page counts as not checked"
        return [Finding(place, 1, fact, fix, name)], True


def _on_all_cores(work: list[Work], todo: list[Job], cores: int) -> list[list[Answer]]:
    """The answers to each rule, in the order of one core.

    The cores get the work by fork: to send it would take longer than to do it. The rules for the whole site are one piece, which
    one core begins with; the pages are cut into many, so that no core waits long for the last.
    """
    size = -(-len(work) // (cores * PIECES))
    pieces = [(0, 1), *((first, min(first + size, len(work))) for first in range(1, len(work), size))]
    _given[:] = [(work, todo)]
    try:
        with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as workers:
            done = list(workers.map(_piece, pieces))
    finally:
        _given.clear()
    return [[answer for answers in done for answer in answers[number]] for number in range(len(todo))]


def _piece(bounds: tuple[int, int]) -> list[list[Answer]]:
    work, todo = _given[0]
    return _put(work[slice(*bounds)], todo)


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
