"""The name of every file in docs/ is in small letters, digits and hyphens, and no two files become one address.

Why:  page.MD is copied as it is, not built; Page.md and page.md are one file on a Mac and two on a server; of
      dust.md and dust/index.md one silently replaces the other.
Bad:  docs/causes/Blocked Ducts.md
Good: docs/causes/blocked-ducts.md
"""

import re
import unicodedata

from ..registry import check
from ..source import Finding, Findings, Page, Site

RESERVED = ("h/", "api/")  # the short addresses on paper, and the files for programs
NAME = re.compile(r"docs/(?:[a-z0-9-]+/)*[a-z0-9-]+(?:\.[a-z0-9]+)+")


@check(Site)
def file_misnamed(site: Site) -> Findings:
    paths = [f"docs/{page.source_path}" for page in site.pages] + [f"docs/{name}" for name in site.files]
    for path in paths:
        if not NAME.fullmatch(path) and not path.endswith("/README.md") and path != "docs/CNAME":
            better = _better(path)
            fix = f"delete it; {better} is there already" if better in paths else f"rename it to {better}"
            yield Finding(path, 1, f"the name {path} is not in small letters, digits and hyphens", fix)


@check(Site)
def address_shared(site: Site) -> Findings:
    """Each page has an address of its own, outside those that the build keeps for itself."""
    owners: dict[str, list[Page]] = {}
    for page in site.pages:
        owners.setdefault(page.url.lower(), []).append(page)
        if page.url.startswith(RESERVED):
            fact = f"this page would become /{page.url}, an address that the build keeps for itself"
            yield page.finding(1, fact, "put it into another folder")
    for url, pages in owners.items():
        for page in pages if len(pages) > 1 else ():
            others = ", ".join(other.path for other in pages if other is not page)
            yield page.finding(1, f"this page and {others} both become /{url}", "rename or delete one of them")


def _better(path: str) -> str:
    """The nearest name that is allowed: "docs/_drafts/Sore Breast (1).svg" is "docs/drafts/sore-breast-1.svg"."""
    plain = unicodedata.normalize("NFKD", path).encode("ascii", "ignore").decode().lower()
    parts = [re.sub(r"[^a-z0-9]+", "-", piece).strip("-") for piece in re.split(r"[/.]", plain)]
    signs = re.findall(r"[/.]", plain)
    return "".join(part + sign for part, sign in zip(parts, [*signs, ""], strict=True))
