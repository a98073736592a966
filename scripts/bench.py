"""Time the gate beside `mkdocs build` alone, on this site and on sites made of many copies of its pages.

Prints seconds and ratios measured in the same run. It decides nothing; it is not a test.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sitecheck import command
from sitecheck.source import Finding

RUNS = 3


def main(arguments: list[str]) -> int:
    options = command.parser(__doc__)
    options.add_argument(
        "--pages",
        type=int,
        nargs="*",
        default=[0, 100],
        metavar="N",
        help="sizes of site; 0 is this site as it is (default: 0 100)",
    )
    asked = options.parse_args(arguments)
    print(f"seconds, median of {RUNS} runs; ratios to `mkdocs build` on the same pages in the same run")
    print(
        f"{'pages':>6} {'mkdocs build':>13} {'check.py':>9} {'ratio':>6} {'build.py':>9} {'ratio':>6} {'ms a page':>10} {'bytes a page':>13}"
    )
    for wanted in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            count = make(asked.root.resolve(), root, wanted)
            alone = timed([sys.executable, "-c", MKDOCS_ALONE, str(root), str(command.HERE / "scripts")])
            check = timed([sys.executable, str(command.HERE / "scripts/check.py"), "--root", str(root)])
            whole = timed(
                [sys.executable, str(command.HERE / "scripts/build.py"), "--root", str(root), "--no-handouts"]
            )
            size = sum(file.stat().st_size for file in (root / "site").rglob("*.html")) / count
            print(
                f"{count:6} {alone:13.2f} {check:9.2f} {check / alone:6.2f} {whole:9.2f} {whole / alone:6.2f}"
                f" {1000 * whole / count:10.1f} {size:13.0f}",
                flush=True,
            )
    return command.CLEAN


MKDOCS_ALONE = """
import sys; sys.path.insert(0, sys.argv[2])
import build, pathlib
from sitecheck import command, loading
root = pathlib.Path(sys.argv[1])
build.mkdocs(loading.load(root, command.day_of(0)), 0, lambda: None)
"""


def make(project: Path, root: Path, wanted: int) -> int:
    """Copy a site into `root` and add copies of its cause pages until it has `wanted` pages. Says how many there are."""
    for name in ("docs", "data", "overrides"):
        shutil.copytree(project / name, root / name)
    shutil.copy(project / "mkdocs.yml", root)
    models = sorted(path for path in (root / "docs/causes").glob("*.md") if path.name != "index.md")
    count = len(list((root / "docs").rglob("*.md")))
    for number in range(max(wanted - count, 0)):
        text = models[number % len(models)].read_text("utf-8")
        text = re.sub(r"^title: .*", f"title: Copy number {number} of a page", text, count=1, flags=re.MULTILINE)
        text = re.sub(
            r"^description: .*",
            f"description: Copy number {number}, made to see how long many pages take to build.",
            text,
            count=1,
            flags=re.MULTILINE,
        )
        text = re.sub(r"^short: .*", f"short: c{number}", text, count=1, flags=re.MULTILINE)
        (root / f"docs/causes/copy-{number}.md").write_text(text, "utf-8")
    return max(wanted, count)


def timed(called: list[str]) -> float:
    """Median seconds of a command. Its own findings don't matter; that it could not judge does."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(called, capture_output=True, text=True, check=False)
        seconds.append(time.perf_counter() - start)
        if done.returncode == command.COULD_NOT_JUDGE:
            raise command.CannotJudge(
                Finding(
                    "mkdocs.yml",
                    1,
                    f"{called[1]} could not judge: {done.stdout.strip()}",
                    "mend the site first",
                    "run-failed",
                )
            )
    return statistics.median(seconds)


if __name__ == "__main__":
    command.run(main)
