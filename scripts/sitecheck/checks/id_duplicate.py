"""An id stands once on a page, and what refers to an id on the page finds it.

Why:  with two places of one name a browser goes to the first, and so does not go where the link says; a label or a
      heading that names an id that is gone leaves a box or a table cell without its name for those who listen.
Bad:  <label for="serch-box">Search</label>
Good: <label for="search-box">Search</label>
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..parse.markup import FRAME_IDS
from ..registry import check
from ..source import BuiltPage, Finding, Site, Source

REFERRING = frozenset(
    "for aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-errormessage headers list form popovertarget".split()
)
REFERENCES = ", ".join(f"[{name}]" for name in sorted(REFERRING))


@check(BuiltPage)
def id_duplicate(built: BuiltPage, site: Site) -> Iterator[Finding]:
    typed = Counter(heading.anchor for heading in built.page.headings) if built.page else Counter()
    headings = {
        anchor for anchor, times in typed.items() if times > 1 or anchor in FRAME_IDS
    }  # heading-anchorless says so
    if len(site.by_url) < len(site.pages):
        return  # file-misnamed says so, and lists of pages name the same one twice
    inserts = [(one.name, tuple(one.arguments.items())) for one in built.page.inserts] if built.page else []
    if len(inserts) != len(set(inserts)):
        return  # insert-unknown speaks of a list that stands twice
    seen: set[str] = set()
    for node in built.tree.css("[id]"):
        name = node.attributes.get("id") or ""
        if name and (name not in seen or name in headings):
            seen.add(name)
            continue
        fact = f'the id "{name}" stands twice on the page' if name else f"<{node.tag}> has an empty id"
        fix = "give each place an id of its own"
        if name in typed and built.page:
            yield built.page.finding(built.page.line_of(f"#{name}") or 1, fact, fix)
        elif place := _in_data(name, site):
            yield place[0].finding(place[1], fact, fix)
        else:
            yield built.finding(f'id="{name}"', f"#{name}", message=fact, hint=fix, occurrence=2, node=node)


def _in_data(name: str, site: Site) -> tuple[Source, int] | None:
    """Where data/ last holds the words that a template makes an id of."""
    for source in site.data_sources:
        for number, line in reversed(list(enumerate(source.lines, start=1))):
            value = re.fullmatch(r"\s*-? ?(?:id|term|country): *[\"']?(.+?)[\"']?\s*", line)
            if value and name and re.sub(r"[^a-z0-9]+", "-", value[1].lower()).strip("-") == name.removeprefix("term-"):
                return source, number
    return None


@check(BuiltPage)
def id_unknown(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page and not built.page.whole:
        return  # what an unclosed tag makes of the text after it is no fault of its own
    for node in built.tree.css(REFERENCES):
        for name in REFERRING & node.attributes.keys():
            value = node.attributes.get(name) or ""
            for wanted in value.split() or [""]:
                if name == "for" and node.tag == "label" and wanted in built.ids and _is_no_field(built, wanted):
                    fact = f'the label "{node.text(deep=True).strip()}" is for #{wanted}, which is no box to fill in'
                    yield built.finding(f'for="{wanted}"', message=fact, hint="write the id of its box", node=node)
                elif wanted not in built.ids:
                    fact = f'{name}="{value}" on <{node.tag}> names the id "{wanted}", which is not on the page'
                    yield built.finding(
                        f'{name}="{value}"',
                        f"{name}=",
                        message=fact,
                        hint=f"write an id of this page, or delete {name}",
                        node=node,
                    )


def _is_no_field(built: BuiltPage, name: str) -> bool:
    fields = {
        node.attributes.get("id") for node in built.tree.css("input, select, textarea, button, output, meter, progress")
    }
    return name not in fields
