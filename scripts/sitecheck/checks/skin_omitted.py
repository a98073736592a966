"""Where a text says that skin turns red, it says how the sign looks on brown and black skin too.

Why:  on dark skin the same sign is darker, or hard to see; whoever looks for red finds nothing, and waits.
      The words are in "skin" of data/wording.yml.
Bad:  Look for redness around the nose.
Good: Look for redness around the nose; on brown or black skin it may be darker.
"""

from ..registry import check
from ..source import Findings, Page, Site
from ..text import terms
from ..text.passages import Passage, of_data, of_page


@check(Page, needs="wording.skin")
def skin_omitted(page: Page, site: Site) -> Findings:
    starts = [page.body_line, *(heading.line for heading in page.headings if heading.level <= 2)]
    for first, last in zip(starts, [*starts[1:], None], strict=True):
        yield from _omitted(of_page(page, first, last), site)


@check(Site, needs="wording.skin")
def skin_omitted_in_data(site: Site) -> Findings:
    """In the warning signs, which stand alone; the answers to the article are read beside its page."""
    for passage in of_data(site):
        if passage.path == "data/urgency.yml":
            yield from _omitted([passage], site)


def _omitted(section: list[Passage], site: Site) -> Findings:
    """The first place of a section that names what only light skin shows, where nothing in it speaks of other skin."""
    shown, beside = terms.skin(site)
    if any(beside.search(passage.text) for passage in section):
        return
    for passage in section:
        if found := shown.search(passage.text):
            fact = f'"{" ".join(found[0].split())}" is how light skin looks'
            fix = f"say how it looks on other skin, with one of these words: {', '.join(terms.listed(site, 'skin', 'beside'))}"
            yield passage.finding(found.start(), fact, fix)
            return
