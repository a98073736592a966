"""Something shows every picture in docs/, and no file has the name of one that the build makes.

Why:  what nothing shows is forgotten, and goes on being found by search engines.
Bad:  docs/assets/old-poster.png, which no page shows
Good: docs/assets/pictures/nappies.svg, which a page shows
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Finding, Site

MADE = frozenset(
    {"404.html", "sitemap.xml", "robots.txt", "_headers", "_redirects", "assets/search.json", "assets/lunr.js"}
)
KINDS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif"})  # of all others, file-unlisted speaks
NAME = re.compile(r"[A-Za-z0-9./_-]+")
SHOWN = re.compile(r"""(?:src|href|srcset|poster|data)=["']?([^"'\s>]+)""")


@check(Site)
def file_unused(site: Site) -> Iterator[Finding]:
    if not site.built:
        return  # only a build knows what is shown
    shown = {str(site.clinic.get("logo") or "").lstrip("/")}
    for built in site.built:
        if any(posixpath.basename(name) in built.html for name in site.files if name not in shown):
            shown |= _shown(built)
    if any(name not in shown for name in site.files):  # an address may be percent-encoded
        shown = shown.union(*map(_shown, site.built))
    for name in site.files:
        suffix = posixpath.splitext(name)[1].lower()
        if name in MADE or name.startswith(("h/", "api/")) or (site.root / "overrides" / name).is_file():
            fact = f"the build makes /{name} itself, so one of the two is lost"
            yield Finding(f"docs/{name}", 1, fact, "rename this file, or delete it")
            continue
        if NAME.fullmatch(name) and suffix in KINDS and name not in shown:  # of odd names, file-misnamed speaks
            yield Finding(f"docs/{name}", 1, "nothing shows this file", "show it on a page, or delete it")


def _shown(built: BuiltPage) -> set[str]:
    """The files that a page asks for or leads to; that for unknown addresses writes the folder of the site too."""
    found = SHOWN.findall(built.html)
    paths = {resolve(built.url, unquote(address)).path for address in found if "." in posixpath.basename(address)}
    return paths | {path.partition("/")[2] for path in paths}


@check(Site)
def script_unused(site: Site) -> Iterator[Finding]:
    """A script that no page brings is somebody's copy, or was forgotten."""
    told = "\n".join(source.text for source in site.templates if not source.path.startswith("overrides/assets/"))
    for source in site.templates:
        if source.path.startswith("overrides/assets/") and posixpath.basename(source.path) not in told:
            fact = f"no template brings {posixpath.basename(source.path)}"
            yield source.finding(1, fact, "delete it; programs of others come through a package")
