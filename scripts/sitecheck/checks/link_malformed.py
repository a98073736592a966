"""An address is written as every browser reads it, and asks nothing odd of the reader.

Why:  a blank that can't be seen, a name with a password in it, a mistyped scheme or a port that cannot be all look
      right on the screen, and lead nowhere, or to somebody else; tracking words tell who sent the reader.
Bad:  [Guideline](http://www.example.org/guideline?utm_source=newsletter)
Good: [Guideline](https://www.example.org/guideline)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..parse.urls import host_of, scheme_of
from ..registry import check
from ..source import BuiltPage, Finding, Page, Site

KNOWN = frozenset({"", "http", "https", "mailto", "tel", "sms"})
END = r"(?=[/?#]|$)"
WRITTEN = (  # pattern of an address, what is wrong with one that it is found in, and how to mend it
    (r"\t|\u00a0|%(?:[01][\da-f]|7f)", "holds a character that can't be seen", "type the address again"),
    (r"[\"<>^`{}|]", "holds a sign that no address has", "write %22 for a quotation mark, or take the sign out"),
    (r"^\s*$", "has no address", "write the address between the round brackets, or leave the link out"),
    (r"^#$", "alone is no place", "write #top, or the anchor of a heading"),
    (r"^[/\\]{2}", "does not say https:", "write https: before it"),
    (r"^(?!\w+:)[^?#]*\\", "has backward slashes, which are no part of an address", "write / for each"),
    (r"^/", "begins with /, which breaks when the site lives in a folder", "write the way from this file, such as ../help/when-to-get-help.md"),
    (r"^www\.", "is taken for a file of this site", "write https://{0}"),
    (r"%(?![\da-f]{2})", "has a % that stands for nothing", "write %25 for the sign itself"),
    (r"#:~:", "looks for words, which the next edit may change", "link to the anchor of a heading"),
    (r"^(?!\w+:)[^?#]*//", "has two slashes in a row", "write one /"),
    (r"^https?:(?!//[^/?#\[\]])", "has no host that can be read", "write https://, the name of the host, and the path"),
    (r"^https?://[^/?#]*(?:[^\x00-\x7f]|\bxn--)", "leads to a host whose name can pass for another", "link to a host that is written in the letters a to z"),
    (rf"^https?://[^/?#@]*:[^/?#@]*{END}", "names a port, which no public page needs", "delete the : and what follows it, down to the /"),
    (r"^https?://[^/?#]*@", "has a name or password before the host", "delete them, and the @"),
    (r"^https?://dx\.doi\.org|^http://doi\.org", "is the old way to write a DOI", "write https://doi.org and the rest"),
    # services that learn who sends what to whom, or hide where a link goes
    (rf"^https?://(?:www\.)?(?:(?:api\.|chat\.)?whatsapp\.com|wa\.me|t\.me|m\.me|bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|buff\.ly|is\.gd|lnkd\.in|fb\.me|rebrand\.ly){END}|^https?://(?:www\.)?(?:google\.[a-z.]+/url|l\.facebook\.com|lm\.facebook\.com|href\.li|nullrefer\.com|web\.archive\.org/save|urldefense\.\w+|\w+\.safelinks\.protection\.outlook\.com)", "goes through a service that learns who follows it", "link to the page itself"),
    (r"^https?:.*[,;:!]$", "ends in a sign of the sentence around it", "put the sign behind the link"),
    (r"^http:", "is not encrypted", "write https: in place of http:"),
    (r"[?&](?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|mc_cid|igshid|_hsenc|affiliate|coupon|aff|affid|ascsubtag|linkcode|tag=\w+-\d\d(?=&|#|$))(?![\w-])", "tells where its reader comes from", "delete that part of it"),
)  # fmt: skip
FAULTS = [(re.compile(pattern, re.IGNORECASE), fact, fix) for pattern, fact, fix in WRITTEN]
# What no reader's browser can reach: names of one network, numbers, and the examples of RFC 2606.
NOT_PUBLIC = re.compile(
    r"localhost|.*\.(?:local|localhost|internal|invalid|test)|(?:.*\.)?(?:\d+|0x[\da-f]*)\.?|.*:.*|[^.]*|(?:.*\.)?example(?:\.(?:com|net|org|edu))?"
)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?\.?")
SELECTOR = "a[href], link[href]:not([rel=canonical], [rel=alternate]), img[src], script[src]"
# Most addresses: the way to a page or file of the site, with nothing odd in it.
PLAIN = re.compile(r"(?!www\.)(?:[\w.-]+/)*(?:[\w.-]+|[\w.-]+/|#[\w.:-]+|[\w.-]*#[\w.-]+)", re.ASCII)
Fault = tuple[str, str]


@check(Page)
def link_malformed(page: Page, site: Site) -> Iterator[Finding]:
    for link in page.links:
        if fault := _fault(link.target, site.home):
            yield page.finding(link.line, *fault)


@check(Site)
def reference_malformed(site: Site) -> Iterator[Finding]:
    for key, record in site.references.items():
        address = str(record.get("url") or "")
        if "doi.org" not in address:
            address = re.sub("^http:", "https:", address)  # a source has the address it has
        if address and (fault := _fault(address, site.home)):
            yield site.data_finding("references.yml", (key, "url"), *fault)


@check(BuiltPage)
def address_malformed(built: BuiltPage, site: Site) -> Iterator[Finding]:
    """The addresses that templates and settings write; those of pages and of the bibliography are looked at where they are typed."""
    for node in built.tree.css(SELECTOR):
        href = node.attributes.get("href") or node.attributes.get("src") or ""
        if href[:1] == "#" != href or (built.path == "404.html" and href[:1] == "/" != href[1:2]):
            continue
        if fault := _fault(href, site.home):
            typed = {link.target for link in built.page.links} if built.page else set()
            if href not in typed and href not in {str(record.get("url")) for record in site.references.values()}:
                yield built.finding(f'"{href}"', *[href or "]()"], message=fault[0], hint=fault[1], node=node)


@lru_cache(maxsize=8192)
def _fault(target: str, home: str) -> Fault | None:
    """What is wrong with the writing of an address, or None; where it leads is for link-dead to say."""
    if PLAIN.fullmatch(target):
        return None
    scheme, host = scheme_of(target), host_of(target)
    if scheme in {"mailto", "sms", "tel"}:
        return None  # mail-malformed and phone-mismatched speak of those
    if scheme not in KNOWN:
        fact = f"{target} begins with {scheme}:, which no link of this site may"
        return fact, "link to a page of the site, or to an address that begins with https://"
    for pattern, fact, fix in FAULTS:
        if pattern.search(target):
            return f"{target or 'the link'} {fact}", fix.format(target)
    if scheme and host == host_of(home):
        return f"{target} writes out this site's own address", "write the way from this file, such as ../help/index.md"
    if scheme and (NOT_PUBLIC.fullmatch(host) or not HOST.fullmatch(host)):
        return f"{host} is no address that readers can reach", "link to a public host by its name"
    return None
