"""Time the gate on sites of any size, its link check beside lychee's, MkDocs on our pages beside default Material, and our print beside bare WeasyPrint.

The sites are this one with copies of its causes, or fewer pages of it. Then links are broken in the built pages in every
way lychee knows, to see that the link check finds each that lychee finds; one that it misses makes the exit status 1.
The seconds decide nothing; this is not a test.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from paper import jobs, press, printing
from publish import mkdocs_run
from scheduled import links
from sitecheck import approved, cli, registry
from sitecheck.loading import load, load_built
from sitecheck.parse import markup
from sitecheck.source import BuiltPage, Finding
from support.site_maker import copy_of_project

RUNS = 3
REFUSING = (
    "link-dead",
    "link-malformed",
    "element-unlisted",
    "attribute-unlisted",
    "script-unlisted",
    "request-external",
    "policy-unmet",
)
SIZES = (10, 100, 1000)
FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'
WORTH_COMPARING = 100  # pages; of fewer, MkDocs' own start is most of the time
CHILD = """
import pathlib, sys, time
root, what, scripts = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
sys.path.insert(0, scripts)
from sitecheck import cli, loading, registry
site = loading.load(root, cli.day_of(int(time.time())))
site.handouts = False
if what == "build":
    from publish import mkdocs_run
    mkdocs_run.build(site, 0, lambda: None)
else:
    if what != "sources":
        loading.load_built(site, root / "build")
    if what == "parse":
        for built in site.built:
            built.tree
    else:
        registry.run(site, names=("link-dead",) if what == "links" else None)
"""
# What stands in a page, each with a name of its own where a name is dead. "UP" is the way to the root of the site.
PLANTED = {
    "page": '<a href="UP{}/">x</a>',
    "file": '<a href="UP{}.pdf">x</a>',
    "page-with-query": '<a href="UP{}/?a=1&amp;b=2">x</a>',
    "page-with-anchor": '<a href="UP{}/#there">x</a>',
    "page-beside": '<a href="../{}/">x</a>',
    "page-without-slash": '<a href="UP{}">x</a>',
    "page-from-root": '<a href="/{}/">x</a>',
    "encoded": '<a href="UP%78{}/">x</a>',
    "spaced": '<a href=" UP{}/ ">x</a>',
    "folded": '<details><summary>s</summary><a href="UP{}/">x</a></details>',
    "unscripted": '<noscript><a href="UP{}/">x</a></noscript>',
    "hidden": '<p hidden><a href="UP{}/">x</a></p>',
    "nofollow": '<a rel="nofollow" href="UP{}/">x</a>',
    "anchor-here": '<a href="#{}">x</a>',
    "anchor-there": '<a href="UP#{}">x</a>',
    "anchor-encoded": '<a href="#%78{}">x</a>',
    "area": '<map name="m"><area href="UP{}/" alt="x"></map>',
    "picture": '<img src="UP{}.png" alt="x">',
    "picture-sharper": '<img src="data:," srcset="UP{}.png 2x" alt="x">',
    "picture-other": '<picture><source srcset="UP{}.png"><img src="data:," alt="x"></picture>',
    "script": '<script src="UP{}.js"></script>',
    "style-sheet": '<link rel="stylesheet" href="UP{}.css">',
    "icon": '<link rel="icon" href="UP{}.ico">',
    "frame": '<iframe src="UP{}/"></iframe>',
    "embedded": '<embed src="UP{}.svg">',
    "object": '<object data="UP{}.svg"></object>',
    "sound": '<audio src="UP{}.mp3"></audio>',
    "film": '<video src="UP{}.mp4"></video>',
    "film-still": '<video poster="UP{}.png"></video>',
    "film-track": '<video><track src="UP{}.vtt"></video>',
    "form": '<form action="UP{}/"></form>',
    "button": '<form><button formaction="UP{}/">x</button></form>',
    "picture-button": '<form><input type="image" src="UP{}.png" alt="x"></form>',
    "quotation": '<blockquote cite="UP{}/">x</blockquote>',
    "drawing": '<svg><image href="UP{}.png"/></svg>',
    "drawing-link": '<svg><a href="UP{}/"><text>x</text></a></svg>',
    "background": '<p style="background:url(UP{}.png)">x</p>',
    "styled": "<style>p{{background:url(UP{}.png)}}</style>",
}


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "--pages", type=int, nargs="*", default=SIZES, metavar="N", help="sizes of site (default: 10 100 1000)"
    )
    options.add_argument(
        "--runs", type=int, default=RUNS, metavar="N", help=f"how often each is timed (default: {RUNS})"
    )
    asked = options.parse_args(arguments)
    print(
        f"median of {asked.runs} runs, each a program of its own; mkdocs build once. cpu: milliseconds of a processor a page, all checks;"
    )
    print("parse: of them for Python's start, to read all files and to parse the HTML, below which no check can come")
    heads = "pages words cites mkdocs sources built whole cpu parse pages/s links lychee ratio".split()
    print("".join(f"{head:>9}" for head in heads))
    missed: set[str] = set()
    for wanted in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            count = make(asked.root.resolve(), root, wanted)
            words, cites = measure(root)
            building, _ = timed(child(root, "build"), runs=1)
            put_on_record(root)
            (sources, _), (whole, spent), (checking, _), (_, least) = (
                timed(child(root, what), asked.runs) for what in ("sources", "whole", "links", "parse")
            )
            theirs, _ = timed(lychee(root / "build"), asked.runs)
            a_page = (1000 * spent / count, 1000 * least / count)
            figures = (building, sources, whole - sources, whole, *a_page, count / whole, checking, theirs)
            cells = [
                f"{count:9}{words:9}{cites:9}",
                *(f"{figure:9.2f}" for figure in figures),
                f"{theirs / checking:9.1f}",
            ]
            print("".join(cells), flush=True)
            found, known = planted(root)
            missed |= known - found
            alone = ", ".join(sorted(found - known)) or "none"
            print(
                f"          planted {len(PLANTED)}: lychee finds {len(known)}, the gate {len(found)}; by the gate alone: {alone}"
            )
            if count >= WORTH_COMPARING:
                ours, material = beside_material(root, asked.runs)
                print(
                    f"          MkDocs on these pages: {ours:.2f} s of a processor, {1000 * ours / count:.0f} ms a page; default Material on their text: "
                    f"{material:.2f} s; ours by Material's: {ours / material:.2f}",
                    flush=True,
                )
    print(beside_weasyprint(asked.root.resolve()), flush=True)
    print(f"found by lychee alone: {', '.join(sorted(missed)) or 'none'}")
    return cli.FINDINGS if missed else cli.CLEAN


def beside_material(root: Path, runs: int) -> tuple[float, float]:
    """Median seconds of a processor that MkDocs takes on the site in `root`, and on the same text and notes with Material as it comes.

    The two take turns. Of the processor, since a neighbour on the machine changes the seconds of the clock.
    """
    site = load(root, cli.day_of(0))
    docs, scratch = root / "material-docs", root / "material-build"
    for page in site.pages:
        text = page.text
        for key in dict.fromkeys(markup.CITATION.findall(text)):
            work = site.references.get(key, {})
            text += f"\n[^{key}]: {work.get('authors')}. [{work.get('title')}]({work.get('url')}) {work.get('publisher')}, {work.get('year')}."
        file = docs / page.source_path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    shutil.copytree(root / "docs/assets", docs / "assets")
    ours = mkdocs_run.configuration(root, site.config, root / "build")
    theirs = {
        "site_name": "The same text",
        "docs_dir": str(docs),
        "site_dir": str(scratch),
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "markdown_extensions": site.config["markdown_extensions"],
    }
    files = [root / "ours.json", root / "theirs.json"]
    for file, config in zip(files, (ours, theirs), strict=True):
        file.write_text(json.dumps(config), "utf-8")
    turns = [[_processor(file) for file in files] for _ in range(runs)]
    first, second = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    return first, second


def _processor(config: Path) -> float:
    """Seconds of a processor that MkDocs takes on a configuration."""
    before = _spent()
    called = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    subprocess.run(called, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, check=True)
    return _spent() - before


def beside_weasyprint(project: Path) -> str:
    """How long all that the site prints takes us, and how long WeasyPrint alone on the very HTML that we chose, on the same cores."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(project, root, len(load(project, cli.day_of(0)).pages))
        timed(child(root, "build"), runs=1)
        site = load(root, cli.day_of(0))
        load_built(site, root / "build")
        start, before = time.perf_counter(), _spent()
        todo = printing.everything(site, root / "build")
        printed, _ = printing.print_all(site, todo, root / "ours", lambda: None)
        ours, spent = time.perf_counter() - start, _spent() - before
        alone = {one.file: one for one in printed}
        texts = [
            (printing.bound(job, alone) if job.parts else (job.html, *job.forms)[one.form]).replace(
                jobs.SIZE, f"{one.size:g}pt"
            )
            for job, one in zip(todo, printed, strict=True)
        ]
        (root / "theirs").mkdir()
        (root / "fonts.conf").write_text(FONTS.format(press.font_files()[0].parent, root / "cache"), "utf-8")
        start, before = time.perf_counter(), _spent()
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
            files = [str(root / "theirs" / job.file) for job in todo]
            bases, config = [job.base.as_uri() for job in todo], [str(root / "fonts.conf")] * len(todo)
            list(workers.map(_bare, texts, bases, files, config))
        bare, least = time.perf_counter() - start, _spent() - before
    each = f"{1000 * ours / len(todo):.0f} ms a file by the clock" if todo else "none"
    return (
        f"{len(todo)} files printed: {ours:.1f} s, {spent:.1f} of a processor, {each}; bare WeasyPrint on the same HTML: {bare:.1f} s, "
        f"{least:.1f} of a processor; ours by WeasyPrint's: {ours / bare:.2f}, of a processor {spent / least:.2f}"
    )


def _bare(html: str, base: str, file: str, config: str) -> None:
    os.environ["FONTCONFIG_FILE"] = config  # read when it is first imported
    import weasyprint

    weasyprint.HTML(string=html, base_url=base).write_pdf(file, pdf_variant="pdf/ua-1")


def _spent() -> float:
    """Seconds of a processor that programs took which were started here."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def make(project: Path, root: Path, wanted: int) -> int:
    """Copy a site in its main language into `root` and bring it to `wanted` pages: copies of its causes are added, or pages taken away.

    Says how many pages there are; those that the furniture of every page needs stay.
    """
    copy_of_project(root, project, translated=False)
    pages = sorted(
        (root / "docs").rglob("*.md"), key=lambda page: (page.name != "index.md", "causes" not in page.parts, page)
    )
    for page in pages[wanted:]:
        page.unlink()
    if gone := {page.name for page in pages[wanted:]}:
        for page in pages[:wanted]:
            unlink(page, gone)
    models = [page for page in pages[:wanted] if page.parent.name == "causes" and page.name != "index.md"]
    for number in range(max(wanted - len(pages), 0)):
        text = models[number % len(models)].read_text("utf-8")
        for field, value in (
            ("title", f"Copy number {number} of a page"),
            ("description", f"Copy number {number}, made to see how long many pages take to build."),
            ("short", f"c{number}"),
        ):
            text = re.sub(rf"^{field}: .*", f"{field}: {value}", text, count=1, flags=re.MULTILINE)
        (root / f"docs/causes/copy-{number}.md").write_text(marked(text, number), "utf-8")
    return wanted


def marked(text: str, number: int) -> str:
    """A copy whose every sentence holds a word of its own, so that no answer about another copy can be used again."""
    word = "Q" + "".join("abcdefghij"[int(digit)] for digit in str(number))
    matter, fence, body = text.rpartition("\n---\n")
    body = re.sub(r"(?<=[.!?)] )(?=[^\W\d_])", f"{word} ", body)
    return matter + fence + re.sub(r"^((?:[-*] |\d+\. )?[^\W\d_]+)(?= )", rf"\g<1> {word}", body, flags=re.MULTILINE)


def put_on_record(root: Path) -> None:
    """Approve what readers get of the site in `root`, as a site has it that passes: no change is looked for, none is found."""
    site = load(root, cli.day_of(0))
    load_built(site, root / "build")
    shutil.rmtree(root / approved.FOLDER, ignore_errors=True)
    for name, lines in approved.record(site).items():
        file = root / approved.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", "utf-8")


def unlink(page: Path, gone: set[str]) -> None:
    """Leave of each link to a page that is gone its words."""

    def words(link: re.Match[str]) -> str:
        return link[1] if link[2].partition("#")[0].rpartition("/")[2] in gone else link[0]

    page.write_text(markup.LINK.sub(words, page.read_text("utf-8")), "utf-8")


def measure(root: Path) -> tuple[int, int]:
    """Median words and citations of the causes, to judge by how real the pages are."""
    texts = [page.read_text("utf-8") for page in (root / "docs/causes").glob("*.md") if page.name != "index.md"]
    words = statistics.median(len(markup.CITATION.sub("", text).split()) for text in texts)
    return int(words), int(statistics.median(len(set(markup.CITATION.findall(text))) for text in texts))


def child(root: Path, what: str) -> list[str]:
    return [sys.executable, "-c", CHILD, str(root), what, str(cli.HERE / "scripts")]


def lychee(folder: Path) -> list[str]:
    """lychee on the built pages, as its manual says for a site made of folders."""
    return [
        links.program(), "--offline", "--include-fragments", "--no-progress", "--format=json", "--extensions=html",
        f"--root-dir={folder}", "--index-files=index.html", str(folder),
    ]  # fmt: skip


def timed(called: list[str], runs: int) -> tuple[float, float]:
    """Median seconds of a program, by the clock and of a processor. What it finds doesn't matter; that it broke down does."""
    seconds, spent = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), _spent()
        done = subprocess.run(called, capture_output=True, text=True, check=False, cwd="/")
        seconds.append(time.perf_counter() - start)
        spent.append(_spent() - before)
        if done.returncode not in {0, 2} or "Traceback" in done.stderr:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise cli.CannotJudge(
                Finding(
                    "mkdocs.yml",
                    1,
                    f"{Path(called[0]).name} broke down: {' '.join(said)}",
                    "mend the site first",
                    "run-failed",
                )
            )
    return statistics.median(seconds), statistics.median(spent)


def planted(root: Path) -> tuple[set[str], set[str]]:
    """Plant every broken link of PLANTED in a built page of `root`. Gives the names of those that the gate refuses, and those that lychee finds.

    A link that no page may hold, such as one of a frame, is refused as such, whether it leads somewhere or not.
    """
    folder = root / "build"
    page = min(path for path in folder.glob("*/*/index.html") if "</main>" in path.read_text("utf-8"))
    typed = {name: form.replace("UP", "../../").format(f"dead-{name}-x") for name, form in PLANTED.items()}
    text = page.read_text("utf-8")
    page.write_text(text.replace("</main>", "".join(typed.values()) + "</main>"), "utf-8")
    site = load(root, cli.day_of(int(time.time())))
    site.handouts = False
    load_built(site, folder)
    built = next(one for one in site.built if folder / one.path == page)
    checks = registry.all_checks()
    rules = [rule for name in REFUSING for subject, rule in checks[name].rules if subject is BuiltPage]

    def refused(form: str) -> bool:
        changed = BuiltPage(built.path, text.replace("</main>", f"{form}</main>"), built.page, site)
        return any(True for rule in rules for _ in rule(changed, site))

    ours = {name for name, form in typed.items() if refused(form)}
    done = subprocess.run(lychee(folder), capture_output=True, text=True, check=False, cwd="/")
    theirs = " ".join(item["url"] for items in json.loads(done.stdout)["error_map"].values() for item in items)
    page.write_text(text, "utf-8")
    return ours, {name for name in PLANTED if f"dead-{name}-x" in theirs}


if __name__ == "__main__":
    cli.run(main)
