"""A translated page has the parts of its original: headings, list items, table cells, links, citations, inserts and numbers.

Why:  what a translation loses nobody who reads it can miss; a step, a number or a source that is not there is seen at once by counting.
Bad:  "above 37.5 °C" in the original, and "por encima de 38,5 °C" in the translation
Good: "por encima de 37,5 °C"
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator

from .. import approval, approved
from ..parse import markup
from ..registry import check
from ..source import Findings, Page, Site

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} (?:de )?[^\W\d_]+ (?:de )?\d{4}"
)  # months are words here, digits there
ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s")
ROW = re.compile(r"^\s*\|")
TARGET = re.compile(r"\]\(([^)\s]*)\)")
UNCOUNTED = re.compile(
    r"\]\([^)]*\)|\{[^}]*\}|\[\^[^\]]*\]|<!--.*?-->|^\s*\d+\.\s|<[^>]*>"
)  # digits of addresses and of steps
Part = tuple[int, list[str]]  # the line of its heading, and its lines


@check(Page)
def translation_uneven(page: Page, site: Site) -> Findings:
    original = page.original
    if original is None or page.behind or not page.readable or not _as_recorded(original, site.main):
        return  # of a page that is behind, its reader is told; while words of the original wait for approval, nobody can translate them
    said = page.meta.get("translates")
    named = said.get("page") if isinstance(said, dict) else None
    if named != original.source_path:
        line = page.meta_lines.get(("translates", "page")) or page.meta_lines.get("translates", 1)
        yield page.finding(line, f"translates.page is {named}", f"write page: {original.source_path}")
    ours, theirs = _parts(page), _parts(original)
    if list(ours) != list(theirs):
        name = next((one for one in [*theirs, *ours] if (one in ours) != (one in theirs)), next(iter(theirs)))
        fact = f"the headings of the page are not those of {original.path}: see #{name}"
        line = ours[name][0] if name in ours else page.body_line
        yield page.finding(
            line, fact, "give each heading of the original its translation, in its order, with its { #anchor }"
        )
        return
    for name, part in ours.items():
        yield from (page.finding(*fault) for fault in _faults(part, theirs[name][1], _emergency(site)))


def _as_recorded(original: Page, main: Site | None) -> bool:
    """Whether an original was built, and reads as it does on record, which is what was translated."""
    built = main.built_by_url.get(original.url) if main else None
    if main is None or built is None:
        return False
    file = approved.file_of(original.url)
    return not approval.compare(file, approval.stored(main, file), approved.of_page(built)).changes


def _emergency(site: Site) -> set[str]:
    """The emergency numbers of both languages: each names those of its own readers."""
    sites = (site, site.main) if site.main else (site,)
    return {str(line.get("number")) for one in sites for line in one.helplines if line.get("kind") == "emergency"}


def _faults(part: Part, theirs: list[str], uncounted: set[str]) -> Iterator[tuple[int, str, str]]:
    """(line, what is wrong, how to mend it) of what a section has too many or too few of."""
    line, lines = part
    for what, count in COUNTED.items():
        mine, wanted = (Counter(one for one in count(text) if one not in uncounted) for text in (lines, theirs))
        if mine != wanted:
            new = [one for one in (mine - wanted) if one != "item"]
            near = next((n for n, text in enumerate(lines) if any(one in text.replace(",", ".") for one in new)), 0)
            yield line + near, *_differ(what, mine, wanted)


def counted(page: Page) -> dict[str, int]:
    """How many of each part a page has, by the names of the parts, in the order in which they are compared."""
    lines = [line for _, part in _parts(page).values() for line in part]
    return {"headings": len(page.headings)} | {what: len(list(count(lines))) for what, count in COUNTED.items()}


def _parts(page: Page) -> dict[str, Part]:
    """The lines of a page's body by the anchor of the heading above them; a heading without one is called by its place."""
    parts: dict[str, Part] = {"": (page.body_line, [])}
    starts = {heading.line: f"{'#' * heading.level}{heading.anchor or n}" for n, heading in enumerate(page.headings)}
    current = ""
    for number, line in enumerate(page.body, start=1):
        if number in starts:
            current = starts[number]
            parts[current] = (number, [])
            line = markup.HEADING.sub(r"\2", line)
        if number >= page.body_line:
            parts[current][1].append(line)
    return parts


def _cells(lines: list[str]) -> list[str]:
    return [f"of {line.strip().strip('|').count('|') + 1} cells" for line in lines if ROW.match(line)]


def _numbers(lines: list[str]) -> list[str]:
    plain = (THOUSANDS.sub("", UNCOUNTED.sub(" ", DATE.sub(" ", line))) for line in lines)
    return [one.replace(",", ".") for line in plain for one in NUMBER.findall(line)]


def _targets(lines: list[str]) -> list[str]:
    return [posixpath.normpath(one) for line in lines for one in TARGET.findall(line)]


COUNTED: dict[str, Callable[[list[str]], list[str]]] = {
    "list items": lambda lines: ["item" for line in lines if ITEM.match(line)],
    "table rows": _cells,
    "links": _targets,
    "citations": lambda lines: [f"[^{key}]" for line in lines for key in re.findall(r"\[\^([^\]\s]+)\]", line)],
    "insert lines": lambda lines: [line.strip() for line in lines if markup.INSERT.match(line)],
    "numbers": _numbers,
}


def _differ(what: str, mine: Counter[str], wanted: Counter[str]) -> tuple[str, str]:
    """What a section has too many or too few of, and how to mend it."""
    lost, new = wanted - mine, mine - wanted
    if set(wanted) | set(mine) <= {"item"}:
        fact = f"this section has {mine.total()} {what}, and the original {wanted.total()}"
        return fact, "translate each item as one item"
    said = [f"lacks {_listed(lost)}" if lost else "", f"has {_listed(new)} more" if new else ""]
    return (
        f"of the {what} of the original this section {' and '.join(one for one in said if one)}",
        "write what the original has",
    )


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{one}" if times == 1 else f"{one} ({times} times)" for one, times in counted.items())
