"""Which safety texts a built page must carry, and where they are on it."""

from typing import Any

from selectolax.lexbor import LexborNode

from ..source import BuiltPage, once

CARDS = frozenset({"page-signs", "signs"})  # the insert lines that show warning signs


def expected_disclaimers(built: BuiltPage) -> dict[str, str]:
    """The words of each disclaimer that a built page must carry, by id.

    A page is spared one only if its front matter can be read and its kind is excepted; the page that is
    served for unknown addresses is spared none. A redirect and a file copied from docs/ carry none.
    """
    site = built.site
    if built.page is None and (site.root / "docs" / built.path).is_file():
        return {}
    role = built.page.role if built.page and built.page.readable else ""
    return {
        str(item.get("id")): str(item.get("text"))
        for item in site.disclaimers
        if role not in (item.get("except") or [])
    }


def shown_disclaimers(built: BuiltPage, key: str) -> list[LexborNode]:
    """The elements that carry a disclaimer."""
    return [node for name, node in _disclaimers(built) if name == key]


@once
def _disclaimers(built: BuiltPage) -> list[tuple[str | None, LexborNode]]:
    nodes = built.tree.css("aside.disclaimer[data-disclaimer]")
    return [(node.attributes.get("data-disclaimer"), node) for node in nodes]


def expected_signs(built: BuiltPage) -> list[str]:
    """The ids of the warning signs that a built page must show: those of its card, and those that its insert lines ask for."""
    page, site = built.page, built.site
    if page is None or not page.readable:
        return []
    wanted: list[str] = []
    if any(section.get("rendered") == "page-signs" for section in site.sections(page.kind)):
        wanted += site.signs_of(page)
    for insert in page.inserts:
        if insert.name == "page-signs":
            wanted += site.signs_of(page)
        elif insert.name == "signs":
            wanted += [sign for sign, record in site.urgency.items() if _asked(record, insert.arguments)]
    return list(dict.fromkeys(wanted))


def _asked(sign: dict[str, Any], arguments: dict[str, str]) -> bool:
    """Whether an insert line with these arguments asks for a warning sign."""
    level = sign.get("level")
    return (
        arguments.get("who", sign.get("who")) == sign.get("who")
        and arguments.get("level", level) == level
        and arguments.get("group", sign.get("group")) == sign.get("group")
        and arguments.get("without") != level
        and ("always" not in arguments or sign.get("always") is True)
    )


def shown_signs(built: BuiltPage, sign: str) -> list[LexborNode]:
    """The elements that show a warning sign inside a card of its level."""
    level = built.site.urgency[sign].get("level")
    return [
        node
        for node in built.tree.css(f"section.card.card--{level} [data-sign]")
        if node.attributes.get("data-sign") == sign
    ]
