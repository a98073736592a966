"""The templates of overrides/paper, and the facts that all of them share."""

from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from sitecheck import languages
from sitecheck.source import Site

from . import drawings
from .clinic import general, number_of
from .sheet import as_background, marks, split_boxes


def environment(site: Site, clinic: dict[str, Any] | None = None) -> jinja2.Environment:
    """The templates of the site's overrides/, with its name, its words and the clinic's details (data/clinic.yml unless given)."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(site.root / "overrides"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(
        day=lambda date: languages.day(date, site.language), bare=bare, split_boxes=split_boxes, marks=marks
    )
    details = site.clinic if clinic is None else clinic
    words = site.config.get("extra")
    words = words if isinstance(words, dict) else {}
    said = languages.text_of(site.furniture, Markup)
    translated = [page for page in site.pages if page.original]
    made.globals.update(
        css=(site.root / "overrides" / "paper" / "paper.css").read_text(encoding="utf-8"),
        clinic=details,
        number=number_of(site, clinic),
        general=general(site),
        site_name=str(site.config.get("site_name")),
        description=str(site.config.get("site_description")),
        copyright=str(site.config.get("copyright")),
        language=site.language,
        rtl=site.rtl,
        _=said,
        status=said(languages.UNCHECKED)
        if any(page.unchecked for page in translated)
        else str(words.get("unreviewed")),
        disclaimers=site.disclaimers,
        crisis=words.get("crisis"),
        crisis_lines=[line for line in site.helplines if line.get("kind") == "crisis"],
        date=site.as_of,
        mark=_drawing(site, "docs/assets/icon.svg"),
        night=_drawing(site, "docs/assets/pictures/night.svg"),
        waiting=lambda: list(drawings.waiting(site)),
        drawing=lambda name: _drawing(site, f"docs/assets/pictures/{name}.svg"),
    )
    return made


def _drawing(site: Site, path: str) -> str:
    """A drawing of the site as a background; "" where it has none."""
    file = site.root / path
    return as_background(file.read_text(encoding="utf-8")) if file.is_file() else ""


def bare(address: str) -> str:
    """An address as it is typed by hand: without https:// and the last slash."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")
