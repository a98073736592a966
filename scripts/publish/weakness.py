"""security.txt: where to report a weakness of the site, at the address where who finds one looks for it (RFC 9116)."""

import datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from sitecheck.settings import as_read
from sitecheck.source import Site

FOLDER = ".well-known"
FILE = f"{FOLDER}/security.txt"
VALID = datetime.timedelta(days=364)  # less than a year, as the standard advises; counted from the last change


def write(site: Site, folder: Path) -> None:
    """Write security.txt into a built site that has a contact. Below a folder of its host nobody would look for it, and there is none."""
    contact = str(as_read(site.extra.get("contact")) or "")
    if not contact or urlsplit(site.home).path != "/":
        return
    fields = {
        "Contact": f"mailto:{quote(contact, safe='@')}",
        "Expires": f"{(site.as_of + VALID).isoformat()}T00:00:00Z",
        "Preferred-Languages": site.language,
        "Canonical": f"{site.home}{FILE}",
    }
    (folder / FOLDER).mkdir()
    (folder / FILE).write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), "utf-8")
