"""Every picture has a description that teaches the same as the picture.

Why:  a reader who can't see it, or whose phone did not load it, gets the words in its place. An empty
      description means "decoration", and an article's picture is never that.
Bad:  ![](../assets/pollen.svg)
Good: ![Pollen by month: little in January, most from May to July.](../assets/pollen.svg)
"""

import re

from ..registry import check
from ..source import BuiltPage, Findings, Page, Site

OPENING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|drawing|graphic|screenshot|icon) (?:of|showing) ", re.IGNORECASE
)
LEAST = 3  # words
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\s\u3040-\u30ff\u3400-\u9fff]+"
)  # two letters of a script without blanks are about one
HINT = "write in the square brackets, or in alt, what the picture shows"


@check(Page)
def image_undescribed(page: Page, site: Site) -> Findings:
    for link in page.links:
        words = link.text.strip()
        if link.image and not words:
            yield page.finding(link.line, f"the picture {link.target} has no description", HINT)
        elif link.image and (opening := OPENING.match(words)):
            fact = f'the description of {link.target} begins with "{opening[0].strip()}", which every listener knows already'
            yield page.finding(link.line, fact, "begin with what it shows")
        elif link.image and len(WORD.findall(words)) < LEAST:
            yield page.finding(link.line, f'"{words}" does not say what the picture {link.target} teaches', HINT)


@check(BuiltPage)
def image_undescribed_in_build(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css("img:not([alt])"):
        address = node.attributes.get("src") or ""
        yield built.finding(f'"{address}"', message=f"<img> {address} has no alt", hint=HINT, node=node)
