"""Where a text says that skin turns red, it says how the sign looks on brown and black skin too.

Why:  on dark skin the same sign is darker, or hard to see; whoever looks for red finds nothing, and waits.
      The words are in "skin" of data/wording.yml.
Bad:  Look for redness around the nose.
Good: Look for redness around the nose; on brown or black skin it may be darker.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import of_data, of_page
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import phrases


def _lists(site: Site) -> tuple[list[str], list[str]]:
    """The phrases that name a colour which only light skin shows, and those of which one has to stand beside."""
    skin = site.wording.get("skin")
    named, beside = (skin.get(name) if isinstance(skin, dict) else None for name in ("shown", "beside"))
    return [str(one) for one in named or []], [str(one) for one in beside or []]


@check(Page)
def skin_omitted(page: Page, site: Site) -> Iterator[Finding]:
    named, beside = _lists(site)
    starts = [page.body_line, *(heading.line for heading in page.headings if heading.level <= 2)]
    for first, last in zip(starts, [*starts[1:], None], strict=True) if named else ():
        section = of_page(page, first, last)
        if any(phrases(beside).search(passage.text) for passage in section):
            continue
        for passage in section:
            if found := phrases(named).search(passage.text):
                yield passage.finding(found.start(), *_said(found[0], beside))
                break


@check(Site)
def skin_omitted_in_data(site: Site) -> Iterator[Finding]:
    """In the warning signs, which stand alone; the answers to the article are read beside its page."""
    named, beside = _lists(site)
    for passage in of_data(site) if named else ():
        found = phrases(named).search(passage.text)
        if found and passage.path == "data/urgency.yml" and not phrases(beside).search(passage.text):
            yield passage.finding(found.start(), *_said(found[0], beside))


def _said(words: str, beside: list[str]) -> tuple[str, str]:
    said = " ".join(words.split())
    return (
        f'"{said}" is how light skin looks',
        f"say how it looks on other skin, with one of these words: {', '.join(beside)}",
    )
