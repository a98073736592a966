"""Every link leads to a page, a file and a place on the page that exist, letter for letter.

Why:  MkDocs does not look at the links of templates; a wrong capital works on a Mac and not on the server; a missing
      anchor drops a worried reader at the top of a long page.
Bad:  [All warning signs](../help/When-to-get-help.md)
Good: [All warning signs](../help/when-to-get-help.md)
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ..parse.markup import Link
from ..parse.urls import Target, leaves_site, resolve, scheme_of
from ..registry import check
from ..source import BuiltPage, Findings, Page, Site

CARRIED = {"a": "href", "link": "href", "img": "src", "script": "src"}  # all that safety/listed.py lets lead somewhere
SELECTOR = ", ".join([*(f"{tag}[{name}]" for tag, name in CARRIED.items()), "img[srcset]"])
# A candidate of a set: an address, which may hold commas but not end in one, and then what it is for, up to a comma.
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,|[^,(]*(?:\([^)]*\)?[^,(]*)*)")
Fault = tuple[str, str]  # what is wrong, and how to mend it


@check(Page)
def link_dead(page: Page, site: Site) -> Findings:
    for link in page.links:
        if fault := _typed_fault(page, link, site):
            yield page.finding(link.line, *fault)


@check(Site)
def link_dead_in_search(site: Site) -> Findings:
    """What was typed into the search leads to a page, and to a place of it."""
    home = site.by_source.get("index.md")
    for name in ("danger", "leads") if home else ():
        for index, record in enumerate(site.search(name)):
            if home and (fault := _typed_fault(home, Link(1, "", str(record.get("to"))), site)):
                yield site.data_finding("search.yml", (name, index, "to"), *fault)


@check(BuiltPage)
def link_dead_in_build(built: BuiltPage, site: Site) -> Findings:
    """What templates write. Of what an author typed the first rule speaks, and redirect-wrong of a page that leads on."""
    if built.authorship.fault or built.url in site.redirects:
        return
    for node, href in _addresses(built):
        if (href[:1] == "#" and href[1:] in built.ids) or node.mem_id in built.authorship.ids:
            continue  # most links of a page are citations
        if (fault := _built_fault(built, href, site)) is None:
            continue
        path, _, fragment = href.partition("#")
        name = posixpath.basename(path.rstrip("/")) or fragment
        told = [one.target for one in built.page.links if _typed_fault(built.page, one, site)] if built.page else []
        if not any(name in target for target in told):  # tiles show what was typed; an anchor may stand in mkdocs.yml
            yield built.finding(f'"{href}"', f"anchor: {fragment}", message=fault[0], hint=fault[1], node=node)


def _addresses(built: BuiltPage) -> Iterator[tuple[LexborNode, str]]:
    """(element, address) of everything on a page that a browser could fetch or go to from it."""
    for node in built.tree.css(SELECTOR):
        attributes = node.attributes
        if node.tag == "link" and (attributes.get("rel") or "").lower() in {"canonical", "alternate"}:
            continue  # head-incomplete and alternate-dead speak of those
        if address := attributes.get(CARRIED[node.tag or ""]):
            yield node, address
        yield from ((node, found[1]) for found in CANDIDATE.finditer(attributes.get("srcset") or ""))


@lru_cache(maxsize=8192)
def _is_inside(address: str) -> bool:
    """Whether an address is one of this site, as link-malformed wants it written."""
    odd = not address or "\\" in address or address.startswith("/") or address.lower().startswith("www.")
    return not (odd or scheme_of(address) or leaves_site(address))


def _typed_fault(page: Page, link: Link, site: Site) -> Fault | None:
    """What is wrong with a link as typed in Markdown, or None. A page and a file are named from where the page stands in docs/."""
    target, folder = link.target, posixpath.dirname(page.source_path)
    if not _is_inside(target):
        return None
    path, _, fragment = target.partition("#")
    path, there = path.partition("?")[0], resolve(page.url, target)
    wanted = posixpath.normpath(posixpath.join(folder, path)) if path else page.source_path
    if other := site.by_source.get(wanted) or site.by_url.get(there.path):
        built = site.built_by_url.get(other.url)
        if not built or other.withdrawn:
            return None  # before the build, its anchors are not known; a notice leads to nothing but itself
        return _no_anchor(target, fragment, built.ids)
    made = wanted in site.files or (not path.endswith(".md") and _is_made(there.path, site))
    if made or f"docs/{wanted}" in site.unread:
        return None
    return _missing(target, wanted, [*site.by_source, *site.files], lambda near: posixpath.relpath(near, folder or "."))


def _built_fault(built: BuiltPage, href: str, site: Site) -> Fault | None:
    """What is wrong with an address on a built page, or None. It is resolved as a browser does."""
    target = resolve(built.url, href)
    if built.path == "404.html" and href.startswith("/"):
        path, _, fragment = href.partition("#")
        base = urlsplit(site.home).path
        target = Target(path.removesuffix(".").removeprefix(base if path.startswith(base) else "/"), fragment)
    elif not _is_inside(href):
        return None
    elif built.path == "404.html" and not href.startswith("#"):
        fact = f"{href} begins at this page, which is served at addresses of any depth"
        return fact, "write the address with {{ … | url }}, which makes it begin with /"
    if not _is_made(target.path, site):
        names = (name.removesuffix("index.html") for name in site.outputs)
        return _missing(href, target.path, names, lambda near: f"{{{{ '{near}' | url }}}}")
    other = site.built_by_url.get(target.path)
    whole = other is not None and (other.page is None or (other.page.whole and not other.page.withdrawn))
    return _no_anchor(href, target.fragment, other.ids) if other and whole else None


def _is_made(path: str, site: Site) -> bool:
    """Whether the build makes what stands at an address, in any language; handouts are printed later."""
    if not site.handouts and path.startswith("handouts/") and path.endswith((".pdf", ".png")):
        return True
    output = f"{path}index.html" if path.endswith("/") or not path else path
    return output in site.elsewhere or (output in site.outputs and (path in site.by_url or path not in site.redirects))


def _no_anchor(target: str, fragment: str | None, ids: set[str]) -> Fault | None:
    """As a browser looks: the id as written, then percent-decoded; an empty one and "top" are the top of the page."""
    if not fragment or fragment.lower() == "top" or fragment.startswith(":~:"):
        return None
    if fragment in ids or resolve("", f"#{fragment}").fragment in ids:
        return None
    near = _nearest(fragment, ids, cutoff=0.6)
    fix = f"write #{near}" if near else f"add {{ #{fragment} }} to the heading it means, or take #{fragment} off"
    return f"{target} leads to #{fragment}, which is not on that page", fix


def _missing(target: str, wanted: str, names: Iterable[str], way: Callable[[str], str]) -> Fault:
    """`way` tells what to write for one of the names."""
    near = _nearest(wanted, names, cutoff=0.85)
    fix = f"write {way(near)}" if near else "link to a page that exists, or add the page"
    return f"{target} leads to nothing: there is no {wanted or 'such page'}", fix


def _nearest(wanted: str, names: Iterable[str], cutoff: float) -> str | None:
    known = sorted(names)
    same = [name for name in known if name.lower() == wanted.lower()]
    return next(iter(same or get_close_matches(wanted, known, n=1, cutoff=cutoff)), None)
