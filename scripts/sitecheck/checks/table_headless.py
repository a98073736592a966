"""Every column of a table has a heading; the first may go without when its cells name the rows.

Why:  whoever listens to a table hears each number with the heading of its column; without one it is a bare number.
Bad:  |   |   |
Good: | Day | Sneezes |
"""

from selectolax.lexbor import LexborNode

from ..parse.markup import RULER
from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def table_headless(built: BuiltPage, site: Site) -> Findings:
    tables = built.tree.css("main table")
    prose = built.page.prose if built.page and tables else []
    rulers = [number for number, line in enumerate(prose, start=1) if RULER.fullmatch(line)]
    for index, table in enumerate(tables):
        if not _headed(table):
            fact, fix = "a column of this table has no heading", "write in the first row what each column holds"
            if built.page and len(rulers) == len(tables):
                yield built.page.finding(rulers[index] - 1, fact, fix)
            else:
                yield built.finding("<table", message=fact, hint=fix, node=table)


def _headed(table: LexborNode) -> bool:
    row = table.css_first("tr")
    cells = row.css("th, td") if row else []
    columns = cells[1:] or cells
    scoped = bool(table.css("th[scope=row]")) and not table.css("th:not([scope=row])")
    return scoped or (bool(columns) and all(cell.tag == "th" and cell.text(deep=True).strip() for cell in columns))
