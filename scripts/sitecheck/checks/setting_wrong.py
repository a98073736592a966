"""mkdocs.yml keeps the settings that pages and checks rely on, and holds every word of the furniture.

Why:  a nav, a plugin or a lost line in mkdocs.yml changes every page at once, and MkDocs stays green: without
      INHERIT no page has a disclaimer, with a font every page asks another host.
Bad:  plugins: [search]
Good: plugins: []
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def setting_wrong(site: Site) -> Findings:
    yield from site.setting_problems()
