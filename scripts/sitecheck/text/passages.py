"""What readers are told, passage by passage, as it was typed: paragraphs, list items, table rows, front matter and the texts of data/.

Signs of Markdown are blanked or taken away, so that a phrase is found whatever stands around or inside it.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ..parse.markup import CITATION, LINK
from ..source import Finding, Page, Site, once
from .terms import words_of

SAID = {"urgency.yml": ("text", "short"), "glossary.yml": ("text",), "helplines.yml": ("name",)}
STARTS = re.compile(r"\s*(?:[-*+]|\d+[.)]|>|\|)\s|\s*#{1,6}\s")
SIGNS = re.compile(
    r"</?[a-z][^>\n]*>|[*`|]+|(?<!\w)_+|_+(?!\w)|(?<=\w)__(?=\w)|[\u00ad\u200b-\u200d\u2060]", re.IGNORECASE
)
SIGN = re.compile(r"[*<_`|]")  # one of them, or a letter that is not ASCII, stands in all of SIGNS
REFERENCE = re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
QUOTATION = re.compile(r"^\s*(?:>\s*)+", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.]|[\w-]+=)[^{}\n]*\}")
WORD = re.compile(r"[^\W_]+")
LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))  # of ASCII, as WORD has them
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Passage:
    """One passage: the file, the line it begins on, and its text with its own line ends."""

    path: str
    line: int
    text: str

    def finding(self, position: int, message: str, hint: str) -> Finding:
        """A finding on the line of `position` in the text."""
        return Finding(self.path, self.line + self.text.count("\n", 0, position), message, hint)

    @property
    def counts(self) -> bool:
        """Whether a digit stands in the text."""
        return DIGIT.search(self.text) is not None

    @property
    def words(self) -> frozenset[str]:
        """The words of the text, in lower case and without hyphens and apostrophes."""
        return words_of(self.text)

    def sentence(self, position: int) -> str:
        """The sentence around `position`."""
        start = max((m.end() for m in re.finditer(r"[.!?]\s", self.text[:position])), default=0)
        end = re.search(r"[.!?](?:\s|$)", self.text[position:])
        return self.text[start : position + end.end() if end else len(self.text)]


def plain(text: str) -> str:
    """Text as it is read: no links, citations, tags, emphasis; the same line ends."""
    if "](" in text:
        text = LINK.sub(lambda found: found[1] + "\n" * (found[0].count("\n") - found[1].count("\n")), text)
    if "[^" in text:
        text = CITATION.sub("", text)
    if "][" in text:
        text = REFERENCE.sub(r"\1", text)
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "&" in text:
        text = html.unescape(text).replace("\u00a0", " ")
    if "<br" in text:
        text = re.sub(r"<br\s*/?>", " ", text)
    if "|" in text:
        text = text.replace("|", ";")  # the bound of a cell ends a clause
    text = text.replace("\u2019", "'")
    return SIGNS.sub("", text) if not text.isascii() or SIGN.search(text) else text


def of_page(page: Page, first: int = 1, last: int | None = None) -> list[Passage]:
    """The passages typed in the body of a page, or those that begin on its lines from `first` to before `last`."""
    every = _passages(page)
    start = bisect_left(every, first, key=attrgetter("line"))
    return every[start : None if last is None else bisect_left(every, last, key=attrgetter("line"))]


@once
def _passages(page: Page) -> list[Passage]:
    found: list[Passage] = []
    start, block = 0, list[str]()
    prose = [QUOTATION.sub("", line) if ">" in line else line for line in page.prose]
    for number, line in enumerate([*prose, ""], start=1):
        if block and (
            not line.strip() or STARTS.match(line) or (STARTS.match(block[0]) and block[0].lstrip()[0] in "#|")
        ):
            found.append(Passage(page.path, start, plain("\n".join(block))))
            block = []
        if line.strip():
            start = start if block else number
            block.append(line)
    return found


@once
def of_front_matter(page: Page) -> list[Passage]:
    """A page's title, description and key messages."""
    return list(_front_passages(page))


def _front_passages(page: Page) -> Iterator[Passage]:
    for name in ("title", "description"):
        if isinstance(value := page.meta.get(name), str):
            yield Passage(page.path, page.meta_lines.get(name, 1), plain(value))
    yield from (Passage(page.path, line, plain(text)) for line, text in page.meta_list("key_messages"))


def of_source(page: Page) -> Iterator[Passage]:
    """Every passage that the author of a page typed."""
    yield from of_front_matter(page)
    yield from of_page(page)


def of_data(site: Site) -> Iterator[Passage]:
    """The texts of data/ that pages show, and the words of mkdocs.yml."""
    for index, item in enumerate(site.disclaimers):
        line = site.data_line("disclaimers.yml", "extra", "disclaimers", index, "text")
        yield Passage("data/disclaimers.yml", line, plain(str(item.get("text"))))
    for name, keys in SAID.items():
        value = site.value_of(name)
        items = value if isinstance(value, list) else []
        for index, item in enumerate(items):
            for key in keys if isinstance(item, dict) else ():
                if isinstance(item.get(key), str):
                    yield Passage(f"data/{name}", site.data_line(name, index, key), plain(item[key]))
    for index, statement in enumerate(site.article.values()):
        for name in ("paraphrase", "brief", "note"):
            if isinstance(statement.get(name), str):
                line = site.data_line("article.yml", "statements", index, name)
                yield Passage("data/article.yml", line, plain(statement[name]))
    for name, path, text in notices(site):
        yield Passage(f"data/{name}", site.data_line(name, *path), plain(text))
    yield from _of_settings(site, site.extra, ("extra",))


def notices(site: Site) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """(file, path, text) of what withdrawals and corrections say, and no record holds. What was wrong is quoted there, and not said."""
    withdrawn = {"versions": site.withdrawn, "pages": site.withdrawn_pages}
    for part, entries in withdrawn.items():
        for index, one in enumerate(entries):
            yield from (
                ("withdrawn.yml", (part, index, name), str(one.get(name) or "")) for name in ("reason", "instead")
            )
    for index, one in enumerate(site.corrections):
        yield "corrections.yml", (index, "now"), str(one.get("now") or "")


def _of_settings(site: Site, value: Any, path: tuple[str | int, ...]) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage("mkdocs.yml", site.config_lines.get(path, 1), plain(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _of_settings(site, item, (*path, key))
