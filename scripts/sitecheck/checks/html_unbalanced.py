"""The HTML of every page closes what it opens, and puts things where they belong.

Why:  a browser mends what is broken, each in its own way: a section that is not closed takes the rest of the page with it,
      an item without a list is read out as loose text, and of a button inside a link nobody knows what a tap does.
Bad:  <section><p>Help</p>
Good: <section><p>Help</p></section>
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..parse.authorship import TORN
from ..registry import check
from ..source import BuiltPage, Finding, Site, Source

TAG = re.compile(r"<(/?[a-z][a-z1-6]*)\b")
PAIRED = frozenset(
    "div section nav article main header footer aside ul ol dl table form button a span h1 h2 h3 h4 h5 h6 details figure address".split()
)
NO_HTML = re.compile(r"<(script|style|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
NEAR = 3  # lines, within which one place says it
LOOSE = ":not(ul):not(ol):not(menu) > li"
NESTED = "a a[href], a button, button a, button button, a input, label label"


@check(BuiltPage)
def html_unbalanced(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page and (not built.page.whole or built.page.unclosed):
        return  # tag-unclosed speaks of that
    if built.authorship.fault == TORN:
        return  # article-torn speaks of that
    counts = Counter(TAG.findall(NO_HTML.sub("", built.html)))
    for name in dict.fromkeys(tag.lstrip("/") for tag in counts):
        if name in PAIRED and (left := counts[name] - counts[f"/{name}"]):
            fact = f"<{name}> is opened and not closed" if left > 0 else f"</{name}> closes nothing"
            fix = f"write </{name}> at its end" if left > 0 else "delete it"
            place = _guilty(site, name, left > 0)
            yield place[0].finding(place[1], fact, fix) if place else built.finding(message=fact, hint=fix)
            if place and left > 0 and (last := _missed(*place)) > place[1] + NEAR:
                fact = f"the <{name}> of line {place[1]} is still open here"
                yield place[0].finding(last, fact, f"write </{name}> at the latest here")
            return
    for selector, fact, fix in (
        (LOOSE, "stands in no list", "put <ul> around the items"),
        (NESTED, "stands inside a link, a button or a label", "put one beside the other"),
    ):
        if node := built.tree.css_first(selector):
            yield built.finding(message=f"<{node.tag}> {fact}", hint=fix, node=node)


def _missed(template: Source, line: int) -> int:
    """The line of a template where what was opened on `line` is still open and something around it is closed: there its end is missed."""
    stack: list[tuple[str, int]] = []
    text = JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), template.text)
    for found in TAG.finditer(text):
        name, number = found[1].lstrip("/"), text.count("\n", 0, found.start()) + 1
        if name not in PAIRED:
            continue
        if not found[1].startswith("/"):
            stack.append((name, number))
        elif name in [one for one, _ in stack]:
            while stack[-1][0] != name:
                if stack.pop()[1] == line:
                    return number
            stack.pop()
    return len(template.text.rstrip("\n").split("\n"))


def _guilty(site: Site, name: str, opened: bool) -> tuple[Source, int] | None:
    """The template that opens more of a tag than it closes, and the line of the one without a partner."""
    for source in site.templates:
        if source.path.startswith("overrides/paper/") or not source.path.endswith((".html", ".md")):
            continue
        text = JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source.text)
        stack: list[int] = []
        for found in TAG.finditer(text):
            if found[1] == name:
                stack.append(text.count("\n", 0, found.start()) + 1)
            elif found[1] == f"/{name}" and stack:
                stack.pop()
            elif found[1] == f"/{name}" and not opened:
                return source, text.count("\n", 0, found.start()) + 1
        if stack and opened:
            return source, stack[0]
    return None
