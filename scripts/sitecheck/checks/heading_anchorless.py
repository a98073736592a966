"""Every heading has an anchor of its own, typed in braces, and words.

Why:  an anchor made from the words moves when they are mended, and every link to it, printed ones too, goes dead.
      Two equal anchors lead to the first of them.
Bad:  ## When the lump stays
Good: ## When the lump stays { #lump-stays }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..parse.markup import FRAME_IDS, loose_words
from ..registry import check
from ..source import Finding, Page, Site

ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
NOT_A_HEADING = re.compile(r"^#{1,6}[^#\s]")


@check(Page)
def heading_anchorless(page: Page, site: Site) -> Iterator[Finding]:
    taken: dict[str, int] = {}
    for heading in page.headings:
        words = re.sub(r"[^a-z0-9]+", "-", heading.text.lower()).strip("-") or "name"
        if not heading.text:
            yield page.finding(heading.line, "this heading has no words", "write them, or delete the line")
        elif (
            heading.anchor is None
            and heading.level > 1
            and (typed := re.search(r"\{\s*#([a-z][a-z0-9-]*)", heading.text))
        ):
            fact = f'the braces after "{heading.text[: typed.start()].strip()}" are not closed'
            yield page.finding(heading.line, fact, f"end the line with {{ #{typed[1]} }}")
        elif heading.anchor is None and heading.level > 1:
            yield page.finding(
                heading.line, f'"{heading.text}" has no anchor', f"add {{ #{words} }} at the end of the line"
            )
        elif heading.anchor is not None and not ANCHOR.fullmatch(heading.anchor):
            yield page.finding(
                heading.line,
                f"the anchor #{heading.anchor} is not in small letters, digits and hyphens",
                f"write #{words}",
            )
        elif heading.anchor in FRAME_IDS:
            yield page.finding(
                heading.line, f"the anchor #{heading.anchor} belongs to the frame of the page", f"write #{words}-1"
            )
        elif heading.anchor in taken:
            fact = f"the anchor #{heading.anchor} is also that of line {taken[heading.anchor]}"
            yield page.finding(heading.line, fact, "give one of the two another anchor")
        if heading.anchor:
            taken.setdefault(heading.anchor, heading.line)
        if loose := loose_words(page.lines[heading.line - 1]):
            fact = f"the braces of this heading hold the loose word {loose[0]}, at which MkDocs breaks down"
            yield page.finding(heading.line, fact, f"write {{ #{words} }}")
    for number, line in enumerate(page.prose, start=1):
        if line[:1] == "#" and NOT_A_HEADING.match(line):
            yield page.finding(
                number, f'"{line[:40]}" is no heading: a blank is missing after #', "put a blank after the last #"
            )
