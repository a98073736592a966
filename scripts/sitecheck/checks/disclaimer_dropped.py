"""Each disclaimer that mkdocs.yml asks the site to keep is in data/disclaimers.yml.

Why:  a disclaimer that is deleted there goes from every page at once.
Bad:  data/disclaimers.yml without the disclaimer not-a-doctor, which extra.disclaimers_kept names
Good: data/disclaimers.yml with each of them
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def disclaimer_dropped(site: Site) -> Findings:
    kept = site.extra.get("disclaimers_kept")
    there = [str(item.get("id")) for item in site.disclaimers]
    for number, wanted in enumerate(kept if isinstance(kept, list) and there else []):
        if wanted not in there:
            place = ("extra", "disclaimers", min(number, len(there) - 1))
            fact = f"the disclaimer {wanted} is missing, which mkdocs.yml asks every site to keep"
            fix = "put it back, or take it off extra.disclaimers_kept"
            yield site.data_finding("disclaimers.yml", place, fact, fix)
