"""No comment and no tag stands inside a word.

Why:  readers get one word, and whoever reads the file gets two, neither of which a check looks for. Only a raised or lowered
      sign and a line break belong there.
Bad:  stop<!-- or not -->ping
Good: **stopping**, H<sub>2</sub>O
"""

from ..parse.markup import comments, raw_tags, without_code, without_comments
from ..registry import check
from ..source import Findings, Page, Site

# What may touch a letter on either side: a raised or lowered sign, a line break, and what is a block of its own.
INSIDE = frozenset(
    "br sub sup blockquote dd div dl dt figcaption figure hr li ol p table tbody td tfoot th thead tr ul".split()
)


@check(Page)
def word_split(page: Page, site: Site) -> Findings:
    if "<" not in page.text:
        return
    text = without_code(page.body)
    spans = [(found.start(), found.end(), True) for found in comments(text)]
    spans += [(tag.start, tag.end, tag.name not in INSIDE) for tag in raw_tags(without_comments(text))]
    runs: list[tuple[int, int, bool]] = []
    for start, end, splits in sorted(spans):
        if runs and runs[-1][1] == start:
            start, splits = runs[-1][0], runs.pop()[2] or splits
        runs.append((start, end, splits))
    for start, end, splits in runs:
        if splits and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum():
            shown = " ".join(text[start:end].split())[:60]
            line = text.count("\n", 0, start) + 1
            yield page.finding(line, f"{shown} stands inside a word", "put it before or after the word, or delete it")
