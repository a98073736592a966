"""An address on the web is a link with words.

Why:  one that stands in the text can't be followed, and says nothing of where it leads.
Bad:  Read https://www.example.org/guideline too.
Good: Read [the guideline](https://www.example.org/guideline) too.
"""

import re

from ..registry import check
from ..source import Findings, Page, Site
from ..text import passages

ADDRESS = re.compile(r"(?<![\w@/.\[<:\"'=])(?<!\]\()(?:https?://|www\.)[\w-]+\.[\w./-]+", re.IGNORECASE)


@check(Page)
def address_bare(page: Page, site: Site) -> Findings:
    for number, line in enumerate(page.prose, start=1):
        found = ADDRESS.search(line) if number >= page.body_line and ("://" in line or "www." in line.lower()) else None
        if not found or line.lstrip().startswith("["):
            continue  # the address of a link that is written elsewhere
        if not any(found[0] in link.text for link in page.links):  # of such words, link-vague speaks
            fact = f'the address "{found[0]}" stands in the text and is no link'
            yield page.finding(number, fact, f"write [the name of the page]({found[0]})")


@check(Site)
def address_bare_in_a_notice(site: Site) -> Findings:
    """What a withdrawal or a correction says shows no link: there an address only leads where nobody looked."""
    for name, path, text in passages.notices(site):
        if found := ADDRESS.search(text):
            fact = f'the address "{found[0]}" stands in what readers are told'
            yield site.data_finding(name, path, fact, "name the page or the service in words")
