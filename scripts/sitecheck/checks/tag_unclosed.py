"""Each HTML tag that an author types has its partner.

Why:  a tag that is opened and not closed takes the text after it along; one that closes what was not opened can end the
      frame of the page.
Bad:  <span lang="fr">bonjour
Good: <span lang="fr">bonjour</span>
"""

from ..registry import check
from ..safety.listed import TYPED
from ..source import Findings, Page, Site


@check(Page)
def tag_unclosed(page: Page, site: Site) -> Findings:
    for line, name, opened in page.unclosed:
        if not opened:
            yield page.finding(line, f"</{name}> closes a tag that was not opened", "delete it")
        elif name in TYPED:  # of the others, element-unlisted speaks
            yield page.finding(line, f"<{name}> is opened here and not closed", f"write </{name}> at its end")
