"""A template brings every script.

Why:  one that nothing brings is somebody's copy, or was forgotten; nobody looks after it.
Bad:  overrides/assets/old.js, which no template names
Good: overrides/assets/page.js, which overrides/main.html names
"""

import posixpath

from ..registry import check
from ..source import Findings, Site


@check(Site)
def script_unused(site: Site) -> Findings:
    told = "\n".join(source.text for source in site.templates if not source.path.startswith("overrides/assets/"))
    for source in site.templates:
        name = posixpath.basename(source.path)
        if source.path.startswith("overrides/assets/") and name not in told:
            yield source.finding(
                1, f"no template brings {name}", "delete it; programs of others come through a package"
            )
