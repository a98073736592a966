"""Front matter that readers meet is plain words: no Markdown, no citation, no tag.

Why:  it is no Markdown; its signs are shown as they stand, in lists of pages and in search results.
Bad:  description: "What **pollen** is, and what helps at home."
Good: description: What pollen is, and what helps at home.
"""

import re

from ..registry import check
from ..source import Findings, Page, Site

MARKDOWN = re.compile(r"\[\^[^\]\s]*\]|\]\([^)\s]+\)|\*\*\w|`|<[a-z/][^>]*>")


@check(Page)
def front_matter_marked(page: Page, site: Site) -> Findings:
    for name in ("description", "key_messages"):  # of titles, residue-left speaks
        value = page.meta.get(name)
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            if found := MARKDOWN.search(text) if isinstance(text, str) else None:
                line = page.meta_lines.get((name, index)) or page.meta_lines.get(name, 1)
                yield page.finding(line, f'"{found[0]}" is shown as it stands in {name}', "write plain words there")
