"""The copy of a site for disks: opened by a double click or from a stick, each of its links leads to a page, with no script and no server.

On a host "causes/" is answered with the page in that folder; a browser that opens a file lists the folder instead. So a link to a
folder names its index.html here. What only hosts and search engines read is left out, and the page for unknown addresses.
"""

import posixpath
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

NAME = "disk"
ZIP = "site.zip"
LEFT_OUT = (
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "sitemap.xml.gz",
    "_headers",
    "_redirects",
    ".sources",
    ".well-known",
)
LIST = "assets/search.json"
# A link, and the page that a page leads on to.
LED = re.compile(r'(<(?:a|area)\b[^>]*?\shref="|<meta http-equiv="refresh" content="\d+; ?url=)([^"]*)"')
LEAVES = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # no file of the archive has a time of its own, so that the same site gives the same bytes


def write(site: Path, folder: Path) -> None:
    """Write into `folder`, which is not there yet, the copy of a built site."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for page in folder.rglob("*.html"):
        place = page.relative_to(folder).as_posix()
        page.write_text(opened(page.read_text("utf-8"), place, folder), "utf-8")
    for file in [*folder.glob(LIST), *folder.glob(f"*/{LIST}")]:
        # a browser fetches no file for a page from a disk, but loads it as a script
        file.with_name(f"{file.name}.js").write_text(f"window.searchList = {file.read_text('utf-8')};\n", "utf-8")


def opened(html: str, place: str, folder: Path) -> str:
    """The HTML of a page at `place` below `folder`, with each link to a folder leading to its index.html."""

    def named(link: re.Match[str]) -> str:
        path = re.split("[?#]", link[2], maxsplit=1)[0]
        rest = link[2][len(path) :]
        if not path or LEAVES.match(path):
            return link[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(path)))
        there = (folder / target / "index.html").is_file()
        return f'{link[1]}{posixpath.join(path, "index.html")}{rest}"' if there else link[0]

    return LED.sub(named, html)


def pack(folder: Path, archive: Path) -> None:
    """Put a copy into an archive to send or to carry."""
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
            entry.external_attr = 0o644 << 16
            kind = zipfile.ZIP_STORED if file.suffix in {".pdf", ".png"} else zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes(), kind)
