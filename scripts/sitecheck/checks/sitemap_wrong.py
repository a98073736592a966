"""The sitemap names every page with the day it was checked, and nothing else.

Why:  a page that is missing there is found late by those who need it; an address too many leads to an error.
Bad:  {%- for source in site.pages[:10] %}
Good: {%- for source in site.pages %}
"""

from xml.etree import ElementTree

from ..registry import check
from ..source import Finding, Findings, Page, Site

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@check(Site)
def sitemap_wrong(site: Site) -> Findings:
    if not site.built or not site.dated or len(site.by_url) < len(site.pages):
        return  # front-matter-invalid and file-misnamed speak of that
    text = site.lists.get("sitemap.xml", "")
    try:
        urls = [*ElementTree.fromstring(text).iter(f"{SPACE}url")]
    except ElementTree.ParseError as error:
        yield _at(
            site, "</urlset>", f"the sitemap can't be read: {error}", "write it as XML, with </urlset> at its end"
        )
        return
    said = sorted(tuple((one.findtext(f"{SPACE}{name}") or "").strip() for name in ("loc", "lastmod")) for one in urls)
    wanted = sorted(
        (site.home + page.url, str(page.meta.get("reviewed"))) for page in site.pages if _listed(page, site)
    )
    if said != wanted:
        odd = next(iter(sorted(set(said) ^ set(wanted))), said[0])
        fact = f"the sitemap {'lists' if odd in said else 'does not list'} {' of '.join(odd)}, once for each page"
        yield _at(
            site, "<loc>", fact, "list {{ config.site_url }}{{ source.url }} and source.meta.reviewed of every page"
        )


def _listed(page: Page, site: Site) -> bool:
    """Whether search engines may list a page: of a translation, one that somebody checked."""
    return not site.tag or (page.original is not None and not page.unchecked)


def _at(site: Site, needle: str, fact: str, fix: str) -> Finding:
    template = site.template("sitemap.xml")
    if template is None:
        return Finding("overrides/sitemap.xml", 1, fact, fix)
    return template.finding(template.line_of(needle) or len(template.lines), fact, fix)
