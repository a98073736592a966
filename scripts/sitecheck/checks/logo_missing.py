"""The logo of a clinic that data/clinic.yml names is a file of docs/.

Why:  a gap stands at the head of each handout, and is noticed when a hundred are printed.
Bad:  logo: assets/lgo.png
Good: logo: assets/logo.png
"""

from .. import clinic
from ..registry import check
from ..source import Findings, Site


@check(Site)
def logo_missing(site: Site) -> Findings:
    for name, fact, fix in clinic.lost_logo(site.clinic, site):
        yield site.data_finding("clinic.yml", (name,), fact, fix)
