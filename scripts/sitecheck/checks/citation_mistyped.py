"""A key of the bibliography in brackets is a citation: [^key], in text, once.

Why:  in other brackets, or in code, it stays text, and the claim stands without its source.
Bad:  Most people do well.[example-guideline]
Good: Most people do well.[^example-guideline]
"""

import re
from collections.abc import Iterator

from ..parse.markup import CITATION
from ..registry import check
from ..source import Findings, Page, Site

MISTYPED = re.compile(
    r"(?<!\\)\^?\[\s*\^?\s*([\w.-]+)\s*\](?![:(])"  # [key], ^[key], [ ^key ]
    r"|\(\s*\^\s*([\w.-]+)\s*\)"  # (^key)
    r"|\[\^([\w.-]+)(?![\w.-]*\])"  # [^key without its end, or with a second key
)
TWICE = re.compile(r"(\[\^[^\]\s]+\])(?:,?\s*)\1")
CUT = re.compile(r"\[\^[^\]]*$")


@check(Page)
def citation_mistyped(page: Page, site: Site) -> Findings:
    for number, (line, written) in enumerate(zip(page.prose, page.body, strict=True), start=1):
        if "[" not in written and "^" not in written:
            continue
        for typed, key in _odd(line):
            if key in site.references:
                fix = f"write [^{key}], one pair of brackets for each key"
                yield page.finding(number, f"{typed} is no citation", fix)
        if twice := TWICE.search(line):
            yield page.finding(number, f"{twice[1]} is cited twice in a row", "delete one of the two")
        for key in set(CITATION.findall(written)) - set(CITATION.findall(line)) if "`" in written else ():
            if key in site.references:
                fact = f"[^{key}] stands in code, where it is no citation"
                yield page.finding(number, fact, "take the backticks away")


@check(Page)
def citation_cut(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        if CUT.search(line):
            yield page.finding(number, "the end of this line cuts a citation in two", "write [^key] on one line")


def _odd(line: str) -> Iterator[tuple[str, str]]:
    """(what is typed, its key) of whatever looks like a citation and is none."""
    for found in MISTYPED.finditer(line):
        if not CITATION.fullmatch(found[0]):
            yield found[0], next(group for group in found.groups() if group)
