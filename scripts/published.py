"""Keep what was published: add to data/published.yml every page and handout of site/, and to data/kept.yml every warning sign, that they lack.

Run it at each release and commit both files; from then on no build passes that loses one of those addresses, or takes back
how urgent one of those signs is.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sitecheck import command, report
from sitecheck.loading import load

PASSING = "review-pack"  # what is there only while pages wait for a reviewer
KEPT = (
    "# What people rely on to the letter, as it was last agreed. No edit of another file alone may take it back: whoever means to\n"
    "# changes it here too, with a clinician's word for it. scripts/published.py adds new warning signs at each release.\n"
)
WEIGHTY = re.compile(  # of a sign: its numbers, each with what it is compared with and the word after it, and what it denies
    r"(?:(?:under|over|past|after|by|for|until|between|fewer than|less than|more than|at least)\s+)?\d+(?:[.,]\d+)*(?:\s?(?:%|°[CF])|(?!\w))"
    r"(?:\s+or\s+(?:more|less|older|younger)|\s+(?!(?:from|and|of|in|or|under|to|if)\b)[a-z]+)?|\b(?:not|never|cannot|without)\b\s+\w+|\bno\b\s+\w+\s+\w+|\bhalf\b"
)
HEAD = "# Every address that was ever published. scripts/published.py adds to it; nothing is ever taken out.\n"


def main(arguments: list[str]) -> int:
    asked = command.parser(__doc__).parse_args(arguments)
    root = asked.root.resolve()
    site = load(root, command.day_of(0))
    if not (root / "site/index.html").is_file():
        raise command.slip("there is no site/ yet", "run make site first")
    new = sorted(addresses(root / "site") - set(site.published) - set(site.redirects))
    if new:
        record(root, sorted({*site.published, *new}))
    known = {str(sign.get("id")) for sign in site.kept("signs")}
    signs = [sign for name, sign in site.urgency.items() if name not in known]
    if signs:
        keep(root, signs)
    added = (("published", new), ("kept", [str(sign["id"]) for sign in signs]))
    said = [f"added to data/{file}.yml: {', '.join(names) or 'nothing'}" for file, names in added]
    said += [f"take {file} off extra.without in mkdocs.yml" for file, names in added if names and file in site.without]
    report.say([], asked.format, "; ".join(said))
    return command.CLEAN


def addresses(folder: Path) -> set[str]:
    """The addresses below a published folder that people keep: its pages but the one for unknown addresses, and its PDFs."""
    pages = {file.parent.relative_to(folder).as_posix() + "/" for file in folder.rglob("index.html")}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*.pdf") if not file.name.startswith(PASSING)}
    return (pages | files) - {"./"}


def record(root: Path, known: list[str]) -> None:
    (root / "data/published.yml").write_text(HEAD + "".join(f"- {address}\n" for address in known), "utf-8")


def keep(root: Path, signs: list[dict[str, Any]]) -> None:
    """Put signs at the end of those in data/kept.yml, each with the numbers and the denials in its text."""
    file = root / "data/kept.yml"
    text = file.read_text("utf-8") if file.is_file() else f"{KEPT}signs: []\ntexts: []\n"
    lines = []
    for sign in signs:
        says = [" ".join(found[0].split()) for found in WEIGHTY.finditer(str(sign["text"]))]
        lines += [f"  - id: {sign['id']}", f"    level: {sign['level']}", f"    always: {str(sign['always']).lower()}"]
        quoted = (json.dumps(one, ensure_ascii=False) for one in dict.fromkeys(says) if not one.isdigit())
        lines.append(f"    says: [{', '.join(quoted)}]")
    before, heading, after = text.replace("signs: []", "signs:").partition("texts:")
    file.write_text(before + "\n".join(lines) + "\n" + heading + after, "utf-8")


if __name__ == "__main__":
    command.run(main)
