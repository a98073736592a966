"""Every page has one main heading, which is its title, inside the part that readers came for.

Why:  the main heading is what a screen reader goes to first, and what tells a reader that the link was the right one.
Bad:  a template from which <h1>{{ source.meta.title | e }}</h1> was deleted
Good: a template that writes it once
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def title_unshown(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    if page and any(line.startswith("#") for line in page.prose if line[1:2] != "#"):
        return  # a main heading that an author types has checks of its own
    found = built.tree.css("h1")
    inside = built.tree.css("main h1")
    for node in found:
        if node not in inside:
            fact = f'"{" ".join(node.text(deep=True).split())}" is a main heading outside <main>'
            yield built.finding(message=fact, hint="write it without <h1>", node=node)
    said = [" ".join(node.text(deep=True).split()) for node in inside]
    title = " ".join(str(page.meta.get("title")).split()) if page and page.readable else "".join(said[:1])
    if said != [title] or not title:
        fact = f'the main heading is "{" / ".join(said)}" and not the title of the page, once'
        around = inside[-1] if inside else built.tree.css_first("article")
        yield built.finding(message=fact, hint="write {{ source.meta.title | e }}", node=around)
