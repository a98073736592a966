"""A line among the items of a list is one: it begins with -, or a number and a full stop, and an ordinary blank.

Why:  one that is almost an item is joined to the line above, and the step in it is lost among others.
Bad:  -open a window
Good: - open a window
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site

ITEM = re.compile(r" *(?:[-*+]|\d{1,2}[.)]) +\S")
ALMOST = re.compile(
    r"\s{0,3}(?P<sign>[\u2013\u2014\u2022\u00b7]\s|[-*+](?:[A-Za-z\u00a0\u202f]|\[)|\d{1,2}[.)](?:[A-Za-z\u00a0\u202f]|\[))"
)


@check(Page)
def list_mistyped(page: Page, site: Site) -> Iterator[Finding]:
    prose = page.prose
    for number, line in enumerate(prose, start=1):
        found = ALMOST.match(line)
        if not found:
            continue
        beside = [prose[at - 1] for at in (number - 1, number + 1) if 1 <= at <= len(prose)]
        numbered = found["sign"][0].isdigit()
        if any(_is_one(one) and one.strip()[0].isdigit() == numbered for one in beside):
            fact = f'"{line.strip()[:30]}" is no item of a list: it is joined to the line beside it'
            yield page.finding(
                number, fact, f"begin it with {found['sign'].strip('.)') + '.' if numbered else '-'} and a blank"
            )


def _is_one(line: str) -> bool:
    """Whether a line is an item, or almost one; what begins with a star may be slanted words."""
    return bool(ITEM.match(line) or (ALMOST.match(line) and line.strip()[0] != "*"))
