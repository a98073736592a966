"""The templates close what they open.

Why:  a browser mends what is broken, each in its own way: a section that is not closed takes the rest of the page with it.
Bad:  <section><p>Help</p>
Good: <section><p>Help</p></section>
"""

import re
from collections import Counter

from ..parse.authorship import TORN
from ..registry import check
from ..source import BuiltPage, Findings, Site, Source

TAG = re.compile(r"<(/?[a-z][a-z1-6]*)\b")
PAIRED = frozenset(
    "div section nav article main header footer aside ul ol dl table form button a span h1 h2 h3 h4 h5 h6 figure address".split()
)
NO_HTML = re.compile(r"<(script|style|title)\b(?:[^<]++|<(?!/\1>))*+</\1>|<!--(?:[^-]++|-(?!->))*+-->")
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@check(BuiltPage)
def html_unbalanced(built: BuiltPage, site: Site) -> Findings:
    if (built.page and (not built.page.whole or built.page.unclosed)) or built.authorship.fault == TORN:
        return  # tag-unclosed and article-torn speak of that
    counts = Counter(TAG.findall(NO_HTML.sub("", built.html)))
    odd = sorted(name for name in PAIRED if counts[name] != counts[f"/{name}"])
    for name in odd[:1]:  # the rest is its consequence
        opened = counts[name] > counts[f"/{name}"]
        fact = f"<{name}> is opened and not closed" if opened else f"</{name}> closes nothing"
        fix = f"write </{name}> at its end" if opened else "delete it"
        places = (place for source in site.templates if (place := _guilty(source, name, opened)))
        yield next((source.finding(line, fact, fix) for source, line in places), built.finding(message=fact, hint=fix))


@check(BuiltPage)
def item_without_list(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css("li"):
        if node.parent is None or node.parent.tag not in {"ul", "ol"}:
            words = " ".join(node.text().split())
            yield built.finding(
                f"<li>{words}", "<li", message="<li> stands in no list", hint="put <ul> around the items", node=node
            )


def _guilty(source: Source, name: str, opened: bool) -> tuple[Source, int] | None:
    """A template for pages that opens more of a tag than it closes, or less, and the line of the one without a partner."""
    if source.path.startswith("overrides/paper/") or not source.path.endswith((".html", ".md")):
        return None
    text = JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source.text)
    stack: list[int] = []
    for found in TAG.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found[1] == name:
            stack.append(line)
        elif found[1] == f"/{name}" and not stack and not opened:
            return source, line
        elif found[1] == f"/{name}" and stack:
            stack.pop()
    return (source, stack[0]) if stack and opened else None
