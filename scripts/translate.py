"""Say what each translation lacks of the original of today; and, once it has been translated anew, note that.

    translate.py                             what lags, in every language
    translate.py es                          in one, with each sentence of the original that changed since, before and after
    translate.py es --done causes/NAME       this page, or the sign or disclaimer of this id, says what the original says today
    translate.py es --parity                 each page: how many parts it has of those of the original, whether it lags, who checked it

Readers of a page that lags are told so, and get the original in the place of a sign or disclaimer that lags.
Exit status: 0 nothing lags, 1 something does, 2 could not tell.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from publish import search_index
from sitecheck import approval, approved, cli, languages, sign_off
from sitecheck.checks.translation_uneven import counted
from sitecheck.loading import translations
from sitecheck.source import Page, Site

OF = re.compile(r"^(\s*of: ).*$", re.MULTILINE)


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__, formats=("text",))
    options.add_argument("tag", nargs="?", metavar="TAG", help="a language of mkdocs.yml, such as es; default: all")
    options.add_argument(
        "--done", nargs="+", default=[], metavar="NAME", help="a page, or the id of a sign or disclaimer"
    )
    options.add_argument("--parity", action="store_true", help="print each page beside its original, part by part")
    asked = options.parse_args(arguments)
    site = cli.read(asked.root.resolve())
    cli.refuse_unjudgeable(site)
    if asked.tag and asked.tag not in site.other_languages:
        raise cli.unknown("language", asked.tag, site.other_languages)
    if asked.done and not asked.tag:
        raise cli.slip("--done is of one language", "name it before: translate.py TAG --done NAME")
    chosen = [one for one in translations(site) if asked.tag in (None, one.tag)]
    if asked.done:
        for name in asked.done:
            print(f"{done(chosen[0], name)} says what the original says today")
        return cli.CLEAN
    if asked.parity:
        return _told(chosen, parity, cli.CLEAN)
    return _told(chosen, partial(lagging, in_full=asked.tag is not None), cli.FINDINGS)


def _told(chosen: list[Site], of: Callable[[Site], Iterator[str]], some: int) -> int:
    """Print the lines of each language; the exit status is `some` where there is one."""
    lines = [line for one in chosen for line in of(one)]
    print("".join(f"{line}\n" for line in lines) or "nothing lags\n", end="")
    return some if lines else cli.CLEAN


def lagging(site: Site, in_full: bool) -> Iterator[str]:
    """What lags in a language, a line each; `in_full` with the sentences that changed."""
    for name in languages.WORDS:
        yield from _lacking(site, name)
    said = languages.said_by(site.own.get(languages.FURNITURE))
    for text in languages.furniture(site):
        if text not in said:
            yield f'data/{site.tag}/{languages.FURNITURE} lacks "{text}"'
    for page in site.pages:
        if page.behind:
            yield f"{page.path} was made from other words than those of today"
            yield from (f"    {line}" for line in _changes(page, site) if in_full)
        elif page.original is None and not search_index.about_the_site(page, site):
            yield f"{page.path} is not translated"


def parity(site: Site) -> Iterator[str]:
    """A line for each page of a language, with its parts and those of its original: 12/12 where it has them all."""
    yield f"{site.tag}:"
    for page in site.pages:
        if page.original is None:
            yield f"  {page.path}: not translated"
            continue
        ours, theirs = counted(page), counted(page.original)
        parts = ", ".join(f"{what} {ours[what]}/{theirs[what]}" for what in theirs if ours[what] or theirs[what])
        checked = "checked by nobody" if page.unchecked else f"checked by {page.meta['translates']['checked']}"
        yield f"  {page.path}: {'behind' if page.behind else 'of today'}, {checked}; {parts}"


def _lacking(site: Site, name: str) -> Iterator[str]:
    """The words of a data file that a language has not, or has of another original."""
    main = site.main.config if site.main and name == languages.SETTINGS else _value(site.main, name)
    if main is None:
        return
    path = f"data/{site.tag}/{name}"
    if name not in site.own:
        yield f"{path} is not there, so readers get the original words"
        return
    for there, _ in languages.words_in(name, main):
        if there not in site.taken.get(name, {}):
            yield f"{path} lacks {'.'.join(map(str, _named(main, there)))} of today"


def _value(site: Site | None, name: str) -> object:
    return site.data[name].value if site and name in site.data else None


def _named(main: object, path: tuple[str | int, ...]) -> Iterator[str | int]:
    """A path with entries called by their id, where they have one."""
    value: object = main
    for step in path:
        value = value[step]  # type: ignore[index]  # the path comes from this very value
        known = next((value[name] for name in languages.NAMED_BY if isinstance(value, dict) and name in value), step)
        yield known if isinstance(step, int) else step


def _changes(page: Page, site: Site) -> Iterator[str]:
    """What changed in the original since a page was translated, as the history of its record has it."""
    main, said = site.main, page.meta.get("translates")
    if main is None:
        return
    file = approved.file_of(page.url)
    paths = (f"{main.record}/{file}", f"{main.record}/{approved.SHARED}/signs.txt")
    old = _recorded(main.root, paths, str(said.get("of")) if isinstance(said, dict) else "")
    if old is None:
        yield "its history does not hold the words that it was made from: compare it with the original"
        return
    for change in approval.compare(file, old, approved.without_notes(approval.stored(main, file))).changes:
        yield f"before: {change.before.strip() or '(nothing)'}"
        yield f"after:  {change.after.strip() or '(nothing)'}"


def _recorded(root: Path, paths: tuple[str, str], wanted: str) -> list[str] | None:
    """The lines of a page's record that have a fingerprint, from git's history of them; None where it holds none."""
    for commit in _git(root, "log", "--format=%H", "--", *paths).split():
        lines, signs = (_git(root, "show", f"{commit}:./{path}").splitlines() for path in paths)
        if sign_off.digits(lines, signs) == wanted:
            return lines
    return None


def _git(root: Path, *arguments: str) -> str:
    try:
        ran = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:  # no git on this machine
        return ""
    return ran.stdout if ran.returncode == 0 else ""


def done(site: Site, name: str) -> str:
    """Write that a page, a sign or a disclaimer was translated from the words of today. Gives the file written."""
    wanted = name.removesuffix(".md").removeprefix(f"docs/{site.tag}/")
    for page in site.pages:
        if page.original and wanted in {page.source_path.removesuffix(".md"), page.url.strip("/")}:
            return _page_done(site, page)
    known = [one.source_path.removesuffix(".md") for one in site.pages if one.original]
    for file in languages.SAFETY:
        for entry, there, digits in _entries(site, file):
            place = ".".join(map(str, (file.removesuffix(".yml"), *there)))
            if name in (entry.get("id"), place):
                return _note(site, file, there, digits)
            known.append(str(entry.get("id") or place))
    raise cli.unknown("page, sign or disclaimer", name, known)


def _page_done(site: Site, page: Page) -> str:
    assert page.original and site.main, "only a translation is asked for"
    digits, line = sign_off.fingerprint(page.original, site.main), page.meta_lines.get(("translates", "of"))
    if not digits:
        raise cli.slip(f"the words of {page.original.path} are not on record", "approve them first")
    if line is None:
        raise cli.slip(f"{page.path} does not say what it translates", "write translates: into its front matter")
    return _write(site, page.path, line, digits)


def _entries(site: Site, file: str) -> Iterator[tuple[dict[str, object], tuple[str | int, ...], str]]:
    """(entry, path there, what its `of` is to be) of each safety text of a file of the language."""
    if site.main is None or file not in site.own:
        return
    main: object = site.main.config if file == languages.SETTINGS else site.main.data[file].value
    for path, there in languages.pairs(main, site.own[file].value):
        if languages.is_safety(file, path):
            original, entry = languages.at(main, path), languages.at(site.own[file].value, there)
            if isinstance(original, dict) and isinstance(entry, dict):
                yield entry, there, languages.digest(file, original, path)


def _note(site: Site, file: str, there: tuple[str | int, ...], digits: str) -> str:
    line = site.own[file].lines.get((*there, "of"))
    if line is None:
        raise cli.slip(f"{'.'.join(map(str, there)) or file} has no `of`", "write `of: null` below its words")
    return _write(site, f"data/{site.tag}/{file}", line, digits)


def _write(site: Site, path: str, line: int, digits: str) -> str:
    file = site.root / path
    lines = file.read_text("utf-8").split("\n")
    lines[line - 1] = OF.sub(rf'\g<1>"{digits}"', lines[line - 1])
    file.write_text("\n".join(lines), "utf-8")
    return path


if __name__ == "__main__":
    cli.run(main, "nothing was written")
