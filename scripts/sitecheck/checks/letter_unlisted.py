"""Text is written with ordinary letters, blanks and hyphens, each word in one script.

Why:  a look-alike or unseen character passes every reader's eye, and no search, screen reader or rule about words finds the word that
      holds it. Word processors and PDFs bring them along.
Bad:  fine-grained, with U+2011 in the place of the hyphen
Good: fine-grained
"""

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Findings, Page, Site, Source
from ..text import letters

OF_THE_WORLD = frozenset(
    {"data/references.yml", "data/search.yml", "data/helplines.yml"}
)  # titles, names and what people type

NUMBERED = re.compile(r"\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4}))")


@check(Site, unless="file-unreadable")
def letter_unlisted(site: Site) -> Findings:
    for source in [*site.pages, *site.data_sources, *site.templates]:
        script, lines = site.script_of(source), [] if letters.ordinary(source.text) else _read(source)
        for number, line in enumerate(lines, start=1):
            for shown, fact, fix in letters.faults(line, script):
                yield source.finding(number, f"{shown} {fact}", fix)


@check(Site)
def letter_foreign(site: Site) -> Findings:
    """A word of another script is announced, so that a screen reader says it, and nobody takes it for one of ours."""
    for source in [*site.pages, *site.data_sources]:
        if source.path.replace(f"data/{site.tag}/", "data/") not in OF_THE_WORLD:
            script = site.script_of(source)
            for number, line in _spoken(source, site):
                for word, fact, fix in letters.foreign(line, script):
                    yield source.finding(number, f'"{word}" {fact}', fix)


def _read(source: Source) -> list[str]:
    """The lines of a source, with what YAML writes by its number as the letter that readers get."""
    if "\\" not in source.text or not (isinstance(source, Page) or source.path.endswith(".yml")):
        return source.lines
    last = source.body_line if isinstance(source, Page) else len(source.lines)
    return [
        NUMBERED.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), line) for line in source.lines[:last]
    ] + source.lines[last:]


def _spoken(source: Source, site: Site) -> Iterator[tuple[int, str]]:
    """The lines of a source without the words that a page is searched by, and the names that languages have in themselves."""
    unsaid: set[int] = set()
    if isinstance(source, Page):
        unsaid = {
            line
            for path, line in source.meta_lines.items()
            if "keywords" in (path if isinstance(path, tuple) else (path,))
        }
    elif source.path == "mkdocs.yml":
        unsaid = {line for path, line in site.config_lines.items() if path[:2] == ("extra", "languages")}
    for number, line in enumerate(_read(source), start=1):
        if number not in unsaid:
            yield number, line
