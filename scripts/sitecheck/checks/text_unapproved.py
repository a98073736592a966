"""Readers get the words that somebody approved, all of them and no others.

Why:  no program can judge what a sentence means. It can hold that nobody changed one unseen, wherever it was changed:
      on a page, in data/, in a template or in the hook.
Bad:  docs/causes/dust.md says "Wait a week", and data/approved/causes/dust.txt "Wait a day"
Good: the same words in both, after somebody read the change with scripts/approve.py
"""

import posixpath
import re

from selectolax.lexbor import LexborHTMLParser

from .. import approval, approved, withdrawal
from ..approval import Change
from ..registry import check
from ..source import BuiltPage, Finding, Findings, Site
from ..text import lines

NO_WORDS = re.compile(r"\[|data [\w.]+: [\w-]+$")  # the name of what is on record elsewhere, and a code for programs
MANY = 10  # changes of one file; more are one finding, since they are read better side by side


@check(BuiltPage)
def text_unapproved(built: BuiltPage, site: Site) -> Findings:
    if site.approved and approved.recorded(built):
        file = approved.file_of(built.url)
        yield from _told(site, approval.compare(file, approval.stored(site, file), approved.of_page(built)))


@check(BuiltPage)
def text_unapproved_in_a_notice(built: BuiltPage, site: Site) -> Findings:
    """What stands on no record, since a withdrawal can't wait: it is made of its entry, and of words that do."""
    for node in built.tree.css(".withdrawn") if site.approved else ():
        shown = LexborHTMLParser(node.html or "")
        for meaning in shown.css(".term__text"):
            meaning.decompose()
        text = shown.body.text() if shown.body else ""
        if withdrawal.unspaced(text) not in withdrawal.notices(site):
            fact = f'nobody has approved "{lines.visible(text)}"'
            fix = "let a notice say what overrides/ had it say, and the rest in data/withdrawn.yml"
            yield built.finding(message=fact, hint=fix, node=node)


@check(Site)
def text_unapproved_beside_pages(site: Site) -> Findings:
    """On sheets, in what pages share, and of pages that are no more."""
    if not site.built or not site.approved:
        return
    pages = {approved.file_of(built.url) for built in site.built if approved.recorded(built)}
    now = approved.of_site(site)
    for file in sorted({*now, *approval.files(site)} - pages):
        yield from _told(site, approval.compare(file, approval.stored(site, file), now.get(file, [])))


def _is_foreign(change: Change, site: Site) -> bool:
    """Whether a change where a page was taken down brings in words that are neither on record nor of the notice."""
    if change.moved or not change.after or NO_WORDS.match(change.after):
        return False
    return change.after.strip() not in withdrawal.lines(site)


def _told(site: Site, one: approval.Comparison) -> Findings:
    changes = [change for change in one.changes if not site.as_published or _is_foreign(change, site)]
    if len(changes) <= MANY:
        yield from (approval.finding(site, change) for change in changes)
        return
    new = next((change for change in changes if change.after and not change.moved), None)
    path, line = approval.place(site, new) if new else (f"{site.record}/{one.file}", 1)
    fact = f"{len(changes)} lines of {one.file.removesuffix('.txt')} differ from what was approved"
    name = posixpath.join(site.tag, one.file.removesuffix(".txt"))
    yield Finding(path, line, fact, f"have them read, with scripts/approve.py {name}")
