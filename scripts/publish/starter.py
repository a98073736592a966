"""A first site on another topic: the one of first_site/, with this project's templates and settings."""

import re
import shutil
from pathlib import Path

from sitecheck import approved, cli, report
from sitecheck.source import Finding

from . import gate

MODEL = Path(__file__).parent / "first_site"
WORDS = "mkdocs.extra.yml"  # of a model: what stands in place of the same settings of this project


def begin(root: Path) -> list[Finding]:
    """Write the first site into the folder `root`, with a record of its words, and return what the gate finds in it.

    Raises CannotJudge for a folder that holds something.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise cli.slip(f"{root} is there and is not an empty folder", "name a folder that is empty, or a new one")
    lay_out(MODEL, root)
    _record(root)
    found = gate.judge(root, report.Steps(quiet=True), handouts=False)[1].findings
    shutil.rmtree(root / "build", ignore_errors=True)
    return found


def lay_out(model: Path, root: Path) -> None:
    """Write into `root` a site of the docs/, data/ and words of a model, with this project's templates and settings."""
    root.mkdir(parents=True, exist_ok=True)
    for one in model.iterdir():
        if one.is_dir():
            shutil.copytree(one, root / one.name)
        elif one.name != WORDS:
            shutil.copy(one, root)
    shutil.copytree(cli.HERE / "overrides", root / "overrides")
    settings = _blocks((cli.HERE / "mkdocs.yml").read_text("utf-8"))
    words = _blocks((model / WORDS).read_text("utf-8"))
    words.pop("", None)
    (root / "mkdocs.yml").write_text("".join((settings | words).values()), "utf-8")


def _record(root: Path) -> None:
    """Put the words of a new site on record, as found and read by nobody."""
    site = gate.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)[0]
    for name, lines in approved.record(site).items():
        file = root / approved.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in (approved.AS_FOUND, *lines)), "utf-8")


def _blocks(settings: str) -> dict[str, str]:
    """The text of each top-level setting by its name; what stands before the first has the name ""."""
    pieces = re.split(r"^(?=[a-z_A-Z]+:)", settings, flags=re.MULTILINE)
    return {(piece.partition(":")[0] if number else ""): piece for number, piece in enumerate(pieces)}
