"""An element has attributes that are listed for it, with values that are listed, and no others.

Why:  "hidden" and "style" put a warning out of sight, "onclick" runs a program, "target" opens a window that nobody asked
      for, and a class of the furniture makes an author's sentence look like a warning sign that somebody reviewed.
Bad:  Drink water. { .card }
Good: Drink water.
"""

import re
from collections.abc import Iterator

from ..parse.markup import loose_words
from ..registry import check
from ..safety.listed import (
    BY_AUTHORS,
    BY_TEMPLATES,
    HOLDS_MARKDOWN,
    TYPED,
    line_of,
    show,
    unlisted,
    unlisted_attributes,
)
from ..source import BuiltPage, Findings, Page, Site

LIST = re.compile(r"\{:?[ \t]*((?:[#.][\w-]+|[\w:-]+[ \t]*=)[^}\n]*)\}")
MEMBER = re.compile(r"([#.]?)([\w:-]+)(?:[ \t]*(=)[ \t]*(?:\"([^\"]*)\"|'([^']*)'|([^\s}]*)))?")
BY_LIST = {name: pattern for tag in ("p", "img") for name, pattern in BY_AUTHORS[tag].items() if name != "src"}
ON_HEADING = re.compile(r"\S+")


@check(Page)
def attribute_unlisted(page: Page, site: Site) -> Findings:
    for tag in page.tags:
        if tag.name in TYPED and not tag.closing:
            for name, value in unlisted(tag.attributes.items(), {**TYPED[tag.name], **HOLDS_MARKDOWN}):
                yield page.finding(tag.line, _fact(name, value), _hint(name, value))
    for line, name, value in _in_lists(page):
        yield page.finding(line, _fact(name, value), _hint(name, value))


def _in_lists(page: Page) -> Iterator[tuple[int, str, str]]:
    """(line, name, value) of what an attribute list sets and may not; which element gets it, the build shows."""
    headings = {heading.line for heading in page.headings}
    for number, line in enumerate(page.prose, start=1):
        for found in LIST.finditer(line) if "{" in line else ():
            for sign, name, sets, *quoted in MEMBER.findall(found[1]):
                if number in headings and not sign and not sets:
                    continue  # heading-anchorless speaks of loose words
                attribute = {"#": "id", ".": "class"}.get(sign, name.lower())
                value = "".join(quoted) if sets else name
                pattern = ON_HEADING if sign == "#" and number in headings else BY_LIST.get(attribute)
                if pattern is None or not all(
                    map(pattern.fullmatch, value.split() if attribute == "class" else [value])
                ):
                    yield number, attribute, value


@check(BuiltPage)
def attribute_unlisted_in_build(built: BuiltPage, site: Site) -> Findings:
    """What was built decides. What the rule above has said of this page already is not said twice."""
    page = built.page
    if page is None or built.authorship.fault:
        return
    said = {finding.message for finding in attribute_unlisted(page, site)}
    said |= {_fact(word, "") for head in page.headings for word in loose_words(page.lines[head.line - 1])}
    for node in built.authorship.typed:
        for name, value in unlisted_attributes(node, BY_AUTHORS):
            if (fact := _fact(name, value)) not in said:
                said.add(fact)
                line = line_of(node, page.body, name, value)
                hint = _hint(name, value)
                yield page.finding(line or 1, fact, hint if line else f"{hint}; its line is not known")


@check(BuiltPage)
def attribute_unlisted_in_templates(built: BuiltPage, site: Site) -> Findings:
    for node in () if built.authorship.fault else built.authorship.made:
        faults = unlisted_attributes(node, BY_TEMPLATES)
        if node.tag == "meta" and built.url not in site.redirects:
            faults += tuple((name, value or "") for name, value in node.attributes.items() if value == "refresh")
        for name, value in faults:
            fact = f"<{node.tag}> has {show(name, value)}, which is not among the attributes that templates may set"
            yield built.finding(message=fact, hint=f"delete {name}", node=node)


def _fact(name: str, value: str) -> str:
    return f"{show(name, value)} is not among the attributes that a page may set"


def _hint(name: str, value: str) -> str:
    if name == "class":
        return f"delete {value}; the one class for pages is not-on-sheet"
    return f"delete {name}"
