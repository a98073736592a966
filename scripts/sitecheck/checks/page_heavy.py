"""A page fits the first round trip of a new connection: 14,600 bytes as they are sent; a list of sources, checks or words, 30,000.

Why:  on a poor signal, what does not fit comes a second or more later.
Bad:  one page of 15,000 bytes with gzip
Good: two pages of 8,000, each with a link to the other
"""

import gzip

from .. import settings
from ..registry import check
from ..source import BuiltPage, Finding, Findings, Site

PAGE, LISTING = 14_600, 30_000
WAY = 80  # bytes of a link to say that a page is wrong, which whoever publishes adds and no author can shorten
BESIDE = 3_000  # bytes of originals beside signs whose translation nobody has checked
LISTS = frozenset(
    {"references", "statements", "checks", "glossary", "sign-sources"}
)  # inserts that show a whole file of data/


@check(BuiltPage)
def page_heavy(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    lists = page is not None and any(insert.name in LISTS for insert in page.inserts)
    most = LISTING if lists else PAGE
    most += WAY * sum(bool(settings.as_read(site.extra.get(way))) for way in settings.WAYS)
    if (
        site.tag and page is not None
    ):  # a translation that nobody has checked has each sign twice; an original is judged as what it is
        most += BESIDE if page.original and page.unchecked else LISTING
    html = built.html.encode()
    if len(html) <= most or _packed(html, 5) <= most:  # a quick look is enough for most
        return
    size = _packed(html, 9)
    if size > most:
        path, line = (page.path, page.meta_lines.get("title", 1)) if page else (site.template_of(built.path), 1)
        fact = f"{built.path} has {size:,} bytes with gzip, not {most:,}"
        fix = "cut words, or move a section to a page of its own and link to it; what grew may be in data/"
        yield Finding(path, line, fact, fix)


def _packed(html: bytes, level: int) -> int:
    return len(gzip.compress(html, level, mtime=0))
