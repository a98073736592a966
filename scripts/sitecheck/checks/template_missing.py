"""Every template that the build or another template asks for is there.

Why:  MkDocs stops, or leaves out what the template would have shown.
Bad:  {% include "partials/foter.html" %}
Good: {% include "partials/footer.html" %}
"""

import re
from difflib import get_close_matches

from ..registry import check
from ..source import Finding, Findings, Site

NEEDED = ("main.html", "404.html", "redirect.html", "short.html", "sitemap.xml", "robots.txt", "partials/disclaimers.html", "inserts/reference.md")  # fmt: skip
ASKED = re.compile(r"\{%-?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)[\"'](?!\s+ignore missing)")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


@check(Site, unless="file-unreadable")
def template_missing(site: Site) -> Findings:
    there = [template.path.removeprefix("overrides/") for template in site.templates]
    for name in NEEDED:
        if name not in there:
            yield Finding(f"overrides/{name}", 1, f"overrides/{name} is missing", "put the file back")
    for template in site.templates:
        text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), template.text)
        for found in ASKED.finditer(text):
            if found[1] not in {*there, *NEEDED} and not found[1].startswith(".icons/"):
                near = get_close_matches(found[1], there, n=1, cutoff=0.85)
                line = text.count("\n", 0, found.start()) + 1
                fix = f"write {near[0]}" if near else "put the file back, or delete this line"
                yield template.finding(line, f"overrides/{found[1]} is missing", fix)
