"""Say findings where a contributor looks: as annotations on the lines of a pull request, and as a page in plain words.

    build.py --format json > findings.json; summary.py findings.json --markdown "$GITHUB_STEP_SUMMARY"

Prints the annotations and appends the Markdown. What is quoted comes from strangers, so its signs are made harmless.
"""

from __future__ import annotations

import datetime
import html
import json
import re
from itertools import groupby
from pathlib import Path

from sitecheck import command, report
from sitecheck.loading import load
from sitecheck.source import Finding

SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~:@-])")
MOVED = {"link-dead", "address-lost"}


def main(arguments: list[str]) -> int:
    options = command.parser(__doc__)
    options.add_argument("findings", type=Path, metavar="FILE", help="what a command printed with --format json")
    options.add_argument("--markdown", type=Path, metavar="FILE", help="append the summary to this file")
    asked = options.parse_args(arguments)
    try:
        records = json.loads(asked.findings.read_text("utf-8"))
        if not isinstance(records, list):
            raise TypeError("it is no list")
        findings = [Finding(**record) for record in records]
    except (ValueError, TypeError) as error:
        raise command.slip(
            f"{asked.findings.name} does not hold findings: {error}", "make it with --format json"
        ) from None
    print(report.as_github(findings), end="")
    if asked.markdown:
        with asked.markdown.open("a", encoding="utf-8") as file:
            file.write(markdown(findings) + unsigned(lapsed(asked.root.resolve())))
    return command.CLEAN


def markdown(findings: list[Finding]) -> str:
    """The findings for a person who has never used git, file by file, and the pages that lead to something moved or deleted."""
    if not findings:
        return (
            "## Ready to be read\n\nEvery check passed. Under “Artifacts” is a preview of the site with this change.\n"
        )
    parts = [
        f"## {report.count(len(findings), 'thing')} to mend\n\n"
        "Nothing is published until these are mended. Each line says where, what is wrong, and how to put it right. "
        "If one is not clear, ask here: that is a fault of ours.\n"
    ]
    for path, group in groupby(sorted(findings), key=lambda finding: finding.path):
        parts.append(f"\n### {plain(path)}\n\n")
        parts += [
            f"- Line {finding.line}: {plain(finding.message)}. **To mend it:** {plain(finding.hint)}.\n"
            for finding in group
        ]
    leading = sorted({finding.path for finding in findings if finding.check in MOVED})
    if leading:
        parts.append("\n### These lead to something that was renamed or deleted\n\n")
        parts += [f"- {plain(path)}\n" for path in leading]
    return "".join(parts)


def lapsed(root: Path) -> list[str]:
    """The paths of the pages of `root` that differ from what a health professional signed off."""
    return [page.path for page in load(root, datetime.date.min).pages if page.sign_off == "lapsed"]


def unsigned(paths: list[str]) -> str:
    """What a change means for those who signed pages off; nothing, if all sign-offs hold."""
    if not paths:
        return ""
    told = "".join(f"- {plain(path)}\n" for path in paths)
    return (
        "\n### Signed off, and changed since\n\nReaders of these pages are told that the change has not been checked, until"
        f" somebody signs again:\n\n{told}"
    )


def plain(text: str) -> str:
    """Text of a stranger as Markdown that shows exactly that text: no link, no picture, no mention, no HTML."""
    return SIGNS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False)).replace("\\@", "&#64;")


if __name__ == "__main__":
    command.run(main)
