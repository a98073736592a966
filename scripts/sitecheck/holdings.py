"""What a site holds of data/: each file is there with its entries, or mkdocs.yml says that the site does without it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from . import schema
from .source import Finding, Site
from .suggest import meant

STEMS = tuple(PurePosixPath(name).stem for name in schema.DATA)


def lost(site: Site) -> Iterator[Finding]:
    """A finding for each data file that is missing or holds nothing, and that the site has not said it does without."""
    for stem in STEMS:
        name = f"{stem}.yml"
        if stem in site.without:
            continue
        core = "put it back; no site is built without it"
        fix = core if stem in schema.CORE else f"put it back, or add {stem} to extra.without in mkdocs.yml"
        if not (site.root / "data" / name).is_file():
            yield Finding(f"data/{name}", 1, f"data/{name} is missing", fix)
        elif name in site.data and schema.emptied(name, site.data[name].value):
            yield Finding(f"data/{name}", 1, f"data/{name} holds no entry", fix)


def misdeclared(site: Site) -> Iterator[Finding]:
    """A finding for each name in `extra.without` that is no data file, is there, or is needed by every site."""
    for index, stem in enumerate(_named(site)):
        if stem not in STEMS:
            near = meant(stem.removesuffix(".yml"), STEMS, cutoff=0.6)
            fact, fix = f"there is no data/{stem}.yml to do without", f"choose from {', '.join(STEMS)}"
            fix = f"write {near}" if near else fix
        elif stem in schema.CORE:
            fact, fix = f"no site is built without data/{stem}.yml", f"take {stem} off the list"
        elif f"{stem}.yml" in site.data and schema.holds(site.data[f"{stem}.yml"].value):
            fact, fix = f"data/{stem}.yml is there", f"take {stem} off the list, or delete the file"
        else:
            continue
        line = site.config_lines.get(("extra", "without", index)) or site.config_lines.get(("extra", "without"), 1)
        yield Finding("mkdocs.yml", line, f"extra.without names {stem}, and {fact}", fix)


def _named(site: Site) -> list[str]:
    """What `extra.without` names, in its order."""
    named = site.extra.get("without")
    return [str(one) for one in named] if isinstance(named, list) else []
