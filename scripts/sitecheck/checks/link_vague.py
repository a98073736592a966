"""A link's words say where it goes.

Why:  whoever listens to a page goes from link to link and hears "here, here, more"; on paper an address that stands
      for words helps nobody.
Bad:  To learn when to get help, [click here](../help/when-to-get-help.md).
Good: Read [when to get help](../help/when-to-get-help.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..parse.urls import host_of
from ..registry import check
from ..source import BuiltPage, Finding, Site
from ..text.passages import plain

VAGUE = frozenset(
    {
        "here", "click", "click here", "click this", "click this link", "tap here", "this", "this page", "this link", "this article", "that page",
        "link", "the link", "page", "more", "read more", "learn more", "find out more", "see more", "more information", "more info", "info", "details",
        "right here", "over here", "available here", "details here", "more here", "continue", "go", "go here", "see here", "read here", "read this", "see this", "website", "this website", "this site", "source", "download",
    }
)  # fmt: skip
LONGEST = 40  # letters; none of VAGUE is nearly as long
NOT_A_WORD = re.compile(r"[^\w ]")
ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|\S+\.(?:md|html?|pdf)(?:#\S*)?", re.IGNORECASE)
HOSTS = re.compile(r"(?<![^\s(])(?:[a-z\d-]+\.)+[a-z]{2,}(?=[\s).,/]|$)")  # a name of one among the words

SCHEME = re.compile(r"^(?:https?:)?//|^(?=www\.)", re.IGNORECASE)
FILE = re.compile(r"\.(?:md|html?|pdf)(?:#|$)", re.IGNORECASE)


@check(BuiltPage)
def link_vague(built: BuiltPage, site: Site) -> Iterator[Finding]:
    pictured = {above for node in built.tree.css("a[href] img, a[href] svg") for above in _around(node)}
    for node in built.tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if href[:3] == "#fn":
            continue  # a citation, or the way back from one
        text = _said(node, node.mem_id in pictured)
        if fact := _fault(text, href):
            typed = [link.line for link in built.page.links if plain(link.text).strip() == text] if built.page else []
            fix = "write the name of the page it leads to"
            if built.page and typed:
                yield built.page.finding(typed[0], fact, fix)
            else:
                yield built.finding(message=fact, hint=fix, node=node)


def _around(node: LexborNode) -> Iterator[int]:
    """What stands around an element, by its identity."""
    above = node.parent
    while above is not None:
        yield above.mem_id
        above = above.parent


def _said(node: LexborNode, pictured: bool) -> str:
    """What a screen reader says of a link."""
    label = node.attributes.get("aria-label")
    pictures = node.css("img") if pictured and label is None else ()
    return " ".join(
        " ".join([label or node.text(deep=True), *(one.attributes.get("alt") or "" for one in pictures)]).split()
    )


def _fault(text: str, href: str) -> str:
    if not text:
        return f"the link to {href} has no words"
    if len(text) < LONGEST and NOT_A_WORD.sub("", text).strip().lower() in VAGUE:
        return f'the words "{text}" do not say where the link goes'
    for shown in [text] if ADDRESS.fullmatch(text) else HOSTS.findall(text):
        if not _leads_to(shown, href):
            return f'the link shows the address "{shown}" and leads to {href}'
    return ""


def _leads_to(shown: str, href: str) -> bool:
    """Whether an address among the words of a link is the one it leads to: its host or a part of that host, and its path."""
    host, address = host_of(href), SCHEME.sub("", shown).rstrip("/")
    if not host or FILE.search(shown):
        return address in href
    name, _, path = address.partition("/")
    return f".{host}".endswith(f".{name.lower().removeprefix('www.')}") and path in href
