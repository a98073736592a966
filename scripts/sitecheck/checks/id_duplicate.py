"""An id stands once on a page, and what refers to an id on the page finds it.

Why:  with two places of one name a browser goes to the first, and so does not go where the link says; a label or a
      heading that names an id that is gone leaves a box or a table cell without its name for those who listen.
Bad:  <label for="serch-box">Search</label>
Good: <label for="search-box">Search</label>
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Site

REFERRING = "for aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-errormessage headers list form popovertarget".split()


@check(BuiltPage)
def id_duplicate(built: BuiltPage, site: Site) -> Iterator[Finding]:
    headings = (
        {heading.anchor for heading in built.page.headings} if built.page else set()
    )  # heading-anchorless reads those
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
        yield built.finding(
            f'id="{name}"', f"#{name}", message=fact, hint="give each place an id of its own", occurrence=2
        )


@check(BuiltPage)
def id_unknown(built: BuiltPage, site: Site) -> Iterator[Finding]:
    if built.page and not built.page.whole:
        return  # what an unclosed tag makes of the text after it is no fault of its own
    for name in REFERRING:
        for node in built.tree.css(f"[{name}]"):
            value = node.attributes.get(name) or ""
            for wanted in value.split() or [""]:
                if wanted not in built.ids:
                    fact = f'{name}="{value}" on <{node.tag}> names the id "{wanted}", which is not on the page'
                    yield built.finding(
                        f'{name}="{value}"',
                        f"{name}=",
                        message=fact,
                        hint=f"write an id of this page, or delete {name}",
                    )
