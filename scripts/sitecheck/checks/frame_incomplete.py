"""Every page has the whole of its frame: the way past the menu, help at the top, its parts, and where its links lead.

Why:  readers land on one page from a search engine. What the frame of that page has lost, they never see; and a template
      that lost it loses it everywhere at once.
Bad:  a template from which {% include "partials/footer.html" %} was deleted
Good: a template that includes it once
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Findings, Site

Fault = tuple[LexborNode | None, str, str]  # the element that lacks something, what it lacks, and how to mend it
ONCE = (  # what stands once on a page, whether pages of docs/ alone have it, where, what it is, and how to mend it
    ("main", False, "body", "part marked as <main>", "mark the one part that differs from page to page"),
    ("main article", False, "main", "<article>", "put one <article> around what readers came for"),
    ("body > header", False, "body", "top", 'put {% include "partials/header.html" %} there'),
    ("body > footer", False, "body", "foot", 'put {% include "partials/footer.html" %} there'),
    ("section.info", True, "main", "part that says when it was checked", 'put {% include "partials/page-info.html" %} there'),
    ("article > .clinic", True, "main", "box for a clinic's own number", 'put {% include "partials/clinic.html" %} there'),
)  # fmt: skip
FEW = 2  # links away from a page that has no list of them
INSIDE = ", ".join(f"[href^='{start}']" for start in ("#", "tel:", "sms:", "http"))


@check(BuiltPage)
def frame_incomplete(built: BuiltPage, site: Site) -> Findings:
    if len(site.by_url) < len(site.pages) or built.url in site.redirects or (built.page and not built.page.whole):
        return
    if built.authorship.fault:
        return  # article-torn speaks of what is typed and ends outside its place
    for node, fact, fix in (*_once(built), *_past_the_menu(built), *_top(built, site), *_leads(built)):
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
    links = [node.attributes.get("href") or "" for node in top.css("a[href]")] if top else []
    there = [address.removeprefix("/").endswith(helping.url) for address in links] if helping else []
    if top and helping and helping.url not in {resolve(built.url, one).path for one in links} and not any(there):
        yield top, f"no link at the top leads to {helping.path}", "put the link to help_page back"


def _leads(built: BuiltPage) -> Iterator[Fault]:
    away = built.tree.css(f"article a[href]:not({INSIDE}):not(section.info a)")
    if built.page and built.page.readable and len(away) > FEW and not built.tree.css_first("section.leads"):
        fact = "the page has no list of where its links lead, which paper needs"
        yield built.tree.css_first("article"), fact, 'put {% include "partials/leads.html" %} back'
