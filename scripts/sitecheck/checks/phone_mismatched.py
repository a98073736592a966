"""A telephone number that is tapped dials what is shown, and can be dialled.

Why:  somebody who taps "999" must not reach another line; a link without digits does nothing at all at 3 a.m.
Bad:  <a href="tel:911">999</a>
Good: <a href="tel:999">999</a>
"""

import re
from urllib.parse import unquote

from ..registry import check
from ..source import BuiltPage, Findings, Site

DIALLING = "[href*='tel:' i], [href*='sms:' i]"
SHOWN = re.compile(r"\+?\d(?:[\s().\u00a0-]*\d)+|\d")
DIALLED = re.compile(r"\+?[\d().*#-]*\d[\d().*#-]*")


@check(BuiltPage)
def phone_mismatched(built: BuiltPage, site: Site) -> Findings:
    typed = {link.target for link in built.page.links} if built.page else set()
    for node in built.tree.css(DIALLING):
        href = (node.attributes.get("href") or "").strip()
        scheme, colon, rest = href.partition(":")
        if not colon or scheme.lower() not in {"tel", "sms"}:
            continue
        text = " ".join(node.text(deep=True).split())
        number = unquote(re.split(r"[;?]", rest)[0]).strip()
        shown = [_digits(found) for found in SHOWN.findall(text)]
        if scheme.lower() == "sms" and not number:
            continue  # sends a text to somebody whom the reader chooses
        if not DIALLED.fullmatch(number):
            fact, fix = f'"{text}" dials "{number}", which is no number', "write the digits after tel:, without spaces"
        elif not shown and href in typed:
            continue  # phone-typed speaks of it
        elif not shown:
            fact, fix = (
                f'"{text}" dials {number} and does not show it',
                "write the number beside the words; paper can't be tapped",
            )
        elif _digits(number) not in shown:
            fact, fix = f'"{text}" dials {number}', f"write {scheme}:{shown[0]}"
        else:
            continue
        yield built.finding(f"({href})", f'"{href}"', href, f"{scheme}:", text, message=fact, hint=fix, node=node)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
