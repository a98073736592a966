"""No text names a maker of things that readers might buy.

Why:  a name on a page like this one sells, and who reads for help can't tell advice from an advertisement.
      The names are in "brands" of data/wording.yml.
Bad:  Many people like the Sneezo nose pump.
Good: A nose pump may help; ask a nurse to show you how.
"""

from ..registry import check
from ..source import Findings, Site
from ..text import terms
from ..text.said import Line


@check(Line, needs="wording.brands", about=terms.brands)
def brand_named(line: Line, site: Site) -> Findings:
    for found in terms.brands(site).finditer(line.text):
        yield line.finding(f'"{found[0]}" is the name of a maker', "say what it is, without the name")
