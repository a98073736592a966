"""The pages at /h/: what a short address on paper leads to, while its sheet is in use and after."""

from pathlib import Path
from typing import Any

import jinja2

from paper.jobs import sheets
from sitecheck import languages
from sitecheck.source import Site

TEMPLATE = "short.html"
STILL_RIGHT = "Is this sheet still right?"  # of languages.BY_PROGRAM


def write(site: Site, folder: Path, environment: jinja2.Environment, shared: dict[str, Any]) -> None:
    """Write h/<short>/index.html below `folder` for each sheet, each retired address, and each page whose sheet was withdrawn.

    `site` has its built pages; `shared` is what the templates of pages are given.
    """
    template, said = environment.get_template(TEMPLATE), languages.text_of(site.furniture)
    versions, current = site.withdrawn, {sheet.page.short: sheet for sheet in sheets(site)}
    withdrawn = {notice.get("page") for notice in versions}
    retired: dict[str, dict[str, Any]] = {str(record["short"]): record for record in site.retired_addresses}
    for page in site.pages:
        if page.withdrawn and page.withdrawn["sheet"]:
            retired[page.short] = {"was": page.meta.get("title"), "instead": "", "down": page}
        elif page.short in withdrawn and page.short not in current:  # the page is there, and has no sheet any more
            retired[page.short] = {"was": page.meta.get("title"), "instead": page.short}
    pages: list[tuple[str, dict[str, Any]]] = [
        (short, {"sheet": sheet, "retired": None}) for short, sheet in current.items()
    ]
    pages += [(short, {"sheet": None, "retired": record}) for short, record in retired.items()]
    for short, one in pages:
        notices = [notice for notice in versions if notice.get("page") == short]
        name = one["sheet"].title if one["sheet"] else one["retired"]["was"]
        text = template.render(shared | one, notices=notices, heading=f"{said(STILL_RIGHT)} {name}", source=None)
        file = folder / "h" / short / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
