"""A page has each section of its kind that an author types.

Why:  a reader who knows where "What you can do" stands on one page finds it on all; handouts are made of these
      sections. data/kinds.yml lists them.
Bad:  ## Sings { #sings }
Good: ## Signs { #signs }
"""

from difflib import get_close_matches

from ..registry import check
from ..source import Findings, Page, Site


@check(Page, unless="fence-unclosed")
def section_missing(page: Page, site: Site) -> Findings:
    wanted = {str(one["anchor"]): str(one["heading"]) for one in site.sections(page.kind) if not one.get("rendered")}
    strangers = {(one.anchor or one.text): one for one in page.headings if one.level == 2 and one.anchor not in wanted}
    end = page.body_line
    for anchor, words in wanted.items():
        if section := page.section(anchor):
            end = max(number for number in (1, *section) if page.lines[number - 1].strip())
        elif near := get_close_matches(anchor, strangers, n=1):
            other = strangers.pop(near[0])
            fact = f"the section #{anchor} is missing; this heading is #{other.anchor or '(no anchor)'}"
            yield page.finding(other.line, fact, f"write ## {words} {{ #{anchor} }}")
        else:
            fix = f"add ## {words} {{ #{anchor} }} below this line, outside code and comments"
            yield page.finding(end, f"the section #{anchor} is missing", fix)
