"""A list is shown as it was typed: the same steps, the same numbers, and what belongs to a step inside it.

Why:  Markdown asks for four blanks before what belongs to an item. With two, a sub-step becomes a step, a paragraph
      ends the list, and the next step is number 1 again; nothing warns.
Bad:  2. Drink the tea (typed after a paragraph that ended the list, and shown as 1)
Good: 1. Warm the tea
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

ITEM = re.compile(r"(?P<blanks> *)(?P<mark>[-*+]|(?P<number>\d{1,2})(?P<sign>[.)])) +\S")
HOLDS = re.compile(r":\s|\[\^[^\]]+\]:|!!!|\?\?\?|<")  # lines below which indented text belongs to something else
STEP = 4  # blanks


@check(Page)
def list_broken(page: Page, site: Site) -> Findings:
    inside, after_blank, indents = False, True, [0]
    numbers: dict[int, int] = {}
    for number, (typed, written) in enumerate(zip(page.prose, page.lines, strict=True), start=1):
        line, whole = typed.expandtabs(STEP), written.expandtabs(STEP)  # code at its beginning is blanked in prose
        item, blanks = ITEM.match(line), len(whole) - len(whole.lstrip())
        if not line.strip():
            after_blank = True
            continue
        if item and (inside or after_blank):
            if not inside:
                indents, numbers = [blanks], {}
            yield from _item(page, number, item, indents, numbers)
            inside = True
        elif after_blank and blanks and (blanks >= STEP) != inside:
            shown = "ends the list" if inside else "is shown as the code of a program"
            fix = f"put {STEP} blanks before it, or none" if inside else "delete the blanks before it"
            yield page.finding(number, f"this line is {blanks} blanks in, and {shown}", fix)
            inside = not inside  # said once
        elif not blanks and (after_blank or not inside):
            inside = bool(HOLDS.match(line))
            indents, numbers = [0], {}
        after_blank = False


def _item(page: Page, line: int, item: re.Match[str], indents: list[int], numbers: dict[int, int]) -> Findings:
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
