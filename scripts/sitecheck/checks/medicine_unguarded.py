"""A section that names a medicine says not to stop or start one on one's own.

Why:  who reads that a medicine may lower supply may stop it tonight; for some, that is more dangerous than low
      supply. Readers land on a section, not on a page. The sentence is in "guard" of data/wording.yml.
Bad:  Some antidepressants are discussed with your doctor.
Good: Some antidepressants are discussed with your doctor. Do not stop or start a medicine on your own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..passages import Passage, of_data, of_page
from ..registry import check
from ..source import Finding, Page, Site
from ..vocabulary import medicine_in, phrases

ADVISES = re.compile(r"\b(?:not a usual cause|is a cause|can lower|may lower|lowers?)\b", re.IGNORECASE)


@check(Page, needs="wording.medicines")
def medicine_unguarded(page: Page, site: Site) -> Iterator[Finding]:
    sentences = [str(sentence) for sentence in site.wording.get("guard") or []]
    if not sentences:
        return
    guard = phrases(sentences)
    starts = [page.body_line, *(heading.line for heading in page.headings if heading.level <= 2)]
    for first, last in zip(starts, [*starts[1:], None], strict=True):
        passages = of_page(page, first, last)
        guarding = [passage for passage in passages if guard.search(passage.text)]
        off = [passage for passage in guarding if _not_on_sheet(page, passage)]
        if (
            guarding
            and len(off) == len(guarding)
            and (
                named_on := next(
                    (m for p in passages if (m := medicine_in(site, p)) and not _not_on_sheet(page, p)), None
                )
            )
        ):
            fact = f'the handout names "{named_on.said}" without the sentence to leave medicines as they are'
            yield off[0].finding(0, fact, "take {: .not-on-sheet } off this paragraph")
        if guarding:
            continue
        for passage in passages:
            if found := medicine_in(site, passage):
                fact = f'this section names "{" ".join(found.said.split())}" and does not say to leave medicines as they are'
                wanted = sentences[0].capitalize() if sentences else "a sentence of `guard` in data/wording.yml"
                yield passage.finding(found.start, fact, f'add to the section: "{wanted}."')
                break


@check(Site, needs="wording.medicines")
def medicine_unguarded_in_data(site: Site) -> Iterator[Finding]:
    """The sentence is there, stands below the warning signs where they name a medicine, and in each answer that names one."""
    sentences = [str(sentence) for sentence in site.wording.get("guard") or []]
    guard = phrases(sentences)
    if site.wording.get("medicines") and not sentences:
        fact = "there is no sentence that says to leave medicines as they are"
        yield site.data_finding(
            "wording.yml", ("guard",), fact, "write under guard: - do not stop or start a medicine on your own"
        )
        return
    extra = site.config.get("extra")
    said = str(extra.get("guard") or "") if isinstance(extra, dict) else ""
    signs = [passage for passage in of_data(site) if passage.path == "data/urgency.yml" and medicine_in(site, passage)]
    if signs and site.config and not guard.search(said):
        fact = "warning signs name medicines, and extra.guard does not say to leave them as they are"
        line = site.config_lines.get(("extra", "guard")) or site.config_lines.get(("extra", "crisis", "anchor")) or 1
        yield Finding("mkdocs.yml", line, fact, f'write guard: "{sentences[0].capitalize()}."')
    for passage in of_data(site):
        if (
            passage.path == "data/article.yml"
            and (found := medicine_in(site, passage))
            and ADVISES.search(passage.text)
            and not guard.search(passage.text)
        ):
            fact = f'this answer names "{found.said}" and does not say to leave medicines as they are'
            yield passage.finding(found.start, fact, f'add: "{sentences[0].capitalize()}."')


def _not_on_sheet(page: Page, passage: Passage) -> bool:
    """Whether a passage is marked to stay on screen."""
    return "not-on-sheet" in passage.text or any(
        ".not-on-sheet" in line for line in page.body[passage.line - 1 : passage.line + passage.text.count("\n") + 1]
    )
