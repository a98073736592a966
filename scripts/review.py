"""Show a reviewer what changed on a page since it was last signed off, and what to write to sign it off.

    review.py docs/causes/mastitis.md

The text that was signed off is looked for in the history of git, by the fingerprint that the sign-off keeps.
Exit status: 0 when the sign-off holds or there is none, 1 when it has lapsed, 2 could not judge.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from build import read
from check import within
from sitecheck import clinical, command, marked_yaml, report
from sitecheck.source import Finding, Page

SIGNS = "data/urgency.yml"


def main(arguments: list[str]) -> int:
    options = command.parser(__doc__)
    options.add_argument("page", type=Path, metavar="PAGE", help="a page of docs/")
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    path = within(asked.page, root)
    site = read(root)
    page = next((page for page in site.pages if page.path == path), None)
    if page is None or not page.readable:
        raise command.CannotJudge(
            Finding(path, 1, f"{path} is no page that can be read", "run make check first", "site-unreadable")
        )
    findings = list(since_sign_off(root, page)) if page.sign_off == "lapsed" else []
    report.say(findings, asked.format, "\n".join(closing(page, findings)))
    return command.FINDINGS if findings else command.CLEAN


def since_sign_off(root: Path, page: Page) -> Iterator[Finding]:
    """A finding for each paragraph that was changed, added or taken away since the sign-off; at least one for a lapsed page."""
    review = page.meta["clinical_review"]
    line = page.meta_lines.get("clinical_review", 1)
    old = signed_text(root, page.path, str(review.get("text")))
    if old is None:
        fact = f"the text that {review['name']} signed off on {review['date']} is not in the history of this folder"
        yield Finding(page.path, line, fact, "read the whole page as if for the first time", "review-lapsed")
        return
    before, after = list(clinical.paragraphs(old)), list(clinical.paragraphs(page))
    compared = SequenceMatcher(
        None, [clinical.normal(words) for _, words in before], [clinical.normal(words) for _, words in after], False
    )
    for kind, from_old, to_old, from_new, to_new in compared.get_opcodes():
        if kind == "equal":
            continue
        was = " / ".join(words for _, words in before[from_old:to_old])
        now = " / ".join(words for _, words in after[from_new:to_new])
        place = after[from_new][0] if from_new < len(after) else len(page.lines)
        fact = {
            "replace": f'this was "{was}" and is now "{now}"',
            "insert": f'this is new: "{now}"',
            "delete": f'here stood: "{was}"',
        }[kind]
        yield Finding(page.path, place, fact, "check it against its sources", "review-lapsed")


def signed_text(root: Path, path: str, fingerprint: str) -> Page | None:
    """The newest version of a page in git whose fingerprint is the one that was signed off, or None."""
    for commit in _git(root, "log", "--format=%H", "--", path, SIGNS).split():
        version = Page(path, _git(root, "show", f"{commit}:./{path}"))
        try:
            records = marked_yaml.read(_git(root, "show", f"{commit}:./{SIGNS}")).value
        except marked_yaml.YamlFault:
            records = None
        version.signs = clinical.signs(version, records if isinstance(records, list) else [])
        if version.readable and clinical.fingerprint(version) == fingerprint:
            return version
    return None


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError:
        return ""  # no git on this machine, so no history
    return done.stdout if done.returncode == 0 else ""


def closing(page: Page, findings: list[Finding]) -> Iterator[str]:
    """What is said of the page as a whole, and the fingerprint that a sign-off of this very text has."""
    review = page.meta.get("clinical_review") or {}
    if page.sign_off == "none":
        yield f"{page.path}: nobody has signed this page off"
    elif page.sign_off == "current":
        yield f"{page.path}: signed off by {review['name']}, {review['role']}, on {review['date']}; not changed since"
    else:
        yield f"{page.path}: {report.count(len(findings), 'place')} to read since the sign-off of {review['date']}"
    if page.sign_off != "current":
        yield "to sign this text off, write below clinical_review: your name, role, date and interests, and this line:"
        yield f"  text: {clinical.fingerprint(page)}"


if __name__ == "__main__":
    command.run(main)
