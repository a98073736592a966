"""A word is of the letters of one script.

Why:  a letter of another script that looks like one of ours is seen by nobody; no search finds the word, and a screen reader stumbles.
Bad:  d\u03bfctor, with a Greek o
Good: doctor
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site

OTHERS = "[\u0400-\u04ff\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf]"
MIXED = re.compile(rf"\w*(?:[A-Za-z]{OTHERS}|{OTHERS}[A-Za-z])\w*")


@check(Page)
def letter_mixed(page: Page, site: Site) -> Iterator[Finding]:
    for number, line in enumerate(page.lines, start=1):
        if found := None if line.isascii() else MIXED.search(line):
            yield page.finding(number, f'the word "{found[0]}" mixes letters of two scripts', "type the word again")
