"""The drawings of data/drawings: no page shows them, and the pack for reviewers shows them first."""

import base64
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from sitecheck.source import Site

SVG = "{http://www.w3.org/2000/svg}"
LINE = re.compile(r"(?P<text>.*?)(?:\s*\[(?P<keys>[^\]]+)\])?$")


def waiting(site: Site) -> Iterator[dict[str, Any]]:
    """Each drawing with what a reviewer is asked: its <title>, and each line of its <desc>, with the works it names."""
    number = 0
    for drawing in site.drawings:
        try:
            root = ElementTree.fromstring(drawing.text)
        except ElementTree.ParseError:  # picture-broken speaks of it
            continue
        statements = []
        for text, keys in described(root):
            number += 1
            named = "; ".join(_work(site, key) for key in keys)
            statements.append({"number": f"D{number}", "text": text, "sources": named})
        yield {
            "title": " ".join((root.findtext(f"{SVG}title") or "").split()),
            "path": drawing.path,
            "address": f"data:image/svg+xml;base64,{base64.b64encode(drawing.text.encode()).decode()}",
            "alt": " ".join(statement["text"] for statement in statements),
            "statements": statements,
        }


def described(root: ElementTree.Element) -> Iterator[tuple[str, list[str]]]:
    """(text, keys) of each line of a drawing's <desc>; the keys of its works stand in brackets at its end."""
    for line in (root.findtext(f"{SVG}desc") or "").splitlines():
        if (found := LINE.match(line.strip())) and found["text"]:
            yield found["text"], [key.strip() for key in (found["keys"] or "").split(",") if key.strip()]


def _work(site: Site, key: str) -> str:
    record = site.references.get(key, {})
    return f"{record.get('publisher')}, {record.get('year') or 'no date'} [{key}]"
