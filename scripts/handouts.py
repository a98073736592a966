"""Print the handouts: a sheet for each page that has one, the log, the whole site as a booklet, and a pack for reviewers.

`build.py` does this for the whole site. By hand, from the site that was published last: name the sheets you want, with
--clinic the file of your clinic's details, and with --pack all of them in one PDF. Exit status: 0 clean, 1 a sheet that
can't be printed as it is, 2 could not print.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from build import read as sources
from build import refuse_unjudgeable
from paper import jobs, templates
from paper.printing import print_all
from sitecheck import command, report, schema
from sitecheck.loading import load_built
from sitecheck.marked_yaml import YamlFault, read
from sitecheck.source import Finding


def main(arguments: list[str]) -> int:
    options = command.parser(__doc__)
    options.add_argument(
        "names", nargs="*", metavar="NAME", help="the last part of a page's address, as in causes/NAME/"
    )
    options.add_argument("--pack", action="store_true", help="put the sheets into one PDF with continuous page numbers")
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
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    site = sources(root)
    refuse_unjudgeable(site)
    if not (root / "site").is_dir():
        raise command.CannotJudge(
            Finding("mkdocs.yml", 1, "there is no site/ to print from", "run `make site` first", "site-unreadable")
        )
    load_built(site, root / "site")
    clinic = _clinic(asked.clinic) if asked.clinic else None
    known = [sheet.name for sheet in jobs.sheets(site)]
    for name in asked.names:
        if name not in known:
            raise command.CannotJudge(command.unknown("handout", name, known))
    wanted = jobs.sheets(site, asked.names or None)
    environment = templates.environment(site, clinic)
    made = (
        jobs.of_pack(root / "site", wanted, environment)
        if asked.pack
        else jobs.of_sheets(site, root / "site", wanted, environment)
    )
    steps = report.Steps()
    todo = list(made)
    with steps.step("print", len(todo), "file") as bar:
        printed, findings = print_all(site, todo, asked.output, bar.update)
    report.say(findings, asked.format, f"{report.count(len(printed), 'file')} in {asked.output}/")
    return command.FINDINGS if findings else command.CLEAN


def _clinic(file: Path) -> dict[str, Any]:
    """The clinic's details from a file of the shape of data/clinic.yml. Raises CannotJudge when it has another."""
    try:
        marked = read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        fact = f"{file} cannot be read: {error.strerror if isinstance(error, OSError) else 'it is not UTF-8'}"
        raise command.CannotJudge(
            Finding(str(file), 1, fact, "name a copy of data/clinic.yml", "clinic-unreadable")
        ) from None
    except YamlFault as fault:
        raise command.CannotJudge(Finding(str(file), fault.line, fault.fact, fault.hint, "clinic-unreadable")) from None
    for problem in schema.DATA["clinic.yml"].problems(marked.value, marked.lines):
        raise command.CannotJudge(Finding(str(file), problem.line, problem.message, problem.hint, "clinic-unreadable"))
    return dict(marked.value)


if __name__ == "__main__":
    command.run(main)
