"""Every heading has an anchor of its own, typed in braces.

Why:  an anchor made from the words moves when they are mended, and every link to it, printed ones too, goes dead.
      Two equal anchors lead to the first of them.
Bad:  ## When the lump stays
Good: ## When the lump stays { #lump-stays }
"""

import re

from ..parse.markup import FRAME_IDS, Heading, loose_words
from ..registry import check
from ..source import BuiltPage, Findings, Page, Site

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
NOT_A_HEADING = re.compile(r"^#{1,6}[^# \t]")


@check(Page)
def heading_anchorless(page: Page, site: Site) -> Findings:
    taken: dict[str, int] = {}
    for heading in page.headings:
        words = re.sub(r"[^a-z0-9]+", "-", heading.text.lower()).strip("-") or "name"
        if fault := _fault(heading, words, taken):
            yield page.finding(heading.line, *fault)
        taken.setdefault(heading.anchor or "", heading.line)
        if loose := loose_words(page.lines[heading.line - 1]):
            fact = f"the braces of this heading hold the loose word {loose[0]}, at which MkDocs breaks down"
            yield page.finding(heading.line, fact, f"write {{ #{words} }}")


@check(Page)
def heading_unread(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if line[:1] == "#" and NOT_A_HEADING.match(line):
            fact = f'"{line[:40]}" is no heading: a blank is missing after #'
            yield page.finding(number, fact, "put a blank after the last #")


@check(BuiltPage)
def heading_made(built: BuiltPage, site: Site) -> Findings:
    for node in built.authorship.typed:
        if node.tag in HEADINGS and node.parent is not None and node.parent.tag in {"blockquote", "li"}:
            words = node.text(deep=True).strip()
            fact, fix = f'"{words[:40]}" is a heading inside a quotation or a list', "take the # away, or move it out"
            yield built.finding(words, message=fact, hint=fix)


def _fault(heading: Heading, words: str, taken: dict[str, int]) -> tuple[str, str] | None:
    anchor = heading.anchor
    if anchor is None:
        fact = f'"{heading.text}" has no anchor, or its braces are not closed'
        return (fact, f"add {{ #{words} }} at the end of the line") if heading.level > 1 else None
    if not ANCHOR.fullmatch(anchor):
        return f"the anchor #{anchor} is not in small letters, digits and hyphens", f"write #{words}"
    if anchor in FRAME_IDS:
        return f"the anchor #{anchor} belongs to the frame of the page", f"write #{words}-1"
    if anchor in taken:
        return f"the anchor #{anchor} is also that of line {taken[anchor]}", "give one of the two another anchor"
    return None
