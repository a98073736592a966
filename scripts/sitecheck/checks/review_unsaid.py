"""Every page says who has checked it: the health professional who signed it off, or that nobody has yet.

Why:  a reader can't see from a page's looks how far to trust it; to keep silent about this, or to say that it was
      checked when it was not, is the worst thing the site could do.
Bad:  unreviewed: ""
Good: unreviewed: Not yet checked by a health professional.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import check
from ..source import BuiltPage, Finding, Site


@check(BuiltPage)
def review_unsaid(built: BuiltPage, site: Site) -> Iterator[Finding]:
    page = built.page
    words = site.config.get("extra")
    if page is None or not page.readable or not isinstance(words, dict) or not words.get("unreviewed"):
        return
    review = page.meta.get("clinical_review")
    wanted = str(review.get("name")) if isinstance(review, dict) else str(words["unreviewed"])
    places = [" ".join(node.text(deep=True).split()) for node in built.tree.css("p.status")]
    if any(wanted in place and (isinstance(review, dict) or place == wanted) for place in places):
        return
    if not places:
        fact, path, needle = (
            "below the title the page does not say who has checked it",
            "overrides/partials/title.html",
            "</h1>",
        )
    else:
        fact, path, needle = (
            f'the page says "{places[0][:60]}" and not "{wanted}"',
            "overrides/partials/review-status.html",
            "{%- else",
        )
    template = next((one for one in site.templates if one.path == path), None)
    fix = 'put <p class="status">{% include "partials/review-status.html" %}</p> back, as it was'
    yield template.finding(template.line_of(needle) or 1, fact, fix) if template else Finding(path, 1, fact, fix)
