"""Every template can be read by Jinja.

Why:  MkDocs stops at the first template it can't read, with a traceback in place of a sentence.
Bad:  {% if page.title %} without {% endif %}
Good: {% if page.title %}{{ page.title }}{% endif %}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import nodes

from ..registry import check
from ..source import CONTENT, Finding, Site, Source

NEEDED = (
    "main.html",
    "404.html",
    "redirect.html",
    "short.html",
    "sitemap.xml",
    "robots.txt",
    "partials/disclaimers.html",
    "inserts/reference.md",
)
GIVEN = frozenset(  # by MkDocs, by Jinja, and by the scripts that fill the templates
    "page config nav pages base_url build_date_utc loop caller varargs kwargs site source_of sheets linked_data styled words"
    " range dict cycler joiner namespace lipsum mkdocs_version"
    " arguments built_link link elsewhere checks topics heading notices retired title way address record source".split()
)
PROJECT = Path(__file__).parents[3]
PAPER = "overrides/paper/"  # where a name that nobody gives stops the print with a sentence
HTML_TAG = re.compile(r"<(/?)(section|div|nav|ul|ol|article|main|header|footer|aside|table|form)\b[^>]*>")
READER = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
BLOCKS = frozenset({"if", "for", "block", "macro", "call", "filter", "with", "autoescape"})


@check(Site)
def template_broken(site: Site) -> Iterator[Finding]:
    unread = {finding.path for finding in site.unreadable}  # file-unreadable speaks of those
    for name in NEEDED:
        if f"overrides/{name}" not in {template.path for template in site.templates} | unread:
            yield Finding(f"overrides/{name}", 1, f"overrides/{name} is missing", "put the file back")
    frame = next((one for one in site.templates if one.path == "overrides/main.html"), None)
    if frame and not CONTENT.search(frame.text):
        line = (
            frame.line_of("page.content") or frame.line_of("partials/withdrawn") or frame.line_of("partials/title") or 1
        )
        yield frame.finding(
            line, "the frame does not show the text of a page as it is", "write {{ page.content }} here"
        )
    trees: list[tuple[Source, nodes.Template]] = []
    for template in site.templates:
        if template.path.endswith((".html", ".md", ".xml", ".txt")) and not _holds(template.text):
            yield template.finding(
                1, f"{template.path} is empty", "put back what it held, or delete it and its include"
            )
        try:
            trees.append((template, _parsed(template.text)))
        except jinja2.TemplateSyntaxError as error:
            ended = "Unexpected end of template" in str(error.message)
            line, fix = error.lineno, "close the tag or block that begins here"
            if ended:
                line, fix = _opened_last(template.text)
            fact = f"Jinja can't read this: {str(error.message).partition('. ')[0]}"
            yield template.finding(line, fact, fix)
    if len(trees) == len(site.templates) and not unread:
        yield from _unknown_names(trees)
        yield from _missing(trees)


def _unknown_names(trees: list[tuple[Source, nodes.Template]]) -> Iterator[Finding]:
    """A name that nothing gives shows as nothing."""
    known = set(GIVEN)
    for _, tree in trees:
        known |= {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        known |= {macro.name for macro in tree.find_all(nodes.Macro)}
        known |= {imported.target for imported in tree.find_all(nodes.Import)}
    for template, tree in trees:
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in known and not template.path.startswith(PAPER):
                near = get_close_matches(name.name, known, n=1)
                fact = f"nothing gives the name {name.name}, and so it shows as nothing"
                yield template.finding(name.lineno, fact, f"write {near[0]}" if near else "delete it")


def _missing(trees: list[tuple[Source, nodes.Template]]) -> Iterator[Finding]:
    """What a template includes is there. A file that went is named itself; a misspelt name, where it is written."""
    there = {template.path.removeprefix("overrides/") for template, _ in trees}
    wanted: dict[str, list[tuple[Source, int]]] = {}
    for template, tree in trees:
        for node in tree.find_all((nodes.Include, nodes.Import, nodes.Extends)):
            named = getattr(node, "template", None)
            if getattr(node, "ignore_missing", False):
                continue
            if isinstance(named, nodes.Const) and not str(named.value).startswith(".icons/"):
                wanted.setdefault(str(named.value), []).append((template, node.lineno))
    for name in sorted(set(wanted) - there - set(NEEDED)):
        template, line = wanted[name][0]
        near = get_close_matches(name, there, n=1, cutoff=0.85)
        fact = f"overrides/{name} is missing"
        if (PROJECT / "overrides" / name).is_file():  # the project has it, so it went, and the name is right
            yield Finding(f"overrides/{name}", 1, f"{fact}; {template.path} includes it", "put the file back")
        else:
            yield template.finding(line, fact, f"write {near[0]}" if near else "put the file back, or delete this line")


def _holds(text: str) -> bool:
    return bool(re.sub(r"\{#.*?#\}|<!--.*?-->", "", text, flags=re.DOTALL).strip())


@lru_cache(maxsize=256)  # of one run's templates; the preview reads them again and again
def _parsed(text: str) -> nodes.Template:
    return READER.parse(text)


def _opened_last(text: str) -> tuple[int, str]:
    """(line, fix) of the block that is open at the end of a template.

    Jinja gives an inner `endif` to the outer `if`, and so sees the outer one open. The tags of HTML know better: where one
    closes that was opened outside a block, the block should have ended before.
    """
    opened: list[tuple[str, int]] = []
    begins = False
    for line, kind, word in READER.lex(text):
        if kind == "block_begin":
            begins = True
        elif begins and kind == "name":
            begins = False
            if word in BLOCKS:
                opened.append((word, line))
            elif word.startswith("end") and any(name == word.removeprefix("end") for name, _ in opened):
                while opened.pop()[0] != word.removeprefix("end"):
                    pass
        elif kind == "data":
            for tag in HTML_TAG.finditer(word):
                name, at = f"<{tag[2]}", line + word.count("\n", 0, tag.start())
                if not tag[1]:
                    opened.append((name, at))
                elif opened and opened[-1][0] == name:
                    opened.pop()
                elif name in {one for one, _ in opened} and opened[-1][0] in BLOCKS:
                    return max(at - 1, 1), f"write {{% end{opened[-1][0]} %}} above the line with </{tag[2]}>"
    blocks = [line for name, line in opened if name in BLOCKS]
    return (blocks[-1] if blocks else 1), "close the tag or block that begins here"
