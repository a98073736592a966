"""The record of approved words is there, and no file of it is empty.

Why:  without its record a site would be published whatever it says; a guard must not be turned off by deleting a file.
Bad:  a site without data/approved/, or with an empty file in it
Good: data/approved/index.txt with the words of the home page
"""

from ..approved import without_notes
from ..registry import check
from ..source import Finding, Findings, Site


@check(Site)
def record_missing(site: Site) -> Findings:
    if not site.built:
        return
    if not site.approved:
        fix = "put it back from the last commit; a new site begins its own with scripts/approve.py --begin"
        yield Finding(site.record, 1, f"there is no {site.record}/, so nobody could say who read these pages", fix)
    for path, source in site.approved.items():
        if not without_notes(source.lines):
            yield source.finding(1, f"{path} holds no words", "put them back from the last commit, or delete the file")
