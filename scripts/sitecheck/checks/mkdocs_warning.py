"""MkDocs builds the site without a warning.

Why:  it carries on after each of them, and leaves something out. What it says of links is left to link-dead,
      which reads the built pages and so knows more.
Bad:  a misspelt setting in mkdocs.yml
Good: a setting that MkDocs knows
"""

import re

from ..registry import check
from ..source import Finding, Findings, Site


@check(Site)
def mkdocs_warning(site: Site) -> Findings:
    pages = {page.path: page for page in site.pages}
    for path, message in site.warnings:
        named = re.search(r"'([^']+)'", message)
        line = site.config_lines.get(named[1], 1) if named and path == "mkdocs.yml" else 1
        fact = f"MkDocs warns: {message.split(chr(10))[0].strip()}"
        yield Finding(
            path if path in pages else "mkdocs.yml", line, fact, "correct the name or value that the message gives"
        )
