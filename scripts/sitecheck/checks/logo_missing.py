"""The logo of a clinic that data/clinic.yml names is a file of docs/.

Why:  a gap stands at the head of each handout, and is noticed when a hundred are printed.
Bad:  logo: assets/lgo.png
Good: logo: assets/logo.png
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site


@check(Site)
def logo_missing(site: Site) -> Iterator[Finding]:
    logo = str(site.clinic.get("logo") or "").strip()
    if logo and "://" not in logo and logo.lstrip("/") not in site.files:
        fix = "put the picture into docs/assets, or write its name"
        yield site.data_finding("clinic.yml", ("logo",), f"the logo {logo} is not in docs/", fix)
