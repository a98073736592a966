"""Which page an entry of data/corrections.yml or data/withdrawn.yml is about, and where its reader is led."""

from .parse.urls import published_at
from .source import Site


def page_named(name: str, site: Site) -> tuple[str, str] | None:
    """(title, address below the site's own) of a page by its file in docs/ without .md, in any language, or by its `short`.

    A page that has moved and a sheet that was given up are still known by the name they had. None for a name of nothing.
    """
    tag, _, rest = name.partition("/")
    path = f"{rest if tag in site.other_languages else name}.md"
    if page := site.by_source.get(path):
        return str(page.meta.get("title")), published_at(f"{name}.md")
    for page in site.pages:
        if page.short == name:
            return str(page.meta.get("title")), page.url
    for record in site.retired_addresses:
        if record.get("short") == name:
            return str(record.get("was")), f"h/{name}/"
    address = f"{name}/"
    moved = site.by_url.get(site.redirects.get(address, "").partition("#")[0])
    return (str(moved.meta.get("title")), address) if moved and address in site.redirects else None


def names(site: Site) -> list[str]:
    """What a page can be called by, for whoever mistyped it."""
    files = (path.removesuffix(".md") for path in site.by_source)
    return [*files, *(page.short for page in site.pages), *(str(one.get("short")) for one in site.retired_addresses)]
