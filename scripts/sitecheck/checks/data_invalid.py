"""Every data file is one that the site reads, with the fields it needs, and no others, each of its type.

Why:  a template shows nothing for a field it does not find: a warning sign with a misspelt level is in no card.
Bad:  level: emergncy
Good: level: emergency
"""

from difflib import get_close_matches

from .. import languages, schema
from ..registry import check
from ..source import Finding, Findings, Site


@check(Site)
def data_invalid(site: Site) -> Findings:
    for name in sorted(set(site.data) - {*schema.DATA, *languages.OWN}):
        near = get_close_matches(name, schema.DATA, n=1)
        fix = f"rename it to {near[0]}" if near else f"delete it; the files are {', '.join(sorted(schema.DATA))}"
        yield Finding(f"data/{name}", 1, f"nothing reads data/{name}", fix)
    yield from site.shape_problems()
