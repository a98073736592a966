"""Every data file is there with its entries, or mkdocs.yml says that the site does without it; and each is YAML, without repeated keys, aliases or tags.

Why:  a check that finds no list to hold the pages to would pass them all. Of two equal keys the last wins without a word, and a
      few aliases can grow to gigabytes.
Bad:  data/log.yml deleted, and nothing said
Good: data/log.yml deleted, and `without: [log]` below `extra:` in mkdocs.yml
"""

from .. import holdings
from ..registry import check
from ..source import Findings, Site


@check(Site)
def data_unreadable(site: Site) -> Findings:
    yield from site.not_yaml


@check(Site)
def data_misdeclared(site: Site) -> Findings:
    yield from holdings.misdeclared(site)
