"""A page printed from a browser is a handout: without the menu, with the addresses of its links, and with no card torn in two.

Why:  a nurse prints a page for somebody who has no telephone with a browser; a link without its address, or a card
      whose second half is on the next sheet, is lost to them, and nobody who works on the screen ever sees it.
Bad:  @media print without a[href^="http"]::after { content: " " attr(href) }
Good: the same block with that rule
"""

from dataclasses import dataclass

from ..parse.css import sheet
from ..registry import check
from ..safety.styles import everywhere, sheets
from ..source import Findings, Site, Source


@dataclass(frozen=True)
class Promise:
    """What the print rules of the style sheet say: each selector has the property, with `value` in it; of "a|b", one of them, b being around a."""

    selectors: tuple[str, ...]
    name: str
    value: str
    fact: str


PROMISES = (  # in the order of the style sheet
    Promise((".skip", ".top", ".contents|.side", ".tools", ".neighbours"), "display", "none", "is printed, and is of no use on paper"),
    Promise(('a[href^="http"]::after',), "content", "attr(href)", "is printed without the address it leads to"),
    Promise((".leads",), "display", "block", "is not printed, and paper does not say where links lead"),
    Promise((".card", ".disclaimer|.fine", "table", "tr", "li"), "break-inside", "avoid", "may be torn by the edge of a sheet"),
    Promise((".term__text",), "display", "inline", "is not printed, and a word goes unexplained"),
)  # fmt: skip


@check(Site)
def print_incomplete(site: Site) -> Findings:
    ruled = [one.source for one in everywhere(site) if _on_paper(one.source)]
    others = [one.source for one in sheets(site) if not one.paper and one.source not in ruled]
    for source in ruled:
        own = _on_paper(source)
        given = {place: (value, 0) for other in others for place, (value, _) in _on_paper(other).items()}
        yield from _broken(source, given | own)


def _broken(source: Source, given: dict[tuple[str, str], tuple[str, int]]) -> Findings:
    for number, promise in enumerate(PROMISES):
        for selector in promise.selectors:
            either = [given.get((one, promise.name), ("", 0)) for one in selector.split("|")]
            if any(promise.value in value for value, _ in either):
                continue
            line, selector = either[0][1], selector.partition("|")[0]
            if not line:  # where it stood: above what comes after it
                rest = [*PROMISES[number:], *reversed(PROMISES[:number])]
                places = (given.get((one, other.name)) for other in rest for one in other.selectors)
                line = next((place[1] for place in places if place and place[1]), 1)
            fix = f"write {selector} {{ {promise.name}: {promise.value} }} in @media print"
            yield source.finding(line, f"{selector} {promise.fact}", fix)
            break


def _on_paper(source: Source) -> dict[tuple[str, str], tuple[str, int]]:
    """(value, line) of each property of each selector in the blocks for print; the last one counts. Empty without such a block."""
    found = sheet(source.text)
    given: dict[tuple[str, str], tuple[str, int]] = {}
    for block in (at for at in found.at_rules if at.name == "media" and at.prelude == "print"):
        given["", ""] = "", block.line
    for rule in found.rules:
        for one in rule.declarations if rule.context == ("@media print",) else ():
            for selector in rule.selectors:
                given[selector.text, one.name] = one.value, one.line
    return given
