"""Every name that a template uses is given to it.

Why:  one that nothing gives shows as nothing: a sentence goes out without its number.
Bad:  {{ pgae.title }}
Good: {{ page.title }}
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import jinja2
from jinja2 import nodes

from ..parse.templates import parsed
from ..registry import check
from ..source import Finding, Site

GIVEN = frozenset(  # by MkDocs, by Jinja, and by the scripts that fill the templates
    "page config nav pages base_url build_date_utc loop caller varargs kwargs site source_of sheets linked_data styled words"
    " range dict cycler joiner namespace lipsum mkdocs_version"
    " arguments built_link link elsewhere checks topics heading notices retired title way address record source".split()
)
PAPER = "overrides/paper/"  # where a name that nobody gives stops the print with a sentence


@check(Site)
def name_ungiven(site: Site) -> Iterator[Finding]:
    try:
        trees = [(template, parsed(template.text)) for template in site.templates]
    except jinja2.TemplateSyntaxError:
        return  # template-broken speaks of that
    known = set(GIVEN)
    for _, tree in trees:
        known |= {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        known |= {macro.name for macro in tree.find_all(nodes.Macro)}
        known |= {imported.target for imported in tree.find_all(nodes.Import)}
    for template, tree in trees:
        for name in tree.find_all(nodes.Name) if not template.path.startswith(PAPER) else ():
            if name.ctx == "load" and name.name not in known:
                near = get_close_matches(name.name, known, n=1)
                fact = f"nothing gives the name {name.name}, and so it shows as nothing"
                yield template.finding(name.lineno, fact, f"write {near[0]}" if near else "delete it")
