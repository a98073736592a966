"""Small sites for tests: the good one of tests/good, and the good one with a fault laid over it.

tests/good holds only what differs from this project: its own pages and facts, about a topic that does not
exist. The templates, the settings and the kinds of page are the project's.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import build
from sitecheck import approved, report

HERE = Path(__file__).parent
PROJECT = HERE.parent
SHARED_DATA = ("kinds.yml", "clinic.yml", "disclaimers.yml", "wording.yml", "withdrawn.yml")
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
    _good_site(root)
    for name, text in _record().items():
        file = root / approved.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@cache
def _record() -> dict[str, str]:
    """What the readers of the good site get, by file of data/approved: the furniture's words are the project's, and may change."""
    with TemporaryDirectory() as folder:
        site = build.judge(_good_site(Path(folder).resolve()), report.Steps(quiet=True), handouts=False, waiting=True)[
            0
        ]
        return {name: "".join(f"{line}\n" for line in lines) for name, lines in approved.record(site).items()}


def _good_site(root: Path) -> Path:
    shutil.copytree(HERE / "good", root, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "overrides", root / "overrides")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    for name in SHARED_DATA:
        shutil.copy(PROJECT / "data" / name, root / "data")
    return root


def bad_site(root: Path, fixture: Path) -> Fixture:
    """Write the good site into `root` and lay a fixture of tests/bad over it: a page, or a folder of files.

    In a folder, a file whose name ends in ".append" is put at the end of the good site's file; one that ends in ".edit" holds
    a text of that file, a line "=>", and what takes its place.
    """
    good_site(root)
    if fixture.is_dir():
        files = {
            file.relative_to(fixture).as_posix(): file.read_bytes()
            for file in sorted(fixture.rglob("*"))
            if file.is_file()
        }
        for path in [path for path in files if path.endswith(".append")]:
            target = path.removesuffix(".append")
            files[target] = (root / target).read_bytes().rstrip(b"\n") + b"\n" + files.pop(path)
        for path in [path for path in files if path.endswith(".edit")]:
            target = path.removesuffix(".edit")
            old, new = files.pop(path).rstrip(b"\n").split(b"\n=>\n")
            text = (root / target).read_bytes()
            assert text.count(old) == 1, f"{fixture.name}: {target} does not hold the text to replace once"
            files[target] = text.replace(old, new)
    else:
        fault = fixture.read_text("utf-8")
        kind = re.search(r"^kind: (\w+)", fault, re.MULTILINE)
        path = BASES[kind[1] if kind else "cause"]
        files = {path: overlay((root / path).read_text("utf-8"), fault).encode()}
    expected: list[Expected] = []
    for path, content in files.items():
        plain, marks = take_marks(content.decode("latin-1"))  # any byte survives the way there and back
        expected += [(path, line, check) for line, check in marks]
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(plain.encode("latin-1"))
    return Fixture(root, sorted(expected))


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
