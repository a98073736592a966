"""Every page says in its head what it is, in which language, and at which address; and has one main heading.

Why:  without them a screen reader reads English with a French voice, a phone shows a page for a large screen, and a
      search engine lists the page under no name or under another's address, or not at all.
Bad:  <meta name="viewport" content="width=device-width, user-scalable=no">
Good: <meta name="viewport" content="width=device-width, initial-scale=1">
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ..registry import check
from ..source import BuiltPage, Finding, Site
from ..urls import host_of

ORDER = ('charset="', 'name="viewport"', "Content-Security-Policy", 'name="referrer"', "<title", 'name="description"', 'rel="canonical"', 'name="robots"', 'rel="icon"', "<style", "linked-data")  # fmt: skip
Fault = tuple[str, str, str]  # the words that lead to the place, what is wrong, and how to mend it
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|x-default")
TYPES = frozenset(  # of schema.org: what a page of health information may be, and what it may be about
    "WebPage MedicalWebPage WebSite Audience PatientAudience MedicalAudience MedicalEntity MedicalCode MedicalCondition Person Organization"
    " BreadcrumbList ListItem ImageObject CreativeWork Article ScholarlyArticle FAQPage Question Answer Thing CollectionPage AboutPage".split()
)
IDENTIFIERS = ("codingSystem", "codeValue")  # names of things for machines; they claim nothing


@check(BuiltPage)
def head_incomplete(built: BuiltPage, site: Site) -> Iterator[Finding]:
    faults = list(_frame(built, site))
    if built.page or built.path == "404.html":
        faults += [*_head(built), *_address(built, site), *_data(built, site), *_linked(built, site)]
    for needle, fact, fix in faults:
        yield _finding(built, needle, fact, fix)


def _finding(built: BuiltPage, needle: str, fact: str, fix: str) -> Finding:
    """At the template that writes `needle`; if it is gone, at the line after which it belongs."""
    frame = "overrides/main.html" if built.page else built.site.template_of(built.path)
    own = [one for one in built.site.templates if one.path == frame or one.path.startswith("overrides/partials/")]
    if needle in {"<h1", "<html"} and not built.page:
        own = [one for one in own if one.path == frame]
        needle_after = "</header>" if needle == "<h1" else needle
        lines = [
            line for one in own for word in (needle, "<article>", "<main", needle_after) if (line := one.line_of(word))
        ]
        return Finding(frame, lines[0] if lines else 1, fact, fix)
    before = ORDER[: ORDER.index(needle)] if needle in ORDER else ()
    for wanted in (needle, *reversed(before)):
        for template in own:
            if line := template.line_of(wanted):
                return template.finding(line, fact, fix)
    name = {"<h1": "overrides/partials/title.html", "<html": "overrides/main.html"}.get(
        needle, "overrides/partials/head.html"
    )
    return Finding("overrides/404.html" if built.path == "404.html" and needle == "<h1" else name, 1, fact, fix)


def _contents(built: BuiltPage, selector: str, attribute: str = "content") -> list[str]:
    return [(node.attributes.get(attribute) or "").strip() for node in built.tree.css(selector)]


def _frame(built: BuiltPage, site: Site) -> Iterator[Fault]:
    theme = site.config.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    root = built.tree.css_first("html")
    if not built.html.lstrip()[:15].lower().startswith("<!doctype html>"):
        yield "<html", "the page does not begin with <!doctype html>", "write it on the first line"
    if root is None or not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", root.attributes.get("lang") or ""):
        yield "<html", "the page does not say its language", 'write <html lang="{{ config.theme.language }}">'
    elif root.attributes.get("lang") != language:
        fact = f"the page says that its language is {root.attributes.get('lang')}, and mkdocs.yml that it is {language}"
        yield "<html", fact, 'write <html lang="{{ config.theme.language }}">'
    outside = [node for node in built.tree.css("h1") if not _inside(node, "main")]
    if outside:
        words = " ".join(outside[0].text(deep=True).split())
        yield "<h1>", f'"{words}" is a main heading outside <main>', "write it without <h1>"
    titles = [" ".join(node.text(deep=True).split()) for node in built.tree.css("main h1")]
    typed = built.page is not None and any(line.startswith("#") for line in built.page.prose if line[1:2] != "#")
    if (len(titles) != 1 or not titles[0]) and not (
        typed and len(titles) > 1
    ):  # the source checks know the line of a typed one
        fact = f"the page has {len(titles)} main headings" if len(titles) != 1 else "the main heading is empty"
        yield "<h1", fact, "write one <h1> with the title of the page, above everything else"
    elif (
        not typed
        and built.page
        and built.page.readable
        and titles[0] != " ".join(str(built.page.meta.get("title")).split())
    ):
        yield (
            "<h1",
            f'the main heading is "{titles[0]}" and not the title of the page',
            "write {{ source.meta.title | e }}",
        )


def _inside(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


def _head(built: BuiltPage) -> Iterator[Fault]:
    page = built.page
    if not re.search(r"<meta\s+charset=[\"']?utf-8", built.html[:1024], re.IGNORECASE):
        yield (
            'charset="',
            "the page does not say early that it is UTF-8",
            'write <meta charset="utf-8"> first in the head',
        )
    viewport = ",".join(_contents(built, "meta[name=viewport]")).lower().replace(" ", "")
    if "width=device-width" not in viewport:
        yield (
            'name="viewport"',
            "the page is not fitted to the width of a phone",
            'write <meta name="viewport" content="width=device-width, initial-scale=1">',
        )
    elif re.search(r"user-scalable=(?:no|0)|maximum-scale=[0-4](?:\.|,|$)", viewport):
        yield 'name="viewport"', "readers can't enlarge the page: " + viewport, "delete user-scalable and maximum-scale"
    titles = [" ".join(node.text(deep=True).split()) for node in built.tree.css("head > title")]
    own = " ".join(str(page.meta.get("title") or "").split()) if page and page.readable else ""
    if len(titles) != 1 or not titles[0]:
        yield (
            "<title",
            f"the head has {len(titles)} titles" if len(titles) != 1 else "the title is empty",
            "write one <title>",
        )
    elif own and not titles[0].startswith(own):
        yield (
            "<title",
            f'the title "{titles[0]}" does not begin with that of the page',
            "write {{ source.meta.title | e }} in <title>",
        )
    if not built.tree.css_first("link[rel~=icon i]"):
        yield 'rel="icon"', "the page has no icon", 'write <link rel="icon" href="{{ \'assets/icon.svg\' | url }}">'
    if page and page.readable and page.meta.get("description"):
        said = _contents(built, "meta[name=description]")
        if [" ".join(one.split()) for one in said] != [" ".join(str(page.meta["description"]).split())]:
            yield (
                'name="description"',
                f"the head has {len(said)} descriptions, or another than the page's",
                "write the description of the page once",
            )


def _address(built: BuiltPage, site: Site) -> Iterator[Fault]:
    """The address and whether search engines may list the page; the page for unknown addresses has none and may not."""
    hidden = any(
        "noindex" in one.lower() or "none" in one.lower()
        for one in _contents(built, "meta[name=robots], meta[name=googlebot]")
    )
    canonical = _contents(built, "link[rel=canonical]", "href")
    if built.page is None:
        if not hidden:
            yield (
                'name="robots"',
                "search engines may list the page for unknown addresses",
                'write <meta name="robots" content="noindex">',
            )
        return
    if hidden:
        yield "noindex", "search engines are told not to list the page", "delete noindex"
    if not built.page.readable or not built.page.meta.get("description"):
        return
    wrong = canonical != [site.home + built.url]
    if wrong:
        yield (
            'rel="canonical"',
            f"the page gives as its address: {', '.join(canonical) or 'none'}",
            "write {{ page.canonical_url }} as the one canonical link",
        )


def _data(built: BuiltPage, site: Site) -> Iterator[Fault]:
    """What machines read beside the page: it can be read, and says no more than the page."""
    typed = " ".join(node.text(deep=True) for node in built.tree.css("title, main"))
    shown = ""  # the same with single blanks, where it is needed
    for node in built.tree.css("script[type='application/ld+json']"):
        try:
            said = json.loads(node.text(deep=True))
        except ValueError as error:
            yield "application/ld+json", f"the structured data is not JSON: {error}", "mend it, or leave it out"
            continue
        for key, text in _texts(said):
            if key.startswith("@") or key in IDENTIFIERS or " " not in text or text in typed:
                continue
            words, shown = " ".join(text.split()), shown or " ".join(typed.split())
            if words not in _contents(built, "meta[name=description]") and words not in shown:
                yield (
                    "application/ld+json",
                    f'the structured data says "{text[:60]}", which the page does not',
                    "say only what the page shows",
                )
    if built.page and built.page.readable and not built.tree.css_first("script[type='application/ld+json']"):
        yield (
            "linked-data",
            "the page has no structured data, which tells search engines what it is",
            'put {% include "partials/linked-data.html" %} back',
        )


def _claims(built: BuiltPage, said: object, home: str) -> Iterator[str]:
    """What the structured data says and is not so: a review that nobody signed, a type that does not exist, an address elsewhere."""
    if isinstance(said, list):
        for item in said:
            yield from _claims(built, item, home)
    if not isinstance(said, dict):
        return
    for name, value in said.items():
        if name in {"lastReviewed", "reviewedBy"} and built.page and built.page.sign_off != "current":
            yield f"{name}, and no health professional has signed this text off"
        elif name == "@type" and not {*(value if isinstance(value, list) else [value])} <= TYPES:
            yield f"the type {value}, which is none that this site uses"
        elif name in {"url", "@id"} and isinstance(value, str) and home and host_of(value) != home:
            yield f"the address {value}, which is not of this site"
        yield from _claims(built, value, home)


def _linked(built: BuiltPage, site: Site) -> Iterator[Fault]:
    """What the head names beside the page: previews and other languages. All are on this site, written out, and exist."""
    home = urlsplit(site.home)
    for node in built.tree.css("script[type='application/ld+json']"):
        try:
            claims = list(_claims(built, json.loads(node.text(deep=True)), home.hostname or ""))
        except ValueError:
            continue
        for claim in claims:
            yield _last_claim(site), f"the structured data says {claim}", "say only what is so"
    for node in built.tree.css("meta[property], meta[name^='twitter:'], link[rel=alternate]"):
        attributes = node.attributes
        address = attributes.get("href") or attributes.get("content") or ""
        kind = attributes.get("property") or attributes.get("name") or ""
        given = next((name for name in ("hreflang", "property", "name") if name in attributes), "rel")
        needle = f'{given}="{attributes.get(given)}"'
        if node.tag == "meta" and not (kind.startswith(("og:", "twitter:")) and kind.endswith((":image", ":url"))):
            continue
        parts = urlsplit(address)
        path = parts.path.removeprefix(home.path.rstrip("/") + "/")
        if not parts.scheme or not parts.netloc:
            yield (
                needle,
                f"the head names {address or 'nothing'}, which is no whole address",
                "write it from https:// on",
            )
        elif (
            parts.netloc == home.netloc
            and path + ("index.html" if not path or path.endswith("/") else "") not in site.outputs
        ):
            yield (
                needle,
                f"the head names {address}, which does not exist",
                "name a file of the site, or delete the line",
            )
        elif "hreflang" in attributes and not LANGUAGE.fullmatch(attributes.get("hreflang") or ""):
            yield needle, f"{attributes.get('hreflang')} is no language", "write a code such as en, or x-default"


def _last_claim(site: Site) -> str:
    """The words that lead to the last line with structured data: what was added to it stands below."""
    partial = next((one for one in site.templates if one.path.endswith("/linked-data.html")), None)
    lines = [line for line in partial.lines if "application/ld+json" in line] if partial else []
    return lines[-1] if lines else "application/ld+json"


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, str(name))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key)
    elif isinstance(value, str):
        yield key, value
