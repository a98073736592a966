"""Every page but those about the site has the emergency strip below its opening: the numbers to tap, and its own urgent signs in few words.

Why:  who reads beside somebody who is ill sees one screen, and the cards come later; a strip that a template lost is lost everywhere.
Bad:  an insert strip.md without {{ number | dial }}
Good: <aside class="strip" data-strip> with a number to tap, before the second heading
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Findings, Page, Site, unplaced
from ..text.phones import NUMBER, dialled

STRIP = "aside.strip[data-strip]"
TEMPLATE = "overrides/inserts/strip.md"
LEAST = 3  # signs, where so many have few words


@check(BuiltPage)
def strip_missing(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    if page is None or page.role == "policy" or not page.readable or not page.whole:
        return
    strip = built.tree.css_first(STRIP)
    if strip is None:
        fact, fix = f"{built.path} has no emergency strip", "put it back, with data-strip"
        unmarked = built.tree.css_first(".strip")
        yield built.finding(message=fact, hint=fix, node=unmarked) if unmarked else unplaced(TEMPLATE, fact, fix)
        return
    for fact, fix in (*_late(built, strip), *_numberless(strip, site), *_silent(page, strip, site)):
        yield built.finding(message=fact, hint=fix, node=strip)


def _late(built: BuiltPage, strip: LexborNode) -> Iterator[tuple[str, str]]:
    order = [node.mem_id for node in built.tree.css(f"main h2, {STRIP}")]
    if order.index(strip.mem_id) > 1:
        yield "two headings stand above the emergency strip", "put the strip below the first section"


def _numberless(strip: LexborNode, site: Site) -> Iterator[tuple[str, str]]:
    tapped = {(node.attributes.get("href") or "").removeprefix("tel:") for node in strip.css("a[href^='tel:']")}
    for number in [number for number in _numbers(site) if dialled(number) not in tapped][:1]:
        yield f"the emergency strip has no {number} to tap", "write {{ number | dial }} there"


def _silent(page: Page, strip: LexborNode, site: Site) -> Iterator[tuple[str, str]]:
    said = " ".join(strip.text(deep=True).split())
    own, others = _shorts(page, site)
    lost = [short for short in own if short not in said]
    if not lost and sum(short in said for short in others) < min(LEAST - len(own), len(others)):
        lost = [short for short in others if short not in said]
    for short in lost[:1]:
        yield f'the emergency strip does not say "{short}"', "show the `short` of each sign of the page there"


def _numbers(site: Site) -> list[str]:
    """The numbers that the strip offers: the clinic's own, else those of mkdocs.yml."""
    own, general = site.clinic.get("emergency_number"), site.words("strip").get("numbers")
    return NUMBER.findall(str(own)) if own else [str(one) for one in (general if isinstance(general, list) else [])]


def _shorts(page: Page, site: Site) -> tuple[list[str], list[str]]:
    """The few words of the signs of a page's own, and of those that stand everywhere; none on the page that lists them all."""
    found: tuple[list[str], list[str]] = [], []
    named = {sign for _, sign in page.meta_list("urgency")}
    for id in site.signs_of(page) if page is not site.help_page else ():
        short = site.urgency[id].get("short")
        if isinstance(short, str) and short:
            found[id not in named].append(" ".join(short.split()))
    return found
