"""A link's words say where it goes.

Why:  whoever listens to a page goes from link to link and hears "here, here, more"; on paper an address that stands
      for words helps nobody.
Bad:  To learn when to get help, [click here](../help/when-to-get-help.md).
Good: Read [when to get help](../help/when-to-get-help.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
NEW_WINDOW = re.compile(r"\bopens in (?:a |an? )?(?:new|another|other)\b")
NOT_A_WORD = re.compile(r"[^\w ]")
ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+|\S+\.(?:md|html?|pdf)(?:#\S*)?", re.IGNORECASE)


@check(BuiltPage)
def link_vague(built: BuiltPage, site: Site) -> Iterator[Finding]:
    pictured = {node.mem_id for node in built.tree.css("a[href]:has(img, svg)")}
    for node in built.tree.css("a[href]"):
        attributes = node.attributes
        if (attributes.get("href") or "")[:3] == "#fn":
            continue  # a citation, or the way back from one
        words = attributes.get("aria-label") or node.text(deep=True)
        if "aria-label" not in attributes and node.mem_id in pictured:
            pictures = node.css("img, svg [aria-label], svg title")
            words = " ".join([words, *(image.attributes.get("alt") or "" for image in pictures)])
        text = " ".join(words.split())
        shown = " ".join(node.text(deep=True).split()) if "aria-label" in attributes else ""
        href = attributes.get("href") or ""
        if not text:
            fact = f"the link to {href} has no words"
        elif len(text) < LONGEST and NOT_A_WORD.sub("", text).strip().lower() in VAGUE:
            fact = f'the words "{text}" do not say where the link goes'
        elif "opens in" in text and NEW_WINDOW.search(text):
            fact = f'the words "{text}" speak of a new window, which the reader has not asked for'
        elif shown and shown.lower() not in text.lower():
            fact = f'the link shows "{shown}" and is called "{text}", which nobody can say to it'
        elif ADDRESS.fullmatch(text) and text.rstrip("/") not in href:
            fact = f'the link shows the address "{text}" and leads to {href}'
        else:
            continue
        typed = [link.line for link in built.page.links if plain(link.text).strip() == text] if built.page else []
        fix = "write the name of the page it leads to"
        if built.page and typed:
            yield built.page.finding(typed[0], fact, fix)
        else:
            window = NEW_WINDOW.search(text)
            if window and any(window[0] in source.text for source in site.templates):
                yield built.finding(window[0], message=fact, hint=fix)
                continue
            needles = (f">{text}<", f'"{href}"', *([href] if "://" in href else [])) if text else ()
            yield built.finding(*needles, message=fact, hint=fix, node=node)


@check(BuiltPage)
def address_bare(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """An address in running text is no link, and can't be followed."""
    typed = "\n".join(built.page.prose) if built.page else ""
    for node, text in built.texts if "://" in typed or "www." in typed.lower() else ():
        if "//" not in text and "www." not in text.lower():
            continue
        found = re.search(r"(?<![\w@/])(?:https?://|www\.)[\w-]+\.[\w./-]+", text, re.IGNORECASE)
        if found and node.parent is not None and node.parent.tag != "a" and found[0] in typed:
            fact = f'the address "{found[0]}" stands in the text and is no link'
            yield built.finding(found[0], message=fact, hint=f"write [the name of the page]({found[0]})")
