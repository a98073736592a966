"""Every link leads to a page, a file and a place on the page that exist, letter for letter.

Why:  MkDocs checks neither links typed as HTML nor those of templates; a wrong capital works on a Mac and
      not on the server; a missing anchor drops a worried reader at the top of a long page.
Bad:  [All warning signs](../help/When-to-get-help.md)
Good: [All warning signs](../help/when-to-get-help.md)
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ..parse import css
from ..parse.markup import Link
from ..parse.urls import Target, host_of, leaves_site, resolve, scheme_of
from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

CARRIED = {
    "a": ("href",), "area": ("href",), "link": ("href",), "img": ("src", "longdesc"), "script": ("src",), "iframe": ("src",),
    "embed": ("src",), "object": ("data",), "audio": ("src",), "video": ("src", "poster"), "source": ("src",), "track": ("src",),
    "input": ("src", "formaction"), "use": ("href",), "image": ("href",), "form": ("action",), "button": ("formaction",),
    "blockquote": ("cite",), "q": ("cite",), "ins": ("cite",), "del": ("cite",),
}  # fmt: skip
SETS = {"img": ("srcset",), "source": ("srcset",), "link": ("imagesrcset",)}
SELECTOR = ", ".join(f"{tag}[{name}]" for carried in (CARRIED, SETS) for tag in carried for name in carried[tag])
# A candidate of a set: an address, which may hold commas but not end in one, and then what it is for, up to a comma.
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:,|[^,(]*(?:\([^)]*\)?[^,(]*)*)")
ASKED = re.compile(r"""(?:new URL|fetch|import)\(\s*["']([\w./-]+\.\w+)["']""")
DEFINED = re.compile(r" {0,3}\[[^\]]+\]:")
PROJECT = Path(__file__).parents[3]
OTHER_SCHEMES = frozenset({"mailto", "tel", "sms"})
Fault = tuple[str, str]  # what is wrong, and how to mend it
Way = Callable[[str], str]  # from a place of the site, as in Site.outputs without index.html, to what to write for it


@check(Page)
def link_dead_in_source(page: Page, site: Site) -> Iterator[Finding]:
    for link in page.links:
        fault = typed_fault(page, link, site)
        if fault:
            yield page.finding(link.line, *fault)


@check(Site)
def link_dead_in_settings(site: Site) -> Iterator[Finding]:
    """The line about crisis lines, at the foot of every page, leads to a place of the help page."""
    extra = site.config.get("extra")
    crisis = extra.get("crisis") if isinstance(extra, dict) else None
    built = site.built_by_url.get(site.help_page.url) if site.help_page else None
    if isinstance(crisis, dict) and built and crisis.get("anchor") not in built.ids:
        fault = no_anchor(
            f"the link to crisis lines at the foot of every page, to {built.url},", str(crisis.get("anchor")), built.ids
        )
        yield Finding("mkdocs.yml", site.config_lines.get(("extra", "crisis", "anchor"), 1), *fault)


@check(Site)
def link_dead_in_search(site: Site) -> Iterator[Finding]:
    """What was typed into the search leads to a page, and to a place of it."""
    home = site.by_source.get("index.md")
    for name in ("danger", "leads") if home else ():
        for index, record in enumerate(site.search(name)):
            target = str(record.get("to"))
            fault = typed_fault(home, Link(1, "", target), site) if home else None
            if fault:
                yield site.data_finding("search.yml", (name, index, "to"), *fault)


@check(Site)
def link_dead_in_scripts(site: Site) -> Iterator[Finding]:
    """What a script asks for is there: nobody sees that it is not until they press a button."""
    for source in site.templates if site.built else ():
        if not source.path.endswith(".js"):
            continue
        for found in ASKED.finditer(source.text):
            target = resolve(source.path.removeprefix("overrides/"), found[1])
            if target.path not in site.outputs:
                line = source.text.count("\n", 0, found.start()) + 1
                yield source.finding(line, *missing(found[1], target.path, sorted(site.outputs), posixpath.basename))


@check(BuiltPage)
def link_dead_in_build(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.url in site.redirects:
        return  # it was made from data/redirects.yml, and redirect-wrong knows the line
    times: dict[str, int] = {}
    folders = [*itertools.accumulate((f"{one}/" for one in built.url.split("/")[:-1]), initial="")]
    extra = site.config.get("extra")
    crisis = extra.get("crisis") if isinstance(extra, dict) else None
    said = f"#{crisis.get('anchor')}" if isinstance(crisis, dict) and site.help_page else ""  # in link_dead_in_settings
    for node, href in addresses(built):
        times[href] = times.get(href, 0) + 1
        if href[:1] == "#" and href[1:] in built.ids:
            continue  # most links of a page are citations
        fault = _fault(built, folders, href, site, is_link=node.tag in {"a", "area"})
        if fault is None or (said and href.endswith(f"{site.help_page.url if site.help_page else ''}{said}")):
            continue
        typed = typed_as(built.page, href, times[href])
        if gone := _gone(built, href, site):
            fact = f"{gone} is missing, which pages ask for"
            yield Finding(gone, 1, fact, "put the file back, or take the line out that asks for it")
        elif typed is None:
            text = " ".join(node.text(deep=True).split())
            needles = (f'"{href}"', f"'{href}'", *([href] if "://" in href else []), f"[{text}]" if text else "")
            yield built.finding(*needles, message=fault[0], hint=fault[1], occurrence=times[href], node=node)
        elif built.page and typed_fault(built.page, typed, site) is None:
            yield built.page.finding(typed.line, *fault)


def _gone(built: BuiltPage, href: str, site: Site) -> str:
    """The file of overrides/ or docs/assets/ that an address leads to, if it is one that the project has and this site lost; else ""."""
    path = resolve(built.url, href).path if not scheme_of(href) and not href.startswith("/") else ""
    for folder in ("overrides", "docs"):
        if (
            path.startswith("assets/")
            and (PROJECT / folder / path).is_file()
            and not (site.root / folder / path).exists()
        ):
            return f"{folder}/{path}"
    return ""


def _fault(built: BuiltPage, folders: list[str], href: str, site: Site, is_link: bool) -> Fault | None:
    """As `built_fault`, asked once for all pages from which an address leads to the same place: those of the furniture are on each.

    `folders` are those around the page, from the site's root on.
    """
    if not href.strip() or href.lstrip()[0] in "#?":
        return built_fault(built, href, site, is_link)
    up = 0
    while href.startswith("../", 3 * up):
        up += 1
    folder = "" if "://" in href else folders[max(len(folders) - 1 - up, 0)]
    key = folder, built.path == "404.html", href, is_link
    known: dict[tuple[str, bool, str, bool], Fault | None] = site.worked_out.setdefault("link-dead", {})
    if key not in known:
        known[key] = built_fault(built, href, site, is_link)
    return known[key]


def addresses(built: BuiltPage) -> Iterator[tuple[LexborNode, str]]:
    """(element, address) of everything on a page that a browser could fetch or go to from it."""
    for node in built.tree.css(SELECTOR):  # one walk through the page; a query for each pair would be thirty
        attributes, tag = node.attributes, node.tag or ""
        # head-incomplete speaks of those
        if tag == "link" and (attributes.get("rel") or "").lower() in {"canonical", "alternate"}:
            continue
        for attribute in CARRIED.get(tag, ()):
            if attribute in attributes:
                yield node, attributes[attribute] or ""
        for attribute in SETS.get(tag, ()):
            yield from ((node, found[1]) for found in CANDIDATE.finditer(attributes.get(attribute) or ""))
    for node in built.tree.css("style, [style]"):
        for _, address in css.addresses(node.text() if node.tag == "style" else node.attributes.get("style") or ""):
            if not any(address in source.text for source in built.site.styles):  # style-unsafe says it at its rule
                yield node, address


def typed_as(page: Page | None, href: str, occurrence: int) -> Link | None:
    """The n-th Markdown link that became `href`: typed so, or with the same anchor and file name."""
    if page is None:
        return None
    path, _, fragment = href.partition("#")
    stem = posixpath.basename(path.rstrip("/"))
    found = [link for link in page.links if link.target == href]
    found = found or [
        link for link in page.links if fragment and link.target.endswith(f"#{fragment}") and stem in link.target
    ]
    return found[min(occurrence, len(found)) - 1] if found else None


def typed_fault(page: Page, link: Link, site: Site) -> Fault | None:
    """What is wrong with a link as typed in Markdown, or None."""
    target = link.target
    scheme = scheme_of(target)
    if scheme in {"http", "https"} and not host_of(target):
        return f"{target} is not an address", "write https://, the name of the host, and the path"
    if scheme in OTHER_SCHEMES or scheme in {"http", "https"} or leaves_site(target):
        return None
    if scheme:
        return (
            f"{target} begins with {scheme}:, which no link of this site may",
            "link to a page of the site, or to an address that begins with https://",
        )
    if not target:
        return f"the link [{link.text}] has no address", "write the address between the round brackets"
    path, _, fragment = target.partition("#")
    if not set(target) & set("/.#") and DEFINED.match(page.prose[link.line - 1]):
        fact = f'the line that begins with "[{link.text}]:" is taken for the address of a link, and is not shown'
        return fact, f"write **{link.text}:** if readers are to see it"
    if "\\" in path:
        return (
            f"{target} has backward slashes, which are no part of an address",
            f"write {target.replace(chr(92), '/')}",
        )
    if path.startswith("/"):
        return (
            f"{target} begins with /, which breaks when the site lives in a folder",
            "write the way from this file, such as ../help/when-to-get-help.md",
        )
    path = path.partition("?")[0]
    if not path:
        return anchor_fault(target, page, fragment, site)
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page.source_path), path))
    if path.endswith("/") and wanted in site.files:
        return f"{target} ends in /, and is a file", "take the / at its end away"
    if path.endswith(".md"):
        other = site.by_source.get(wanted)
        return (
            anchor_fault(target, other, fragment, site)
            if other
            else missing(target, wanted, list(site.by_source), _way_from(posixpath.dirname(page.source_path)))
        )
    files = {output for output in site.outputs if not output.endswith("index.html")}
    if wanted in files or ((site.root / "docs" / wanted).is_file() and wanted.islower()):
        return None
    if path.lower().startswith("www."):
        return f"{target} is taken for a file of this site", f"write https://{target}"
    way = partial(_typed_way, page=page, site=site)
    fault = target_fault(target, resolve(page.url, target), site, way)
    if fault and posixpath.splitext(path)[1] and "handouts/" not in path:
        return missing(target, wanted, sorted(site.files), way)  # MkDocs looks from the file, not from the page
    return fault


def _typed_way(place: str, page: Page, site: Site) -> str:
    """What an author writes in the Markdown of `page` for a place of the site: the way to a file of docs/, or else to what the build makes."""
    other = site.by_url.get(place)
    if other or place in site.files:
        return posixpath.relpath(other.source_path if other else place, posixpath.dirname(page.source_path) or ".")
    return _way_from(page.url)(place)


def _way_from(folder: str) -> Way:
    return lambda place: posixpath.relpath(place or ".", folder or ".") + ("/" if place.endswith("/") else "")


def built_fault(built: BuiltPage, href: str, site: Site, is_link: bool) -> Fault | None:
    """What is wrong with an address on a built page, or None. It is resolved as a browser does."""
    scheme = scheme_of(href)
    if scheme in OTHER_SCHEMES or (scheme == "data" and not is_link):
        return None
    if not href.strip() and is_link:
        return "this link has no address", "write the address, or leave the link out"
    if scheme in {"http", "https"} or leaves_site(href):
        return None  # of the site's own address, link-malformed says that it is written out
    if scheme:
        return (
            f"{href} begins with {scheme}:, which no link of this site may",
            "link to a page of the site, or to an address that begins with https://",
        )
    if href.startswith("/"):
        if built.path != "404.html":
            return (
                f"{href} begins with /, which breaks when the site lives in a folder",
                "write the way from this file, such as ../help/when-to-get-help.md",
            )
        path, _, fragment = href.partition("#")
        return target_fault(href, _below(urlsplit(site.home).path, path, fragment), site, lambda place: f"/{place}")
    if built.path == "404.html" and not href.startswith("#"):
        fact = f"{href} begins at this page, which is served at addresses of any depth"
        return fact, "write the address with {{ … | url }}, which makes it begin with /"
    return target_fault(href, resolve(built.url, href), site, _way_from(posixpath.dirname(built.url)))


def _below(base: str, path: str, fragment: str) -> Target:
    folder = base if base.endswith("/") else base + "/"
    path = path.removesuffix(".") if path.endswith("/.") else path  # what {{ "." | url }} gives
    return Target(path.removeprefix(folder) if path.startswith(folder) else path.lstrip("/"), fragment or None)


def target_fault(href: str, target: Target, site: Site, way: Way) -> Fault | None:
    """What is wrong with a place of the site, or None. `way` tells what to write for another."""
    if not site.handouts and target.path.startswith("handouts/") and target.path.endswith((".pdf", ".png")):
        return None
    output = target.path + "index.html" if target.path == "" or target.path.endswith("/") else target.path
    if target.path in site.redirects and target.path not in site.by_url:
        return f"{href} leads to an address that has moved", f"write {way(site.redirects[target.path])}"
    if output not in site.outputs:
        if f"{target.path}/index.html" in site.outputs:
            return f"{href} leads to a folder and does not end in /", "add / at its end, or link to the .md file"
        return missing(href, target.path, [name.removesuffix("index.html") for name in site.outputs], way)
    url = output.removesuffix("index.html") if output.endswith("index.html") else output
    built = site.built_by_url.get(url)
    whole = built is not None and (built.page is None or built.page.whole)
    if built and whole and not anchor_exists(target.fragment, built.ids):
        return no_anchor(href, target.fragment or "", built.ids)
    return None


def anchor_fault(target: str, page: Page, fragment: str, site: Site) -> Fault | None:
    """What is wrong with the anchor of a link to `page`. Before the build only typed anchors are known, so doubt is left to the build."""
    if not fragment:
        return None
    built = site.built_by_url.get(page.url)
    if built:
        return None if anchor_exists(fragment, built.ids) else no_anchor(target, fragment, built.ids)
    ids = {heading.anchor for heading in page.headings if heading.anchor}
    ids |= {str(section.get("anchor")) for section in site.sections(page.kind) if section.get("rendered")}
    certain = all(heading.anchor for heading in page.headings) and not page.inserts and not fragment.startswith("fn")
    return no_anchor(target, fragment, ids) if certain and not anchor_exists(fragment, ids) else None


def anchor_exists(fragment: str | None, ids: set[str]) -> bool:
    """As a browser looks: the id as written, then percent-decoded; an empty one and "top" are the top of the page."""
    if not fragment or fragment.lower() == "top" or fragment.startswith(":~:"):
        return True
    return fragment in ids or resolve("", f"#{fragment}").fragment in ids


def no_anchor(target: str, fragment: str, ids: set[str]) -> Fault:
    near = [name for name in sorted(ids) if name.lower() == fragment.lower()] or get_close_matches(
        fragment, sorted(ids), n=1
    )
    return (
        f"{target} leads to #{fragment}, which is not on that page",
        f"write #{near[0]}" if near else f"add {{ #{fragment} }} to the heading it means, or take #{fragment} off",
    )


def missing(target: str, wanted: str, known: list[str], way: Way) -> Fault:
    same = [name for name in known if name.lower() == wanted.lower()]
    if same:
        return (
            f"{target} has the wrong capitals: the file is {same[0]}",
            f"write {way(same[0])}",
        )
    by_name = [name for name in known if posixpath.basename(name.rstrip("/")) == posixpath.basename(wanted.rstrip("/"))]
    near = by_name[:1] or get_close_matches(wanted, known, n=1, cutoff=0.85)
    fix = f"write {way(near[0])}" if near and near[0] else "link to a page that exists, or add the page"
    return f"{target} leads to nothing: there is no {wanted or 'such page'}", fix
