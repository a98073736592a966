"""What the calendar brings due: reviews, helplines to ring, passages with an end."""

import datetime
from collections.abc import Iterator

from sitecheck.source import Finding, Page, Site

NOTICE = datetime.timedelta(days=30)  # said this long before a review is due
PASSAGE_NOTICE = datetime.timedelta(days=14)
HELPLINE_KEEPS = datetime.timedelta(days=365)


def due(site: Site, today: datetime.date) -> Iterator[Finding]:
    """Everything in `site` whose day has come by `today`, or will soon."""
    for page in site.pages:
        yield from _reviews(page, today)
        yield from _passages(page, today)
    for number, line in enumerate(site.helplines):
        yield from _helpline(site, number, line, today)


def _reviews(page: Page, today: datetime.date) -> Iterator[Finding]:
    day = _day(page.meta.get("review_due"))
    if day is None or day - today > NOTICE:
        return
    past = day < today
    yield Finding(
        page.path,
        page.meta_lines.get("review_due", 1),
        f"the review of this page was due on {day}, {_days(today - day)} ago"
        if past
        else f"the review of this page is due on {day}, in {_days(day - today)}",
        "check the page against its sources, then set reviewed: and review_due:",
        "review-past" if past else "review-due",
    )


def _passages(page: Page, today: datetime.date) -> Iterator[Finding]:
    for passage in page.expiring:
        if passage.end is None or passage.end - today > PASSAGE_NOTICE:
            continue
        past = passage.end < today
        yield Finding(
            page.path,
            passage.line,
            f"this passage was to stand until {passage.end}" if past else f"this passage stands until {passage.end}",
            "write it anew or delete it, with its two comments"
            if past
            else "find out what is to stand here afterwards",
            "passage-expired" if past else "passage-ending",
        )


def _helpline(site: Site, number: int, record: dict[str, object], today: datetime.date) -> Iterator[Finding]:
    checked = _day(record.get("checked"))
    if checked is not None and today - checked <= HELPLINE_KEEPS:
        return
    said = f"was last checked on {checked}" if checked else "has never been checked from here"
    # A trial call to an emergency service or a crisis line takes a place from somebody who needs it.
    urgent = record.get("kind") in {"emergency", "mental-health"}
    how = "look it up with the service itself, without a trial call" if urgent else "ring it"
    finding = site.data_finding(
        "helplines.yml",
        (number, "checked"),
        f"{record.get('name')} ({record.get('country')}), {record.get('number')}, {said}",
        f"{how}, mend what is wrong, and set checked: to that day",
    )
    yield Finding(finding.path, finding.line, finding.message, finding.hint, "helpline-unchecked")


def _day(value: object) -> datetime.date | None:
    """A plain date. A date with a time is a fault of the sources, which check.py names."""
    return value if type(value) is datetime.date else None


def _days(span: datetime.timedelta) -> str:
    return "1 day" if span.days == 1 else f"{span.days} days"
