"""Whether a reader can see an element of a built page, decided without a browser: from the tags and attributes around it, and from the style rules that match it.

Around a safety text and in it, only listed tags and attributes may stand, and no rule may say what is not listed for safety texts.
Everything else that must be seen is only looked at for what hides.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ..source import BuiltPage, Finding, Site, once
from .styles import Breach, loose, misused, select

TAGS = frozenset(  # that show what is in them
    "html body main article section aside div header footer nav h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote figure figcaption"
    " address table thead tbody tfoot tr th td caption a abbr b cite code em i kbd mark q small span strong sub sup time br wbr hr button label".split()
)
ATTRIBUTES = re.compile(
    r"id|class|lang|dir|title|href|hreflang|rel|datetime|cite|type|scope|colspan|rowspan|start|value|role|for|download|popovertarget"
    r"|aria-(?:label|labelledby|describedby|current)|data-[\w-]+"
)
ROLES = frozenset({"", "list", "listitem", "note", "region", "status", "doc-backlink", "doc-endnotes", "doc-noteref"})


@dataclass(frozen=True)
class Hidden:
    """Why an element can't be seen: a style rule does it, or the tag of `element`, which is it or stands around it."""

    reason: str
    breach: Breach | None
    element: LexborNode


def why_hidden(node: LexborNode, built: BuiltPage, safety: bool = True) -> Hidden | None:
    """Why a reader of `built` may not see `node`, or None when it is in sight on screen and in print. `safety` is whether it is a safety text."""
    in_sight = _in_sight(built)[safety]
    chain: list[LexborNode] = []
    outer: LexborNode | None = node
    while outer is not None and outer.tag not in {"-document", "-undef"} and outer.mem_id not in in_sight:
        chain.append(outer)
        outer = outer.parent
    for element in chain:
        if reason := _hidden_by_itself(element, is_target=element is node):
            return Hidden(reason, None, element)
    ids = {element.mem_id for element in chain}
    if not ids.isdisjoint(_met(built)[safety]):
        matched = _matched(built) if safety else _hiding(built)
        for element in chain:
            for breach in matched.get(element.mem_id, ()):
                return Hidden(breach.said, breach, element)
    in_sight |= ids
    return None


def _hidden_by_itself(element: LexborNode, is_target: bool) -> str:
    """Why an element may hide what is in it, or ""."""
    if element.tag not in TAGS:
        return f"it stands inside <{element.tag}>"
    for name, value in element.attributes.items():
        if not ATTRIBUTES.fullmatch(name) or (name == "role" and (value or "").strip().lower() not in ROLES):
            where = "it has" if is_target else "it stands inside an element with"
            return f"{where} the attribute {name}" + (f'="{value}"' if value else "")
    return ""


@once
def _in_sight(built: BuiltPage) -> dict[bool, set[int]]:
    """The elements of a page that are known to be in sight as a safety text must be, and as anything else, by their identity."""
    return {True: set(), False: set()}


@once
def _met(built: BuiltPage) -> dict[bool, Collection[int]]:
    """The elements that some rule matches which no safety text may meet, and those that one matches which hides anything.

    All rules are looked for at once: which it is, `_matched` knows.
    """
    found: dict[bool, Collection[int]] = {}
    for safety, selectors in _loosely(built.site).items():
        nodes = built.tree.css(selectors) if selectors else ()
        found[safety] = {node.mem_id for node in nodes} if selectors is not None else _matched(built)
    return found


@once
def _loosely(site: Site) -> dict[bool, str | None]:
    """The selectors of those rules in one; None where one of them can't be read."""
    of_all = {
        safety: [told[0].selector for told in loose(site) if safety or any(one.hides for one in told)]
        for safety in (True, False)
    }
    nothing = LexborHTMLParser("")
    try:
        for selector in of_all[True]:
            nothing.css(selector.wide)
    except (SelectolaxError, ValueError):
        return {True: None, False: None}
    return {safety: ", ".join(selector.wide for selector in selectors) for safety, selectors in of_all.items()}


@once
def _matched(built: BuiltPage) -> dict[int, list[Breach]]:
    """What each element of a page is told by rules that no safety text may meet, by the element's identity."""
    return _told(built, loose(built.site))


@once
def _hiding(built: BuiltPage) -> dict[int, list[Breach]]:
    """The same of what hides even what is no safety text."""
    told = ([one for one in rules if one.hides] for rules in loose(built.site))
    return _told(built, [rules for rules in told if rules])


def _told(built: BuiltPage, rules: list[list[Breach]]) -> dict[int, list[Breach]]:
    found: dict[int, list[Breach]] = {}
    styled = built.tree.css_first("style, link[rel~=stylesheet]") is not None
    for told in rules if styled else ():
        for element in select(built.tree, told[0].selector):
            found.setdefault(element.mem_id, []).extend(told)
    return found


def finding_for(hidden: Hidden, built: BuiltPage, site: Site, message: str, hint: str) -> Finding:
    """Where a hidden element can be mended: at the style rule, else at the tag that hides it."""
    if hidden.breach:
        source, line = misused(hidden.breach.selector, site) or hidden.breach.place
        return source.finding(line, message, hint)
    typed = (_opening(hidden.element), f"<{hidden.element.tag}") if hidden.element.mem_id not in built.places else ()
    return built.finding(*typed, message=message, hint=hint, node=hidden.element)


def in_picture(element: LexborNode | None) -> bool:
    """Whether an element is a drawing or a part of one, which says nothing in words."""
    while element is not None and element.tag not in {"section", "aside", "svg"}:
        element = element.parent
    return element is not None and element.tag == "svg"


def _opening(element: LexborNode) -> str:
    return (element.html or "").partition(">")[0] + ">"
