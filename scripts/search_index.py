"""What the search on the device needs: the list of pages with their words, and the topics that lead to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rjsmin
from selectolax.lexbor import LexborHTMLParser

from sitecheck.source import Page, Site

NOT_SEARCHED = ".footnote, sup, script, style, form, [data-topics]"


def entry(page: Page, content: str) -> dict[str, Any]:
    """A page as the search sees it, from its front matter and the HTML of its text."""
    tree = LexborHTMLParser(content)
    for node in tree.css(NOT_SEARCHED):
        node.decompose()
    body = tree.body
    text = " ".join(body.text(separator=" ").split()) if body else ""
    return {
        "url": page.url,
        "title": str(page.meta.get("title") or page.url),
        "description": str(page.meta.get("description") or ""),
        "keywords": [word.lower() for _, word in page.meta_list("keywords")],
        "headings": [heading.text for heading in page.headings],
        "text": text.lower(),
    }


def topics(site: Site) -> list[tuple[str, Page]]:
    """(topic, page) in alphabetical order: the keywords of each page whose words its text has too.

    A wrong spelling helps the search and would look like a mistake in a list; it isn't in the text.
    """
    found: dict[str, Page] = {}
    for page in site.pages:
        words = set(re.findall(r"\w+", " ".join([*page.prose, str(page.meta.get("title"))]).lower()))
        for _, keyword in page.meta_list("keywords"):
            if set(re.findall(r"\w+", keyword.lower())) <= words:
                found.setdefault(keyword, page)
    return sorted(found.items())


def write(folder: Path, entries: Iterable[dict[str, Any]], library: Path) -> None:
    """Put the list of pages and the search library, minified and with its licence, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(entries, key=lambda one: str(one["url"]))
    (folder / "search.json").write_text(
        json.dumps(ordered, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    text = library.read_text(encoding="utf-8")
    licence = text[: text.index("*/") + 2]
    (folder / "lunr.js").write_text(f"{licence}\n{rjsmin.jsmin(text)}\n", encoding="utf-8")
