"""A link that writes a mail names an address, and nothing that mail programs do not know.

Why:  a mail without an address goes nowhere, and a blank in the link cuts it off; the sender never learns of it.
Bad:  <a href="mailto:nurse">, in a template
Good: <a href="mailto:nurse@example.org?subject=Dust">
"""

import re
from urllib.parse import parse_qsl

from ..parse.urls import scheme_of
from ..registry import check
from ..source import BuiltPage, Findings, Site

ADDRESS = r"[^@\s?:,]+@[\w-]+(?:\.[\w-]+)+"
MAIL = re.compile(rf"mailto:({ADDRESS}(?:,{ADDRESS})*)?(?:\?(\S*))?", re.IGNORECASE)
FIELDS = frozenset({"subject", "body", "cc", "bcc", "to"})  # RFC 6068


@check(BuiltPage)
def mail_malformed(built: BuiltPage, site: Site) -> Findings:
    for node in built.tree.css("a[href^='mailto:' i], a[href^='sms:' i]"):
        fault = _fault(node.attributes.get("href") or "", site)
        if fault and node.mem_id not in built.authorship.ids:
            yield built.finding(message=fault[0], hint=fault[1], node=node)


def _fault(target: str, site: Site) -> tuple[str, str] | None:
    scheme, found = scheme_of(target), MAIL.fullmatch(target)
    if scheme in {"mailto", "sms"} and re.search(r"\s", target):
        return f"{target} holds a blank, at which some programs cut it off", "write %20 for a blank"
    if scheme != "mailto":
        return None
    fields = dict(parse_qsl(found[2] or "", keep_blank_values=True)) if found else {}
    shared = fields.get("subject") == site.extra.get("share_subject", "")  # a page is sent to whom its reader chooses
    if not found or not (found[1] or shared):
        return f"{target} has no mail address", "write mailto:name@host"
    if unknown := sorted(name for name in fields if name.lower() not in FIELDS):
        return f"{target} has the field {unknown[0]}, which no mail program knows", "write subject= or body="
    return None
