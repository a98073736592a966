"""Approved text: the words that readers get, line by line as they are on record in data/approved/.

The record is made from the built pages, so it covers docs/, data/, overrides/ and the hook alike. One line is one sentence, list
item or table row with the keys of its sources. What all pages share stands once, in the files of `_shared/`; a page names, in
order, each shared block, disclaimer and sign that it gets. What the build computes stands in it as a placeholder, and lists that
are rendered from other records of the site are left out: a change that changes no word changes nothing here.
(The technique is known as approval testing, or golden-master testing.)
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .source import BuiltPage, Site

FOLDER = "data/approved"
SHARED = "_shared"  # the folder of what stands on more than one page
AS_FOUND = "% As found, read by nobody."  # heads a file whose lines were recorded and never read one by one
NOTE = "%"  # begins a line that is no text of a reader

BLOCKS = frozenset(
    "address article aside blockquote button caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr label legend li main nav ol option p pre section select summary table tbody tfoot thead tr ul".split()
)
ATTRIBUTES = ("aria-label", "title", "placeholder", "data-nothing", "data-failed")  # words that show without being text
FRAME = {  # what every page has: the same words everywhere stand once, others in full
    "a.skip": "skip",
    "header.top": "header",
    "footer.foot": "footer",
    "section.info": "about this page",
    "section.clinic": "clinic",
    "ul.tools": "tools",
    "section.leads": "links on paper",
    "nav.neighbours": "neighbours",
    "div.running": "foot of a side",
    ".card > .card__heading": "card",
    ".card > p": "note of the card",
}
COMPUTED = {  # what the build works out, and changes without anybody changing a word
    "time": "date",
    ".status, .state": "review state",
    "[data-file]": "sides and size",
    ".clinic span, footer address": "clinic",
    ".leads li": "link",
    ".neighbours a": "page",
    "#menu li": "page",
}
LEFT_OUT = "script, style, template, .derived, .qr, .footnote, .withdrawn, nav.contents ul"
SENTENCE = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*(?:\[\^[^\]\s]+\])*(?=\s+[\"'“‘(\[]?[^\W_a-z])|(?<=[。！？])[”’」』）]*(?:\[\^[^\]\s]+\])*"
)
SHORTENED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|vs|approx|e\.g|i\.e)|\b[A-Z])\.$")
REPEATED = re.compile(r"(\[[a-z ]+\])(?: \1)+")
CITED = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Recorder:
    """What is needed to read a page: the site, and the frame's blocks as the first page has them, by name."""

    site: Site
    frame: dict[str, list[str]]


def record(site: Site) -> dict[str, list[str]]:
    """The lines that readers get now, by file under data/approved: each built page, each sheet, and what they share."""
    recorder = Recorder(site, {})
    files: dict[str, list[str]] = {}
    pages = sorted(
        (page for page in site.built if page.path not in site.files), key=lambda page: (page.url != "", page.url)
    )
    for page in pages:
        files[file_of(page.url)] = _page(page, recorder)
    by_source = {page.page.path: file_of(page.url) for page in pages if page.page}
    for name, (source, html) in site.paper.items():
        files[f"handouts/{name}.txt"] = _sheet(html, files.get(by_source.get(source, ""), []), recorder)
    return {**files, **_shared(site, recorder.frame)}


def file_of(url: str) -> str:
    """The file under data/approved of an address: "" is index.txt, "causes/mastitis/" is causes/mastitis.txt."""
    return f"{(url.rstrip('/') or 'index').removesuffix('.html')}.txt"


def without_notes(lines: list[str]) -> list[str]:
    """The lines of a file of data/approved that are text of readers."""
    return [line for line in lines if line.strip() and not line.startswith(NOTE)]


def keys(line: str) -> list[str]:
    """The keys of the sources that a line cites."""
    return CITED.findall(line)


def sentences(text: str) -> list[str]:
    """A text cut into sentences; the keys of the sources after one stay with it."""
    found, start = [], 0
    for end in SENTENCE.finditer(text):
        if not SHORTENED.search(text[start : end.start()]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [piece for piece in [*found, text[start:].strip()] if piece]


def visible(text: str) -> str:
    """A text with single blanks, and with every sign that nobody sees written out."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    return "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in {"Cf", "Cc", "Co", "Cn"} else sign for sign in text
    )


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
    writer = Writer(tree, recorder, citations(page))
    if tree.body is not None:
        writer.walk(tree.body)
    return head + writer.lines


def citations(page: BuiltPage) -> dict[str, str]:
    """The key of each work by the id of its note on the page."""
    ids = [node.attributes.get("id") or "" for node in page.tree.css(".footnote li[id]")]
    return {name: name.removeprefix("fn:") for name in ids}


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


class Writer:
    """Writes the text of a tree as lines, in reading order."""

    def __init__(self, tree: LexborHTMLParser, recorder: Recorder, cited: dict[str, str], frame: bool = True) -> None:
        self.lines: list[str] = []
        self.buffer: list[str] = []
        self.prefix = ""
        self.tree, self.recorder, self.cited = tree, recorder, cited
        self.left_out = self._found({LEFT_OUT: ""})
        self.computed = self._found(COMPUTED) | {
            node.mem_id: node.attributes.get("data-computed") or "" for node in tree.css("[data-computed]")
        }
        self.framed = self._found(FRAME) if frame else {}

    def _found(self, selectors: dict[str, str]) -> dict[int, str]:
        return {node.mem_id: name for selector, name in selectors.items() for node in self.tree.css(selector)}

    def walk(self, node: LexborNode) -> None:
        """Write what stands in an element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self.buffer.append(child.text_content or "")
            elif child.mem_id in self.computed:
                self.buffer.append(f"[{self.computed[child.mem_id]}]")
            elif child.mem_id not in self.left_out and not tag.startswith(("-", "!", "_")):
                self._element(child, tag)

    def _element(self, node: LexborNode, tag: str) -> None:
        name = self.framed.get(node.mem_id)
        attributes = node.attributes
        if name is not None:
            self._framed(node, name)
        elif "data-sign" in attributes:
            self._known(
                node, f"[sign: {attributes['data-sign']}, {_level(node)}]", self._sign(attributes["data-sign"] or "")
            )
        elif "data-disclaimer" in attributes:
            id = attributes["data-disclaimer"] or ""
            said = next((one.get("text") for one in self.recorder.site.disclaimers if one.get("id") == id), None)
            self._known(node, f"[disclaimer: {id}]", said)
        elif "popover" in attributes:
            if not any(visible(str(word.get("text"))) == visible(node.text()) for word in self.recorder.site.glossary):
                self.buffer.append(f" {{{visible(node.text())}}}")
        elif tag == "sup" and (found := self._citation(node)) is not None:
            self.buffer.append(found)
        elif tag == "img":
            self._picture(attributes)
        elif tag == "br":
            self.buffer.append(" ")
        elif tag in BLOCKS and "popovertarget" not in attributes:
            self._block(node, tag)
        else:
            self._attributes(node)
            self.walk(node)

    def _sign(self, id: str) -> str | None:
        text = self.recorder.site.urgency.get(id, {}).get("text")
        return text if isinstance(text, str) else None

    def _known(self, node: LexborNode, name: str, said: str | None) -> None:
        """A text of data/: its name where it is shown as it is on record, its words where it is not."""
        self.flush()
        self.lines.append(name)
        if visible(node.text()) != visible(said or ""):
            self.walk(node)
            self.flush()

    def _framed(self, node: LexborNode, name: str) -> None:
        self.flush()
        if name in {"card", "note of the card"}:
            name = f"{name}: {_level(node)}"
        part = Writer(self.tree, self.recorder, self.cited, frame=False)
        part._block(node, node.tag or "")
        part.flush()
        if self.recorder.frame.setdefault(name, part.lines) == part.lines:
            self.lines.append(f"[frame: {name}]")
        else:
            self.lines += part.lines

    def _citation(self, node: LexborNode) -> str | None:
        if node.text().strip(", ") == "":
            return ""
        link = node.css_first("a.footnote-ref")
        if link is None:
            return "" if "cite" in (node.attributes.get("class") or "").split() else None
        id = (link.attributes.get("href") or "").removeprefix("#")
        return f"[^{self.cited.get(id, id)}]"

    def _picture(self, attributes: dict[str, str | None]) -> None:
        alt = visible(attributes.get("alt") or "")
        inside = _words_of_drawing(self.recorder.site, attributes.get("src") or "")
        if alt or inside:
            self.flush()
            self.lines += [f"[picture: {alt}]", *(f"[in the picture: {word}]" for word in inside)]

    def _attributes(self, node: LexborNode) -> None:
        attributes = node.attributes
        for name in ATTRIBUTES:
            if attributes.get(name):
                self.buffer.append(f"[{name}: {visible(attributes[name] or '')}] ")
        href = attributes.get("href") or ""
        if href.startswith(("mailto:", "sms:")):
            asked = parse_qs(urlsplit(href).query)
            for name in ("subject", "body"):
                for value in asked.get(name, ()):
                    if not value.startswith("http"):
                        self.buffer.append(f"[{name}: {visible(value)}] ")

    def _block(self, node: LexborNode, tag: str) -> None:
        self.flush()
        self.prefix = _prefix(node, tag)
        self._attributes(node)
        if tag == "tr":
            self._row(node)
        else:
            self.walk(node)
        self.flush()
        self.prefix = ""

    def _row(self, node: LexborNode) -> None:
        for number, cell in enumerate(node.iter(include_text=False)):
            self.buffer.append(" | " if number else "")
            self.walk(cell)

    def flush(self) -> None:
        """Write what has been gathered, a sentence a line."""
        text = REPEATED.sub(r"\1", visible(self._without_address("".join(self.buffer))))
        self.buffer.clear()
        if not text:
            return
        whole = self.prefix.startswith(("#", "| "))
        for number, piece in enumerate([text] if whole else sentences(text)):
            self.lines.append(f"{self.prefix if not number else ' ' * len(self.prefix)}{piece}")
        if self.prefix in {"- ", "1. "}:
            self.prefix = " " * len(self.prefix)

    def _without_address(self, text: str) -> str:
        home = self.recorder.site.home
        return re.sub(rf"{re.escape(home)}[\w/#%.-]*", "[address]", text) if home and home in text else text


def _prefix(node: LexborNode, tag: str) -> str:
    if re.fullmatch("h[1-6]", tag):
        return f"{'#' * int(tag[1])} "
    if tag == "li":
        return "1. " if node.parent is not None and node.parent.tag == "ol" else "- "
    return "| " if tag == "tr" else ""


def _level(node: LexborNode) -> str:
    """The level of the card that an element stands in."""
    outer: LexborNode | None = node
    while outer is not None:
        for name in (outer.attributes.get("class") or "").split():
            if name.startswith("card--"):
                return name.removeprefix("card--")
        outer = outer.parent
    return "no card"


def _words_of_drawing(site: Site, src: str) -> list[str]:
    """The words in a drawing of docs/."""
    name = PurePosixPath(src).name
    drawing = next((one for one in site.copied if one.path.endswith(f"/{name}") and name.endswith(".svg")), None)
    if drawing is None:
        return []
    tree = LexborHTMLParser(drawing.text)
    found = [visible(node.text()) for node in tree.css("text, title, desc")]
    return [text for text in found if text]


def _sheet(html: str, page: list[str], recorder: Recorder) -> list[str]:
    """The lines of a sheet: those of its page by their section, with what the sheet leaves out of it, and its own in full."""
    tree = LexborHTMLParser(html)
    for node in tree.css(".meaning"):
        node.decompose()
    writer = Writer(tree, recorder, {})
    if tree.body is not None:
        writer.walk(tree.body)
    plain = {CITED.sub("", line): number for number, line in enumerate(page)}
    said = {line for line in writer.lines if line in plain}
    lines: list[str] = []
    place = -1
    for line in writer.lines:
        named = line.startswith(("[sign:", "[disclaimer:", "[frame:"))
        if line not in plain or named:
            lines.append(line)
            continue
        if line.startswith("## "):
            lines.append(line)
        place = plain[line]
        for later in page[place + 1 :]:
            bare = CITED.sub("", later)
            if later.startswith("## ") or bare in said:
                break
            lines.append(f"[not on this sheet: {bare.strip()}]")
    return lines


def _shared(site: Site, frame: dict[str, list[str]]) -> dict[str, list[str]]:
    """The files of `_shared/`: what stands on more than one page, each once, with its id."""
    extra = site.config.get("extra")
    words = extra if isinstance(extra, dict) else {}
    framed: list[str] = []
    for name, lines in frame.items():
        framed += [f"[frame: {name}]", *lines]
    files = {
        "frame": framed,
        "words": [
            f"{name}: {visible(words[name])}" for name in ("unreviewed", "lapsed") if isinstance(words.get(name), str)
        ],
        "signs": [_entry(f"{id}, {one.get('level')}", one) for id, one in site.urgency.items()],
        "glossary": [_entry(f"{one.get('id')}: {one.get('term')}", one) for one in site.glossary],
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
