"""Every number of data/helplines.yml and data/clinic.yml can be dialled, and a clinic's emergency number is a listed one or confirmed.

Why:  it is tapped by somebody who has no time to look for another.
Bad:  number: call me
Good: number: "0300 100 0212"
"""

from .. import clinic
from ..registry import check
from ..source import Findings, Site
from ..text import phones


@check(Site)
def phone_undialable(site: Site) -> Findings:
    for index, line in enumerate(site.helplines):
        if wrong := phones.fault(str(line.get("number"))):
            fact = f"the number {line.get('number')} {wrong}"
            yield site.data_finding("helplines.yml", (index, "number"), fact, phones.DIGITS)
    for name, fact, fix in clinic.faults(site.clinic, site):
        yield site.data_finding("clinic.yml", (name,), fact, fix)
