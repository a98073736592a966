"""Approved text: the words that readers get, line by line as they are on record in data/approved/.

The record is made from the built pages, so it covers docs/, data/, overrides/ and the hook alike. One line is one sentence, list
item or table row with the keys of its sources. What all pages share stands once, in the files of `_shared/`; a page names, in
order, each shared block, disclaimer and sign that it gets. What the build computes stands in it as a placeholder, and lists that
are rendered from other records of the site are left out: a change that changes no word changes nothing here.
(The technique is known as approval testing, or golden-master testing.)
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from . import languages, withdrawal
from .source import BuiltPage, Site, once
from .text.lines import CITED, Recorder, lines_of, sentences, visible

FOLDER = "data/approved"
SHARED = "_shared"  # the folder of what stands on more than one page
AS_FOUND = "% As found, read by nobody."  # heads a file whose lines were recorded and never read one by one
NOTE = "%"  # begins a line that is no text of a reader


def record(site: Site) -> dict[str, list[str]]:
    """The lines that readers get now, by file under data/approved: each built page, each sheet, and what they share."""
    return {file_of(page.url): of_page(page) for page in _pages(site)} | of_site(site)


@once
def of_page(page: BuiltPage) -> list[str]:
    """The lines of a built page."""
    return _page(page, _recorder(page.site))


@once
def of_site(site: Site) -> dict[str, list[str]]:
    """The lines of each sheet, of the log, of the booklet and of `_shared/`, by file."""
    recorder = _recorder(site)
    by_source = {page.page.path: page for page in site.built if page.page}
    files: dict[str, list[str]] = {}
    for name, (source, html) in site.paper.items():
        page = by_source.get(source)
        if page is None and "chapter" in html:
            everything = [line for one in _pages(site) for line in of_page(one)]
            files[f"handouts/{name}.txt"] = _booklet(html, everything, recorder)
        else:
            files[f"handouts/{name}.txt"] = _sheet(html, of_page(page) if page else [], recorder)
    return files | _shared(site, recorder.frame)


@once
def _recorder(site: Site) -> Recorder:
    return Recorder(site, _frame(site))


def _pages(site: Site) -> list[BuiltPage]:
    return sorted((one for one in site.built if recorded(one)), key=lambda one: (one.url != "", one.url))


def recorded(page: BuiltPage) -> bool:
    """Whether the words of a built page are on record in its language: those of an original in a translation's place are on its own."""
    original = page.site.tag and page.page and not page.page.original
    return page.path not in page.site.files and not original


@once
def _frame(site: Site) -> dict[str, list[str]]:
    """What every page has, as the first page of each kind has it; a page where it reads otherwise says it in full."""
    learning = Recorder(site, {}, learning=True)
    first: dict[str, BuiltPage] = {}
    for page in _pages(site):
        first.setdefault(page.page.kind if page.page else page.path.partition("/")[0], page)
    first |= {page.path: page for page in _pages(site) if page.page and page.page is site.help_page}
    for page in first.values():
        _page(page, learning)
    for _, html in site.paper.values():
        _on_paper(html, learning)
    return learning.frame


def file_of(url: str) -> str:
    """The file under data/approved of an address: "" is index.txt, "causes/mastitis/" is causes/mastitis.txt."""
    return f"{(url.rstrip('/') or 'index').removesuffix('.html')}.txt"


def without_notes(lines: list[str]) -> list[str]:
    """The lines of a file of data/approved that are text of readers."""
    return [line for line in lines if line.strip() and not line.startswith(NOTE)]


def keys(line: str) -> list[str]:
    """The keys of the sources that a line cites."""
    return CITED.findall(line)


def _page(page: BuiltPage, recorder: Recorder) -> list[str]:
    tree = page.tree
    head = [f"title: {visible(node.text())}" for node in tree.css("head title")]
    head += [
        f"{node.attributes.get('name')}: {visible(node.attributes.get('content') or '')}"
        for node in tree.css("meta[name=description]")
    ]
    if page.page:
        head += [f"key message: {visible(text)}" for _, text in page.page.meta_list("key_messages")]
    for node in tree.css('script[type="application/ld+json"]'):
        head += _linked_data(node.text(), head)
    return head + lines_of(tree, recorder, citations(page))


def citations(page: BuiltPage) -> dict[str, str]:
    """The key of each work by the id of its note on the page."""
    ids = [node.attributes.get("id") or "" for node in page.tree.css(".footnote li[id]")]
    return {name: page.site.notes.get(name.removeprefix("fn:"), name) for name in ids}


def _linked_data(text: str, said: list[str]) -> list[str]:
    """The words of a page's data for programs that its reader has not got already."""
    try:
        data = json.loads(text)
    except ValueError:
        return [f"data: {visible(text)}"]

    def leaves(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name, part in value.items():
                if not name.startswith("@") and name not in {"lastReviewed", "reviewedBy"}:
                    yield from leaves(part, f"{path}.{name}")
        elif isinstance(value, list):
            for part in value:
                yield from leaves(part, path)
        elif (
            isinstance(value, str)
            and not any(value in line for line in said)
            and not re.match(r"https?://|\d{4}-\d\d-\d\d", value)
        ):
            yield f"data {path.lstrip('.')}: {visible(value)}"

    return sorted(set(leaves(data, "")))


def _sheet(html: str, page: list[str], recorder: Recorder) -> list[str]:
    """The lines of a sheet: those of its page by their section, with what the sheet leaves out of it, and its own in full."""
    written = _on_paper(html, recorder)
    plain = {CITED.sub("", line): number for number, line in enumerate(page)}
    said = {line for line in written if line in plain}
    lines: list[str] = []
    place = -1
    for line in written:
        named = line.startswith(("[sign:", "[disclaimer:", "[frame:"))
        if line not in plain or named:
            lines.append(line)
            continue
        if line.startswith("#"):
            lines.append(line)
        place = plain[line]
        if line.startswith("# "):  # below it, on paper, comes the opening without its heading
            place = next((at for at in range(place, len(page)) if page[at].startswith("## ")), place)
        for later in page[place + 1 :]:
            bare = CITED.sub("", later)
            if later.startswith("## ") or bare in said:
                break
            if not bare.startswith("["):
                lines.append(f"[not on this sheet: {bare.strip()}]")
    return lines


def _booklet(html: str, pages: list[str], recorder: Recorder) -> list[str]:
    """The lines that the booklet has beside those of the pages in it."""
    known = {CITED.sub("", line) for line in pages if not line.startswith("[")}
    return [line for line in _on_paper(html, recorder) if line not in known]


def _on_paper(html: str, recorder: Recorder) -> list[str]:
    tree = LexborHTMLParser(html)
    for node in tree.css(".meaning"):
        node.decompose()
    return lines_of(tree, recorder, {})


def _shared(site: Site, frame: dict[str, list[str]]) -> dict[str, list[str]]:
    """The files of `_shared/`: what stands on more than one page, each once, with its id."""
    words = site.extra
    framed: list[str] = []
    for name, lines in frame.items():
        framed += [f"[frame: {name}]", *lines]
    files = {
        "frame": framed,
        "words": [
            f"{name}: {visible(words[name])}"
            for name in ("unreviewed", "lapsed", "emergency_number")
            if isinstance(words.get(name), str)
        ],
        "signs": [_entry(f"{id}, {one.get('level')}", one) for id, one in site.urgency.items()],
        "glossary": [_entry(f"{one.get('id')}: {one.get('term')}", one) for one in site.glossary],
        "notices": [visible(languages.text_of(site.furniture)(text)) for text in withdrawal.WORDS],
        "disclaimers": [
            line
            for one in site.disclaimers
            for line in (f"[{one.get('id')}]", *sentences(visible(str(one.get("text")))))
        ],
    }
    return {f"{SHARED}/{name}.txt": lines for name, lines in files.items() if lines}


def _entry(name: str, one: dict[str, Any]) -> str:
    cites = one.get("cites")
    cited = "".join(f"[^{key}]" for key in cites) if isinstance(cites, list) else ""
    always = ", always" if one.get("always") is True else ""
    return f"[{name}{always}] {visible(str(one.get('text')))}{cited}"
