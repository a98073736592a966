"""A page with the list of helplines shows every one, with its number to tap, and says whether anybody here has rung it.

Why:  whoever looks for a number at night looks once. A line that a template left out, or a number without its digits, is
      found missing by the reader who needed it.
Bad:  - A line: daily
Good: - A line: 0300 100 0212 (daily). Not yet rung by this site.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Site

INSERT = "inserts/helplines.md"


@check(BuiltPage, needs="helplines")
def helpline_missing(built: BuiltPage, site: Site) -> Iterator[Finding]:
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
        shown = [item for item in items if item.startswith(name) and number in item]
        if not shown:
            yield _at(
                site,
                "line.name",
                f"{name} is not listed with its number {number}",
                "list every line of site.helplines with its number",
            )
            return
    template = next((one for one in site.templates if one.path.endswith(INSERT)), None)
    if template and "line.checked" not in template.text and any(line.get("checked") is None for line in site.helplines):
        fact = "the list does not say which lines nobody here has rung"
        yield _at(site, "line.number", fact, "say so of each line whose `checked` is null")


def _at(site: Site, needle: str, fact: str, fix: str) -> Finding:
    template = next((one for one in site.templates if one.path.endswith(INSERT)), None)
    if template is None:
        return Finding(f"overrides/{INSERT}", 1, fact, fix)
    return template.finding(template.line_of(needle) or len(template.lines), fact, fix)
