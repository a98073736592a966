"""A page or a data file cites only works that are in the bibliography.

Why:  MkDocs prints an unknown [^key] as plain text, and does not warn.
Bad:  Prolactin rises after birth.[^nevile2001]
Good: Prolactin rises after birth.[^neville2001]
"""

import re

from ..parse.markup import CITATION
from ..registry import check
from ..source import Findings, Page, Site
from ..suggest import meant

KEY = re.compile(r"[a-z0-9-]+")


@check(Page)
def citation_unknown(page: Page, site: Site) -> Findings:
    for number, key in page.citations:
        if site.references and key not in site.references:
            yield page.finding(number, f"[^{key}] is not in data/references.yml", hint(key, site, "[^{}]"))


@check(Site)
def citation_unknown_in_data(site: Site) -> Findings:
    for name, path, key in site.data_citations():
        if site.references and key not in site.references:
            yield site.data_finding(
                name, path, f"cites {key}, which is not in data/references.yml", hint(key, site, "{}")
            )


@check(Site)
def citation_unknown_in_templates(site: Site) -> Findings:
    for template in site.templates:
        for number, line in enumerate(template.lines, start=1):
            for key in CITATION.findall(line):
                if site.references and KEY.fullmatch(key) and key not in site.references:
                    yield template.finding(number, f"[^{key}] is not in data/references.yml", hint(key, site, "[^{}]"))


def hint(key: str, site: Site, form: str) -> str:
    near = meant(key, site.references)
    return f"write {form.format(near)}" if near else f"add {key} to data/references.yml, or choose a key that is there"
