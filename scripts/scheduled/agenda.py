"""The report of the schedule: grouped by what a person is to do, as text, as JSON, or as Markdown for an issue."""

import datetime
from collections.abc import Iterable, Iterator

from sitecheck import report
from sitecheck.source import Finding

FORMATS = ("text", "json", "markdown")
GROUPS = {
    "Today": ("work-retracted", "passage-expired", "review-past"),
    "Soon": ("review-due", "passage-ending", "link-broken", "doi-broken", "doi-mismatch", "work-corrected", "helpline-unchecked"),
    "Could not be decided here; please look": ("link-moved", "link-unknown", "work-unknown", "registry-silent", "network-silent"),
}  # fmt: skip
# What would call a person, close an issue or change the text, were it read as Markdown.
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|~#"} | {"@": "@\u2060"})


def grouped(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """(heading, findings) of each group that holds any; inside, in the order of GROUPS, then by place."""
    held = sorted(set(findings))
    for heading, checks in GROUPS.items():
        found = [finding for check in checks for finding in held if finding.check == check]
        if found:
            yield heading, found


def told(findings: Iterable[Finding], form: str, day: datetime.date, summary: str) -> str:
    """The whole report in one of FORMATS."""
    groups = list(grouped(findings))
    if form == "json":
        return report.as_json(finding for _, found in groups for finding in found)
    if form == "markdown":
        return _as_markdown(groups, day, summary)
    parts = [f"{heading} ({len(found)})\n\n{report.as_text(found)}\n" for heading, found in groups]
    return "".join(parts) + f"{day}: {summary}\n"


def _as_markdown(groups: list[tuple[str, list[Finding]]], day: datetime.date, summary: str) -> str:
    lines = [f"## What came due by {day}", "", summary.translate(MARKS)]
    for heading, found in groups:
        lines += ["", f"### {heading}", ""]
        lines += [
            f"- [ ] `{finding.path}:{finding.line}` {finding.message.translate(MARKS)}  \n"
            f"      {finding.hint.translate(MARKS)} ({finding.check})"
            for finding in found
        ]
    return "\n".join(lines) + "\n"
