"""A section that states a number with a unit cites at least one work.

Why:  a limit is what readers act on, and what a clinician looks up first. Words for units are in "units" of data/wording.yml.
Bad:  ## Bleeding { #bleeding } followed by "Hold your nose for 20 minutes." and no source in the whole section
Good: Hold your nose for 20 minutes.[^example-guideline]
"""

import re

from ..registry import check
from ..source import Findings, Page, Site
from ..text import terms
from ..text.passages import plain

SIGNS = ("%", "°C", "°F", "g", "kg", "mg", "ml", "l", "cm", "mm", "lb", "oz", "mcg", "kcal")


@check(Page)
def number_uncited(page: Page, site: Site) -> Findings:
    if page.kind not in site.kinds or page.role == "policy":
        return
    free = {str(one.get("anchor")) for one in site.sections(page.kind) if one.get("claims") is not True}
    units = "|".join(re.escape(unit) for unit in (*SIGNS, *terms.listed(site, "units")))
    counted = re.compile(rf"(?<![\w.,/-])\d+(?:[.,]\d+)*\s?(?:{units})(?!\w)", re.IGNORECASE)
    heads = [heading for heading in page.headings if heading.level == 2]
    cited = {line for line, _ in page.citations}
    for heading, after in zip(heads, [*heads[1:], None], strict=True):
        end = after.line if after else len(page.prose) + 1
        if heading.anchor in free or not cited.isdisjoint(range(heading.line, end)):
            continue
        for number in range(heading.line + 1, end):
            if found := counted.search(terms.folded(plain(page.prose[number - 1]))):
                fact = f'"{found[0]}" stands in the section #{heading.anchor}, which cites nothing'
                yield page.finding(number, fact, "add [^key] after the sentence, with a key of data/references.yml")
                break
