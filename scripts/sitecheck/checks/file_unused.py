"""Something shows every picture in docs/.

Why:  what nothing shows is forgotten, and goes on being found by search engines.
Bad:  docs/assets/old-poster.png, which no page shows
Good: docs/assets/pictures/handkerchief.svg, which a page shows
"""

import posixpath
import re
from urllib.parse import unquote

from ..parse.urls import resolve
from ..registry import check
from ..source import BuiltPage, Finding, Findings, Site

NAME = re.compile(r"[A-Za-z0-9./_-]+\.(?:svg|png|jpe?g|webp|avif)")  # of others, file-misnamed and file-unlisted speak
SHOWN = re.compile(r"""(?:src|href|srcset)=["']?([^"'\s>]+)""")


@check(Site)
def file_unused(site: Site) -> Findings:
    if not site.built:
        return  # only a build knows what is shown
    wanted = {name for name in site.files if NAME.fullmatch(name)} - {str(site.clinic.get("logo") or "").lstrip("/")}
    for built in site.built:
        if wanted and any(posixpath.basename(name) in built.html for name in wanted):
            wanted -= _shown(built)
    for name in sorted(wanted):
        yield Finding(f"docs/{name}", 1, "nothing shows this file", "show it on a page, or delete it")


def _shown(built: BuiltPage) -> set[str]:
    """The files that a page asks for or leads to; that for unknown addresses writes the folder of the site too."""
    found = (unquote(address) for address in SHOWN.findall(built.html) if "." in posixpath.basename(address))
    paths = {resolve(built.url, address).path for address in found}
    return paths | {path.partition("/")[2] for path in paths}
