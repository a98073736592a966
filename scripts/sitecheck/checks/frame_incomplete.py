"""Every page has the whole of its frame: the way past the menu, help at the top, the emergency line at the foot, its dates.

Why:  readers land on one page from a search engine. What the frame of that page has lost, they never see; and a template
      that lost it loses it everywhere at once.
Bad:  a template from which {% include "partials/footer.html" %} was deleted
Good: a template that includes it once
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Finding, Site
from ..text import phones

Fault = tuple[LexborNode | None, str, str]  # the element that lacks something, what it lacks, and how to mend it
ONCE = (  # what stands once on a page, whether pages of docs/ alone have it, where, what it is, and how to mend it
    ("main", False, "body", "part marked as <main>", "mark the one part that differs from page to page"),
    ("main article", False, "main", "<article>", "put one <article> around what readers came for"),
    ("body > header", False, "body", "top", 'put {% include "partials/header.html" %} there'),
    ("body > footer", False, "body", "foot", 'put {% include "partials/footer.html" %} there'),
    ("section.info", True, "main", "part that says when it was checked", 'put {% include "partials/page-info.html" %} there'),
    ("article > .clinic", True, "main", "box for a clinic's own number", 'put {% include "partials/clinic.html" %} there'),
)  # fmt: skip
LEADS = "section.leads"  # where the links of a page lead, for paper
FEW = 2  # links away from a page that has no such list


@check(BuiltPage)
def frame_incomplete(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if len(site.by_url) < len(site.pages) or built.url in site.redirects or (built.page and not built.page.whole):
        return
    if built.authorship.fault:
        return  # article-torn speaks of what is typed and ends outside its place
    faults = [*_once(built), *_past_the_menu(built), *_top(built, site), *_foot(built, site)]
    if built.page and built.page.readable:
        faults += [*_dates(built), *_leads(built)]
    for node, fact, fix in faults:
        yield built.finding(message=fact, hint=fix, node=node)


def _once(built: BuiltPage) -> Iterator[Fault]:
    for selector, of_docs, around, what, fix in ONCE:
        found = built.tree.css(selector)
        if len(found) != 1 and (built.page or not of_docs):
            node = found[-1] if found else built.tree.css_first(around) or built.tree.body
            yield node, f"the page has {len(found) or 'no'} {what}", fix


def _past_the_menu(built: BuiltPage) -> Iterator[Fault]:
    first = built.tree.css_first("body a[href]")
    target = (first.attributes.get("href") or "") if first else ""
    mains = {node.attributes.get("id") for node in built.tree.css("main")}
    if not target.startswith("#") or (target[1:] in built.ids and target[1:] not in mains):
        fact = "the first link of the page does not lead past the menu"
        yield built.tree.body, fact, 'put <a class="skip" href="#main">Skip to the page</a> first'


def _top(built: BuiltPage, site: Site) -> Iterator[Fault]:
    top, helping = built.tree.css_first("body > header"), site.help_page
    if top and helping and helping.url not in _leads_to(built, top):
        yield top, f"no link at the top leads to {helping.path}", "put the link to help_page back"


def _leads_to(built: BuiltPage, part: LexborNode) -> set[str]:
    """The pages that the links of a part lead to, by their address from the root of the site."""
    root = ""
    if built.path == "404.html":  # which alone has links that begin with the folder that the site lives in
        first = built.tree.css_first("body > header a[href]")
        root = ((first.attributes.get("href") or "") if first else "").lstrip("/")
    addresses = (node.attributes.get("href") or "" for node in part.css("a[href]"))
    return {resolve(built.url, address).path.removeprefix(root) for address in addresses}


def _foot(built: BuiltPage, site: Site) -> Iterator[Fault]:
    foot = built.tree.css_first("body > footer")
    if foot is None:
        return
    listed = _leads_to(built, foot)
    for kind, words in site.kinds.items():
        members = site.by_kind.get(kind, [])
        if len(members) > 1 and not any(page.url in listed for page in members):
            yield foot, f"the menu lists no page under {words.get('label')}", "list the first pages of each kind"
    extra = site.config.get("extra")
    words = extra if isinstance(extra, dict) else {}
    number = " ".join(str(site.clinic.get("emergency_number") or words.get("emergency_number") or "").split())
    include = 'write {% include "partials/emergency-number.html" %} there'
    dialled = len(foot.css("a[href^='tel:']")) >= len(phones.NUMBER.findall(number))
    if number and not (dialled and number in _text(foot)):
        yield foot, f'the foot of the page does not say "{number}", with its numbers to tap', include
    article = built.tree.css_first("article")
    if built.path == "404.html" and number and article and number not in _text(article):
        yield article, "the page for unknown addresses does not say what to ring", include
    crisis = words.get("crisis")
    said = [" ".join(str(crisis.get(name)).split()) for name in ("says", "link")] if isinstance(crisis, dict) else []
    if not all(words in _text(foot) for words in said):
        fact = "the foot of the page does not speak of the crisis lines"
        yield foot, fact, "show words.crisis.says and words.crisis.link"
    owner = " ".join(str(site.config.get("copyright") or "").split())
    if owner not in _text(foot):
        yield foot, "the foot of the page does not say whose text it is", "write {{ config.copyright | e }}"


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())


def _dates(built: BuiltPage) -> Iterator[Fault]:
    """When the page was checked and is to be checked again, below its text, and where it lives."""
    info = built.tree.css_first("section.info")
    if info is None or built.page is None:
        return
    shown = {node.attributes.get("datetime") for node in info.css("time")}
    for name in ("reviewed", "review_due"):
        if built.page.meta.get(name) and str(built.page.meta[name]) not in shown:
            fix = f"write {{{{ source.meta.{name} | day }}}} in <time>"
            yield info, f"the page does not show its date {name}", fix
    if built.site.home + built.url not in info.text(deep=True):
        yield info, "the page does not show its address, which paper needs", "write {{ page.canonical_url | e }}"


def _leads(built: BuiltPage) -> Iterator[Fault]:
    away = [
        node
        for node in built.tree.css("article a[href]:not(section.info a)")
        if not (node.attributes.get("href") or "#").startswith(("#", "tel:", "sms:"))
    ]
    if len(away) > FEW and not built.tree.css_first(LEADS):
        fact = "the page has no list of where its links lead, which paper needs"
        yield built.tree.css_first("article"), fact, 'put {% include "partials/leads.html" %} back'
