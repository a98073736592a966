"""A page that names the article says who published it, under which name and when, as data/article.yml has it.

Why:  readers are to find what the page answers, and the article's authors had no part in it; a date that differs from page to
      page makes both doubtful.
Bad:  The article "What makes noses run?" is dated 27 August 2024. (data/article.yml says 17 August)
Good: The article "What makes noses run?" was published by Example Press, by A. Author, dated 17 August 2024.
"""

from .. import languages
from ..registry import check
from ..source import Findings, Page, Site

NAMES = {"title": "title", "publisher": "publisher", "by": "author", "date": "date"}


@check(Page, needs="article")
def article_unnamed(page: Page, site: Site) -> Findings:
    wanted = _wanted(site)
    if unsaid := [f"the {NAMES[name]} {wanted[name]}" for name in _lacking(page, wanted)]:
        fact = f"the page does not give of the article: {', '.join(unsaid)}"
        yield page.finding(_first(page, wanted), fact, f"write it: {', '.join(wanted.values())}")


def _wanted(site: Site) -> dict[str, str]:
    """What a page that names the article says of it."""
    source = site.article_source
    date = source.get("date")
    day = languages.day(date, site.language)
    return {name: day if name == "date" else str(source.get(name)) for name in NAMES} if source else {}


def _lacking(page: Page, wanted: dict[str, str]) -> list[str]:
    """What of it a page that names the article does not say. A date alone names none."""
    text = " ".join(" ".join(page.prose).split())
    lacking = [name for name, words in wanted.items() if words not in text]
    return [] if {"title", "publisher", "by"} <= {*lacking} else lacking


def _first(page: Page, wanted: dict[str, str]) -> int:
    """The first line that names the article."""
    names = [words for name, words in wanted.items() if name != "date"]
    return next((n for n, line in enumerate(page.prose, start=1) if any(words in line for words in names)), 1)
