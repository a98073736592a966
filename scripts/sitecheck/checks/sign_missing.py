"""Every warning sign that a page promises stands on it, in a card of its level, in the words of data/urgency.yml.

Why:  these are the sentences that save a life. A sign that was lost in a template or hidden by a style is worse
      than none: its author believes it is there.
Bad:  {% for sign in signs[:3] %}
Good: {% for sign in signs %}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from ..registry import check
from ..safety import expected_signs, shown_signs, template_finding
from ..source import BuiltPage, Finding, Page, Site
from ..urls import resolve
from ..visibility import finding_for, in_picture, why_hidden

CARD, EVERY = "inserts/page-signs.md", "inserts/signs.md"
MACROS = "inserts/macros.md"


@check(Site)
def sign_missing(site: Site) -> Iterator[Finding]:
    lost: dict[str, list[tuple[BuiltPage, str]]] = {CARD: [], EVERY: []}
    wanted: Counter[str] = Counter()
    levels: tuple[Counter[str], Counter[str]] = Counter(), Counter()  # wanted and lost
    for built in site.built:
        template = EVERY if built.page and any(insert.name == "signs" for insert in built.page.inserts) else CARD
        for sign in expected_signs(built):
            wanted[template] += 1
            level = str(site.urgency[sign].get("level"))
            levels[0][level] += 1
            if not shown_signs(built, sign):
                lost[template].append((built, sign))
                levels[1][level] += 1
    gone = [template for template, found in lost.items() if found and len(found) == wanted[template]]
    if gone == [CARD, EVERY] or (gone and not all(wanted[template] for template in lost)):
        yield template_finding(
            site,
            MACROS,
            "no card shows any warning sign",
            "put the list of signs back into the card",
            *(() if _classed(site) else ('class="card',)),
            "data-sign",
            "in signs %}",
        )
        return
    gone_levels = [level for level, count in levels[1].items() if count == levels[0][level] and wanted.total() > count]
    for level in gone_levels:
        fact = f"no page shows a warning sign of the level {level}"
        fix = "put the level back into the list, and its name into the class of the card"
        yield template_finding(site, MACROS, fact, fix, "for level in" if _classed(site) else 'class="card')
    for template, found in lost.items():
        lost[template] = [one for one in found if str(site.urgency[one[1]].get("level")) not in gone_levels]
    gone = [template for template in gone if lost[template]]
    for template in gone:
        fact = "this template shows no warning sign"
        yield template_finding(site, template, fact, "put the line that calls macros.cards back")
    carded = {built.path for built in site.built if expected_signs(built)}
    short = {built.path for found in lost.values() for built, _ in found}
    if not gone and len(carded) > 2 and len(short) > len(carded) / 2:
        fact = f"{len(short)} of {len(carded)} pages show fewer warning signs than they name"
        yield template_finding(site, MACROS, fact, "show every sign of the list, in full", "in signs", "for sign")
        return
    for template, found in lost.items():
        for built, sign in found if template not in gone else ():
            if built.page:
                line = next(
                    (insert.line for insert in built.page.inserts if insert.name in {"signs", "page-signs"}),
                    built.page.meta_lines.get("urgency", 1),
                )
                others = sorted({other for one, other in found if one is built})
                fact = f"the warning sign {sign} is not on the page"
                if len(others) > 1:
                    fact = f"{len(others)} warning signs are not on the page, {others[0]} among them"
                yield built.page.finding(
                    line, fact, "undo the last change to overrides/inserts, or to the headings or code around the card"
                )


def _lists_all(page: Page) -> bool:
    return any(insert.name == "signs" and "always" not in insert.arguments for insert in page.inserts)


def _classed(site: Site) -> bool:
    """Whether the card gets the class of its level."""
    return any("card--{{ level }}" in source.text for source in site.templates if source.path.endswith(MACROS))


@check(Site)
def sign_unlisted(site: Site) -> Iterator[Finding]:
    """Each sign stands on a help page, and a cause page has its card, whatever data/kinds.yml and the insert lines say."""
    helpers = [built for built in site.built if built.page and built.page.kind == "help" and built.page.readable]
    listed = {sign for built in helpers for sign in expected_signs(built)}
    if site.built and site.urgency and not helpers:
        listing = [page for page in site.pages if any(insert.name == "signs" for insert in page.inserts)]
        fact = "no page is of kind help, and so no page leads to the warning signs"
        fix = "write kind: help on the page that lists them"
        page = max(listing, key=lambda one: len(one.meta_list("urgency")), default=None)
        yield page.finding(page.meta_lines.get("kind", 1), fact, fix) if page else Finding("docs", 1, fact, fix)
    if site.urgency and not any(sign.get("always") is True for sign in site.urgency.values()):
        fact = "no warning sign is `always`, and so a page that names none shows none"
        yield site.data_finding("urgency.yml", (0, "always"), fact, "write always: true on those for every page")
    if helpers and helpers[0].page and not listed:
        page = helpers[0].page
        fact = "this page of kind help lists no warning sign"
        line = page.line_of("<!-- insert: signs") or page.body_line  # in code it is text
        yield page.finding(line, fact, "put a line <!-- insert: signs --> where they are to stand")
    unkind = [page for page in site.pages if page.kind != "help" and page.readable and _lists_all(page)]
    if unkind and not any(_lists_all(built.page) for built in helpers if built.page):
        fact = f"this page lists the warning signs, and is of kind {unkind[0].kind}"
        yield unkind[0].finding(unkind[0].meta_lines.get("kind", 1), fact, "write kind: help")
        return
    known = set(site.insert_names)
    if any(insert.name not in known for page in site.pages for insert in page.inserts):
        return  # insert-unknown speaks of a list that is not there
    helping = site.help_page
    if helping and len({(one.name, str(one.arguments)) for one in helping.inserts}) < len(helping.inserts):
        return  # insert-unknown speaks of the one that stands twice
    whole = {str(one.get("who")) for one in site.urgency.values()} - {
        insert.arguments.get("who")
        for insert in (helping.inserts if helping else [])
        if "always" not in insert.arguments
    }
    if (
        helping
        and listed
        and _lists_all(helping)
        and whole
        and any(insert.arguments.get("who") for insert in helping.inserts)
    ):
        for who in sorted(whole):
            some = next((one.line for one in helping.inserts if one.arguments.get("who") == who), None)
            headed = next(
                (
                    heading.line + 2
                    for heading in helping.headings
                    if heading.anchor and who in heading.anchor.split("-")
                ),
                None,
            )
            fact = f"the warning signs of {who} are not all on this page"
            yield helping.finding(
                some or headed or helping.body_line, fact, f"write <!-- insert: signs who={who} --> here"
            )
        return
    for index, sign in enumerate(site.urgency if listed else ()):
        if sign not in listed:
            fact = f"the warning sign {sign} is on no page of kind help"
            yield site.data_finding(
                "urgency.yml", (index, "id"), fact, "put <!-- insert: signs --> on the help page, or correct `who`"
            )
    misnamed = any(section.get("rendered") not in {None, *known} for section in site.sections("cause"))
    if (
        "cause" in site.kinds
        and not misnamed
        and not any(section.get("rendered") == "page-signs" for section in site.sections("cause"))
    ):
        fact = "pages of kind cause have no section with their warning signs"
        yield site.data_finding(
            "kinds.yml",
            ("cause", "sections"),
            fact,
            "put the section #when-to-get-help back, with rendered: page-signs",
        )


@check(BuiltPage)
def sign_unheaded(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """Each card says above its signs what to do, in sight."""
    for card in [card for card in built.tree.css("section.card") if card.css_first("[data-sign]")]:
        heading = card.css_first("h2, h3, h4, h5, h6")
        if heading is None or not heading.text(deep=True).strip():
            fact = "a card of warning signs does not say what to do"
            yield template_finding(site, "inserts/macros.md", fact, "put the heading of the card back")
            return
        level = next(
            (
                name.removeprefix("card--")
                for name in (card.attributes.get("class") or "").split()
                if name.startswith("card--")
            ),
            "",
        )
        wanted, note = _words_of(level, site)
        said = " ".join(heading.text(deep=True).split())
        if wanted and wanted not in said:
            fact = f'a card of the level {level} tells to do this: "{said[:60]}", and not "{wanted}"'
            yield template_finding(site, MACROS, fact, "put words_of_level.heading back", "card__heading")
            return
        label = " ".join(str(_level(level, site).get("label") or "").split())
        if label and label not in said:
            fact = f"a card of the level {level} does not say its word, {label}"
            yield template_finding(site, MACROS, fact, "put words_of_level.label back", "card__label")
            return
        if re.search(r"\d", wanted) and not heading.css_first("a[href^='tel:']"):
            fact = "the number in the heading of a card can't be tapped"
            yield template_finding(site, MACROS, fact, "put | dial back", "card__heading")
            return
        if note and note not in " ".join(card.text(deep=True).split()):
            fact = f"a card of the level {level} lacks its note: {note[:60]}"
            yield template_finding(site, MACROS, fact, "put words_of_level.note back", "note")
            return
        if "{" in heading.text(deep=True):
            fact = f'a card of warning signs tells to do this: "{" ".join(heading.text(deep=True).split())[:60]}"'
            fix = 'put | replace("{number}", number) back'
            yield template_finding(site, MACROS, fact, fix, "card__heading")
            return
        for element in [heading, *heading.css("*")]:
            if not in_picture(element) and (hidden := why_hidden(element, built)):
                fact = f"what a card of warning signs tells to do can't be seen: {hidden.reason}"
                yield finding_for(hidden, built, site, fact, "take that off the cards", "card__heading")
                return


def _level(level: str, site: Site) -> dict[str, Any]:
    """The words of a level in mkdocs.yml."""
    extra = site.config.get("extra")
    levels = extra.get("levels") if isinstance(extra, dict) else None
    words = levels.get(level) if isinstance(levels, dict) else None
    return words if isinstance(words, dict) else {}


def _words_of(level: str, site: Site) -> tuple[str, str]:
    """What a card of a level says above its signs, up to the number that is put in, and its note; "" for what it hasn't."""
    extra = site.config.get("extra")
    words = _level(level, site)
    if not words:
        return "", ""
    heading, note = (" ".join(str(words.get(name) or "").split()) for name in ("heading", "note"))
    number = site.clinic.get("emergency_number") or (extra.get("emergency_number") if isinstance(extra, dict) else "")
    return " ".join(heading.replace("{number}", str(number)).split()), note


def _below(card: LexborNode) -> LexborNode | None:
    """What stands below a card, or below the cards that stand side by side with it."""
    around = card.parent
    beside = around is not None and "cards" in (around.attributes.get("class") or "").split()
    return around.next if around is not None and beside else card.next


@check(BuiltPage)
def sign_led_nowhere(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """After the card of a page comes the way to all signs; inside an emergency card, nothing leads away but a number, and the way to crisis lines."""
    page, helping = built.page, site.help_page
    extra = site.config.get("extra")
    crisis = extra.get("crisis") if isinstance(extra, dict) else None
    lines = f"#{crisis.get('anchor')}" if isinstance(crisis, dict) else "#"
    for node in built.tree.css("section.card--emergency a[href]"):
        href = node.attributes.get("href") or ""
        if not (href.startswith(("tel:", "sms:")) or ("://" not in href and href.endswith(lines))):
            fact = f'a link in an emergency card leads away: "{" ".join(node.text(deep=True).split())}"'
            yield template_finding(site, MACROS, fact, "put it below the card", "<a ", "data-sign")
            return
    if page is None or helping is None or page is helping or not page.readable or not page.whole:
        return
    if all(section.get("rendered") != "page-signs" for section in site.sections(page.kind)):
        return
    card = built.tree.css("section.card")
    guard = " ".join(str(extra.get("guard") or "").split()) if isinstance(extra, dict) else ""
    main = built.tree.css_first("main")
    said = main.text(deep=True) if main and card and guard else ""
    if said and guard not in said and guard not in " ".join(said.split()):
        fact = "after the card, the page does not say to leave medicines as they are"
        yield template_finding(
            site,
            CARD,
            fact,
            "put {{ words.guard }} back below the cards",
            "These are not all",
            "help_page",
            "macros.cards",
        )
        return
    after = _below(card[-1]) if card else None
    while after is not None and after.tag != "h2":
        for node in after.css("a[href]") if after.tag != "-text" else ():
            if resolve(built.url, node.attributes.get("href") or "").path == helping.url:
                return
        after = after.next
    if card:
        fact = "after the card, nothing leads to all warning signs"
        yield template_finding(
            site, CARD, fact, "put the link to site.help_page back below the cards", "help_page", "macros.cards"
        )


@check(BuiltPage)
def sign_reworded(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for sign in expected_signs(built):
        for node in shown_signs(built, sign):
            words = " ".join(node.text(deep=True).split())
            if words != " ".join(str(site.urgency[sign].get("text")).split()):
                fact = f'the warning sign {sign} has other words than data/urgency.yml: "{words[:60]}"'
                yield template_finding(site, "inserts/macros.md", fact, "show sign.text and nothing else")
                return
