"""What refers to an id on the page finds it, and a label finds a box to fill in.

Why:  a label or a heading that names an id that is gone leaves a box or a table cell without its name for those who listen.
Bad:  <label for="serch-box">Search</label>
Good: <label for="search-box">Search</label>
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site

REFERRING = frozenset(
    "for aria-labelledby aria-describedby aria-controls aria-owns aria-details headers popovertarget".split()
)
REFERENCES = ", ".join(f"[{name}]" for name in sorted(REFERRING))
FIELDS = "input, select, textarea, button"


@check(BuiltPage)
def id_unknown(built: BuiltPage, site: Site) -> Findings:
    if built.page and not built.page.whole:
        return  # what an unclosed tag makes of the text after it is no fault of its own
    fields = {node.attributes.get("id") for node in built.tree.css(FIELDS)}
    for node in built.tree.css(REFERENCES):
        for name in sorted(REFERRING & node.attributes.keys()):
            value = node.attributes.get(name) or ""
            for wanted in value.split() or [""]:
                if wanted not in built.ids or (name == "for" and wanted not in fields):
                    what = "box to fill in" if name == "for" else "place"
                    fact = f'{name}="{value}" on <{node.tag}> names the id "{wanted}", which no {what} on the page has'
                    fix = f"write an id of this page, or delete {name}"
                    yield built.finding(f'{name}="{value}"', message=fact, hint=fix, node=node)
