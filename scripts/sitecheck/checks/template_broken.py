"""Every template can be read by Jinja.

Why:  MkDocs stops at the first template it can't read, with a traceback in place of a sentence.
Bad:  {% if page.title %} without {% endif %}
Good: {% if page.title %}{{ page.title }}{% endif %}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2

from ..registry import check
from ..source import Finding, Site

NEEDED = ("main.html", "404.html", "sitemap.xml", "robots.txt", "partials/disclaimers.html")
BLOCKS = frozenset({"if", "for", "block", "macro", "call", "filter", "with", "autoescape"})


@check(Site)
def template_broken(site: Site) -> Iterator[Finding]:
    for name in NEEDED:
        if f"overrides/{name}" not in {template.path for template in site.templates}:
            yield Finding(f"overrides/{name}", 1, f"overrides/{name} is missing", "put the file back")
    reader = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    for template in site.templates:
        if template.path.endswith((".html", ".md", ".xml", ".txt")) and not _holds(template.text):
            yield template.finding(
                1, f"{template.path} is empty", "put back what it held, or delete it and its include"
            )
        try:
            reader.parse(template.text)
        except jinja2.TemplateSyntaxError as error:
            ended = "Unexpected end of template" in str(error.message)
            line = _opened_last(reader, template.text) if ended else error.lineno
            fact = f"Jinja can't read this: {str(error.message).partition('. ')[0]}"
            yield template.finding(line, fact, "close the tag or block that begins here")


def _holds(text: str) -> bool:
    return bool(re.sub(r"\{#.*?#\}|<!--.*?-->", "", text, flags=re.DOTALL).strip())


def _opened_last(reader: jinja2.Environment, text: str) -> int:
    """The line of the innermost block that is still open at the end of a template."""
    opened: list[tuple[str, int]] = []
    begins = False
    for line, kind, word in reader.lex(text):
        if kind == "block_begin":
            begins = True
        elif begins and kind == "name":
            begins = False
            if word in BLOCKS:
                opened.append((word, line))
            elif word.startswith("end") and opened:
                while opened and opened.pop()[0] != word.removeprefix("end"):
                    pass
    return opened[-1][1] if opened else 1
