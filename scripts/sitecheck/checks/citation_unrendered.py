"""Every citation an author types is a number that leads to its work on the page a reader gets.

Why:  inside raw HTML, or after a stray backslash, [^key] is not turned into a citation; the claim then
      stands without its source.
Bad:  <div>Most people do well.[^example-guideline]</div>
Good: Most people do well.[^example-guideline]
"""

from collections import Counter

from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def citation_unrendered(built: BuiltPage, site: Site) -> Findings:
    page = built.page
    if page is None or not page.whole:
        return
    links = (link.attributes.get("href") or "" for link in built.tree.css("a[href^='#fn:']"))
    shown = Counter(site.notes.get(href.removeprefix("#fn:"), "") for href in links)
    for key in sorted({key for _, key in page.citations} & site.references.keys()):
        lines = [line for line, cited in page.citations if cited == key]
        if shown[key] < len(lines):
            in_html = [
                line for line in lines if "<" in page.lines[line - 1]
            ]  # most likely, else the first without a link
            place = in_html[0] if in_html else lines[shown[key]]
            fact = f"[^{key}] is not turned into a citation here"
            yield page.finding(place, fact, "move it out of the raw HTML or code around it")
