"""What readers are told of a sheet that was withdrawn, and of a page that was taken down, which a notice then stands in the place of.

The page stays in docs/ and its words stay on record until somebody has mended it. The notice waits for nobody's yes: what it may say
is worked out here, from the entry in data/withdrawn.yml and from words that are on record whether they are needed or not.
"""

from typing import Any

import yaml

from . import languages
from .source import Page, Site, once
from .text.lines import sentences

INSERT = "withdrawn-page"  # of overrides/inserts: what its reader is told
TELLS = "This page was taken down: something on it was wrong. Please do not use it, nor a sheet printed from it."
SINCE = "Taken down on {date}. It will be back at this address when it is right."
NO_SHEET = "Do not use any version of this sheet."
VERSIONS = ("Do not use version {version}.", "Do not use a sheet of this page with version {version}.")
NONE = "No version of this sheet has been withdrawn."
BEHIND = "The original has changed since this translation was made. Where they differ, the original holds:"
WORDS = (TELLS, SINCE, NO_SHEET, *VERSIONS, NONE, BEHIND)  # of templates
# Of its front matter: what it is called and how it is found. Of what it says, the signs alone, which stand in data/urgency.yml.
KEPT = (
    *("title", "label", "kind", "short", "reviewed", "review_due", "audience", "urgency", "keywords", "order"),
    *("article", "picture", "translates"),
)
ALLOWED = {"page-signs", "article-line", "crisis-lines"}  # inserts of pages that nothing else needs


def may_be_taken_down(page: Page, site: Site) -> bool:
    """Whether readers find their way without it: not without the home page, the signs, and what lists, finds or explains."""
    apart = bool(page.url) and page is not site.help_page and page.role != "policy"
    return apart and {one.name for one in page.inserts} <= ALLOWED


def notice_of(page: Page, site: Site) -> dict[str, Any] | None:
    """The entry that takes a page down in the language of its site; None where nothing does."""
    for one in site.withdrawn_pages:
        if one.get("page") == page.short and site.language in (one.get("languages") or [site.language]):
            return one
    return None


def as_published(page: Page, site: Site) -> Page:
    """The page that readers get at its address, which is another one where data/withdrawn.yml takes it down."""
    notice = notice_of(page, site)
    if notice is None or not page.readable:
        return page
    made = Page(page.path, _text(page, site), page.folder, page.original)
    made.withdrawn = notice | {"sheet": bool(site.handout_sections(page))}
    return made


def _text(page: Page, site: Site) -> str:
    told = languages.text_of(site.furniture)(TELLS)
    matter: dict[str, Any] = {name: page.meta[name] for name in KEPT if name in page.meta}
    matter |= {"description": told, "clinical_review": None, "key_messages": [told], "handout": []}
    opening = next(iter(site.sections(page.kind)), {"heading": page.label, "anchor": "in-short"})
    front = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n\n## {opening['heading']} {{ #{opening['anchor']} }}\n\n<!-- insert: {INSERT} -->\n"


@once
def notices(site: Site) -> set[str]:
    """Everything that an element of the class `withdrawn` may say on a page of the site, without its blanks."""
    said = languages.text_of(site.furniture)
    titles = {page.short: str(page.meta.get("title")) for page in site.pages}
    original = site.words("languages").get(site.main.language if site.main else "", "")
    told = [said(NONE), f"{said(BEHIND)} {original}"]
    for one in site.withdrawn:
        why = f"{one.get('reason')} {one.get('instead')}"
        leads = [said(lead, version=one.get("version")) for lead in VERSIONS]
        told += [f"{lead} {why}" for lead in (*leads, f"{titles.get(str(one.get('page')))}: {leads[0]}")]
    for one in site.withdrawn_pages:
        why = f"{one.get('reason')} {one.get('instead')}"
        leads = [said(TELLS), said(NO_SHEET), f"{titles.get(str(one.get('page')))}: {said(NO_SHEET)}"]
        date = languages.day(one["date"], site.language) if one.get("date") else ""
        told += [*(f"{lead} {why}" for lead in leads), said(SINCE, date=date)]
    return {unspaced(text) for text in told}


def lines(site: Site) -> set[str]:
    """The lines of the record that say elsewhere that pages were taken down: in the head of theirs, and in lists of pages."""
    told = languages.text_of(site.furniture)(TELLS)
    first, *others = sentences(told)
    leads = ("description: ", "key message: ", *(f"- {page.label} " for page in site.pages if page.withdrawn))
    return {*others, *(f"{lead}{words}" for lead in leads for words in (told, first))}


def unspaced(text: str) -> str:
    return "".join(text.split())
