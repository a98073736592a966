"""How a build takes the place of the site before it: one at a time, whole or not at all, and compressed beforehand."""

import fcntl
import gzip
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import brotli

from sitecheck import cli
from sitecheck.source import Finding

from . import disk

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".atom", ".txt"}
PATIENCE = 60  # seconds that a second build of the same root waits for the first


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a root: two builds of one folder take turns, builds of different folders run at once.

    The lock is on the folder itself, so that it leaves no file behind and ends with the process, and with the MkDocs
    that it started: one whose parent was killed still writes.
    """
    if not root.is_dir():
        raise cli.slip(f"there is no folder {root}", "name an existing folder with --root")
    handle = os.open(root, os.O_RDONLY)
    os.set_inheritable(handle, True)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    fact = f"another build of this folder has been running for more than {PATIENCE} seconds"
                    raise cli.CannotJudge(
                        Finding("mkdocs.yml", 1, fact, "wait for it, or stop it, and run this again", "build-locked")
                    ) from None
                time.sleep(0.1)
        yield
    finally:
        os.close(handle)


def heal(root: Path) -> None:
    """Put right what a run that was killed between two renames left behind."""
    site, old = root / "site", root / "site.old"
    if old.exists() and not site.exists():
        old.rename(site)
    for left in (old, root / "build", root / f"{disk.NAME}.new"):
        remove(left)


def open_to_all(folder: Path) -> None:
    """Let everybody read what is to be published, however careful the umask of who builds is: a web server is somebody else."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def swap(root: Path) -> None:
    """build/ becomes site/, and its copy for disks disk/. At each moment site/ is the old one, the new one, or absent with the old one at site.old/."""
    build, site, old = root / "build", root / "site", root / "site.old"
    if site.exists() or site.is_symlink():
        site.rename(old)
    build.rename(site)
    remove(old)
    remove(root / disk.NAME)
    (root / f"{disk.NAME}.new").rename(root / disk.NAME)


def compress(folder: Path) -> None:
    """Put a .gz and a .br beside each text file, for hosts that send them as they are. The same text gives the same bytes."""

    def twins(file: Path) -> None:
        content = file.read_bytes()
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        file.with_name(file.name + ".br").write_bytes(brotli.compress(content))

    with ThreadPoolExecutor() as workers:  # both compressors let other threads run meanwhile
        list(workers.map(twins, sorted(path for path in folder.rglob("*") if path.suffix in COMPRESSED)))


def remove(path: Path) -> None:
    """Delete a file, a link or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists() or path.is_symlink():
        path.unlink()
