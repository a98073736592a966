"""A site whose style sheet ends in other lines, as the checks of styles see it."""

from __future__ import annotations

from dataclasses import replace

from sitecheck import registry
from sitecheck.source import Finding, Site, Source

SHEET, PAPER = "overrides/styles/site.css", "overrides/paper/paper.css"
OF_STYLES = (
    "disclaimer-hidden", "sign-hidden", "style-unsafe", "style-covering", "style-overflowing", "popup-opened", "style-broken", "style-missing", "contrast-low", "page-cramped", "variable-unset",
    "look-missing", "media-unknown", "link-unmarked", "skip-hidden", "box-wide", "target-small", "print-incomplete",
)  # fmt: skip


def judged(site: Site, path: str, lines: list[str]) -> tuple[int, list[Finding]]:
    """What the checks of styles say of a site whose sheet `path` ends in `lines`, and the line at which those begin."""
    before = next(one.text for one in [*site.styles, *site.templates] if one.path == path).rstrip("\n")
    added = Source(path, "\n".join([before, *lines, ""]))
    styles, templates = ([added if one.path == path else one for one in all_] for all_ in (site.styles, site.templates))
    changed = replace(site, styles=styles, templates=templates, worked_out={})
    return before.count("\n") + 2, registry.run(changed, OF_STYLES).findings
