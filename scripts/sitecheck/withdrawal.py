"""What stands at the address of a page that was taken down: its title, its warning signs, and why it is gone.

The page stays in docs/ and its words stay on record until somebody has mended it, so that nothing waits for approval in a hurry.
"""

from typing import Any

import yaml

from . import languages
from .source import Page, Site

INSERT = "withdrawn-page"  # of overrides/inserts: what its reader is told
TELLS = "This page was taken down: something on it was wrong. Please do not use it, nor a sheet printed from it."
# Of its front matter: what it is called and how it is found. Of what it says, the signs alone, which stand in data/urgency.yml.
KEPT = (
    *("title", "label", "kind", "short", "reviewed", "review_due", "audience", "urgency", "keywords", "order"),
    *("picture", "translates"),
)


def as_published(page: Page, site: Site) -> Page:
    """The page that readers get at its address, which is another one where data/withdrawn.yml takes it down."""
    notice = next((one for one in site.withdrawn_pages if one.get("page") == page.short), None)
    if notice is None or not page.readable:
        return page
    made = Page(page.path, _text(page, site), page.folder, page.original)
    made.withdrawn = notice
    return made


def _text(page: Page, site: Site) -> str:
    told = languages.text_of(site.furniture)(TELLS)
    matter: dict[str, Any] = {name: page.meta[name] for name in KEPT if name in page.meta}
    matter |= {"description": told, "clinical_review": None, "key_messages": [told], "handout": []}
    opening = next(iter(site.sections(page.kind)), {"heading": page.label, "anchor": "in-short"})
    front = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n\n## {opening['heading']} {{ #{opening['anchor']} }}\n\n<!-- insert: {INSERT} -->\n"
