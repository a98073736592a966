"""Every page says in its head what it is: its letters, its width, its title, its description, its address and its icon.

Why:  without them a phone shows a page for a large screen, and a search engine lists it under no name, or under the
      address of another.
Bad:  <meta name="viewport" content="width=device-width, user-scalable=no">
Good: <meta name="viewport" content="width=device-width, initial-scale=1">
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ..registry import check
from ..source import BuiltPage, Findings, Site

EARLY = 1024  # bytes, in which a browser looks for the encoding
CHARSET = re.compile(r"<meta\s+charset=[\"']?utf-8", re.IGNORECASE)
FIXED = re.compile(r"user-scalable=(?:no|0)|maximum-scale=[0-4](?:\.|,|$)")


class Part(NamedTuple):
    """One element of the head, `wanted` of a page or not, and what is wrong with what it says; "" is right."""

    selector: str
    attribute: str  # "" for the text
    wanted: Callable[[BuiltPage], bool]
    fault: Callable[[str, BuiltPage], str]
    fix: str


def _described(built: BuiltPage) -> bool:
    return built.page is not None and built.page.readable and bool(built.page.meta.get("description"))


def _of_page(built: BuiltPage, name: str) -> str:
    return " ".join(str(built.page.meta.get(name) or "").split()) if built.page and built.page.readable else ""


def _charset(said: str, built: BuiltPage) -> str:
    return "" if CHARSET.search(built.html[:EARLY]) else "the page does not say early that it is UTF-8"


def _viewport(said: str, built: BuiltPage) -> str:
    plain = said.lower().replace(" ", "")
    if "width=device-width" not in plain:
        return "the page is not fitted to the width of a phone"
    return f"readers can't enlarge the page: {plain}" if FIXED.search(plain) else ""


def _title(said: str, built: BuiltPage) -> str:
    if not said:
        return "the title is empty"
    own = _of_page(built, "title")
    return "" if said.startswith(own) else f'the title "{said}" does not begin with that of the page'


def _description(said: str, built: BuiltPage) -> str:
    return "" if said == _of_page(built, "description") else f'the description "{said[:60]}" is not that of the page'


def _canonical(said: str, built: BuiltPage) -> str:
    return "" if said == built.site.home + built.url else f"the page gives as its address: {said or 'none'}"


PARTS = (  # in the order of the head, so that what is missing has a place: after the nearest that is there
    Part("meta[charset]", "charset", lambda built: True, _charset, 'write <meta charset="utf-8"> first in the head'),
    Part("meta[name=viewport]", "content", lambda built: True, _viewport, 'write <meta name="viewport" content="width=device-width, initial-scale=1">'),
    Part("title", "", lambda built: True, _title, "write one <title> that begins with {{ source.meta.title | e }}"),
    Part("meta[name=description]", "content", _described, _description, "write {{ page.meta.description | e }} in one meta description"),
    Part("link[rel=canonical]", "href", _described, _canonical, "write {{ page.canonical_url }} as the one canonical link"),
    Part("link[rel~=icon i]", "href", lambda built: True, lambda said, built: "", 'write <link rel="icon" href="{{ \'assets/icon.svg\' | url }}">'),
)  # fmt: skip


@check(BuiltPage)
def head_incomplete(built: BuiltPage, site: Site) -> Findings:
    if built.page is None and built.path != "404.html":
        return
    before = built.tree.css_first("head > *")
    for part in PARTS:
        found = built.tree.css(f"head > {part.selector}")
        if len(found) != 1 and part.wanted(built):
            fact = f"the head of the page has {len(found) or 'no'} {part.selector}"
            yield built.finding(message=fact, hint=part.fix, node=found[-1] if found else before)
        elif part.wanted(built):
            said = found[0].attributes.get(part.attribute) if part.attribute else found[0].text(deep=True)
            if fault := part.fault(" ".join((said or "").split()), built):
                yield built.finding(message=fault, hint=part.fix, node=found[0])
        before = found[0] if found else before
