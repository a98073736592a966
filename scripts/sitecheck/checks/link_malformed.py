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

from ..parse.urls import host_of, leaves_site, resolve, scheme_of
from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\t]")
PARTNER = re.compile(r"\w+-\d\d")  # who is paid when a reader of this site buys
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|mc_cid|igshid|_hsenc|affiliate|coupon|aff|affid|ascsubtag|linkcode",
    re.IGNORECASE,
)
NOT_PUBLIC = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|invalid|test)|(?:.*\.)?(?:\d+|0x[\da-f]*)\.?|.*:.*|[^.]*", re.IGNORECASE
)
EXAMPLE = re.compile(r"(?:.*\.)?example(?:\.(?:com|net|org|edu))?", re.IGNORECASE)  # RFC 2606
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?\.?")
BETWEEN = frozenset(  # services that learn who sends what to whom, or hide where a link goes
    "wa.me api.whatsapp.com chat.whatsapp.com t.me m.me bit.ly tinyurl.com t.co goo.gl ow.ly buff.ly is.gd lnkd.in fb.me rebrand.ly".split()
)
MAIL = re.compile(
    r"mailto:([^@\s?:,]+@[\w-]+(?:\.[\w-]+)+(?:,[^@\s?:,]+@[\w-]+(?:\.[\w-]+)+)*)?(?:\?(\S*))?", re.IGNORECASE
)
FIELDS = frozenset({"subject", "body", "cc", "bcc", "to"})  # RFC 6068
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
        if "doi.org" not in address:
            address = re.sub("^http:", "https:", address)  # a source has the address it has
        if fault := _fault(address, site):
            yield site.data_finding("references.yml", (key, "url"), *fault)


@check(BuiltPage)
def address_malformed(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """The addresses that templates and settings write; those of pages and of the bibliography are looked at where they are typed."""
    typed = {link.target for link in built.page.links} if built.page else set()
    given = site.worked_out.get("link-malformed")
    if given is None:
        given = site.worked_out["link-malformed"] = {str(record.get("url")) for record in site.references.values()}
    for node in built.tree.css("a[href*=':'], a[href*='//'], area[href*=':'], area[href*='//']"):
        href = node.attributes.get("href") or ""
        if href[:3] == "#fn" or href in given or href in typed:
            continue  # the first are made of citations
        if fault := _fault(href, site):
            yield built.finding(f'"{href}"', href, message=fault[0], hint=fault[1], node=node)


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
                yield built.finding(candidate, message=fact, hint=fix, node=node)


def _port_exists(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _fault(target: str, site: Site) -> Fault | None:
    """What is wrong with the writing of an address, or None; where it leads is for link-dead to say."""
    if found := UNSEEN.search(target):
        return f"{target} holds a character that can't be seen (U+{ord(found[0]):04X})", "type the address again"
    scheme = scheme_of(target)
    if scheme == "ftp":
        return f"{target} is of a kind that browsers no longer open", "link to an address that begins with https://"
    if scheme in {"mailto", "sms"}:
        return _mail_fault(target, site)
    if target == "#":
        return "the link leads to # alone, which is no place", "write #top, or the anchor of a heading"
    if target.replace("\\", "/").startswith("//"):
        return f"{target} does not say https:", f"write https:{target}"
    if re.search(r"%(?![\da-fA-F]{2})", target):
        return f"{target} has a % that stands for nothing", "write %25 for the sign itself"
    if scheme not in {"http", "https"}:
        path, _, fragment = target.partition("#")
        if fragment.startswith(":~:"):
            return f"{target} looks for words, which the next edit may change", "link to the anchor of a heading"
        return (f"{target} has two slashes in a row", "write one /") if not scheme and "//" in path else None
    return _host_fault(target, scheme, site)


def _mail_fault(target: str, site: Site) -> Fault | None:
    """What is wrong with a link that writes a mail or a text message, or None."""
    if re.search(r"\s", target):
        return f"{target} holds a blank, at which some programs cut it off", "write %20 for a blank"
    if scheme_of(target) == "sms":
        return None
    found = MAIL.fullmatch(target)
    fields = parse_qsl(found[2] or "", keep_blank_values=True) if found else []
    if not found:
        return f"{target} is no mail address", "write mailto:name@host"
    if unknown := next((name for name, _ in fields if name.lower() not in FIELDS), None):
        return f"{target} has the field {unknown}, which no mail program knows", "write subject= or body="
    extra = site.config.get("extra")
    shared = str(extra.get("share_subject")) if isinstance(extra, dict) else ""
    if not found[1] and dict(fields).get("subject") != shared:
        return f"{target} goes to no address", "write the address after mailto:"
    return None


def _host_fault(target: str, scheme: str, site: Site) -> Fault | None:
    """What is wrong with an address on the web, or None."""
    host = host_of(target)
    if not host:
        return None  # link-dead says that this is no address
    parts = urlsplit(target.strip())
    if not _port_exists(parts):
        return f"{target} names a port that can't be", f"write https://{host}{parts.path}"
    if parts.username is not None:
        return f"{target} has a name or password before the host", f"write https://{host}{parts.path}"
    if host == host_of(site.home):
        return f"{target} writes out this site's own address", "write the way from this file, such as ../help/index.md"
    if NOT_PUBLIC.fullmatch(host) or EXAMPLE.fullmatch(host) or not HOST.fullmatch(host):
        return f"{host} is no address that readers can reach", "link to a public host by its name"
    if host == "dx.doi.org" or (host == "doi.org" and scheme == "http"):
        return f"{target} is the old way to write a DOI", f"write https://doi.org{parts.path}"
    if host.removeprefix("www.") in BETWEEN:
        return f"{target} goes through {host}, which learns who follows it", "link to the page itself"
    if scheme == "http":
        return f"{target} is not encrypted", f"write https{target.strip()[4:]}"
    if named := next(
        (
            name
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if TRACKING.fullmatch(name) or (name == "tag" and PARTNER.fullmatch(value))
        ),
        None,
    ):
        return f"{target} tells where its reader comes from ({named}=)", f"delete {named}= and its value"
    return None
