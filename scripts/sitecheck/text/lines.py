"""The text of a page or a sheet as lines: one sentence, list item or table row each, in reading order, with the keys of its sources."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..source import Site

BLOCKS = frozenset(
    "address article aside blockquote button caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr label legend li main nav ol option p pre section select summary table tbody tfoot thead tr ul".split()
)
HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
ATTRIBUTES = ("aria-label", "title", "placeholder", "data-nothing", "data-failed")  # words that show without being text
FRAME = {  # what every page has: the same words everywhere stand once, others in full
    "a.skip": "skip",
    "header.top": "header",
    "footer.foot": "footer",
    "section.info": "about this page",
    "section.clinic": "clinic",
    "aside.strip": "strip",
    "ul.tools": "tools",
    "section.leads": "links on paper",
    "nav.neighbours": "neighbours",
    "div.running": "foot of a side",
    ".card > .card__heading": "card",
    ".card > p": "note of the card",
}
COMPUTED = {  # what the build works out, and changes without anybody changing a word
    ".status, .state": "review state",
    "[data-file]": "sides and size",
    ".clinic span": "clinic",
    ".leads li": "link",
    ".neighbours a": "page",
    "#menu li": "page",
}
LEFT_OUT = "script, style, template, .derived, .qr, .withdrawn, nav.contents ul, footer address, .languages"
SENTENCE = re.compile(
    r"[.!?…][\"'”’)\]]*(?:\[\^[^\]\s]+\])*(?=\s+[\"'“‘(\[]?[^\W_a-z])|[。！？][”’」』）]*(?:\[\^[^\]\s]+\])*"
)
SHORTENED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|vs|approx|e\.g|i\.e)|\b[A-Z])\.$")
REPEATED = re.compile(r"(\[[a-z ]+\])(?: \1)+")
DATE = re.compile(r"\d{1,2} [^\W\d_]+ \d{4}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CITED = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Recorder:
    """What is needed to read a page: the site, and the frame's blocks by name, to which a page that is `learning` adds its own."""

    site: Site
    frame: dict[str, list[str]]
    learning: bool = False

    @cached_property
    def placeholders(self) -> list[tuple[str, re.Pattern[str], str]]:
        return placeholders(self.site)

    @cached_property
    def works(self) -> dict[str, tuple[str, str]]:
        """What the entry of each work says at least, its title and its publisher, by the id of its note."""
        works, names = self.site.references, ("title", "publisher")
        said = {note: [visible(str(works[key].get(name))) for name in names] for note, key in self.site.notes.items()}
        return {f"fn:{note}": (title, publisher) for note, (title, publisher) in said.items()}

    @cached_property
    def apart(self) -> dict[tuple[str, ...], list[str]]:
        """The lines of each element that was read by itself, by its HTML and the tags around it."""
        return {}

    @cached_property
    def drawn(self) -> dict[str, list[str]]:
        """The words in each drawing that was asked for, by its name."""
        return {}

    @cached_property
    def meanings(self) -> frozenset[str]:
        """What the glossary says of its words."""
        return frozenset(visible(str(word.get("text"))) for word in self.site.glossary)


@dataclass(frozen=True)
class Marked:
    """The elements of a tree that are not written as they stand, by their place in memory."""

    left_out: frozenset[int]
    computed: dict[int, str]
    framed: dict[int, str]


def marked(tree: LexborHTMLParser) -> Marked:
    """Which elements of a tree are left out, computed, or part of the frame."""

    def found(selectors: dict[str, str]) -> dict[int, str]:
        return {node.mem_id: name for selector, name in selectors.items() for node in tree.css(selector)}

    named = {node.mem_id: node.attributes.get("data-computed") or "" for node in tree.css("[data-computed]")}
    return Marked(frozenset(node.mem_id for node in tree.css(LEFT_OUT)), found(COMPUTED) | named, found(FRAME))


def lines_of(tree: LexborHTMLParser, recorder: Recorder, cited: dict[str, str]) -> list[str]:
    """The lines of a tree's body. `cited` are the keys of the works by the id of their note."""
    known = marked(tree)
    writer = Writer(known, recorder, cited, known.framed)
    if tree.body is not None:
        writer.walk(tree.body)
        writer.flush()
    return writer.lines


def sentences(text: str) -> list[str]:
    """A text cut into sentences; the keys of the sources after one stay with it."""
    found, start = [], 0
    for end in SENTENCE.finditer(text):
        if not SHORTENED.search(text[start : end.start() + 1]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [piece for piece in [*found, text[start:].strip()] if piece]


def visible(text: str) -> str:
    """A text with single blanks, and with every sign that nobody sees written out."""
    return spelled(" ".join(text.split()))


def spelled(text: str) -> str:
    """A text with every sign that nobody sees written out."""
    if text.isprintable():
        return text
    return "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in {"Cf", "Cc", "Co", "Cn"} else sign for sign in text
    )


def placeholders(site: Site) -> list[tuple[str, re.Pattern[str], str]]:
    """(words, where they count, what stands for them) of the site's address, and of an emergency number: that of mkdocs.yml, or the clinic's own."""
    given = (site.extra.get("emergency_number"), site.clinic.get("emergency_number"))
    numbers = [" ".join(str(number).split()) for number in given if number]
    found = [(number, re.compile(rf"(?<![\w,.]){re.escape(number)}(?!\w)"), "[emergency number]") for number in numbers]
    home = (site.home, re.compile(rf"{re.escape(site.home)}[\w/#%.-]*"), "[address]")
    return [*found, home] if site.home else found


class Writer:
    """Writes the text of a tree as lines, in reading order."""

    def __init__(self, marked: Marked, recorder: Recorder, cited: dict[str, str], framed: dict[int, str]) -> None:
        self.lines: list[str] = []
        self.buffer: list[str] = []
        self.prefix = ""
        self.marked, self.recorder, self.cited, self.framed = marked, recorder, cited, framed

    def walk(self, node: LexborNode) -> None:
        """Write what stands in an element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self.buffer.append(child.text_content or "")
            elif child.mem_id in self.marked.computed:
                self.buffer.append(f"[{self.marked.computed[child.mem_id]}]")
            elif child.mem_id not in self.marked.left_out and not tag.startswith(("-", "!", "_")):
                self._element(child, tag)

    def _element(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        if self._from_data(node, attributes):
            return
        if (made := self._made(node, tag, attributes)) is not None:
            self.buffer.append(made)
        elif tag == "img":
            self._picture(attributes)
        elif tag in BLOCKS and "popovertarget" not in attributes:
            self._block(node, tag, attributes)
        else:
            self._attributes(attributes)
            self.walk(node)

    def _from_data(self, node: LexborNode, attributes: dict[str, str | None]) -> bool:
        """Write what is on record elsewhere: a block of the frame, a sign, a disclaimer, the meaning of a word. Else False."""
        site = self.recorder.site
        if (name := self.framed.get(node.mem_id)) is not None:
            self._framed(node, name)
        elif not attributes:
            return False
        elif id := attributes.get("data-sign"):
            text = site.urgency.get(id, {}).get("text")
            self._known(node, f"[sign: {id}, {_level(node)}]", text if isinstance(text, str) else None)
        elif id := attributes.get("data-disclaimer"):
            said = next((one.get("text") for one in site.disclaimers if one.get("id") == id), None)
            self._known(node, f"[disclaimer: {id}]", said)
        elif "popover" in attributes:
            said = visible(node.text())
            if said not in self.recorder.meanings:
                self.buffer.append(f" {{{said}}}")
        else:
            return False
        return True

    def _made(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> str | None:
        """What stands for an element inside a line; None for one that is read as it stands."""
        if tag == "sup":
            return self._citation(node)
        if tag == "time" and DATE.fullmatch(node.text().strip()) and DAY.fullmatch(attributes.get("datetime") or ""):
            return "[date]"
        if tag == "li" and self._is_work(node, attributes.get("id") or ""):
            return ""  # of a list that is made from the bibliography
        return " " if tag == "br" else None

    def _is_work(self, node: LexborNode, id: str) -> bool:
        """Whether an item is the entry of the work that its number stands for."""
        work = self.recorder.works.get(id)
        return work is not None and all(one in said for said in [visible(node.text())] for one in work)

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
        lines = self._apart(node)
        if name == "strip":  # each page has its own
            self.lines += [f"[strip: {line}]" for line in lines]
            return
        if self.recorder.learning:
            self.recorder.frame.setdefault(name, lines)
        if self.recorder.frame.get(name) == lines:
            self.lines.append(f"[frame: {name}]")
        else:
            self.lines += lines

    def _apart(self, node: LexborNode) -> list[str]:
        """The lines of an element by itself; worked out once for all pages where it stands, in the same tags, with the same HTML."""
        html = node.html or ""
        alike = (html, *_around(node)) if "#fn:" not in html else ()
        if alike in self.recorder.apart:
            return self.recorder.apart[alike]
        part = Writer(self.marked, self.recorder, self.cited, {})
        part._block(node, node.tag or "", node.attributes)
        part.flush()
        if alike:
            self.recorder.apart[alike] = part.lines
        return part.lines

    def _citation(self, node: LexborNode) -> str | None:
        if node.text().strip(", ") == "":
            return ""
        links = (one.attributes.get("href") or "" for one in node.traverse() if one.tag == "a")
        id = next((href.removeprefix("#") for href in links if href.startswith("#fn:")), None)
        if id is None:
            return "" if "cite" in (node.attributes.get("class") or "").split() else None
        return f"[^{self.cited.get(id, id)}]"

    def _picture(self, attributes: dict[str, str | None]) -> None:
        alt = visible(attributes.get("alt") or "")
        name, drawn = PurePosixPath(attributes.get("src") or "").name, self.recorder.drawn
        if name not in drawn:
            drawn[name] = _words_of_drawing(self.recorder.site, name)
        inside = drawn[name]
        if alt or inside:
            self.flush()
            self.lines += [f"[picture: {alt}]", *(f"[in the picture: {word}]" for word in inside)]

    def _attributes(self, attributes: dict[str, str | None]) -> None:
        for name in ATTRIBUTES if attributes else ():
            if attributes.get(name):
                self.buffer.append(f"[{name}: {visible(attributes[name] or '')}] ")
        href = attributes.get("href") or ""
        if href.startswith(("mailto:", "sms:")):
            asked = parse_qs(urlsplit(href).query)
            for name in ("subject", "body"):
                for value in asked.get(name, ()):
                    if not value.startswith("http"):
                        self.buffer.append(f"[{name}: {visible(value)}] ")

    def _block(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        self.flush()
        self.prefix = _prefix(node, tag)
        self._attributes(attributes)
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
        text = spelled(self._with_placeholders(" ".join("".join(self.buffer).split()))) if self.buffer else ""
        text = REPEATED.sub(r"\1", text) if "] [" in text else text
        self.buffer.clear()
        if not text:
            return
        whole = self.prefix.startswith(("#", "| "))
        for number, piece in enumerate([text] if whole else sentences(text)):
            self.lines.append(f"{self.prefix if not number else ' ' * len(self.prefix)}{piece}")
        if self.prefix in {"- ", "1. "}:
            self.prefix = " " * len(self.prefix)

    def _with_placeholders(self, text: str) -> str:
        """A text with placeholders for the address of the site and for the emergency number, which a clinic may set."""
        for words, pattern, placeholder in self.recorder.placeholders:
            text = pattern.sub(placeholder, text) if words in text else text
        return text


def _prefix(node: LexborNode, tag: str) -> str:
    if tag in HEADINGS:
        return HEADINGS[tag]
    if tag == "li":
        return "1. " if node.parent is not None and node.parent.tag == "ol" else "- "
    return "| " if tag == "tr" else ""


def _around(node: LexborNode) -> Iterator[str]:
    """The tags around an element, with the names by which a selector of this module knows them."""
    outer = node.parent
    while outer is not None:
        attributes = outer.attributes
        yield f"{outer.tag}#{attributes.get('id')}.{attributes.get('class')}"
        outer = outer.parent


def _level(node: LexborNode) -> str:
    """The level of the card that an element stands in."""
    outer: LexborNode | None = node
    while outer is not None:
        for name in (outer.attributes.get("class") or "").split():
            if name.startswith("card--"):
                return name.removeprefix("card--")
        outer = outer.parent
    return "no card"


def _words_of_drawing(site: Site, name: str) -> list[str]:
    """The words in a drawing of docs/."""
    drawing = next((one for one in site.copied if one.path.endswith(f"/{name}") and name.endswith(".svg")), None)
    if drawing is None:
        return []
    tree = LexborHTMLParser(drawing.text)
    found = [visible(node.text()) for node in tree.css("text, title, desc")]
    return [text for text in found if text]
