"""No page asks another host for anything while it is read.

Why:  each such request tells a stranger that this reader has trouble feeding a baby. Links may lead away;
      pictures, styles, scripts, fonts and frames may not come from elsewhere.
Bad:  <img src="https://cdn.example.com/logo.png" alt="Logo">
Good: <img src="assets/logo.svg" alt="Logo">
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from ..parse import css
from ..parse.urls import host_of, leaves_site
from ..registry import check
from ..source import BuiltPage, Finding, Site

HINT = "put the file into docs/assets/ and name it there, or leave it out"
FILES = frozenset("img source script audio video track link use image style".split())  # what asks for a file
LOADED = {
    "img": ("src", "srcset"), "source": ("src", "srcset"), "script": ("src",), "iframe": ("src", "srcdoc"), "frame": ("src",), "embed": ("src",), "object": ("data",),
    "audio": ("src",), "video": ("src", "poster"), "track": ("src",), "input": ("src", "formaction"), "button": ("formaction",), "form": ("action",),
    "link": ("href", "imagesrcset"), "use": ("href", "xlink:href"), "image": ("href", "xlink:href"), "feimage": ("href", "xlink:href"), "body": ("background",), "html": ("manifest",),
}  # fmt: skip
LOADING_LINKS = frozenset(
    {
        "stylesheet",
        "icon",
        "shortcut",
        "apple-touch-icon",
        "manifest",
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "preconnect",
        "dns-prefetch",
        "mask-icon",
    }
)
IN_SCRIPT = re.compile(r"""["'`]((?:https?:)?//[^"'`\s]+)["'`]""")
ASKING = ", ".join([*LOADED, "style", "script", "meta", "[ping]", "[style]"])


@check(BuiltPage)
def request_external(built: BuiltPage, site: Site) -> Iterator[Finding]:
    for node in built.tree.css(ASKING):
        for address in _requests(node):
            if leaves_site(address) and not _is_own(address, site):
                fix = HINT if node.tag in FILES else f"take {address} out of this <{node.tag}>"
                yield built.finding(address, address.partition("?")[0], message=fact(address), hint=fix, node=node)


@check(Site)
def request_external_by_setting(site: Site) -> Iterator[Finding]:
    if site.config.get("repo_url"):
        line = site.config_lines.get("repo_url", 1)
        message = f"repo_url is {site.config['repo_url']}: themes ask that host for its numbers of stars"
        yield Finding("mkdocs.yml", line, message, "delete it; the link to correct a page comes from extra.edit_base")


@check(Site)
def request_external_in_styles(site: Site) -> Iterator[Finding]:
    """Style sheets of the screen and of paper; what a drawing may refer to, drawing-unsafe lists."""
    for source in [*site.styles, *(one for one in site.templates if one.path.endswith(".css"))]:
        for line, address in css.addresses(source.text):
            if leaves_site(address) and not _is_own(address, site):
                yield source.finding(line, fact(address), HINT)


def fact(address: str) -> str:
    return f"{host_of(address) or 'another host'} is asked for {address}"


def _requests(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for name in LOADED.get(node.tag or "", ()):
        value = attributes.get(name)
        if not value or (node.tag == "link" and not LOADING_LINKS & set((attributes.get("rel") or "").lower().split())):
            continue
        if name.endswith("srcset"):
            yield from (candidate.split()[0] for candidate in re.split(r",\s+|,$", value) if candidate.strip())
        else:
            yield value
    if attributes.get("ping"):
        yield attributes["ping"] or ""
    if attributes.get("style"):
        yield from (address for _, address in css.addresses(attributes["style"] or ""))
    if node.tag == "style":
        yield from _in_style(node.text(deep=True))
    if node.tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json":
        yield from IN_SCRIPT.findall(node.text(deep=True))
    if node.tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        yield from re.findall(r"url\s*=\s*['\"]?([^'\"]+)", attributes.get("content") or "", re.IGNORECASE)


@lru_cache(maxsize=64)
def _in_style(text: str) -> tuple[str, ...]:
    """The addresses in a style sheet, which is the same on every page."""
    return tuple(address for _, address in css.addresses(text))


def _is_own(address: str, site: Site) -> bool:
    return bool(site.home) and host_of(address) == host_of(site.home)
