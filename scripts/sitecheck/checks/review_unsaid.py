"""Every page says who has checked it: the health professional who signed it off, or that nobody has yet.

Why:  a reader can't see from a page's looks how far to trust it; to keep silent about this, or to say that it was
      checked when it was not, is the worst thing the site could do.
Bad:  unreviewed: ""
Good: unreviewed: Not yet checked by a health professional.
"""

from .. import languages
from ..registry import check
from ..source import BuiltPage, Findings, Site


@check(BuiltPage)
def review_unsaid(built: BuiltPage, site: Site) -> Findings:
    page, unreviewed = built.page, site.extra.get("unreviewed")
    if page and page.original and page.unchecked:
        unreviewed = site.furniture.get(languages.UNCHECKED, languages.UNCHECKED)
    if page is None or not page.readable or not unreviewed:
        return
    review = page.meta.get("clinical_review")
    signed = isinstance(review, dict)
    wanted = str(review.get("name")) if isinstance(review, dict) else str(unreviewed)
    places = built.tree.css("p.status")
    said = [" ".join(node.text(deep=True).split()) for node in places]
    if not any((wanted in one if signed else wanted == one) for one in said):
        fact = f'the page says "{(said or [""])[0][:60]}" below its title of who has checked it, and not "{wanted}"'
        fix = 'put <p class="status">{% include "partials/review-status.html" %}</p> back, as it was'
        yield built.finding(message=fact, hint=fix, node=next(iter(places or built.tree.css("main h1")), None))
