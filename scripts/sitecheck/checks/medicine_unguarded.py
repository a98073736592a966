"""A section that names a medicine says not to stop or start one on one's own.

Why:  who reads that a medicine may lower supply may stop it tonight; for some, that is more dangerous than low
      supply. Readers land on a section, not on a page. The sentence is in "guard" of data/wording.yml.
Bad:  Some antidepressants are discussed with your doctor.
Good: Some antidepressants are discussed with your doctor. Do not stop or start a medicine on your own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..passages import medicines, of_page, phrases
from ..registry import check
from ..source import Finding, Page, Site


@check(Page)
def medicine_unguarded(page: Page, site: Site) -> Iterator[Finding]:
    sentences = [str(sentence) for sentence in site.wording.get("guard") or []]
    named, guard = medicines(site), phrases(sentences)
    starts = [page.body_line, *(heading.line for heading in page.headings if heading.level <= 2)]
    for first, last in zip(starts, [*starts[1:], None], strict=True):
        passages = of_page(page, first, last)
        if any(guard.search(passage.text) for passage in passages):
            continue
        for passage in passages:
            if found := named.first(passage):
                fact = (
                    f'this section names "{" ".join(found[0].split())}" and does not say to leave medicines as they are'
                )
                wanted = sentences[0].capitalize() if sentences else "a sentence of `guard` in data/wording.yml"
                yield passage.finding(found.start(), fact, f'add to the section: "{wanted}."')
                break
