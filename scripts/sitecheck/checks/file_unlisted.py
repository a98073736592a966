"""The files of docs/ are pages and pictures.

Why:  MkDocs publishes whatever lies there: the backup of a page, a note to a colleague, a text that a page can run as a script.
Bad:  docs/causes/pollen.md.bak
Good: docs/assets/pictures/handkerchief.svg
"""

import posixpath

from ..registry import check
from ..source import Finding, Findings, Site

KINDS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif"})


@check(Site)
def file_unlisted(site: Site) -> Findings:
    for name in site.files:
        suffix = posixpath.splitext(name)[1].lower()
        if suffix not in KINDS and suffix != ".md":  # of page.MD, file-misnamed speaks
            fact = f"{posixpath.basename(name)} is no page and no picture"
            fix = "move it out of docs/, which is for pages (.md) and pictures (.svg, .png, .jpg, .webp, .avif)"
            yield Finding(f"docs/{name}", 1, fact, fix)
