"""Small sites for tests: the good one of tests/good, and the good one with a fault laid over it.

tests/good holds all that an author or editor writes: pages, facts and words of its own, about a topic that does not
exist. Only the templates and the settings are the project's, so that no edit of docs/, data/ or the words of mkdocs.yml
reaches a test that uses it.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from publish import gate, starter
from sitecheck import approved, cli, registry, report
from sitecheck.loading import load

from . import pseudo

SECOND = "eo"  # the tag of a second language
HERE = Path(__file__).parents[1]
PROJECT = HERE.parent
BASES = {
    "cause": "docs/causes/pollen.md",
    "guide": "docs/index.md",
    "help": "docs/help/when-to-get-help.md",
    "policy": "docs/about.md",
}
EXPECT = re.compile(r"[ \t]*(?:<!--|/\*|\{#|#)[ \t]*expect:[ \t]*([a-z, -]+?)[ \t]*(?:-->|\*/|#\})?[ \t]*$")
REPLACES = re.compile(r"[ \t]*<!-- replaces: ([a-z-]+) -->")
REMOVED = "(removed)"
Expected = tuple[str, int, str]


@dataclass(frozen=True)
class Fixture:
    """A site with one kind of fault, and the findings it must set off: (path, line, check)."""

    root: Path
    expected: list[Expected]


def good_site(root: Path) -> Path:
    """Write the good site into the empty folder `root`, with a record of its words."""
    return _recorded(root, _good)


def full_site(root: Path) -> Path:
    """Write the good site into the empty folder `root`, with the pages that a small fault needs not: search, handouts, tables, pictures."""
    return _recorded(root, _full)


def other_site(root: Path) -> Path:
    """Write the site about knees, which `new.py site` begins with, into the empty folder `root`."""
    return _recorded(root, _other)


def two_languages(root: Path) -> Path:
    """Write the good site into the empty folder `root`, in a second language too: its words backwards, in docs/eo and data/eo."""
    return _recorded(root, _two)


def _two(root: Path) -> Path:
    pseudo.add_language(good_site(root), SECOND, "Esperanto")
    return root


def _good(root: Path) -> Path:
    return _site_of(HERE / "good", root)


def _full(root: Path) -> Path:
    shutil.copytree(HERE / "full", _good(root), dirs_exist_ok=True)
    return root


def _other(root: Path) -> Path:
    return _site_of(starter.MODEL, root)


def record_again(root: Path) -> None:
    """Approve the words of a site as they are now."""
    now = approved.record(gate.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)[0])
    for file in (root / approved.FOLDER).rglob("*.txt"):
        if file.relative_to(root / approved.FOLDER).as_posix() not in now:
            file.unlink()
    for name, lines in now.items():
        (root / approved.FOLDER / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _recorded(root: Path, make: Callable[[Path], Path]) -> Path:
    make(root)
    for name, text in _record(make).items():
        file = root / approved.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@cache
def _record(make: Callable[[Path], Path]) -> dict[str, str]:
    """What the readers of a site get, by file of data/approved. Its furniture's words are the project's, and may change."""
    with TemporaryDirectory() as folder:
        site = gate.judge(make(Path(folder).resolve()), report.Steps(quiet=True), handouts=False, waiting=True)[0]
        return {
            posixpath.join(one.tag, name): "".join(f"{line}\n" for line in lines)
            for one in (site, *site.translations)
            for name, lines in approved.record(one).items()
        }


def _site_of(own: Path, root: Path) -> Path:
    """A site from its own docs/, data/ and words, with the project's templates and settings."""
    starter.lay_out(own, root)
    return root


def copy_of_project(root: Path, project: Path = PROJECT, translated: bool = True) -> Path:
    """What --root needs of a project, this one unless told, copied into the folder `root`; unless `translated`, in its main language alone."""
    others = () if translated else load(project, cli.day_of(0)).other_languages
    for name in ("docs", "data", "overrides"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns(*others))
    settings = (project / "mkdocs.yml").read_text("utf-8")
    for tag in others:
        settings = re.sub(rf"^ +{tag}: .*\n", "", settings, count=1, flags=re.MULTILINE)
    if others:  # a list of one language is none
        settings = re.sub(r"^  languages:\n +\S+: .*\n(?! {4})", "", settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    works = root / "data/references.yml"
    for unused in registry.run(load(root, cli.day_of(0)), names=["reference-unused"]).findings if others else ():
        key = re.escape(unused.message.split()[0])  # of a work that translations alone cite
        works.write_text(re.sub(rf"^{key}:\n(?: .*\n)+", "", works.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return root


def bad_site(root: Path, fixture: Path) -> Fixture:
    """Write the good site into `root` and lay a fixture of tests/bad over it: a page, or a folder of files.

    In a folder, a file whose name ends in ".append" is put at the end of the good site's file; one that ends in ".edit" holds
    a text of that file, a line "=>", and what takes its place; a line "====" stands between two such edits. For one that ends in
    ".removed", the file or folder is taken away.
    """
    inside = [one.relative_to(fixture).as_posix() for one in fixture.rglob("*")] if fixture.is_dir() else []
    spoken = any(one.startswith((f"docs/{SECOND}/", f"data/{SECOND}/")) for one in inside)
    (two_languages if spoken else good_site)(root)
    files = _overlaid(root, fixture) if fixture.is_dir() else _page(root, fixture)
    expected: list[Expected] = []
    for path, content in files.items():
        plain, marks = take_marks(content.decode("latin-1"))  # any byte survives the way there and back
        expected += [(path.removesuffix(".removed"), line, check) for line, check in marks]
        if path.endswith(".removed"):
            gone = root / path.removesuffix(".removed")
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(plain.encode("latin-1"))
    return Fixture(root, sorted(expected))


def side_by_side(root: Path, cases: Mapping[Path, str]) -> dict[Path, tuple[str, list[Expected]]]:
    """Write the good site into `root`, and each case, a page of a cause, as a page of its own named after its check; its path, and the findings it must set off."""
    good_site(root)
    model = (root / BASES["cause"]).read_text("utf-8")
    made = {}
    for number, (case, name) in enumerate(cases.items()):
        page = model
        for old, new in (("title: .*", f"title: Page {number} and your nose"), ("short: .*", f"short: p{number}"), ("description: ", f"description: Page {number}. ")):  # fmt: skip
            page = re.sub(f"^{old}", new, page, count=1, flags=re.MULTILINE)
        plain, marks = take_marks(overlay(page, case.read_text("utf-8")))
        path = f"docs/causes/{name}-{number}.md"
        (root / path).write_text(plain, "utf-8")
        made[case] = path, sorted((path, line, check) for line, check in marks)
    return made


def kind_of(fixture: Path) -> str:
    """The kind of the page that a fixture which is one page is laid over."""
    kind = re.search(r"^kind: (\w+)", fixture.read_text("utf-8"), re.MULTILINE)
    return kind[1] if kind else "cause"


def _page(root: Path, fixture: Path) -> dict[str, bytes]:
    fault, path = fixture.read_text("utf-8"), BASES[kind_of(fixture)]
    return {path: overlay((root / path).read_text("utf-8"), fault).encode()}


def _overlaid(root: Path, fixture: Path) -> dict[str, bytes]:
    """The files of a folder by their path in a site, with what they add to or change of the good one."""
    files = {}
    for file in sorted(one for one in fixture.rglob("*") if one.is_file()):
        path, content = file.relative_to(fixture).as_posix(), file.read_bytes()
        if path.endswith(".append"):
            path = path.removesuffix(".append")
            content = (root / path).read_bytes().rstrip(b"\n") + b"\n" + content
        elif path.endswith(".edit"):
            path = path.removesuffix(".edit")
            text = (root / path).read_bytes()
            for edit in content.rstrip(b"\n").split(b"\n====\n"):
                old, new = edit.split(b"\n=>\n")
                assert text.count(old) == 1, f"{fixture.name}: {path} does not hold the text to replace once"
                text = text.replace(old, new)
            content = text
        files[path] = content
    return files


def take_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text without its `expect: check` marks, and (line, check) of each."""
    lines, marks = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        found = EXPECT.search(line)
        if found:
            line = line[: found.start()]
            marks += [(number, check.strip()) for check in found[1].split(",")]
        lines.append(line)
    return "\n".join(lines), marks


def overlay(good: str, fault: str) -> str:
    """Lay a page over a good one of its kind, key by key and section by section. "(removed)" takes a key or section away.

    A section whose heading ends in `<!-- replaces: anchor -->` takes the place of that section.
    """
    opening, fields, sections = _parts(good)
    new_opening, new_fields, new_sections = _parts(fault)
    fields |= new_fields
    fields = {name: text for name, text in fields.items() if REMOVED not in text}
    for name, text in new_sections.items():
        replaced = REPLACES.search(text)
        if replaced:
            text = REPLACES.sub("", text)
            sections = {
                (name if old == replaced[1] else old): (text if old == replaced[1] else body)
                for old, body in sections.items()
            }
        else:
            sections[name] = text
    sections = {name: text for name, text in sections.items() if REMOVED not in text}
    return f"{new_opening or opening}\n{''.join(fields.values())}---\n\n{''.join(sections.values())}"


def _parts(page: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The first fence, the front matter by key and the body by the anchor of each section, as they are written."""
    opening, _, rest = page.partition("\n")
    matter, _, body = ("\n" + rest).partition("\n---\n")
    fields: dict[str, str] = {}
    for piece in re.split(r"^(?=[a-z_]+:)", matter + "\n", flags=re.MULTILINE):
        if piece.strip():
            fields[piece.partition(":")[0]] = piece
    sections: dict[str, str] = {}
    for piece in re.split(r"^(?=## )", body, flags=re.MULTILINE):
        anchor = re.match(r"## .*\{ #([\w-]+) \}", piece)
        if piece.strip():
            sections[anchor[1] if anchor else piece[:30]] = piece.rstrip("\n") + "\n\n"
    return (opening if opening.startswith("---") else ""), fields, sections
