"""An id stands once on a page.

Why:  with two places of one name a browser goes to the first, and so does not go where the link says.
Bad:  <p id="main"> in the foot of the page
Good: <p id="foot-words">
"""

from ..parse.markup import FRAME_IDS
from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage, unless="section-misplaced")
def id_duplicate(built: BuiltPage, site: Site) -> Findings:
    if len(site.by_url) < len(site.pages):
        return  # file-misnamed speaks of two pages at one address
    typed = [heading.anchor for heading in built.page.headings if heading.anchor] if built.page else []
    seen: set[str] = set()
    for node in built.tree.css("[id]"):
        name = node.attributes.get("id") or ""
        if name and name in seen and name not in FRAME_IDS.intersection(typed) and typed.count(name) < 2:
            fact, where = f'the id "{name}" stands twice on the page', f"#{name}" if name in typed else f'id="{name}"'
            yield built.finding(where, message=fact, hint="give each place an id of its own", occurrence=2, node=node)
        seen.add(name)  # of what headings have twice, or from the frame, heading-anchorless speaks
