"""Where a page's links lead, written out: on paper nobody can tap a link, and "../help/" is no address.

Works cited bear their address already; a style rule prints it beside them. This is for the links from page to page.
"""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser


def addresses(content: str, page: str) -> list[tuple[str, str]]:
    """(words, absolute address) of each place that `content`, the HTML of the page at the address `page`, leads to.

    Each address once, with the words that lead there first. Left out are places on the same page, other sites, and
    what is no page: telephone numbers and mail.
    """
    found: dict[str, str] = {}
    for link in LexborHTMLParser(content).css("a[href]"):
        href = link.attributes.get("href") or ""
        if href.startswith(("#", "//", "http")) or urlsplit(href).scheme:  # most are citations and works cited
            continue
        if words := " ".join(link.text().split()):
            found.setdefault(urljoin(page, href), words)
    return [(words, address) for address, words in found.items()]
