"""mkdocs.yml keeps the settings that pages and checks rely on, and holds every word of the furniture.

Why:  a nav, a plugin or a lost line in mkdocs.yml changes every page at once, and MkDocs stays green: without
      INHERIT no page has a disclaimer, with a font every page asks another host.
Bad:  plugins: [search]
Good: plugins: []
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Site
from ..text import phones

ENGLISH = frozenset("the and you your is are that for not with this have".split())
ENOUGH = 300  # words, below which a language can't be told
EVERYDAY = frozenset("about page pages what when your from help site with this that".split())


@check(Site)
def setting_wrong(site: Site) -> Iterator[Finding]:
    yield from site.setting_problems()


@check(Site)
def setting_unfit(site: Site) -> Iterator[Finding]:
    """What mkdocs.yml says fits the pages: their language, the helplines there are, and a subject that gives nobody away."""
    extra, theme = site.config.get("extra"), site.config.get("theme")
    if not isinstance(extra, dict) or not site.buildable:
        return
    lines = site.config_lines
    if site.helplines and "crisis" not in extra:
        fact = "extra.crisis is missing, and so no page leads to the helplines from its foot"
        above = lines.get(("extra", "share_subject")) or lines.get("extra", 1)
        yield Finding("mkdocs.yml", above, fact, "put crisis: back, with says, link and anchor; or write crisis: null")
    telling = {
        word
        for page in site.pages
        for word in _words(f"{page.meta.get('title')} {' '.join(k for _, k in page.meta_list('keywords'))}")
        if page.kind != "policy"
    }
    shared = _words(str(extra.get("share_subject") or ""))
    if told := [word for word in shared if word in telling and word not in EVERYDAY]:
        fact = f'share_subject says "{told[0]}", which a locked screen would show to everybody'
        yield Finding(
            "mkdocs.yml",
            lines.get(("extra", "share_subject"), 1),
            fact,
            "write words that name no illness, such as A page for you",
        )
    numbers = phones.NUMBER.findall(str(extra.get("emergency_number") or ""))
    services = [str(line.get("number")) for line in site.helplines if line.get("kind") == "emergency"]
    known = {phones.dialled(number) for service in services for number in phones.NUMBER.findall(service)}
    for number in (one for one in numbers if known and phones.dialled(one) not in known):
        fact = f"emergency_number says {number}, which no emergency service in data/helplines.yml has"
        yield Finding(
            "mkdocs.yml", lines.get(("extra", "emergency_number"), 1), fact, "correct it, or add the service there"
        )
    language = theme.get("language") if isinstance(theme, dict) else None
    if str(language).partition("-")[0] == "en":
        return
    words = [word for page in site.pages for line in page.prose for word in line.lower().split()]
    if len(words) > ENOUGH and sum(word in ENGLISH for word in words) > len(words) / 8:
        fact = f"theme.language is {language}, and the pages are in English"
        yield Finding("mkdocs.yml", lines.get(("theme", "language"), 1), fact, "write language: en")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text.lower())
