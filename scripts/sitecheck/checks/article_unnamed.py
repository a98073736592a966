"""A page that names the article says who published it, under which name and when, as data/article.yml has it.

Why:  readers are to find what the page answers, and the article's authors had no part in it; a date that differs from page to
      page makes both doubtful.
Bad:  The article "What makes noses run?" is dated 27 August 2024. (data/article.yml says 17 August)
Good: The article "What makes noses run?" was published by Example Press, by A. Author, dated 17 August 2024.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..registry import check
from ..source import Finding, Page, Site

NAMES = {"title": "title", "publisher": "publisher", "by": "author", "date": "date"}


@check(Site, needs="article")
def article_unnamed(site: Site) -> Iterator[Finding]:
    marked = site.data.get("article.yml")
    source = marked.value.get("source") if marked and isinstance(marked.value, dict) else None
    if not isinstance(source, dict) or not site.buildable:
        return
    date = source.get("date")
    wanted = {name: str(source.get(name)) for name in ("title", "publisher", "by")}
    wanted["date"] = f"{date.day} {date:%B} {date.year}" if isinstance(date, datetime.date) else ""
    named = [words for name, words in wanted.items() if name != "date"]
    pages = [(page, text) for page in site.pages if any(words in (text := _said(page)) for words in named)]
    unsaid: dict[str, list[str]] = {}  # what each page lacks
    for name, words in wanted.items():
        lacking = [page for page, text in pages if words not in text]
        if len(lacking) == len(pages) > 1:
            fact = f"the {NAMES[name]} {words} is on no page that names the article"
            yield site.data_finding(
                "article.yml", ("source", name), fact, f"correct it here, or on the pages, {lacking[0].path} among them"
            )
            continue
        for page in lacking:
            unsaid.setdefault(page.path, []).append(f"the {NAMES[name]} {words}")
    for page in (page for page, _ in pages if page.path in unsaid):
        first = next((n for n, line in enumerate(page.prose, start=1) if any(words in line for words in named)), 1)
        fact = f"the page does not give of the article: {', '.join(unsaid[page.path])}"
        fix = f"write it: {wanted['title']}, {wanted['publisher']}, {wanted['by']}, {wanted['date']}"
        yield page.finding(first, fact, fix)


def _said(page: Page) -> str:
    return " ".join(" ".join(page.prose).split())
