"""Every citation an author types is a number that leads to its work on the page a reader gets.

Why:  inside raw HTML, or after a stray backslash, [^key] is not turned into a citation; the claim then
      stands without its source.
Bad:  <div>Most babies do well.[^example-guideline]</div>
Good: Most babies do well.[^example-guideline]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Site


@check(BuiltPage)
def citation_unrendered(built: BuiltPage, site: Site) -> Iterator[Finding]:
    page = built.page
    if page is None or not page.readable or not page.whole:
        return
    typed: dict[str, list[int]] = {}
    for number, key in page.citations:
        if key in site.references:
            typed.setdefault(key, []).append(number)
    if not typed:
        return
    shown: dict[str, int] = {}
    for link in built.tree.css("a[href^='#fn:']"):
        key = site.notes.get((link.attributes.get("href") or "").removeprefix("#fn:"), "")
        shown[key] = shown.get(key, 0) + 1
    places = {key: place for place, key in site.notes.items()}
    literal = "".join(text for _, text in built.texts) if "[^" in built.html else ""
    for key, numbers in typed.items():
        if f"[^{key}]" in literal or key not in shown:
            place = _literal_line(page.lines, key, numbers, shown.get(key, 0))
            yield page.finding(
                place, f"[^{key}] is not turned into a citation here", "move it out of the raw HTML or code around it"
            )
        elif f"fn:{places[key]}" not in built.ids:
            yield page.finding(
                numbers[0],
                f"[^{key}] leads to no entry in the list of sources",
                "undo the last change to overrides/inserts/reference.md",
            )


def _literal_line(lines: list[str], key: str, numbers: list[int], shown: int) -> int:
    """The citation most likely to have stayed text: one on a line with raw HTML, else the first that has no link."""
    in_html = [number for number in numbers if "<" in lines[number - 1]]
    return in_html[0] if in_html else numbers[min(shown, len(numbers) - 1)]
