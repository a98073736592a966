"""robots.txt shuts no search engine out, and names the sitemap.

Why:  one line left over from a test takes the whole site out of every search, and nobody who looks at the site sees it.
Bad:  Disallow: /
Good: Allow: /
"""

import re

from ..registry import check
from ..source import Findings, Site

LINE = re.compile(r"^[ \t]*([a-z-]+)[ \t]*:[ \t]*(\S.*?)?[ \t]*$", re.IGNORECASE | re.MULTILINE)


@check(Site)
def robots_wrong(site: Site) -> Findings:
    template = site.template("robots.txt")
    if not site.built or template is None or site.tag:
        return  # template-missing speaks of that; a host has one
    said = [(name.lower(), value) for name, value in LINE.findall(site.lists.get("robots.txt", ""))]
    for name, value in said:
        if name == "disallow" and value:
            fact = f"robots.txt keeps search engines out of {value}"
            yield template.finding(template.line_of(value) or 1, fact, "delete the Disallow line")
    if ("user-agent", "*") not in said:
        fact, fix = "robots.txt speaks to no search engine", "write User-agent: * on its first line"
        yield template.finding(template.line_of("llow") or 1, fact, fix)
    if [value for name, value in said if name == "sitemap"] != _sitemaps(site):
        fact, fix = "robots.txt does not name the sitemap", "write Sitemap: {{ config.site_url }}sitemap.xml"
        yield template.finding(template.line_of("itemap") or len(template.lines), fact, fix)


def _sitemaps(site: Site) -> list[str]:
    """The addresses of the sitemaps, one a language."""
    return [f"{site.home}{folder}sitemap.xml" for folder in ("", *(f"{tag}/" for tag in site.other_languages))]
