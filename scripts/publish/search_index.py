"""What the search on the device needs: the list of pages with their words, and the topics that lead to them."""

import json
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import rjsmin
from selectolax.lexbor import LexborHTMLParser

from sitecheck.languages import unspaced
from sitecheck.source import Page, Site
from sitecheck.text.lines import sentences

NOT_SEARCHED = ".footnote, sup, script, style, form, [data-topics]"
OPENING = "#in-short + p"
ABOUT = "policy"  # the kind of pages about the site itself, for which nobody comes
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # letters of scripts that put no space between words
BOX = "search"  # the insert with the search box; the page that has it is not worth finding


def entry(page: Page, content: str, site: Site) -> dict[str, Any]:
    """A page as the search sees it, from its front matter, the HTML of its text and data/search.yml."""
    tree = LexborHTMLParser(content)
    for node in tree.css(NOT_SEARCHED):
        node.decompose()
    body = tree.body
    text = " ".join(body.text(separator=" ").split()) if body else ""
    opening = tree.css_first(OPENING)
    said = sentences(" ".join(opening.text().split())) if opening else []
    title, headings = str(page.meta.get("title") or page.url), {one.anchor or "": one.text for one in page.headings}
    keywords = [word.lower() for _, word in page.meta_list("keywords")]
    return {
        "url": page.url,
        "title": title,
        "says": said[0] if said else str(page.meta.get("description") or ""),
        "last": about_the_site(page, site),
        "danger": list(_leading(site, "danger", page, headings)),
        "leads": list(_leading(site, "leads", page, headings)),
        "keywords": keywords,
        "headings": list(headings.values()),
        "also": _meant(f"{title} {' '.join(keywords)} {text}", site),
        "text": text.lower(),
    }


def about_the_site(page: Page, site: Site) -> bool:
    """Whether nobody comes for a page: it is about the site, stands in the folder of a page that is, or has the search box."""
    over = site.by_source.get(posixpath.join(posixpath.dirname(page.source_path), "index.md"))
    return ABOUT in {one.role for one in (page, over) if one} or any(insert.name == BOX for insert in page.inserts)


def _leading(site: Site, name: str, page: Page, headings: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What data/search.yml says leads to a page: the anchor, the heading there, and the phrases."""
    for record in site.search(name):
        path, _, anchor = str(record.get("to")).partition("#")
        if path == page.source_path:
            yield {"anchor": anchor, "heading": headings.get(anchor, ""), "phrases": record.get("phrases")}


def _meant(text: str, site: Site) -> str:
    """The words that mean the same as words of a text and are not in it, as often as those are."""
    folded, found = f" {_folded(text)} ", []
    for record in site.search("same"):
        words = [_folded(str(word)) for word in record.get("words", ())]
        times = {word: folded.count(f" {word} ") for word in words}
        found += [word for word in words if not times[word] for _ in range(max(times.values()))]
    return " ".join(found)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """A text as search.js compares it: without capitals, accents, apostrophes and marks, letters of scripts without spaces one by one."""
    plain = re.sub("['\u2019\u2018`\u0300-\u036f]", "", unicodedata.normalize("NFKD", text).lower())
    plain = UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFC", plain))
    return " ".join(re.sub(r"[^\w]|_", " ", plain).split())


def topics(site: Site) -> list[tuple[str, Page]]:
    """(topic, page) in alphabetical order: the keywords of each page whose words its text has too; not of pages about the site.

    A wrong spelling helps the search and would look like a mistake in a list; it isn't in the text.
    """
    found: dict[str, Page] = {}
    for page in site.pages:
        if about_the_site(page, site):
            continue
        text = " ".join([*page.prose, str(page.meta.get("title"))]).lower()
        words = set(re.findall(r"\w+", text))
        for _, keyword in page.meta_list("keywords"):
            known = (
                keyword.lower() in text if unspaced(site.language) else {*re.findall(r"\w+", keyword.lower())} <= words
            )
            if known:
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
