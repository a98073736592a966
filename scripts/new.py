"""Begin a page: copy the annotated template of a kind to its place, with every blank still to be filled. Or begin a language, or a site.

    new.py cause retained-placenta
    new.py language pt-BR
    new.py site ../knees

The first writes docs/causes/retained-placenta.md; the checks then name each blank until it is filled, and nothing else is to be edited.
The second writes docs/pt-BR/ and data/pt-BR/ with everything that is words, as it stands in the original, for a translator to write anew.
The third writes a small site on another topic into an empty folder, which passes every check; what is yours to settle says DECIDE.
"""

import re
import unicodedata
from pathlib import Path, PurePosixPath

from publish import starter, translation
from sitecheck import cli, report
from sitecheck.schema import SLUG
from sitecheck.source import Page

TEMPLATES = "data/templates"
LANGUAGE, SITE = "language", "site"
LONGEST = 60


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "kind", metavar="KIND", help=f"a kind of page that has a template in {TEMPLATES}/, or {LANGUAGE}, or {SITE}"
    )
    options.add_argument(
        "name",
        metavar="NAME",
        help="the page's address, in lower-case letters, digits and hyphens; the language's tag; or the site's folder",
    )
    asked = options.parse_args(arguments)
    if asked.kind == SITE:
        folder = Path(asked.name).resolve()
        found = starter.begin(folder)
        said = f"wrote a site into {asked.name}; {cli.to_build(Path(asked.name))}, and settle what says DECIDE in it"
        report.say(found, asked.format, said)
        return cli.FINDINGS if found else cli.CLEAN
    if asked.kind == LANGUAGE:
        written = begin_language(asked.root.resolve(), asked.name)
        said = f"wrote {report.count(written, 'file')} in docs/{asked.name}/ and data/{asked.name}/; translate them, then {cli.to_build(asked.root)}"
        report.say([], asked.format, said)
        return cli.CLEAN
    page = begin(asked.root.resolve(), asked.kind, asked.name)
    blanks = report.count(len(page.blanks), "blank")
    report.say([], asked.format, f"wrote {page.path} with {blanks}; fill them in, then {cli.to_build(asked.root)}")
    return cli.CLEAN


def begin(root: Path, kind: str, name: str) -> Page:
    """Write the new page of `root` and return it. Raises CannotJudge for an unknown kind, an unusable name, or one that is taken."""
    templates = {file.stem: file for file in sorted((root / TEMPLATES).glob("*.md"))}
    if kind not in templates:
        raise cli.unknown("kind of page to begin", kind, [*templates, LANGUAGE, SITE])
    if not re.fullmatch(SLUG, name) or len(name) > LONGEST:
        fix = usable(name) or "lower-case letters, digits and hyphens, such as low-iron"
        raise cli.slip(f'"{name}" cannot be the address of a page', f"write {fix}")
    folder = PurePosixPath("docs", str(cli.read(root).kinds.get(kind, {}).get("folder") or f"{kind}s"))
    path = f"{folder}/{name}.md"
    for taken in (root / path, root / folder / name):
        if taken.exists():
            fact = f"{taken.relative_to(root).as_posix()} is already there"
            raise cli.slip(fact, "choose another name, or edit that page")
    text = templates[kind].read_text("utf-8")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    with (root / path).open("x", encoding="utf-8") as file:
        file.write(text)
    return Page(path, text)


def begin_language(root: Path, tag: str) -> int:
    """Write the files of a language that are not there yet and return how many. Raises CannotJudge for one that mkdocs.yml does not name."""
    site = cli.read(root)
    cli.refuse_unjudgeable(site)
    if tag not in site.other_languages:
        fix = f"add {tag}, with the name that the language has in itself, to extra.languages in mkdocs.yml"
        raise cli.slip(f"mkdocs.yml names no language {tag} beside the main one", fix)
    written = 0
    for path, text in translation.files(site, tag, site.other_languages[tag]):
        if not (root / path).exists():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
            written += 1
    return written


def usable(name: str) -> str:
    """The nearest name that can be an address: "Low Iron!" is "low-iron"; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.removesuffix(".md")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")


if __name__ == "__main__":
    cli.run(main)
