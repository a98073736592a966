"""What a built site was made of: each source file with the digest of its bytes, kept in the site itself.

So a later command knows whether the sources are still those that passed. No time of a file counts: the same sources
give the same inventory wherever they lie.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .cli import LAST
from .source import Finding

FILE = ".sources"  # in build/ and site/; hosts have no use for it
PROGRAM = "scripts/"  # stands for the scripts that judged and made the site
PARTS = ("data", "docs", "overrides")
SHOWN_FROM = {".icons"}  # a hidden folder that templates take pictures from all the same
SHOWN = 3  # files that are named, where more differ
Digests = dict[str, str]


@dataclass(frozen=True)
class Inventory:
    """The time that a site was dated by, in seconds since 1970, and the digest of each of its sources."""

    epoch: int
    digests: Digests


def files(root: Path) -> Iterator[str]:
    """The paths of a site's source files: mkdocs.yml, and what lies in data/, docs/ and overrides/ and isn't hidden."""
    yield from (name for name in ("mkdocs.yml",) if (root / name).is_file())
    for part in PARTS:
        yield from _below(root, part)


def digests(root: Path, scripts: Path) -> Digests:
    """The digest of every source of `root`, and one of all `scripts` and of the root's own, if it has some."""
    found = {path: _digest(root / path) for path in files(root)}
    program = hashlib.sha256()
    for folder in dict.fromkeys((scripts, root / "scripts")):
        for path in _below(folder, "."):
            if path.endswith(".py"):
                program.update(f"{path}\n{_digest(folder / path)}\n".encode())
    return found | {PROGRAM: program.hexdigest()}


def write(folder: Path, inventory: Inventory) -> None:
    """Write the inventory into the site that was made of it."""
    lines = [str(inventory.epoch), *(f"{digest}  {path}" for path, digest in sorted(inventory.digests.items()))]
    (folder / FILE).write_text("\n".join(lines) + "\n", "utf-8")


def read(folder: Path) -> Inventory | None:
    """The inventory of a built site, or None where there is none that can be read."""
    try:
        epoch, *lines = (folder / FILE).read_text("utf-8").rstrip("\n").split("\n")
        parted = [line.split("  ", 1) for line in lines]
        found = Inventory(int(epoch), {path: digest for digest, path in parted})
        return found if 0 <= found.epoch <= LAST else None
    except (OSError, ValueError):
        return None


def difference(was: Digests, now: Digests, since: str, hint: str) -> Finding | None:
    """A finding that names the files in which two inventories differ, at the first of them; None where they don't."""
    changed = sorted(path for path in {*was, *now} if was.get(path) != now.get(path))
    if not changed:
        return None
    told = ", ".join(changed[:SHOWN]) + (f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else "")
    place = next((path for path in changed if path != PROGRAM), "mkdocs.yml")
    return Finding(place, 1, f"changed since {since}: {told}", hint, "site-outdated")


def _below(root: Path, part: str) -> Iterator[str]:
    for directory, folders, names in os.walk(root / part):
        folders[:] = sorted(name for name in folders if not name.startswith(".") or name in SHOWN_FROM)
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(directory, name).relative_to(root).as_posix()


def _digest(file: Path) -> str:
    """The digest of a file's bytes; of what is no plain file, which no check lets pass, its kind."""
    try:
        mode = file.lstat().st_mode
        return hashlib.sha256(file.read_bytes()).hexdigest() if stat.S_ISREG(mode) else oct(stat.S_IFMT(mode))
    except OSError as error:
        return f"unreadable-{error.errno}"
