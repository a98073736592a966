"""The foot of every page says which number to call in an emergency, and each number there can be tapped.

Why:  whoever has read to the end and is frightened finds it there, and can't type with a shaking hand.
Bad:  ring 112
Good: ring <a href="tel:112">112</a>
"""

from ..registry import check
from ..source import BuiltPage, Findings, Site
from ..text import phones


@check(BuiltPage)
def emergency_undialled(built: BuiltPage, site: Site) -> Findings:
    foot = built.tree.css_first("body > footer")
    number = " ".join(str(site.clinic.get("emergency_number") or site.extra.get("emergency_number") or "").split())
    if foot is None or (built.page and not built.page.whole) or built.url in site.redirects:
        return  # frame-incomplete and others speak of it
    dialled = len(foot.css("a[href^='tel:']")) >= len(phones.NUMBER.findall(number))
    if not (dialled and number in " ".join(foot.text(deep=True).split())):
        fact = f'the foot of the page does not say "{number}", with its numbers to tap'
        fix = 'write {% include "partials/emergency-number.html" %} there'
        yield built.finding(message=fact, hint=fix, node=foot)
