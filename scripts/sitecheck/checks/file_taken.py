"""No file of docs/ has the name of one that the build makes.

Why:  one of the two is lost, and nobody is told which.
Bad:  docs/robots.txt
Good: overrides/robots.txt
"""

from ..registry import check
from ..source import Finding, Findings, Site

MADE = frozenset({"404.html", "sitemap.xml", "robots.txt", "_headers", "_redirects", "assets/search.json"})


@check(Site)
def file_taken(site: Site) -> Findings:
    templates = {source.path for source in site.templates}
    for name in site.files:
        if name in MADE or name.startswith(("h/", "api/")) or f"overrides/{name}" in templates:
            fact = f"the build makes /{name} itself, so one of the two is lost"
            yield Finding(f"docs/{name}", 1, fact, "rename this file, or delete it")
