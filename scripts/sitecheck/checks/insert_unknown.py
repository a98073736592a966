"""Every insert line names a template of overrides/inserts.

Why:  an insert that can't be filled leaves nothing behind: the warning signs it stood for are gone.
Bad:  <!-- insert: sings -->
Good: <!-- insert: signs -->
"""

import re
from difflib import get_close_matches

from ..parse.markup import INSERT, Insert
from ..registry import check
from ..source import Findings, Page, Site

PICKS = {
    "who": "who",
    "level": "level",
    "without": "level",
    "group": "group",
}  # the arguments of `signs`, each with its field
ALMOST = re.compile(r"<!--\s*insert\b", re.IGNORECASE)


@check(Page)
def insert_unknown(page: Page, site: Site) -> Findings:
    known = site.insert_names
    for insert in page.inserts:
        if insert.name not in known:
            near = get_close_matches(insert.name, known, n=1)
            yield page.finding(
                insert.line,
                f"there is no insert named {insert.name}",
                f"write <!-- insert: {near[0]} -->" if near else f"choose from {', '.join(sorted(known))}",
            )
        yield from _nobody(page, insert, site)
    for number, line in enumerate(page.body, start=1):
        if "<!--" in line and ALMOST.search(line) and not INSERT.match(line) and "`" not in line:
            yield page.finding(
                number,
                "this insert line is not written as one, so nothing is put here",
                "write it alone on its line, from the first column: <!-- insert: name -->",
            )


def _nobody(page: Page, insert: Insert, site: Site) -> Findings:
    """The line `signs` whose arguments no warning sign answers to."""
    signs = site.urgency.values()
    known = {name: {str(sign.get(of)) for sign in signs} for name, of in PICKS.items()}
    asked = insert.arguments
    odd = any(value not in known[name] for name, value in asked.items() if known.get(name))
    if insert.name == "signs" and (set(asked) - {*PICKS, "always"} or odd):
        wrong = ", ".join(f"{name}={value}" for name, value in asked.items())
        people, levels = (", ".join(sorted(known[name])) for name in ("who", "level"))
        groups = ", ".join(sorted(known["group"] - {"None"}))
        fix = f"write who= with one of {people}, level= or without= with one of {levels}, or always"
        fix += f", or group= with one of {groups}" if groups else ""
        yield page.finding(insert.line, f"{wrong} picks no warning sign", fix)


@check(Site)
def insert_unknown_in_kinds(site: Site) -> Findings:
    known = site.insert_names
    for kind in site.kinds:
        for index, section in enumerate(site.sections(kind)):
            name = section.get("rendered")
            if name and name not in known:
                near = get_close_matches(str(name), known, n=1)
                fact = f"there is no insert named {name}, so the section #{section.get('anchor')} would be empty"
                fix = f"write {near[0]}" if near else f"choose from {', '.join(known)}"
                yield site.data_finding("kinds.yml", (kind, "sections", index, "rendered"), fact, fix)
