"""An address is written as every browser reads it, and asks nothing odd of the reader.

Why:  a blank that can't be seen, a name with a password in it, a mistyped scheme or a port that cannot be all look
      right on the screen, and lead nowhere, or to somebody else; tracking words tell who sent the reader.
Bad:  [Guideline](http://www.example.org/guideline?utm_source=newsletter)
Good: [Guideline](https://www.example.org/guideline)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ..registry import check
from ..source import BuiltPage, Finding, Page, Site
from ..urls import host_of, leaves_site, resolve, scheme_of

UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\t]")
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|mc_cid|igshid|_hsenc|affiliate|coupon", re.IGNORECASE)
NOT_PUBLIC = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|invalid|test)|[\d.]+|0x[\da-f]+|.*:.*|[^.]*", re.IGNORECASE
)
MAIL = re.compile(r"mailto:[^@\s?:]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?", re.IGNORECASE)
Fault = tuple[str, str]


@check(Page)
def link_malformed(page: Page, site: Site) -> Iterator[Finding]:
    for link in page.links:
        if fault := _fault(link.target, site):
            yield page.finding(link.line, *fault)


@check(Site)
def reference_malformed(site: Site) -> Iterator[Finding]:
    for key, record in site.references.items():
        address = str(record.get("url") or "")
        if fault := _fault(re.sub("^http:", "https:", address), site):  # a source has the address it has
            yield site.data_finding("references.yml", (key, "url"), *fault)


@check(BuiltPage)
def candidate_dead(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """Each picture of a `srcset` exists; an author with an ordinary screen never sees the others."""
    for node in built.tree.css("[srcset], [imagesrcset]"):
        value = node.attributes.get("srcset") or node.attributes.get("imagesrcset") or ""
        for candidate in re.findall(r"(?:^|,\s*|\s,)([^\s,]\S*[^\s,])(?=\s|,|$)", value):
            own = not candidate.startswith("data:") and not leaves_site(candidate)
            if own and resolve(built.url, candidate).path not in site.outputs:
                fact = f"{candidate} in a srcset leads to no file"
                fix = "name a file of docs/assets/, or delete it"
                yield built.finding(candidate, "srcset", message=fact, hint=fix)


def _port_exists(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _fault(target: str, site: Site) -> Fault | None:
    """What is wrong with the writing of an address, or None; where it leads is for link-dead to say."""
    own = str(site.config.get("site_url") or "")
    if found := UNSEEN.search(target):
        return f"{target} holds a character that can't be seen (U+{ord(found[0]):04X})", "type the address again"
    scheme = scheme_of(target)
    if scheme == "ftp":
        return f"{target} is of a kind that browsers no longer open", "link to an address that begins with https://"
    if scheme == "mailto":
        return None if MAIL.fullmatch(target) else (f"{target} is no mail address", "write mailto:name@host")
    if target == "#":
        return "the link leads to # alone, which is no place", "write #top, or the anchor of a heading"
    if target.replace("\\", "/").startswith("//"):
        return f"{target} does not say https:", f"write https:{target}"
    if re.search(r"%(?![\da-fA-F]{2})", target):
        return f"{target} has a % that stands for nothing", "write %25 for the sign itself"
    if scheme not in {"http", "https"}:
        return (f"{target} has two slashes in a row", "write one /") if "//" in target.partition("#")[0] else None
    host, parts = host_of(target), urlsplit(target) if host_of(target) else None
    if parts is None:
        return None
    if not _port_exists(parts):
        return f"{target} names a port that can't be", f"write https://{host}{parts.path}"
    if parts.username is not None:
        return f"{target} has a name or password before the host", f"write https://{host}{parts.path}"
    if NOT_PUBLIC.fullmatch(host):
        return f"{host} is no address that readers can reach", "link to a public host by its name"
    if scheme == "http" and not own.startswith("http://"):
        return f"{target} is not encrypted", f"write https{target[4:]}"
    if named := next(
        (name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if TRACKING.fullmatch(name)), None
    ):
        return f"{target} tells where its reader comes from ({named}=)", f"delete {named}= and its value"
    return None
