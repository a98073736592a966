"""Check the sources of the site, without building it: about a second.

With PATHs, only findings in those files and folders are printed. Exit status: 0 clean, 1 findings, 2 could not judge.
"""

import sitecheck  # noqa: F401 (before all else: from here on a key press ends the command without a traceback)

# isort: split
from pathlib import Path

from sitecheck import cli, inventory, registry, report
from sitecheck.approval import WAITING
from sitecheck.loading import FEED, join, load_built, translations
from sitecheck.source import Site


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument("--list", action="store_true", help="name every check and what it holds a site to")
    options.add_argument("--explain", metavar="NAME", help="print why a check exists, with a bad and a good example")
    options.add_argument("--built", type=Path, metavar="DIR", help="also check the pages that MkDocs built in DIR")
    options.add_argument(
        "--site-url",
        default="",
        metavar="URL",
        help="the address those pages were built for, if not that of mkdocs.yml",
    )
    options.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="print only findings in these files and folders"
    )
    asked = options.parse_args(arguments)
    if asked.list:
        print("".join(f"{name:<28}{check.summary}\n" for name, check in registry.all_checks().items()), end="")
        return cli.CLEAN
    if asked.explain:
        return explain(asked.explain)
    root = asked.root.resolve()
    site = cli.read(root)
    cli.refuse_unjudgeable(site)
    site.translations = translations(site)
    wanted = [within(path, root) for path in asked.paths]
    sites = [site, *site.translations]
    if asked.built:
        for one in sites:
            load_built(
                one, asked.built.resolve() / one.tag, f"{asked.site_url}{one.tag}/" if one.tag else asked.site_url
            )
            one.handouts = printed(one)
            one.outputs.add(FEED)  # which build.py writes
        join(sites)
    return tell(sites, wanted, asked.format, "sources and built pages" if asked.built else "sources")


def tell(sites: list[Site], wanted: list[str], form: str, looked_at: str) -> int:
    """Put every check to a site in its languages and print what is found in the files that are wanted; all, if none is named."""
    for text in registry.idle(sites[0]):
        report.notice(text)
    verdict = registry.together(registry.run(one) for one in sites)
    findings = [one for one in verdict.findings if one.check != WAITING]  # build.py and approve.py tell of it
    if wanted:
        findings = [finding for finding in findings if any(holds(name, finding.path) for name in wanted)]
    report.say(
        findings,
        form,
        f"{report.count(len(registry.all_checks()), 'check')} on the {looked_at} of {report.count(sum(len(one.pages) for one in sites), 'page')}: {report.count(len(findings), 'finding')}",
    )
    if verdict.crashed:
        return cli.COULD_NOT_JUDGE
    return cli.FINDINGS if findings else cli.CLEAN


def printed(site: Site) -> bool:
    """Whether handouts lie among the built pages. A preview prints none, and links to them then count as present."""
    return any(path.startswith("handouts/") and path.endswith(".pdf") for path in site.outputs - set(site.files))


def explain(name: str) -> int:
    """Print the manual of one check. An unknown name is said with its nearest neighbour."""
    checks = registry.all_checks()
    if name not in checks:
        raise cli.unknown("check", name, checks)
    check = checks[name]
    print(f"{check.name}: {check.summary}\n\nWhy:  {check.why}\nBad:  {check.bad}\nGood: {check.good}")
    return cli.CLEAN


def within(path: Path, root: Path) -> str:
    """A file or folder of the site, as findings have it: relative to the root, "." for the root itself.

    It may be typed from the root or from the current folder. Raises CannotJudge where no source lies there: silence would
    be taken for a pass.
    """
    named = [start / path for start in (Path.cwd(), root)]  # of a link, its own place counts
    places = [one.parent.resolve() / one.name if one.is_symlink() else one.resolve() for one in named if one.exists()]
    known = list(inventory.files(root))
    for name in (full.relative_to(root).as_posix() for full in places if full.is_relative_to(root)):
        if any(holds(name, one) for one in known):
            return name
    fact = f"{path} holds no file that is checked" if places else f"there is no file {path}"
    raise cli.slip(fact, "name a file or a folder of docs/, data/ or overrides/")


def holds(name: str, path: str) -> bool:
    """Whether a path is the file `name`, or lies in the folder of that name."""
    return name in (".", path) or path.startswith(f"{name}/")


if __name__ == "__main__":
    cli.run(main)
