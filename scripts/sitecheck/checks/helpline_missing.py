"""A page with the list of helplines shows every one, with its number to tap, and says whether anybody here has rung it.

Why:  whoever looks for a number at night looks once. A line that a template left out, or a number without its digits, is
      found missing by the reader who needed it.
Bad:  - A line: daily
Good: - A line: 0300 100 0212 (daily). Not yet rung by this site.
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site, unplaced

INSERT = "overrides/inserts/helplines.md"


@check(BuiltPage, needs="helplines")
def helpline_missing(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    if (
        page is None
        or not page.readable
        or not page.whole
        or all(insert.name != "helplines" for insert in page.inserts)
    ):
        return
    items = [" ".join(node.text(deep=True).replace("\u2019", "'").split()) for node in built.tree.css("article li")]
    for line in site.helplines:
        name, number = (" ".join(str(line.get(key)).replace("\u2019", "'").split()) for key in ("name", "number"))
        if not any(item.startswith(name) and number in item for item in items):
            fact = f"{name} is not listed with its number {number}"
            fix, listed = "list every line of site.helplines with its number", built.tree.css_first("ul.lines li")
            yield built.finding(message=fact, hint=fix, node=listed) if listed else unplaced(INSERT, fact, fix)
            return
