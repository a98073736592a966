"""Every page begins with the declaration of HTML, and says its language.

Why:  without them a browser lays pages out by rules of the last century, and a screen reader reads English with a
      French voice.
Bad:  <html>
Good: <html lang="{{ site.language }}">
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site

FIX = 'write <html lang="{{ site.language }}">'


@check(BuiltPage)
def language_unsaid(built: BuiltPage, site: Site) -> Findings:
    root = built.tree.css_first("html")
    if not built.html.lstrip()[:15].lower().startswith("<!doctype html>"):
        fact = "the page does not begin with <!doctype html>"
        yield built.finding(message=fact, hint="write it on the first line", node=root)
    said = root.attributes.get("lang") if root else None
    if said != site.language:
        fact = f"the page says that its language is {said or 'none'}, and mkdocs.yml that it is {site.language}"
        yield built.finding(message=fact, hint=FIX, node=root)
