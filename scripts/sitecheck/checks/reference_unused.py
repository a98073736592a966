"""Every work in the bibliography is cited by a page or a data file.

Why:  a list of sources that nothing rests on looks like evidence and is none.
Bad:  a work in data/references.yml that no page cites
Good: the same work after a sentence, as [^key], or deleted
"""

from ..registry import check
from ..source import Findings, Site


@check(Site)
def reference_unused(site: Site) -> Findings:
    if not site.buildable or site.tag:
        return  # what an unreadable file cites is not known; of the works of all languages the main one speaks
    sites = (site, *site.translations)
    cited = {key for one in sites for page in one.pages for _, key in page.citations}
    cited |= {key for one in sites for _, _, key in one.data_citations()}
    for key in site.references:
        if key not in cited:
            yield site.data_finding(
                "references.yml", (key,), f"{key} is cited nowhere", f"cite it as [^{key}], or delete it"
            )
