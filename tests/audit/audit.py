"""Ask the slow outside judges: nginx, ProperDocs, three engines, Lighthouse beside default Material and bare text, and the Nu HTML checker.

Builds the same pages three ways, serves them compressed on this machine, and prints a table. Exit status 1 when
an engine shows a fault, the Nu checker complains, or a Lighthouse score of ours is below 100.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from audit import everywhere
from publish.swap import compress
from sitecheck import cli
from sitecheck.source import Finding
from support.loopback import served

TOOLS = cli.HERE / "tests/audit"
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
OTHERS = ("served_by_nginx.py", "built_by_properdocs.py", "installed.py")
TIMES = "20"  # as many inputs that nobody would think of as in `make test`, and others each time
TRIES = 5  # as many as Lighthouse itself asks for, since what else a machine does makes a page slower and never faster
SHORT = re.compile(r"(?:^|(?<=/))h/")  # where an address turns into a short one, in any language
UNLISTED = b'<meta name="robots" content="noindex">'
# A part of CSS that engines have and the Nu checker does not know yet: what ties an explanation to its word.
UNKNOWN_TO_NU = r".*CSS: .(position-area|position-try-fallbacks).: Property .*"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "FCP s": "first-contentful-paint",
    "LCP s": "largest-contentful-paint",
    "TBT ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument("--pages", nargs="*", metavar="URL", help="only these pages, such as about/ (default: all)")
    asked = options.parse_args(arguments)
    site = asked.root.resolve() / "site"
    if not (site / "index.html").is_file():
        raise cli.slip("there is no site/ to audit", "run make site first")
    told = [
        *(asked_of(TOOLS / name, "--numprocesses=0") for name in OTHERS),
        asked_of(cli.HERE / "tests/test_fuzz.py", FUZZ=TIMES),
    ]
    main, *translated = by_language(site, pages(site))
    compared = sample(site, main)
    # A translation loads what its original loads. Its words and fonts are looked at in every engine; Lighthouse takes a sample.
    weighed = [*main, *(url for urls in translated for url in sample(site, urls))]
    urls, weighed = (pages(site), weighed) if asked.pages is None else (asked.pages, asked.pages)
    differs = everywhere.judge(site, urls, TOOLS / "pictures")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(site, root / "ours")
        as_bare_text(site, root / "bare", compared)
        as_material(site, root / "material", root)
        failed = lighthouse(root, weighed, compared)
    return cli.FINDINGS if nu(site) or failed or differs or not all(told) else cli.CLEAN


def asked_of(tests: Path, *options: str, **environment: str) -> bool:
    """Run the tests of a file that need more of the machine than `make test` may ask for. Says whether they pass.

    Without processes of its own, pytest also prints what they have counted.
    """
    called = [sys.executable, "-m", "pytest", "--quiet", "-s", *options, str(tests)]
    return subprocess.run(called, cwd=cli.HERE, env=os.environ | environment, check=False).returncode == 0


def pages(site: Path) -> list[str]:
    """The address of every page that a reader can tell apart: of those behind the short addresses of a language, the first."""
    urls = sorted(
        file.parent.relative_to(site).as_posix().removeprefix(".") + ("/" if file.parent != site else "")
        for file in site.rglob("index.html")
    )
    short: dict[str, str] = {}  # one template makes all of them
    return [url for url in urls if not (at := SHORT.search(url)) or short.setdefault(url[: at.start()], url) == url]


def by_language(site: Path, urls: list[str]) -> list[list[str]]:
    """The addresses in groups, one for each language that the pages say they are in; that of the home page first."""
    groups: dict[str, list[str]] = {}
    for url in ["", *urls]:
        html = LexborHTMLParser((site / url / "index.html").read_text("utf-8")).css_first("html")
        groups.setdefault((html and html.attributes.get("lang")) or "", []).append(url)
    first, *others = groups.values()
    return [first[1:], *others]


def sample(site: Path, urls: list[str]) -> list[str]:
    """Three of the pages of a language: the first, which is its home page, the middle one and the heaviest by size."""
    by_size = sorted(urls, key=lambda url: (site / url / "index.html").stat().st_size)
    return list(dict.fromkeys([urls[0], by_size[len(by_size) // 2], by_size[-1]]))


def as_bare_text(site: Path, folder: Path, compared: list[str]) -> None:
    """The compared pages as HTML with no style at all: what the text alone costs."""
    for url in compared:
        tree = LexborHTMLParser((site / url / "index.html").read_text("utf-8"))
        title, article = _title_and_article(tree)
        text = f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>{article}'
        (folder / url).mkdir(parents=True, exist_ok=True)
        (folder / url / "index.html").write_text(text, "utf-8")
    compress(folder)


def as_material(site: Path, folder: Path, scratch: Path) -> None:
    """The same texts under Material's own templates, with its search and without its fonts from elsewhere."""
    docs = scratch / "docs"
    for url in pages(site):
        title, article = _title_and_article(LexborHTMLParser((site / url / "index.html").read_text("utf-8")))
        page = docs / url / "index.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\ntitle: {json.dumps(title)}\n---\n\n<div>\n{article}\n</div>\n", "utf-8")
    config = {
        "site_name": "The same text",
        "docs_dir": str(docs),
        "site_dir": str(folder),
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
    }
    (scratch / "material.yml").write_text(json.dumps(config), "utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(scratch / "material.yml")],
        env=environment,
        check=True,
        capture_output=True,
    )
    compress(folder)


def _title_and_article(tree: LexborHTMLParser) -> tuple[str, str]:
    title, article = tree.css_first("title"), tree.css_first("article")
    if title is None or article is None:
        raise ValueError("a built page has no title or no article")
    return title.text(), re.sub(r' (?:class|data-[a-z]+)="[^"]*"', "", article.inner_html or "")


@dataclass
class Judged:
    """What Lighthouse measured on one page."""

    scores: dict[str, int]
    numbers: dict[str, float]
    page: int
    total: int
    requests: int
    low: list[str]

    def __str__(self) -> str:
        numbers = " ".join(f"{number:7.2f}" for number in self.numbers.values())
        return f"{self.page:8} {self.total:8} {self.requests:8} {numbers}   {list(self.scores.values())}"


def lighthouse(root: Path, urls: list[str], compared: list[str]) -> bool:
    """Print a line for each page, ours and the other ways. Says whether a score of ours is below 100."""
    names = " ".join(f"{name:>7}" for name in METRICS)
    print(
        f"{'page':<40} {'built as':<9} {'HTML gz':>8} {'in all':>8} {'requests':>8} {names}   {', '.join(CATEGORIES)}"
    )
    found: dict[tuple[str, str], Judged] = {}
    for url in urls:
        for way in ("ours", "bare", "material") if url in compared else ("ours",):
            found[way, url] = judged(root, way, url)
            print(f"/{url:<39} {way:<9} {found[way, url]}", flush=True)
    for url in (url for url in compared if ("ours", url) in found):
        ours, bare, material = (found[way, url].numbers["FCP s"] for way in ("ours", "bare", "material"))
        print(f"/{url}: first paint is {ours / bare:.2f} of bare text, {ours / material:.2f} of default Material")
    return below_100(found)


def below_100(found: dict[tuple[str, str], Judged]) -> bool:
    """Whether a score of ours is below 100; says which, and whether this machine can be a judge of speed now."""
    low = {url: one.low for (way, url), one in found.items() if way == "ours" and min(one.scores.values()) < 100}
    for url, reasons in low.items():
        print(f"/{url} is below 100: {', '.join(reasons)}")
    slowest = min((one.scores["performance"] for (way, _), one in found.items() if way == "bare"), default=100)
    if low and slowest < 100:
        print(f"bare text gets {slowest} for its speed here: this machine has too much to do to be a judge of that")
    return bool(low)


def judged(root: Path, way: str, url: str) -> Judged:
    """A page as Lighthouse judges it. How fast it is depends on what else this machine does, so a page of ours that is too slow is tried again."""
    file = root / way / url / "index.html"
    seen: list[Judged] = []
    for _ in range(TRIES if way == "ours" else 1):
        with served(root / way, compressed=True) as address:
            seen.append(measured(asked_of_lighthouse(f"{address}/{url}", root / "report.json", file), file))
        if seen[-1].scores["performance"] == 100:
            break
    return max(seen, key=lambda one: one.scores["performance"])


def measured(result: dict[str, Any], file: Path) -> Judged:
    """What counts of Lighthouse's report."""
    page, audits = file.read_bytes(), result["audits"]
    scores = {name: round(100 * result["categories"][name]["score"]) for name in CATEGORIES}
    asked = audits["network-requests"]["details"]["items"]
    return Judged(
        scores=scores,
        numbers={
            name: audits[audit]["numericValue"] / (1000 if name.endswith(" s") else 1)
            for name, audit in METRICS.items()
        },
        page=len(gzip.compress(page, 9, mtime=0)),
        total=int(sum(item["transferSize"] for item in asked)),
        requests=len(asked),
        low=[key for key, audit in audits.items() if (audit.get("score") or 1) < 0.9 or audit.get("score") == 0],
    )


def asked_of_lighthouse(address: str, report: Path, file: Path) -> dict[str, Any]:
    """Lighthouse's report on one address, with its throttling of a mobile phone.

    A page that asks search engines not to list it, as a translation does that nobody has checked, does so on purpose:
    of its "seo" all is judged but whether it will be listed, and in which words.
    """
    browser = subprocess.run(
        [sys.executable, str(cli.HERE / "scripts/setup.py"), "browser"], capture_output=True, text=True, check=True
    ).stdout.strip()
    called = [
        str(TOOLS / "node_modules/.bin/lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={CHROME}",
        *(["--skip-audits=is-crawlable,meta-description"] if UNLISTED in file.read_bytes() else []),
    ]
    done = subprocess.run(
        called, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise cli.CannotJudge(
            Finding(
                "tests/audit",
                1,
                f"Lighthouse failed: {done.stderr.strip()[-300:]}",
                "run make audit again",
                "run-failed",
            )
        )
    result: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return result


def nu(site: Path) -> bool:
    """Print what the Nu checker says of every page and picture. Says whether it complains."""
    called = [
        "java",
        "-jar",
        str(TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"),
        "--errors-only",
        "--filterpattern",
        UNKNOWN_TO_NU,
        "--skip-non-html",
        "--format",
        "gnu",
        str(site),
    ]
    done = subprocess.run(called, capture_output=True, text=True, check=False)
    print("Nu checker:", done.stderr.strip() or f"nothing to complain of in {len(list(site.rglob('*.html')))} pages")
    return done.returncode != 0


if __name__ == "__main__":
    cli.run(main)
