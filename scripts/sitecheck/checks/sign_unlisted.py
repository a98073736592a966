"""Every warning sign stands on a page of kind help, and some stand on every page.

Why:  all of it can be switched off in one line far from any sign, and nobody would miss what is not there.
Bad:  kind: guide on the page that lists the signs
Good: kind: help
"""

from ..registry import check
from ..safety.texts import expected_signs
from ..source import Findings, Page, Site


@check(Site)
def sign_unlisted(site: Site) -> Findings:
    if not site.urgency or not site.pages or any(page.readable is False for page in site.pages):
        return
    if all(sign.get("always") is not True for sign in site.urgency.values()):
        fact = "no warning sign is `always`, and so a page that names none shows none"
        yield site.data_finding("urgency.yml", (0, "always"), fact, "write always: true on those for every page")
    helping = [page for page in site.pages if page.role == "help"]
    if helping:
        yield from _unlisted(site, site.help_page or helping[0])
    else:
        page = max(site.pages, key=lambda one: len(one.meta_list("urgency")))
        fact = "no page is of kind help, and so no page leads to the warning signs"
        yield page.finding(page.meta_lines.get("kind", 1), fact, "write kind: help on the page that lists them")


def _unlisted(site: Site, helping: Page) -> Findings:
    """The signs on no page of kind help: at the help page, if they are all of somebody's, else where the sign is written."""
    if not site.built:
        return
    pages = [built for built in site.built if built.page and built.page.role == "help"]
    who_of = {sign: str(record.get("who")) for sign, record in site.urgency.items()}
    listed = {sign for built in pages for sign in expected_signs(built)}
    helped = {who_of[sign] for sign in listed}
    for who in sorted({*who_of.values()} - helped):
        line = helping.line_of(f"who={who}") or helping.body_line
        fix = f"correct `who` in data/urgency.yml, or write <!-- insert: signs who={who} --> there, outside of code"
        yield helping.finding(line, f"no warning sign of {who} is on this page", fix)
    for index, (sign, who) in enumerate(who_of.items()):
        if sign not in listed and who in helped:
            fact = f"the warning sign {sign} is on no page of kind help"
            fix = "put <!-- insert: signs --> on the help page, or correct `who`"
            yield site.data_finding("urgency.yml", (index, "id"), fact, fix)
