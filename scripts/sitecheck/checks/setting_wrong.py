"""mkdocs.yml keeps the settings that pages and checks rely on, and holds every word of the furniture.

Why:  a nav, a plugin or a lost line in mkdocs.yml changes every page at once, and MkDocs stays green: without
      INHERIT no page has a disclaimer, with a font every page asks another host.
Bad:  plugins: [search]
Good: plugins: []
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def setting_wrong(site: Site) -> Iterator[Finding]:
    yield from site.setting_problems()
