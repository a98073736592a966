"""Keep what was published: add to data/published.yml every page and handout of site/ that it lacks.

Run it at each release and commit the file; from then on no build passes that loses one of those addresses.
"""

from pathlib import Path

from sitecheck import cli, report
from sitecheck.loading import load

PASSING = "review-pack"  # what is there only while pages wait for a reviewer
HEAD = "# Every address that was ever published. scripts/published.py adds to it; nothing is ever taken out.\n"


def main(arguments: list[str]) -> int:
    asked = cli.parser(__doc__).parse_args(arguments)
    root = asked.root.resolve()
    site = load(root, cli.day_of(0))
    if not (root / "site/index.html").is_file():
        raise cli.slip("there is no site/ yet", f"{cli.to_build(root)} first")
    new = sorted(addresses(root / "site") - set(site.published) - set(site.redirects))
    if new:
        record(root, sorted({*site.published, *new}))
    said = [f"added to data/published.yml: {', '.join(new) or 'nothing'}"]
    said += ["take published off extra.without in mkdocs.yml"] if new and "published" in site.without else []
    report.say([], asked.format, "; ".join(said))
    return cli.CLEAN


def addresses(folder: Path) -> set[str]:
    """The addresses below a published folder that people keep: its pages but the one for unknown addresses, and its PDFs."""
    pages = {file.parent.relative_to(folder).as_posix() + "/" for file in folder.rglob("index.html")}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.pdf") if not file.name.startswith(PASSING)}
    return (pages | files) - {"./"}


def record(root: Path, known: list[str]) -> None:
    (root / "data/published.yml").write_text(HEAD + "".join(f"- {address}\n" for address in known), "utf-8")


if __name__ == "__main__":
    cli.run(main)
