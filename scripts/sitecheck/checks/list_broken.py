"""A list is shown as it was typed: the same steps, the same numbers, and what belongs to a step inside it.

Why:  Markdown asks for four blanks before what belongs to an item. With two, a sub-step becomes a step, a paragraph
      ends the list, and the next step is number 1 again; nothing warns.
Bad:  2. Give the milk (typed after a paragraph that ended the list, and shown as 1)
Good: 1. Warm the milk
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site

ITEM = re.compile(r"(?P<blanks> *)(?P<mark>[-*+]|(?P<number>\d{1,2})(?P<sign>[.)])) +\S")
HOLDS = re.compile(r":\s|\[\^[^\]]+\]:|!!!|\?\?\?|<")  # lines below which indented text belongs to something else
STEP = 4  # blanks


ALMOST = re.compile(
    r"\s{0,3}(?P<sign>[\u2013\u2014\u2022\u00b7]\s|[-*+](?:[A-Za-z\u00a0\u202f]|\[)|\d{1,2}[.)](?:[A-Za-z\u00a0\u202f]|\[))"
)
QUOTED = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?>\s?(\d[\w.,%\u00b0]*)")
SHORTENED = re.compile(r"\s{0,3}\*\[([^\]]+)\]:")
RULER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")


@check(Page)
def list_broken(page: Page, site: Site) -> Iterator[Finding]:
    inside, after_blank, indents = False, True, [0]
    numbers: dict[int, int] = {}
    for number, typed in enumerate(page.prose, start=1):
        line = typed.expandtabs(STEP)
        item = ITEM.match(line)
        written = page.lines[number - 1].expandtabs(STEP)  # code at its beginning is blanked in prose
        blanks = len(written) - len(written.lstrip())
        if not line.strip():
            after_blank = True
            continue
        if item and (inside or after_blank):
            if not inside:
                indents, numbers = [blanks], {}
            yield from _item(page, number, item, indents, numbers)
            inside = True
        elif after_blank and blanks and inside and blanks < STEP:
            fact = f"this line is {blanks} blanks in, too little to belong to the item above, and ends the list"
            yield page.finding(number, fact, f"put {STEP} blanks before it, or none")
            inside = False
        elif after_blank and blanks >= STEP and not inside:
            fact = f"this line is {blanks} blanks in, and is shown as the code of a program"
            yield page.finding(number, fact, "delete the blanks before it")
            inside = True  # said once
        elif after_blank and not blanks:
            inside = bool(HOLDS.match(line))
            indents, numbers = [0], {}
        elif not blanks and not inside:
            inside = bool(HOLDS.match(line))
        after_blank = False


def _item(page: Page, line: int, item: re.Match[str], indents: list[int], numbers: dict[int, int]) -> Iterator[Finding]:
    blanks, sign = len(item["blanks"]), item["sign"]
    while len(indents) > 1 and blanks < indents[-1]:
        numbers.pop(indents.pop(), None)
    if blanks >= indents[-1] + STEP:
        indents.append(blanks)
    elif blanks > indents[-1]:
        fact = f"this item is {blanks - indents[-1]} blanks further in, and is shown as an item of the outer list"
        yield page.finding(line, fact, f"put {indents[-1] + STEP} blanks before it")
        return
    if sign == ")":
        yield page.finding(line, f'"{item["mark"]}" makes no list', f"write {item['number']}.")
    elif sign and item["number"]:
        before, own = numbers.get(indents[-1], 0), int(item["number"])
        if own != before + 1 and not own == before == 1:
            fact = f"the step {own} is shown as {before + 1}"
            fix = f"write {before + 1}., or put {STEP} blanks before the lines above that belong to the step before"
            yield page.finding(line, fact, fix)
        numbers[indents[-1]] = max(own, before + 1) if before != 1 or own != 1 else 1


@check(Page)
def list_mistyped(page: Page, site: Site) -> Iterator[Finding]:
    """A line among items that is almost one: another dash, no blank after the sign, or one that can't be seen."""
    prose = page.prose
    for number, line in enumerate(prose, start=1):
        found = ALMOST.match(line)
        if not found:
            continue
        beside = [prose[at - 1] for at in (number - 1, number + 1) if 1 <= at <= len(prose)]
        numbered = found["sign"][0].isdigit()
        if any(ITEM.match(one) and one.strip()[0].isdigit() == numbered for one in beside):
            fact = f'"{line.strip()[:30]}" is no item of the list: it is joined to the line above'
            yield page.finding(
                number, fact, f"begin it with {found['sign'].strip('.)') + '.' if numbered else '-'} and a blank"
            )


@check(Page)
def list_quoted(page: Page, site: Site) -> Iterator[Finding]:
    """A > before a number makes a quotation, and takes the sign away."""
    for number, line in enumerate(page.prose, start=1):
        if ">" in line and (found := QUOTED.match(line)):
            fact = f'the > before "{found[1]}" makes a quotation and is not shown'
            yield page.finding(number, fact, f'write "more than {found[1]}"')


@check(Page)
def list_shortened(page: Page, site: Site) -> Iterator[Finding]:
    """A line *[X]: … is taken for the meaning of a short form, and not shown."""
    for number, line in enumerate(page.prose, start=1):
        if "*[" in line and (found := SHORTENED.match(line)):
            fact = f"this line is taken for the meaning of {found[1]}, and is not shown"
            yield page.finding(number, fact, "write it as a sentence, or explain the word in data/glossary.yml")


@check(Page)
def table_uneven(page: Page, site: Site) -> Iterator[Finding]:
    """Each row of a table has a cell for each column; a missing one is shown empty."""
    width = 0
    for number, line in enumerate(page.prose, start=1):
        if RULER.fullmatch(line):
            width = _cells(line)
        elif "|" not in line:
            width = 0
        elif width and _cells(line) < width:
            fact = f"this row has {_cells(line)} cells, and the table {width} columns"
            yield page.finding(number, fact, "write the missing cell, or - where there is nothing to say")


def _cells(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")))
