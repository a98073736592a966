"""Words that this site writes in one way are written in that way.

Why:  two spellings are two words to a search, and make readers wonder whether two things are meant. The list is "spelling" of data/wording.yml.
Bad:  It is in the pollenseason.
Good: It is in the pollen season.
"""

from ..registry import check
from ..source import Findings, Site
from ..text import terms
from ..text.said import Line


@check(Line, needs="wording.spelling", about=terms.misspelt)
def wording_misspelt(line: Line, site: Site) -> Findings:
    for wrong, right in terms.spellings(site):
        for found in wrong.finditer(line.text):
            yield line.finding(f'"{found[0]}" is written in another way here', f'write "{right}"')
