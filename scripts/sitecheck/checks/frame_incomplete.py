"""Every page has the whole of its frame: the way past the menu, help at the top, all pages and the emergency line at the foot, its dates.

Why:  readers land on one page from a search engine. What the frame of that page has lost, they never see; and a template
      that lost it loses it everywhere at once.
Bad:  a template from which {% include "partials/footer.html" %} was deleted
Good: a template that includes it once
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from .. import phones
from ..registry import check
from ..source import BuiltPage, Finding, Site
from ..urls import resolve
from ..visibility import finding_for, why_hidden

PLAIN = re.compile(r"(?:[a-z0-9-]+/)+")  # the way to a page from the root of the site
PARTS = ("skip", "partials/header.html", "<main", "<article", "<h1", "partials/title.html", "partials/withdrawn.html", "page.content", "partials/disclaimers.html", "partials/page-info.html", "partials/leads.html", "partials/clinic.html", "</article>", "partials/page-tools.html", "partials/footer.html", "</body>")  # fmt: skip
HEADER, FOOTER, INFO, TOOLS = (
    f"overrides/partials/{name}.html" for name in ("header", "footer", "page-info", "page-tools")
)
NUMBER = "overrides/partials/emergency-number.html"
Fault = tuple[str, str, str, str]  # the template, the words that lead to the place, what is wrong, and how to mend it


WRITTEN = {  # what is needed in a template, the words above it, and what it is
    "overrides/main.html": (("partials/withdrawn.html", "partials/title.html", "the notice of a withdrawn sheet"),),
    "overrides/short.html": (("in notices", 'id="withdrawn"', "which versions are withdrawn"), ("notice.reason", "in notices", "why a version is withdrawn")),
    "overrides/inserts/helplines.md": (("line.checked", "line.number", "when a helpline was rung"), ("Not yet rung", "in site.helplines if", "that nobody has rung a helpline"), ("Nobody has rung", "not rung", "that nobody has rung any helpline")),
    "overrides/inserts/statements.md": (("### {{ statement.id }}", "for statement in", "which statement it answers"),),
}  # fmt: skip
SEEN = (  # what readers must see beside the safety texts, and whether paper may go without
    ("a.top__name", True), ("a.top__help", True), (".status", False), ("section.info p", False), (".footnote li", False), ("footer p", False), ("main h1", False), ("main h2", False),
)  # fmt: skip


@check(BuiltPage)
def frame_hidden(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """Help at the top, who has checked the page, its dates, its sources and the lines at its foot are in sight."""
    if built.page is None or not built.page.whole:
        return
    for selector, on_screen_alone in SEEN:
        for node in built.tree.css(selector)[:3]:
            said = node.text(deep=True).strip(" \n\t\u2022\u00b7|")
            hidden = why_hidden(node, built, safety=selector == ".status") if said else None
            if hidden and not (on_screen_alone and hidden.breach and "print" in hidden.breach.rule.media):
                fact = f"{selector} can't be seen: {hidden.reason}"
                yield finding_for(hidden, built, site, fact, "take that off it and everything around it")
                break


@check(BuiltPage)
def frame_incomplete(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if len(site.by_url) < len(site.pages) or built.url in site.redirects or (built.page and not built.page.whole):
        return
    frame = "overrides/main.html" if built.page else site.template_of(built.path)
    for path, needle, fact, fix in [
        *_whole(built, frame),
        *_top(built, site, frame),
        *_foot(built, site, frame),
        *_marks(built),
    ]:
        yield _at(site, path, needle, fact, fix)
    if built.page and built.page.readable:
        for path, needle, fact, fix in _dates(built, frame):
            yield _at(site, path, needle, fact, fix)


@check(Site)
def frame_unwritten(site: Site) -> Iterator[Finding]:
    """What a template writes only now and then is looked for in the template: a withdrawn sheet, a line nobody has rung."""
    for template in site.templates:
        for needed, before, what in WRITTEN.get(template.path, ()):
            if needed not in template.text:
                line = template.line_of(before) or 1
                yield template.finding(
                    line, f"this template no longer writes {what}", f"put {needed} back below this line"
                )


def _at(site: Site, path: str, needle: str, fact: str, fix: str) -> Finding:
    """In a template, at the words that lead to the place, else below the nearest part of the frame that stands before it."""
    template = next((one for one in site.templates if one.path == path), None)
    if template is None:
        return Finding(path, 1, fact, fix)
    before: tuple[str, ...] = PARTS[: PARTS.index(needle)] if needle in PARTS else ()
    if path == FOOTER and needle in {"ring", "words.crisis", "copyri"}:
        before = ("</nav>",)
    lines = (template.line_of(part) for part in (needle, *reversed(before)))
    return template.finding(next((line for line in lines if line), (len(template.lines) + 1) // 2), fact, fix)


def _whole(built: BuiltPage, frame: str) -> Iterator[Fault]:
    mains = built.tree.css("main")
    if len(mains) != 1:
        partials = [
            one.path
            for one in built.site.templates
            if one.path in {HEADER, FOOTER, INFO, TOOLS} and "<main" in one.text
        ]
        place = partials[0] if len(mains) > 1 and partials else frame
        template = next((one for one in built.site.templates if one.path == place), None)
        twice = template is not None and template.text.count("<main") > 1  # the second is at fault, and stands last
        yield (
            place,
            template.lines[(template.line_of("<main", 2) or 1) - 1].strip() if template and twice else "<main",
            f"the page has {len(mains)} parts marked as <main>",
            "mark the one part that differs from page to page",
        )
    if not built.tree.css_first("article"):
        yield frame, "<article", "the page has no <article>", "put <article> around what readers came for"
    skip = built.tree.css_first("body a[href]")
    target = (skip.attributes.get("href") or "") if skip else ""
    inside = target[1:] in {node.attributes.get("id") for node in mains}
    if not target.startswith("#") or (len(target) > 1 and not inside and target[1:] in built.ids):
        yield (
            frame,
            "skip",
            "the first link of the page does not lead past the menu",
            'put <a class="skip" href="#main">Skip to the page</a> first',
        )
    for node in built.tree.css("script[src]"):
        if not {"defer", "async"} & set(node.attributes) and node.attributes.get("type") != "module":
            place = "overrides/partials/head.html" if _inside(node, "head") else frame
            yield place, "<script src", "a script holds the page up while it is fetched", "write defer in its tag"


def _inside(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


def _top(built: BuiltPage, site: Site, frame: str) -> Iterator[Fault]:
    if not built.tree.css_first("header"):
        yield frame, "partials/header.html", "the page has no top", 'put {% include "partials/header.html" %} back'
        return
    helping = site.help_page
    if helping and helping.url not in _leads_to(built, "header a[href]"):
        fact = f"no link at the top leads to {helping.path}"
        yield HEADER, "set help", fact, "put the link to help_page back"


def _leads_to(built: BuiltPage, selector: str) -> set[str]:
    prefix, up = _root(built), "../" * built.url.count("/")
    found = set()
    for node in built.tree.css(selector):
        href = node.attributes.get("href") or ""
        plain = href.startswith(up) and href[len(up) :].isascii() and PLAIN.fullmatch(href, len(up))
        found.add(href[len(up) :] if plain else resolve(built.url, href).path.removeprefix(prefix))
    return found


def _root(built: BuiltPage) -> str:
    """What an address from the root begins with where the site lives in a folder; only the page for unknown addresses has such."""
    link = built.tree.css_first("header a[href]") if built.path == "404.html" else None
    return ((link.attributes.get("href") or "") if link else "").lstrip("/")


def _foot(built: BuiltPage, site: Site, frame: str) -> Iterator[Fault]:
    foot = built.tree.css_first("footer")
    if foot is None:
        yield frame, "partials/footer.html", "the page has no foot", 'put {% include "partials/footer.html" %} back'
        return
    listed = _leads_to(built, "footer a[href]")
    for kind, words in site.kinds.items():
        members = site.by_kind.get(kind, [])
        if len(members) > 1 and not any(page.url in listed for page in members):
            fact = f"the menu lists no page under {words.get('label')}"
            yield FOOTER, "for member in", fact, "list the first twelve pages of each kind"
            break
    extra = site.config.get("extra")
    words = extra if isinstance(extra, dict) else {}
    number = " ".join(str(site.clinic.get("emergency_number") or words.get("emergency_number") or "").split())
    text = " ".join(foot.text(deep=True).split())
    dialled = len(foot.css("a[href^='tel:']")) < len(phones.NUMBER.findall(number))
    if number and (number not in text or dialled):
        yield (
            _number_place(site, FOOTER),
            "ring",
            f'the foot of the page does not say "{number}", with its numbers to tap',
            'write {% include "partials/emergency-number.html" %} there',
        )
    crisis = words.get("crisis")
    if isinstance(crisis, dict) and not all(
        " ".join(str(crisis.get(name)).split()) in text for name in ("says", "link")
    ):
        yield (
            FOOTER,
            "words.crisis",
            "the foot of the page does not speak of the crisis lines",
            "show words.crisis.says and words.crisis.link",
        )
    if site.config.get("copyright") and " ".join(str(site.config["copyright"]).split()) not in text:
        yield FOOTER, "copyri", "the foot of the page does not say whose text it is", "write {{ config.copyright | e }}"
    if built.path == "404.html":
        article = built.tree.css_first("article")
        if number and article and number not in " ".join(article.text(deep=True).split()):
            yield (
                frame,
                "<h1",
                "the page for unknown addresses does not say what to ring",
                'write {% include "partials/emergency-number.html" %} there',
            )


def _number_place(site: Site, path: str) -> str:
    """The partial with the emergency number is at fault where the footer includes it."""
    footer = next((one for one in site.templates if one.path == path), None)
    return NUMBER if footer and "partials/emergency-number.html" in footer.text else path


def _dates(built: BuiltPage, frame: str) -> Iterator[Fault]:
    """When the page was checked and is to be checked again, below its text, and where it lives."""
    page = built.page
    info = built.tree.css_first("section.info")
    if page is None:
        return
    if info is None:
        yield (
            frame,
            "partials/page-info.html",
            "the page does not say when it was checked",
            'put {% include "partials/page-info.html" %} back',
        )
        return
    machine = {node.attributes.get("datetime") for node in info.css("time")}
    for name in ("reviewed", "review_due"):
        if page.meta.get(name) and str(page.meta[name]) not in machine:
            yield (
                INFO,
                f"source.meta.{name}",
                f"the page does not show its date {name}",
                f"write {{{{ source.meta.{name} | day }}}} in <time>",
            )
    address = built.site.home + built.url
    if address and address not in info.text(deep=True):
        yield (
            INFO,
            "page.canonical_url",
            "the page does not show its address, which paper needs",
            "write {{ page.canonical_url | e }}",
        )
    away = [
        node
        for node in built.tree.css("article a[href]:not(section.info a)")
        if not (node.attributes.get("href") or "#").startswith(("#", "tel:", "sms:"))
    ]
    if len(away) > 2 and not built.tree.css_first("section.leads"):
        yield (
            frame,
            "partials/leads.html",
            "the page has no list of where its links lead, which paper needs",
            "put the list back",
        )
    if not built.tree.css_first("section.clinic, .clinic"):
        yield (
            frame,
            "partials/clinic.html",
            "the page has no box for a clinic's own number",
            'put {% include "partials/clinic.html" %} back',
        )


def _marks(built: BuiltPage) -> Iterator[Fault]:
    """What is marked as this very page is, and the next page is another."""
    for node in built.tree.css("a[aria-current]"):
        if resolve(built.url, node.attributes.get("href") or "").path != built.url:
            path = HEADER if _inside(node, "header") else FOOTER
            words = " ".join(node.text(deep=True).split())
            yield (
                path,
                "aria-current",
                f'the link "{words}" says that it is this page, and is not',
                "compare it with source.url",
            )
            break
    for node in built.tree.css("a[rel=prev], a[rel=next]"):
        if resolve(built.url, node.attributes.get("href") or "").path == built.url:
            name = node.attributes.get("rel")
            yield (
                TOOLS,
                f'rel="{name}"',
                f"the link to the {name} page leads to this page",
                "take the sibling beside this one",
            )
