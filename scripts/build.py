"""Build the site, judge it, and only if it is clean let it take the place of site/.

The sources are read and checked, MkDocs builds them into build/, what was built is checked, and then
build/ becomes site/, and a copy of it to open without a server disk/. With findings, both stay as they were and build/ is kept to look at.
Exit status: 0 clean, 1 findings, 2 could not judge.
"""

import sitecheck  # noqa: F401 (before all else: from here on a key press ends the command without a traceback)

# isort: split
import datetime
import os
import re
from urllib.parse import urlsplit

from publish import disk, gate, headers, swap, weakness
from sitecheck import cli, registry, report, settings
from sitecheck.loading import load
from sitecheck.source import Finding, Site

PASSWORD = re.compile(r"//[^/]*@")
UNDECIDED = re.compile(r"#.*\bDECIDE\b")
RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$")  # RFC 2606


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "--no-handouts", action="store_true", help="make no PDF; links into handouts/ count as present"
    )
    options.add_argument(
        "--allow-unapproved",
        action="store_true",
        help="only tell of words that nobody has approved; don't publish the result",
    )
    options.add_argument(
        "--release",
        action="store_true",
        help="refuse to build for the placeholder address, or with no way to say that a page is wrong",
    )
    asked = options.parse_args(arguments)
    if asked.release and asked.allow_unapproved:
        raise cli.slip("--release and --allow-unapproved exclude each other", "publish only what was approved")
    if asked.release:
        refuse_placeholder(os.environ.get("SITE_URL", ""))
    refuse_unwritable(os.environ.get("SITE_URL", ""))
    root = asked.root.resolve()
    steps = report.Steps()
    with swap.locked(root):
        swap.heal(root)
        site = load(root, datetime.date.min)
        refuse_unreachable(site, asked.release)
        if asked.release:
            refuse_undecided(site)
        site, verdict = gate.judge(root, steps, handouts=not asked.no_handouts, waiting=asked.allow_unapproved)
        summary = f"{report.count(len(registry.all_checks()), 'check')} on {report.count(sum(len(one.pages) for one in (site, *site.translations)), 'page')}: {report.count(len(verdict.findings), 'finding')}"
        if not verdict.clean:
            report.say(verdict.findings, asked.format, f"{summary}; site/ is left as it was")
            return cli.COULD_NOT_JUDGE if verdict.crashed else cli.FINDINGS
        with steps.step("copy"):
            disk.write(root / "build", root / f"{disk.NAME}.new")
            disk.pack(root / f"{disk.NAME}.new", root / "build" / disk.ZIP)
        headers.write(site, root / "build")
        weakness.write(site, root / "build")
        with steps.step("compress"):
            swap.compress(root / "build")
        with steps.step("publish"):
            for made in (root / "build", root / f"{disk.NAME}.new"):
                swap.open_to_all(made)
            swap.swap(root)
    report.say([], asked.format, f"{summary}; site/ is new")
    return cli.CLEAN


def refuse_unwritable(address: str) -> None:
    """Raise CannotJudge when `address` is given and can't stand on pages. It isn't repeated: it may hold a password."""
    if address and not settings.ADDRESS.fullmatch(address):
        fact = "SITE_URL is not an address that begins with https:// and ends in /, without @, ? and #"
        raise cli.slip(fact, "set SITE_URL to the site's own address, such as https://your.host/")


def refuse_placeholder(address: str) -> None:
    """Raise CannotJudge when `address` can't be the one that readers are given: it would stand on paper for ever."""
    host = urlsplit(address).hostname or ""
    if not host or RESERVED.search(host) or not address.startswith("https://") or not address.endswith("/"):
        fact = f'SITE_URL is "{PASSWORD.sub("//…@", address)}", which is not the address of a published site'
        fix = "set SITE_URL to the site's own address, from https:// to the / at its end"
        raise cli.slip(fact, fix)


def refuse_unreachable(site: Site, release: bool) -> None:
    """Raise CannotJudge when the environment sets what is no way to say that a page is wrong, or a release has none."""
    cli.refuse_unjudgeable(site)
    words = site.config.get("extra")
    words = words if isinstance(words, dict) else {}
    ways = {name: settings.as_read(words.get(name)) for name in settings.WAYS}
    for name, way in ways.items():
        shape = settings.WAYS[name]
        if isinstance(words.get(name), list) and [*shape.problems(way, {})]:
            raise cli.slip(f"{name.upper()} is not {shape.says}", f"set {name.upper()} to one, or unset it")
    if release and not any(ways.values()):
        fact = "neither extra.contact nor extra.edit_base is set, so nobody could say that a page is wrong"
        fix = "set one of them in mkdocs.yml, or by CONTACT (an e-mail address) or EDIT_BASE (where the source files are edited) in the environment"
        raise cli.slip(fact, fix)


def refuse_undecided(site: Site) -> None:
    """Raise CannotJudge when a file still says DECIDE, as those of a first site do: what it came with is made up."""
    settled = [("mkdocs.yml", (site.root / "mkdocs.yml").read_text("utf-8").split("\n"))]
    for path, lines in [*settled, *((one.path, one.lines) for one in (*site.data_sources, *site.pages))]:
        for number, line in enumerate(lines, start=1):
            if UNDECIDED.search(line):
                fix = "write what is yours, and delete the word"
                raise cli.CannotJudge(Finding(path, number, "this still says DECIDE", fix, "run-undecided"))


if __name__ == "__main__":
    cli.run(main)
