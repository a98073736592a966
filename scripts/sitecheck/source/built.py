"""A page as a browser gets it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..parse import stamps
from ..parse.authorship import Authorship
from ..parse.authorship import read as read_authorship
from ..parse.stamps import Place
from .files import Finding, unplaced
from .page import Page

if TYPE_CHECKING:
    from .site import Site

VERBATIM = "code, pre, kbd, samp, script, style, textarea, template"  # what holds no text for readers


def texts_in(element: LexborNode, left_out: str) -> Iterator[tuple[LexborNode, str]]:
    """(node, text) of each piece of text in an element, in reading order, without what stands in `left_out`, a CSS selector."""
    unseen = {text.mem_id for outer in element.css(left_out) for text in outer.traverse(include_text=True)}
    for node in element.traverse(include_text=True):
        if node.is_text_node and node.mem_id not in unseen:
            yield node, node.text_content or ""


class BuiltPage:
    """An HTML file of the build. `.page` is the Page it was made from, or None for a template of its own (404) or a copied file.

    `.view` is "web" for what a browser gets and "paper" for what a handout is made of.
    """

    def __init__(self, path: str, html: str, page: Page | None, site: Site, view: str = "web") -> None:
        self.path, self.html, self.page, self.site, self.view = path, html, page, site, view
        self.worked_out: dict[Any, Any] = {}

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser's parser (WHATWG) reads it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def lowered(self) -> str:
        """The HTML with its ASCII letters in lower case, as a parser reads names."""
        return self.html.encode(errors="replace").lower().decode()

    @cached_property
    def url(self) -> str:
        return self.path.removesuffix("index.html") if PurePosixPath(self.path).name == "index.html" else self.path

    @cached_property
    def authorship(self) -> Authorship:
        """Which elements come from the page's Markdown, and which from templates."""
        return read_authorship(self.tree, self.page.seam if self.page else "", self.site.glossary)

    @cached_property
    def ids(self) -> set[str]:
        """Every id of the page, and the names of its `<a name>`."""
        named = {node.attributes.get("name") or "" for node in self.tree.css("a[name]")}
        return ({node.attributes.get("id") or "" for node in self.tree.css("[id]")} | named) - {""}

    @cached_property
    def pieces(self) -> list[str]:
        """Each piece of text in the body, code too, in reading order; quicker to come by than `texts`."""
        return self.tree.body.text(deep=True, separator="\0").split("\0") if self.tree.body else []

    @cached_property
    def texts(self) -> list[tuple[LexborNode, str]]:
        """(node, text) of each piece of text a reader sees, with code left out."""
        body = self.tree.body
        return list(texts_in(body, VERBATIM)) if body else []

    def finding(
        self, *needles: str, message: str, hint: str, occurrence: int = 1, node: LexborNode | None = None
    ) -> Finding:
        """A finding where the author can mend it: at the tag that made `node`, or where a needle stands.

        The needles, the most specific text first, are looked for in the Markdown of the page. With the element at fault as
        `node`, the tag of the template that wrote it comes next; without one, a template, a style sheet, a data file or
        another page whose title is shown here. A fault of a template so gets the same place on every page, and is said once.
        """
        page, site = self.page, self.site
        place = self.places.get(node.mem_id) if node is not None else None
        if page:
            for needle in needles:
                if (line := page.line_of(needle, occurrence)) is not None:
                    return page.finding(line, message, hint)
        if place:
            return self._shown(place, needles, message, hint)
        for needle in needles:
            for group in (site.templates, site.styles, site.data_sources, site.copied, site.pages):
                for source in group:
                    line = source.line_of(needle, occurrence)
                    if line is not None:
                        return source.finding(line, message, hint)
        if page:
            return page.finding(1, message, hint)
        return Finding(site.template_of(self.path), 1, message, hint)

    @cached_property
    def places(self) -> dict[int, Place]:
        """The template and line that wrote an element, by its `mem_id`; nothing of what an author typed."""
        stamped = self.site.stamped.get(self.path)
        found = stamps.places(self.tree, stamped) if stamped else {}
        return {made: place for made, place in found.items() if made not in self.authorship.ids}

    def _shown(self, place: Place, needles: tuple[str, ...], message: str, hint: str) -> Finding:
        """A finding at a place of a template; where that only shows what a needle says, at the line that states it."""
        path, line = place
        for needle in needles:
            if any(needle in template.text for template in self.site.templates):
                break
            for source in (*self.site.data_sources, *self.site.styles):
                if (stated := source.line_of(needle)) is not None:
                    return source.finding(stated, message, hint)
        return Finding(path, line, message, hint) if line else unplaced(path, message, hint)
