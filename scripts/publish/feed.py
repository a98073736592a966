"""corrections.atom: what pages said and should not have, and which sheets and pages were withdrawn, as a feed (RFC 4287) that a clinic can follow."""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from sitecheck import corrected, withdrawal
from sitecheck.loading import FEED
from sitecheck.source import Site

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML file may hold


@dataclass(frozen=True)
class Entry:
    """One thing to tell: `name` is the part of its id after the day `since`, and `address` where it leads below the site's own."""

    date: datetime.date
    since: str
    name: str
    kind: str
    title: str
    address: str
    paragraphs: tuple[str, ...]


def write(site: Site, folder: Path) -> None:
    """Write the feed to `folder`. The same sources give the same bytes, in the folder of each language the same feed.

    It is written for the placeholder address too: the page about the site links to it, and a draft is to show what will be published.
    Its ids are then those of a host that nobody can publish at, so none of them is ever another's.
    """
    (folder / FEED).write_bytes(_xml(site.main or site))


def entries(site: Site) -> list[Entry]:
    """What the feed tells, the newest first."""
    return sorted([*_corrections(site), *_withdrawals(site)], key=lambda one: (one.date, one.name), reverse=True)


def _corrections(site: Site) -> Iterator[Entry]:
    for one in site.corrections:
        page = str(one["page"])
        title, address = corrected.page_named(page, site) or (page, "")  # correction-unknown speaks of it
        said = hashlib.sha256(str(one["said"]).encode()).hexdigest()[:8]
        sheet = (f"On the sheet with version {one['version']}, and the page.",) if one.get("version") else ()
        paragraphs = (f"It said: {one['said']}", f"This is right: {one['now']}", *sheet)
        yield Entry(
            one["date"], one["date"].isoformat(), f"corrections/{page}/{said}", "Correction", title, address, paragraphs
        )


def _withdrawals(site: Site) -> Iterator[Entry]:
    """The pages that were taken down, and the versions that were withdrawn on a known day, whose ids go by the day in the version."""
    for one in site.withdrawn_pages:
        page = str(one["page"])
        title, address = corrected.page_named(page, site) or (page, "")
        paragraphs = (withdrawal.TELLS, str(one["reason"]), str(one["instead"]))
        yield Entry(one["date"], str(one["date"]), f"taken-down/{page}", "Taken down", title, address, paragraphs)
    for one in site.withdrawn:
        if one.get("date") is None:
            continue
        page, version = str(one["page"]), str(one["version"])
        title, _ = corrected.page_named(page, site) or (page, "")  # withdrawal-unknown speaks of it
        paragraphs = (f"Do not use the sheet with version {version}.", str(one["reason"]), str(one["instead"]))
        yield Entry(
            one["date"], version[:10], f"withdrawn/{page}/{version}", "Withdrawn", title, f"h/{page}/", paragraphs
        )


def _xml(site: Site) -> bytes:
    told, home = entries(site), site.home
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    _add(feed, "id", f"{home}{FEED}")
    _add(feed, "title", f"{site.config.get('site_name')}: corrections")
    _add(feed, "updated", _moment(told[0].date if told else site.as_of))
    _add(_add(feed, "author"), "name", str(site.config.get("site_name")))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{home}{FEED}")
    _add(feed, "link", rel="alternate", type="text/html", href=home)
    for one in told:
        entry = _add(feed, "entry")
        _add(entry, "id", _tag(home, one))
        _add(entry, "title", f"{one.kind}: {one.title}")
        _add(entry, "updated", _moment(one.date))
        _add(entry, "link", rel="alternate", type="text/html", href=f"{home}{one.address}")
        div = _add(_add(entry, "content", type="xhtml"), "div", xmlns=XHTML)
        for paragraph in one.paragraphs:
            _add(div, "p", paragraph)
    ET.indent(feed, " ")
    text: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = NO_XML.sub("", text) or None
    return element


def _tag(home: str, entry: Entry) -> str:
    """The id of an entry (RFC 4151): the host, a day on which the site had it, and what the entry is about; none of that changes."""
    parts = urlsplit(home)
    return f"tag:{parts.hostname},{entry.since}:{parts.path.lstrip('/')}{entry.name}"


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
