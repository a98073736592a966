"""Every text file is UTF-8 text, and no file is a link to somewhere else.

Why:  MkDocs stops with a traceback at a byte that is not UTF-8, loses the title of a page that begins with
      a byte-order mark, and publishes whatever a symbolic link points at, from outside the site too.
Bad:  a page saved as Latin-1
Good: the same page saved as UTF-8
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def file_unreadable(site: Site) -> Findings:
    yield from site.unreadable
