"""Every template can be read by Jinja, and says something; the frame shows the text of the page.

Why:  MkDocs stops at the first template it can't read, with a traceback in place of a sentence.
Bad:  {% if page.title %} without {% endif %}
Good: {% if page.title %}{{ page.title }}{% endif %}
"""

import re

import jinja2

from ..parse.templates import READER, parsed
from ..registry import check
from ..source import CONTENT, Findings, Site

BLOCKS = frozenset({"if", "for", "block", "macro", "call", "filter", "with", "autoescape"})
NOTHING = re.compile(r"\{#.*?#\}|<!--.*?-->|\s", re.DOTALL)


@check(Site)
def template_broken(site: Site) -> Findings:
    frame = site.template("main.html")
    if frame and not CONTENT.search(frame.text):
        line = frame.line_of("page.content") or frame.line_of("partials/title") or 1
        fact = "the frame does not show the text of a page as it is"
        yield frame.finding(line, fact, "write {{ page.content }} here")
    for template in site.templates:
        if template.path.endswith((".html", ".md", ".xml", ".txt")) and not NOTHING.sub("", template.text):
            fact = f"{template.path} is empty"
            yield template.finding(1, fact, "put back what it held, or delete it and its include")
        try:
            parsed(template.text)
        except jinja2.TemplateSyntaxError as error:
            said = str(error.message)
            line = _unended(template.text) if "Unexpected end of template" in said else error.lineno
            fact = f"Jinja can't read this: {said.partition('. ')[0]}"
            yield template.finding(line, fact, "close the tag or block that begins here")


def _unended(text: str) -> int:
    """The line of the block that Jinja sees open at the end of a template."""
    opened, begins = [(1, "")], False
    for line, kind, word in READER.lex(text):
        if begins and kind == "name":
            if word in BLOCKS:
                opened.append((line, word))
            elif word == f"end{opened[-1][1]}":
                opened.pop()
        begins = kind == "block_begin" or (begins and kind == "whitespace")
    return opened[-1][0]
