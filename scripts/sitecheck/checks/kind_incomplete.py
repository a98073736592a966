"""data/kinds.yml has each kind of page that code knows, or one like it, with the sections that links from elsewhere lead to.

Why:  a kind that is not there has no sections and so no warning signs, and each page of it still looks whole.
Bad:  cause: renamed to causes:
Good: cause: with its sections
"""

from .. import schema
from ..registry import check
from ..source import Findings, Site

PUBLISHED = {"page-signs": "when-to-get-help", "sources": "sources"}  # the anchors of rendered sections never change


@check(Site)
def kind_incomplete(site: Site) -> Findings:
    there = {site.roles[kind] for kind in site.kinds}
    for name in (one for one in schema.KINDS if there and one not in there):
        fact = f"the kind {name} is missing, and so its pages have no sections and no label"
        yield site.data_finding("kinds.yml", (next(iter(site.kinds)),), fact, f"put {name}: back")
    for kind in site.kinds:
        if site.roles[kind] not in schema.KINDS:
            fact = f"{kind} is a kind of this site's own, and does not say how its pages are treated"
            fix = f"write `like:` and one of {', '.join(schema.KINDS)} below it"
            yield site.data_finding("kinds.yml", (kind,), fact, fix)
        for index, section in enumerate(site.sections(kind)):
            wanted = PUBLISHED.get(str(section.get("rendered")))
            if wanted and section.get("anchor") != wanted:
                fact = f"the section with {section['rendered']} has the anchor {section.get('anchor')}; links from elsewhere lead to #{wanted}"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "anchor"), fact, f"write {wanted}")
