"""The lists made for machines are right: the sitemap and the search name every page and nothing else, robots.txt shuts nobody out.

Why:  a page that is missing there is not found by those who need it; an address too many leads to an error.
Bad:  Disallow: /
Good: Allow: /
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ..registry import check
from ..source import Finding, Site

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@check(Site)
def sitemap_wrong(site: Site) -> Iterator[Finding]:
    if not site.built:
        return
    pages = {built.url for built in site.built if built.page}
    text = site.lists.get("sitemap.xml")
    try:
        listed = [(node.text or "").strip() for node in ElementTree.fromstring(text or "").iter(f"{SPACE}loc")]
    except ElementTree.ParseError as error:
        fact = f"the sitemap can't be read: {error}" if text else "there is no sitemap"
        yield _at(site, "sitemap.xml", "</urlset>", fact, "write it as XML, with </urlset> at its end")
        return
    wanted = {site.home + url for url in pages}
    if site.dated and any(
        not re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in re.findall(r"<lastmod>(.*?)</lastmod>", text or "")
    ):
        yield _at(
            site,
            "sitemap.xml",
            "<lastmod>",
            "the sitemap has dates that are not written as 2026-11-22",
            "write {{ source.meta.reviewed }}",
        )
    for address in sorted(set(listed) ^ wanted)[:1]:
        fact = (
            f"the sitemap lists {address}, which is no page"
            if address in listed
            else f"the sitemap does not list {address}"
        )
        yield _at(site, "sitemap.xml", "<loc>", fact, "list {{ config.site_url }}{{ source.url }} of every page")
    dates = dict(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text or ""))
    for page in site.pages:
        said = dates.get(site.home + page.url)
        if said and re.fullmatch(r"\d{4}-\d\d-\d\d", said) and said != str(page.meta.get("reviewed")):
            fact = f"the sitemap says that {page.url or 'the home page'} changed on {said}; it was checked on {page.meta.get('reviewed')}"
            yield _at(site, "sitemap.xml", "<lastmod>", fact, "write {{ source.meta.reviewed }}")
            break
    if len(listed) != len(set(listed)) and len(site.pages) == len(site.by_url):
        yield _at(site, "sitemap.xml", "<loc>", "the sitemap lists an address twice", "list each page once")


@check(Site)
def robots_wrong(site: Site) -> Iterator[Finding]:
    if not site.built:
        return
    text = site.lists.get("robots.txt", "")
    for rule in re.findall(r"^[ \t]*disallow[ \t]*:[ \t]*(\S.*)$", text, re.IGNORECASE | re.MULTILINE):
        yield _at(
            site,
            "robots.txt",
            rule,
            f"robots.txt keeps search engines out of {rule.strip()}",
            "delete the Disallow line",
        )
    named = re.findall(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    if not re.search(r"^[ \t]*user-agent[ \t]*:[ \t]*\*", text, re.IGNORECASE | re.MULTILINE):
        yield _at(
            site, "robots.txt", "llow", "robots.txt speaks to no search engine", "write User-agent: * on its first line"
        )
    if len(named) != 1 or named[0] != f"{site.home}sitemap.xml":
        yield _at(
            site,
            "robots.txt",
            "itemap",
            "robots.txt does not name the sitemap",
            "write Sitemap: {{ config.site_url }}sitemap.xml",
        )


@check(Site)
def search_wrong(site: Site) -> Iterator[Finding]:
    if "assets/search.json" not in site.lists:
        return
    pages = {built.url for built in site.built if built.page}
    try:
        listed = {str(entry["url"]) for entry in json.loads(site.lists["assets/search.json"])}
    except (ValueError, TypeError, KeyError) as error:
        yield Finding(
            "mkdocs.yml", 1, f"the list of the search can't be read: {error}", "undo the last change to the hook"
        )
        return
    for url in sorted(listed ^ pages)[:1]:
        fact = f"the search {'lists' if url in listed else 'does not list'} {url or 'the home page'}"
        yield Finding("mkdocs.yml", 1, fact, "undo the last change to the hook or to docs/assets/")


def _at(site: Site, name: str, needle: str, fact: str, fix: str) -> Finding:
    template = next((one for one in site.templates if one.path == f"overrides/{name}"), None)
    if template is None:
        return Finding(f"overrides/{name}", 1, fact, fix)
    return template.finding(template.line_of(needle) or len(template.lines), fact, fix)
