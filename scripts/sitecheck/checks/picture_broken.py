"""Every picture is whole, is what its name says, holds all it refers to, and does not say where it was taken.

Why:  a browser shows a broken picture as a gap and says nothing; what is called a picture and is a text can be run as a script;
      a photograph can hold the place where a family lives.
Bad:  sore-nose.svg that ends in the middle
Good: sore-nose.svg that ends in </svg>
"""

import posixpath
import re
from xml.etree import ElementTree
from xml.parsers import expat

from ..registry import check
from ..source import Finding, Findings, Site, Source

BEGINS = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"), ".jpg": re.compile(rb"\xff\xd8\xff"), ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF....WEBPVP8", re.DOTALL), ".avif": re.compile(rb"\0\0\0.ftyp(?:avi[fs]|mif1)", re.DOTALL),
}  # fmt: skip
PLACE = b"\x25\x88"  # the tag of EXIF that leads to a place, as either kind of machine writes it
REFERENCE = re.compile(r"url\(\s*[\"']?#([^)\"'\s]+)")


@check(Site)
def picture_broken(site: Site) -> Findings:
    for name in site.files:
        suffix = posixpath.splitext(name)[1].lower()
        if suffix not in BEGINS:
            continue
        try:
            content = (site.root / "docs" / name).read_bytes()
        except OSError:
            continue
        if not content:
            yield Finding(f"docs/{name}", 1, "this file is empty", "put the picture back, or delete it")
        elif not BEGINS[suffix].match(content):
            kind = next((of for of, start in BEGINS.items() if start.match(content)), "")
            fact = f"this file is no {suffix[1:].upper()}" + (f", but a {kind[1:].upper()}" if kind else "")
            yield Finding(f"docs/{name}", 1, fact, f"rename it to end in {kind}" if kind else "save it again")
        elif b"Exif\0\0" in content[:4096] and (PLACE in content[:65536] or PLACE[::-1] in content[:65536]):
            fact = "this photograph says where it was taken"
            yield Finding(f"docs/{name}", 1, fact, "save it again without its EXIF data")


@check(Site)
def drawing_broken(site: Site) -> Findings:
    for source in [*site.copied, *site.drawings]:
        if source.path.endswith(".svg"):
            yield from _drawing(source, site)


def _drawing(source: Source, site: Site) -> Findings:
    if not source.text.strip():
        yield source.finding(1, "this drawing is empty", "put it back, or delete it")
        return
    try:
        root = ElementTree.fromstring(source.text.encode())
    except ElementTree.ParseError as error:
        said = expat.errors.messages.get(error.code, str(error))
        yield source.finding(
            error.position[0], f"this drawing can't be read: {said}", "close what it opens, down to </svg>"
        )
        return
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        wanted = [value[1:] for name, value in element.attrib.items() if name.endswith("href") and value[:1] == "#"]
        for missing in (one for one in [*wanted, *REFERENCE.findall(_said(element))] if one not in ids):
            fact = f"this drawing refers to #{missing}, which is not in it"
            yield source.finding(source.line_of(f"#{missing}") or 1, fact, "draw it there, or leave it out")


def _said(element: ElementTree.Element) -> str:
    """What may refer to a shape: the values of an element, and the rules of a <style>."""
    return " ".join([*element.attrib.values(), element.text or ""])
