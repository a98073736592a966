"""What readers are told, line by line, for checks that look at words wherever they come from."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import approval, approved
from ..approval import Change
from ..source import BuiltPage, Finding, Site, once
from . import lines, passages, terms

NOTICES = "notices"  # in the place of a file of the record


@dataclass(slots=True)
class Line:
    """A line of the record, as data/approved has it: its words without the keys of its sources, and those of the line above."""

    text: str
    above: str
    site: Site
    written: str
    file: str
    number: int  # how many equal lines come before it

    def finding(self, message: str, hint: str) -> Finding:
        """A finding at the source of the line: docs/, data/, a template or mkdocs.yml."""
        change = Change(self.file, 1, "", self.written, number=self.number)
        return Finding(*approval.place(self.site, change), message, hint)


@once
def whole(built: BuiltPage) -> str:
    """The words of a built page, its lines apart; "" of a file that was copied."""
    return _bare(terms.APART.join(approved.of_page(built))) if built.path not in built.site.files else ""


@once
def of_page(built: BuiltPage) -> list[Line]:
    """The lines of a built page; what it shares with others is read once, with the site."""
    if built.path in built.site.files:
        return []
    return list(_lines(built.site, approved.file_of(built.url), approved.of_page(built)))


@once
def of_site(site: Site) -> list[Line]:
    """The lines of what pages share, those that only paper has, and those that no record holds: what withdrawals and corrections say."""
    shared = approved.of_site(site) if site.built else {}
    shared = shared | {NOTICES: [text for _, _, text in passages.notices(site)]}
    return [line for file, found in shared.items() for line in _lines(site, file, found)]


def _lines(site: Site, file: str, found: list[str]) -> Iterator[Line]:
    above, seen = "", dict[str, int]()
    for line in found:
        text = _bare(line)
        yield Line(text, above, site, line, file, seen.get(line, 0))
        seen[line] = seen.get(line, 0) + 1
        above = text


def _bare(line: str) -> str:
    return terms.folded(lines.CITED.sub("", line) if "[^" in line else line)
