"""Each row of a table has a cell for each column.

Why:  a missing cell is shown empty, at the end of the row, and every cell after the gap stands under another heading.
Bad:  | 1 |
Good: | 1 | 8 |
"""

import re

from .. import report
from ..parse.markup import RULER
from ..registry import check
from ..source import Findings, Page, Site

QUOTED = re.compile(r"^(?:\s*>)+")


@check(Page)
def table_uneven(page: Page, site: Site) -> Findings:
    width = 0
    for number, typed in enumerate(page.prose, start=1):
        line = QUOTED.sub("", typed)
        if RULER.fullmatch(line):
            width = _cells(line)
        elif not line.strip():
            width = 0
        elif width and "|" not in line:
            fact = "this line is shown as a row of the table above"
            yield page.finding(number, fact, "put an empty line above it")
        elif width and _cells(line) != width:
            fact = f"this row has {report.count(_cells(line), 'cell')}, and the table {report.count(width, 'column')}"
            yield page.finding(number, fact, "give it a cell for each column, with - where there is nothing to say")


def _cells(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")))
