"""Read what readers would get and nobody has approved, sentence by sentence, and put on record what you say yes to.

    approve.py                          every change, one after the other: y, n, or q to stop
    approve.py causes/NAME              the changes of one page, of one file of data/approved
    approve.py --show                   only show them
    approve.py --read causes/NAME       every line of a page that was recorded and never read
    approve.py --sign causes/NAME       what a health professional writes to sign a page off

Answers may come from standard input, a line each. There is no yes to all: a yes says that somebody has read the sentence.
Words and their record are separate commits. Exit status: 0 nothing waits any more, 1 something still does, 2 could not judge.
"""

import sitecheck  # noqa: F401 (before all else: from here on a key press ends the command without a traceback)

# isort: split
import posixpath
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from publish.gate import judge
from publish.swap import locked
from sitecheck import approval, approved, cli, report, sign_off
from sitecheck.approval import Change, Comparison
from sitecheck.source import Finding, Site
from sitecheck.text import marks

QUIET = report.Steps(quiet=True)


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    what = options.add_mutually_exclusive_group()
    what.add_argument("--show", action="store_true", help="show what waits, and ask nothing")
    what.add_argument(
        "--read", action="store_true", help="ask for every line of the pages named, and drop their heading"
    )
    what.add_argument("--sign", action="store_true", help="print what signs off the approved words of the pages named")
    what.add_argument(
        "--begin", action="store_true", help="record a site that has no record yet, as found and read by nobody"
    )
    options.add_argument("pages", nargs="*", metavar="PAGE", help="a page, or a file of data/approved")
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    if asked.sign:
        return sign(cli.read(root), asked.pages)
    with locked(root):
        site = judge(root, QUIET, handouts=False, waiting=True)[0]
    if not site.built:
        raise cli.CannotJudge(
            Finding("mkdocs.yml", 1, "the site can't be built", "run make check first", "site-unreadable")
        )
    sites = [site, *site.translations]
    if asked.begin:
        return begin(sites)
    wanted = [_file(name, sites) for name in asked.pages]
    if asked.read:
        return read(wanted)
    found = [(one, change) for one in sites for change in approval.comparisons(one)]
    chosen = [(one, change) for one, change in found if not wanted or (one, change.file) in wanted]
    if asked.show:
        print("".join(shown(chosen)), end="")
        return cli.CLEAN
    return ask(chosen)


def ask(found: list[tuple[Site, Comparison]]) -> int:
    """Ask for each change, write what was approved, and say what still waits."""
    waiting, stopped = 0, False
    for site, one in found:
        yes: set[Change] = set()
        for change in one.changes:
            if not stopped:
                print("".join(_shown(site, change)), end="")
                answer = _answer("Approve this? [y/n/q] ")
                stopped = answer == "q"
                if answer == "y":
                    yes.add(change)
        waiting += len(one.changes) - len(yes)
        if yes:
            write(site, one, yes)
    print(f"{report.count(waiting, 'line')} still to be approved" if waiting else "nothing waits for approval")
    return cli.FINDINGS if waiting else cli.CLEAN


def read(files: list[tuple[Site, str]]) -> int:
    """Ask for every line of files that were recorded as found; a file whose lines were all read loses that heading."""
    left = 0
    for site, file in files:
        path = site.root / site.record / file
        stored = path.read_text("utf-8").splitlines() if path.is_file() else []
        if approved.AS_FOUND not in stored:
            print(f"{file} has been read already, or is not on record")
            continue
        unread = 0
        for line in approved.without_notes(stored):
            if not line.startswith("["):
                print("".join(_shown(site, Change(file, 1, "", line))), end="")
                answer = _answer("Is this right? [y/n/q] ")
                unread += answer != "y"
                if answer == "q":
                    break
        if not unread:
            path.write_text("".join(f"{line}\n" for line in stored if line != approved.AS_FOUND), "utf-8")
        left += bool(unread)
    return cli.FINDINGS if left else cli.CLEAN


def begin(sites: list[Site]) -> int:
    """Record every file as it is, under a heading that says so. Only in a language that has no record."""
    begun = [site for site in sites if not site.approved]
    if not begun:
        raise cli.slip(f"{approved.FOLDER}/ is there already", "approve what changed, without --begin")
    for site in begun:
        for file, lines in approved.record(site).items():
            _write(site.root / site.record / file, [approved.AS_FOUND, *lines])
        print(f"{site.record}/ holds the words of {report.count(len(site.pages), 'page')} as found, read by nobody")
    return cli.CLEAN


def sign(site: Site, names: list[str]) -> int:
    """Print the lines that sign off the approved words of pages."""
    for name in names:
        page = next((page for page in site.pages if name in {page.path, page.source_path, page.url.strip("/")}), None)
        if page is None:
            raise cli.unknown("page", name, [page.path for page in site.pages])
        digits = sign_off.fingerprint(page, site)
        if not digits:
            fact = f"the words of {page.path} are not on record"
            raise cli.CannotJudge(Finding(page.path, 1, fact, "approve them first", "record-missing"))
        print(f"{page.path}: sign-off {page.sign_off}. Whoever has read all of it, with its warning signs, writes:")
        print(f"clinical_review:\n  name: …\n  role: …\n  date: …\n  interests: …\n  text: {digits}")
    return cli.CLEAN


def shown(found: Iterable[tuple[Site, Comparison]]) -> Iterator[str]:
    """Everything that waits, file by file."""
    total = 0
    for site, one in found:
        for change in one.changes:
            total += 1
            yield from _shown(site, change)
    yield f"{report.count(total, 'line')} to be approved\n" if total else "nothing waits for approval\n"


def _shown(site: Site, change: Change) -> Iterator[str]:
    place = approval.finding(site, change)
    yield f"\n{place.path}:{place.line} ({change.file.removesuffix('.txt')})\n"
    if change.moved:
        yield f"  {change.after}, with the same words\n"
        return
    yield f"  before: {change.before.strip() or '(nothing)'}\n  after:  {change.after.strip() or '(nothing)'}\n"
    for key in approved.keys(change.after or change.before):
        work = site.references.get(key, {})
        yield f"  source: {work.get('title')}. {work.get('publisher')}, {work.get('year') or 'no date'} [{key}]\n"
    if twice := marks.of(change.before, change.after, site):
        yield f"  look twice: {'; '.join(twice)}\n"


def write(site: Site, one: Comparison, yes: set[Change]) -> None:
    """Write a file of the record with the changes of `yes`; a file that holds no words any more is deleted."""
    path = site.root / site.record / one.file
    stored = path.read_text("utf-8").splitlines() if path.is_file() else []
    notes = [line for line in stored if line.startswith(approved.NOTE)]
    lines = one.written(lambda change: change in yes)
    if lines:
        _write(path, [*notes, *lines])
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _file(name: str, sites: list[Site]) -> tuple[Site, str]:
    """The site and the file of its record that a name means: that file, a page of docs/, or an address."""
    bare = name.removeprefix("./").removeprefix(f"{approved.FOLDER}/").removesuffix("/")
    known: dict[str, tuple[Site, str]] = {}
    for site in sites:
        for file in {*approved.record(site), *approval.files(site)}:
            known[posixpath.join(site.tag, file)] = (site, file)
    page = next(
        ((site, page) for site in sites for page in site.pages if bare in {page.path, page.path.removeprefix("docs/")}),
        None,
    )
    file = posixpath.join(page[0].tag, approved.file_of(page[1].url)) if page else f"{bare.removesuffix('.txt')}.txt"
    if file not in known:
        raise cli.unknown("page or file of the record", name, sorted(known))
    return known[file]


def _answer(question: str) -> str:
    """The first letter of an answer, in lower case; "q" at the end of the answers."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    print() if not sys.stdin.isatty() else None
    return (line.strip().lower() or "n")[:1] if line else "q"


if __name__ == "__main__":
    cli.run(main)
