"""Every number of data/figures.yml is stated on a page or in a warning sign.

Why:  a number that no page uses any more is the old one, and the next author may copy it.
      The number and the word of its unit must stand in one paragraph, as in "under 3 wet nappies".
Bad:  a figure of 12 hours, when the pages say 8
Good: the figure deleted, or the page that states it
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import figures, markup
from ..registry import check
from ..source import Finding, Site


@check(Site, needs="figures")
def figure_unused(site: Site) -> Iterator[Finding]:
    if not site.buildable or not all(page.readable for page in site.pages):
        return  # what an unreadable file states is not known
    texts = [line for page in site.pages for line in page.lines]
    texts += [str(sign.get("text")) for sign in site.urgency.values()]
    counting = [text for text in texts if figures.DIGIT.search(text)]
    for index, record in enumerate(site.figures):
        value, unit = str(record.get("value")), str(record.get("unit"))
        number = re.compile(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)")
        word = figures.singular(unit).split(" ")[-1]
        some = counting if figures.DIGIT.search(value) else texts
        near = (text for text in some if value in text and (word in text or figures.plural(word) in text))
        if not any(number.search(markup.CITATION.sub("", text)) for text in near):
            fact = f"{value} {unit} is stated nowhere"
            yield site.data_finding("figures.yml", (index, "id"), fact, "delete it, or state it on the page it is for")
