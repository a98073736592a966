"""What readers would get and nobody has approved: the built site beside its record in data/approved/, change by change."""

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from . import approved
from .source import Finding, Page, Site, Source
from .text import lines

WAITING = "text-unapproved"  # the check whose findings --allow-unapproved only tells
NEAR = 0.5  # from this likeness on, a line is said to have become another
WRITTEN = re.compile(
    r"^\s*(?:#+ |- |1\. |\| )?(?:\[[a-z- ]+: |\[[^\]]*\] ?)?"
)  # what a line has before the words of readers
NO_LETTER = re.compile(r"[\W_]+")
PIECE = re.compile(r"[\[\]():;,.|]")
SHORT = 1  # letter; so few stand anywhere
TYPED = re.compile(
    r"\[\^[^\]\n]*\]|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\{:?\s*[#.][^}\n]*\}|<[^>\n]*>"
)  # what Markdown has beside words


@dataclass(frozen=True)
class Change:
    """One line that differs from the record: `before` is "" for a new one, `after` for one that readers get no more.

    `moved` lines have the same words at another place; they are one change for a file, with their number in `after`.
    """

    file: str
    line: int  # in the file of data/approved, from 1: where `before` stands, or after which line `after` comes
    before: str
    after: str
    moved: bool = False
    number: int = 0  # how many equal lines of the page come before `after`


@dataclass(frozen=True)
class Comparison:
    """A file of the record beside the lines of today: its changes, and how to write it once some of them are approved."""

    file: str
    old: list[str]
    steps: list[tuple[str, str, Change | None]]  # (old line, new line, the change between them)

    @property
    def changes(self) -> list[Change]:
        return list(dict.fromkeys(change for _, _, change in self.steps if change))

    def written(self, yes: Callable[[Change], bool]) -> list[str]:
        """The lines of the file with those changes made to which `yes` says so."""
        lines = [(new if change is None or yes(change) else old) for old, new, change in self.steps]
        return [line for line in lines if line]


def comparisons(site: Site) -> list[Comparison]:
    """Every file of the record that differs from what readers would get today, in the order of names."""
    now = approved.record(site)
    found = (compare(file, stored(site, file), now.get(file, [])) for file in sorted({*now, *files(site)}))
    return [one for one in found if one.changes]


def files(site: Site) -> set[str]:
    """The files that are on record."""
    return {path.removeprefix(f"{site.record}/") for path in site.approved}


def stored(site: Site, file: str) -> list[str]:
    """The lines of a file of the record, notes too; none for a file that is not there."""
    source = site.approved.get(f"{site.record}/{file}")
    return source.lines if source else []


def compare(file: str, recorded: list[str], now: list[str]) -> Comparison:
    """The lines of a file of the record beside those of today."""
    numbers = [n for n, line in enumerate(recorded, start=1) if line.strip() and not line.startswith(approved.NOTE)]
    old = [recorded[n - 1] for n in numbers]
    if old == now:
        return Comparison(file, old, [(line, line, None) for line in old])
    pairs = list(_pairs(old, now))
    taken = _moved(file, old, now, pairs)
    steps: list[tuple[str, str, Change | None]] = []
    seen: Counter[str] = Counter()
    at = 1
    for i, j in pairs:
        before, after = _line(old, i), _line(now, j)
        at = at if i is None else numbers[i]
        change = (
            None if before == after else taken(before, after) or Change(file, at, before, after, number=seen[after])
        )
        seen[after] += 1
        steps.append((before, after, change))
    return Comparison(file, old, steps)


def _line(lines: list[str], place: int | None) -> str:
    return "" if place is None else lines[place]


def _moved(
    file: str, old: list[str], now: list[str], pairs: list[tuple[int | None, int | None]]
) -> Callable[[str, str], Change | None]:
    """Asked for each pair that differs in turn: the one change of lines that only moved, if the pair is of those."""
    gone = Counter(old[i] for i, j in pairs if i is not None and j is None)
    come = Counter(now[j] for i, j in pairs if i is None and j is not None)
    moved = gone & come
    shift = Change(file, 1, "", f"{sum(moved.values())} lines at another place", moved=True)
    going, coming = Counter(moved), Counter(moved)

    def taken(before: str, after: str) -> Change | None:
        left, line = (going, before) if not after else (coming, after)
        if (before and after) or not left[line]:
            return None
        left[line] -= 1
        return shift

    return taken


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """(place of the old line, place of the new one), None where there is no partner, in reading order."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        for j in range(c, d):
            near = (i for i in range(a, b) if SequenceMatcher(None, old[i], new[j]).ratio() >= NEAR)
            i = next(near, None)
            if i is None:
                yield None, j
                continue
            yield from ((lost, None) for lost in range(a, i))
            yield i, j
            a = i + 1
        yield from ((lost, None) for lost in range(a, b))


def finding(site: Site, change: Change) -> Finding:
    """A change where its author can look at it: the source of a new line, the record of one that went."""
    if change.moved:
        return Finding(f"{site.record}/{change.file}", 1, f"{change.after} than on record", _ask(site, change.file))
    if not change.after:
        fact = f'readers get this no more: "{change.before.strip()}"'
        return Finding(f"{site.record}/{change.file}", change.line, fact, f"put it back, or {_ask(site, change.file)}")
    path, line = place(site, change)
    was = f'; on record is "{change.before.strip()}"' if change.before else ""
    return Finding(path, line, f'nobody has approved "{change.after.strip()}"{was}', _ask(site, change.file))


def _ask(site: Site, file: str) -> str:
    return f"have it read, with scripts/approve.py {posixpath.join(site.tag, file.removesuffix('.txt'))}"


def place(site: Site, change: Change) -> tuple[str, int]:
    """(path, line) of the source that makes the new line of a change; line 1 where only the file is known."""
    if place_in_data := _in_data(site, change):
        return place_in_data
    page = _page_of(site, change.file)
    if page is not None and (line := _in_front_matter(page, change.after)):
        return page.path, line
    others = [*([page] if page else []), *site.data_sources, *site.templates, *site.copied]
    for needle in _needles(change):
        for source in others:
            if found := _lines_with(source, needle):
                return source.path, found[min(change.number, len(found) - 1)] if source is page else found[0]
    return (page.path, page.body_line) if page else (others[0].path if others else "mkdocs.yml", 1)


def _in_data(site: Site, change: Change) -> tuple[str, int] | None:
    """Where a line of the shared record about a sign or a term of the glossary is written."""
    known = re.match(r"\[([^\],:]+)", change.after)
    if known is None:
        return None
    if change.file.endswith(f"{approved.SHARED}/signs.txt"):
        index = next((n for n, id in enumerate(site.urgency) if id == known[1]), 0)
        return "data/urgency.yml", site.data_line("urgency.yml", index, _field_changed(change))
    if change.file.endswith(f"{approved.SHARED}/glossary.txt"):
        index = next((n for n, one in enumerate(site.glossary) if one.get("id") == known[1]), 0)
        return "data/glossary.yml", site.data_line("glossary.yml", index, "text")
    return None


def _field_changed(change: Change) -> str:
    """Which field of a sign a change is of."""
    before, after = (lines.CITED.sub("", text).partition("] ") for text in (change.before, change.after))
    return "text" if before[2] != after[2] else "level" if before[0] != after[0] else "cites"


def _page_of(site: Site, file: str) -> Page | None:
    for page in site.pages:
        if approved.file_of(page.url) == file:
            return page
    sheet = file.removeprefix("handouts/").removesuffix(".txt")
    path = site.paper.get(sheet, ("", ""))[0] if file.startswith("handouts/") else ""
    return next((page for page in site.pages if page.path == path), None)


def _in_front_matter(page: Page, text: str) -> int:
    name, _, said = text.partition(": ")
    if name in {"title", "description"}:
        return page.meta_lines.get(name, 1)
    if name == "key message":
        return next((line for line, message in page.meta_list("key_messages") if lines.visible(message) == said), 1)
    return (page.line_of(said) or page.meta_lines.get("title", 1)) if text.startswith("data ") else 0


def _needles(change: Change) -> list[str]:
    """The words of a change, folded: all, then the pieces that are new, the longest first, then the single words."""
    bare = lines.CITED.sub("", change.after)
    pieces = [piece for piece in PIECE.split(bare) if piece.strip() not in change.before]
    whole = WRITTEN.sub("", bare).rstrip("]")
    return [_folded(piece) for piece in (whole, *sorted(pieces, key=len, reverse=True), *_fresh(change))]


def _lines_with(source: Source, needle: str) -> list[int]:
    """The lines of a source on which some words begin."""
    for plain in (TYPED, lines.CITED) if len(needle) > SHORT else ():  # an attribute of a tag holds words too
        if found := _found(source, needle, plain):
            return found
    return []


def _fresh(change: Change) -> list[str]:
    """The words of a changed line that its former one has not, where they stand together; of a new line, none."""
    before, after = change.before.split(), change.after.split()
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if before else []
    return [" ".join(after[start:end]) for kind, _, _, start, end in codes if kind != "equal" and end > start]


def _found(source: Source, needle: str, left_out: re.Pattern[str]) -> list[int]:
    """The line of each place where a needle, which is folded, begins in a source; no further place for an empty one."""
    text, starts = _letters(source, left_out)
    found, start = [], text.find(needle) if needle else -1
    while start >= 0:
        found.append(bisect_right(starts, start))
        start = text.find(needle, start + 1)
    return found


@lru_cache(maxsize=512)
def _letters(source: Source, left_out: re.Pattern[str]) -> tuple[str, list[int]]:
    """The folded text of a source, and where each line begins in it; worked out once for all the changes of a site."""
    lines = [_folded(left_out.sub("", line)) for line in source.lines]
    return "".join(lines), list(accumulate(map(len, lines[:-1]), initial=0))


def _folded(text: str) -> str:
    return NO_LETTER.sub("", text.casefold())
