"""A translation holds no sentence of its original.

Why:  a sentence that was forgotten is read by nobody who has that language alone, and it may be the one that matters.
Bad:  Open a window now, and call.  (on a page of docs/es/)
Good: Alimente ahora a su bebé y llame.
"""

import re
from collections.abc import Iterator

from .. import languages
from ..registry import check
from ..source import Finding, Findings, Page, Site
from ..text.lines import sentences

FEW = 4  # words; a name may be as long, and reads the same everywhere
SIGNS = re.compile(r"^\s*\[[^\]\n]+\]: .*|[*_`]|\[\^[^\]]*\]|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|^\s*(?:[-*+#]+|\d+\.)\s")
WORD = re.compile(r"[^\W\d_]{2,}")
FIX = "translate it"


@check(Page)
def translation_untouched(page: Page, site: Site) -> Findings:
    original = page.original
    if original is None:
        return
    theirs = {text for _, text in _said(original)}
    for line, text in _said(page):
        if text in theirs and len(WORD.findall(text)) >= FEW:
            yield page.finding(line, f'"{text}" stands in the original as it is', FIX)


@check(Site)
def translation_untouched_in_data(site: Site) -> Findings:
    if site.main is None:
        return
    for name, own in site.own.items():
        if name not in languages.WORDS:
            continue
        original = (
            site.main.config
            if name == languages.SETTINGS
            else site.main.data[name].value
            if name in site.main.data
            else None
        )
        theirs = {text for _, words in languages.words_in(name, original) for text in _texts(words)}
        laid = site.config if name == languages.SETTINGS else site.data[name].value
        for path, words in languages.words_in(name, laid):
            there = site.taken.get(name, {}).get(path)
            for text in _texts(words) if there else ():
                if text in theirs:
                    fact = f'"{text}" stands in the original as it is'
                    yield Finding(f"data/{site.tag}/{name}", own.lines.get(there or (), 1), fact, FIX)


def _texts(words: object) -> list[str]:
    return [str(one) for one in (words if isinstance(words, list) else [words]) if len(WORD.findall(str(one))) >= FEW]


def _said(page: Page) -> Iterator[tuple[int, str]]:
    """(line, sentence) of all that a page says in more than a few words, in its front matter too."""
    for name in ("title", "description", "label"):
        if isinstance(page.meta.get(name), str):
            yield page.meta_lines.get(name, 1), page.meta[name]
    yield from page.meta_list("key_messages")
    for number, line in enumerate(page.prose, start=1):
        yield from ((number, text) for text in sentences(" ".join(SIGNS.sub(" ", line).replace("[", "").split())))
