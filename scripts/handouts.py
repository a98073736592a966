"""Print handouts from the site that passed last, in one of its languages: the sheets and the log that you name, or all of them.

    handouts.py NAME NAME --pack --clinic my-clinic.yml

`build.py` prints them all for the site itself. By hand you choose: --clinic takes your clinic's details from a file of
the shape of data/clinic.yml, --pack puts the sheets into one PDF. When the sources have changed since site/ was built,
nothing is printed: paper says what has passed. Exit status: 0 clean, 1 a sheet that can't be printed as it is, 2 could
not print.
"""

import sitecheck  # noqa: F401 (before all else: from here on a key press ends the command without a traceback)

# isort: split
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paper import clinic, jobs, templates
from paper.printing import Printed, print_all, ready, withdrawn
from paper.sheet import Sheet
from publish.swap import locked
from sitecheck import cli, inventory, report
from sitecheck.loading import load_built, translated
from sitecheck.source import Site


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="the last part of a page's address, as in causes/NAME/; or the log's name",
    )
    options.add_argument(
        "--pack",
        action="store_true",
        help="put the sheets, and the log if it is named, into one PDF with continuous page numbers",
    )
    options.add_argument(
        "--clinic", type=Path, metavar="FILE", help="take the clinic's details from FILE, not from data/clinic.yml"
    )
    options.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        default=Path("handouts"),
        help="where the PDFs go; default: handouts/ here",
    )
    options.add_argument("--language", metavar="TAG", help="a language of the site, such as es; default: the main one")
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    with locked(root):  # no build takes site/ away meanwhile
        site = spoken(passed(root), asked.language)
        ready()
        details = clinic.details(asked.clinic, site) if asked.clinic else None
        names = list(dict.fromkeys(asked.names)) or known(site)
        for name in names:
            if name not in known(site):
                raise cli.unknown("handout", name, known(site))
        sheets = jobs.sheets(site, [name for name in names if name != site.log.get("name")])
        findings = withdrawn(site, sheets)
        printed: list[Printed] = []
        if not findings:
            sheets = [clinic.told(sheet, site, clinic.number_of(site, details)) for sheet in sheets]
            todo = list(chosen(site, sheets, len(sheets) < len(names), asked.pack, details))
            with report.Steps().step("print", len(todo), "file") as bar:
                printed, findings = print_all(site, todo, asked.output, bar.update)
    report.say(findings, asked.format, f"{report.count(len(printed), 'file')} in {asked.output}/")
    return cli.FINDINGS if findings else cli.CLEAN


def chosen(
    site: Site, sheets: list[Sheet], log: bool, pack: bool, details: dict[str, Any] | None
) -> Iterator[jobs.Job]:
    """What is to be printed of the sheets and, if it is wanted, the log."""
    folder, environment = site.root / "site" / site.tag, templates.environment(site, details)
    if pack:
        yield from jobs.of_pack(site, folder, sheets, environment, log)
        return
    yield from jobs.of_sheets(site, folder, sheets, environment)
    if log:
        yield from jobs.of_log(site, folder, environment)


def passed(root: Path) -> Site:
    """The site of `root` with its built pages. Raises CannotJudge when site/ was made of other sources than these."""
    made = inventory.read(root / "site")
    if made is None:
        there = (root / "site").is_dir()
        fact = "site/ does not say what it was made of" if there else "there is no site/ to print from"
        raise cli.slip(fact, f"{cli.to_build(root)} first")
    site = cli.read(root, made.epoch, published=True)
    cli.refuse_unjudgeable(site)
    hint = f"{cli.to_build(root)} first; when it passes, print again"
    if changed := inventory.difference(made.digests, inventory.digests(root, cli.SCRIPTS), "site/ was built", hint):
        raise cli.CannotJudge(changed)
    load_built(site, root / "site")
    return site


def spoken(site: Site, tag: str | None) -> Site:
    """The site in the language that is asked for. Raises CannotJudge when it has none of that tag."""
    if tag in (None, site.language):
        return site
    if tag not in site.other_languages:
        raise cli.unknown("language", str(tag), [site.language, *site.other_languages])
    other = translated(site, str(tag))
    load_built(other, site.root / "site" / other.tag)
    return other


def known(site: Site) -> list[str]:
    """The names of the handouts there are: those of the pages, and that of the log."""
    return [*(sheet.name for sheet in jobs.sheets(site)), *([str(site.log["name"])] if site.log else [])]


if __name__ == "__main__":
    cli.run(main, "nothing was printed")
