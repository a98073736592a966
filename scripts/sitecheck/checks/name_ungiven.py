"""Every name that a template uses is given to it.

Why:  one that nothing gives shows as nothing: a sentence goes out without its number.
Bad:  {{ pgae.title }}
Good: {{ page.title }}
"""

from difflib import get_close_matches
from functools import lru_cache

import jinja2
from jinja2 import nodes

from ..parse.templates import parsed
from ..registry import check
from ..source import Findings, Site

GIVEN = frozenset(  # by MkDocs, by Jinja, and by the scripts that fill the templates
    "page config nav pages base_url build_date_utc loop caller varargs kwargs site source_of sheets linked_data styled words"
    " range dict cycler joiner namespace lipsum mkdocs_version"
    " arguments built_link link elsewhere checks topics heading notices retired title way address record source".split()
)
PAPER = "overrides/paper/"  # where a name that nobody gives stops the print with a sentence


@lru_cache(maxsize=256)  # as the trees are kept: the preview asks again and again
def names(text: str) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """What a template gives a name to, and (name, line) of each that it asks for. Raises jinja2.TemplateSyntaxError."""
    given: set[str] = set()
    asked: list[tuple[str, int]] = []
    for node in parsed(text).find_all((nodes.Name, nodes.Macro, nodes.Import)):
        if isinstance(node, nodes.Import):
            given.add(node.target)
        elif isinstance(node, nodes.Name) and node.ctx == "load":
            asked.append((node.name, node.lineno))
        elif isinstance(node, nodes.Name | nodes.Macro):
            given.add(node.name)
    return frozenset(given), tuple(asked)


@check(Site)
def name_ungiven(site: Site) -> Findings:
    try:
        read = [(template, *names(template.text)) for template in site.templates]
    except jinja2.TemplateSyntaxError:
        return  # template-broken speaks of that
    known = GIVEN.union(*(given for _, given, _ in read))
    for template, _, asked in read:
        for name, line in asked if not template.path.startswith(PAPER) else ():
            if name not in known:
                near = get_close_matches(name, known, n=1)
                fact = f"nothing gives the name {name}, and so it shows as nothing"
                yield template.finding(line, fact, f"write {near[0]}" if near else "delete it")
