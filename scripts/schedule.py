"""Report what came due: reviews, helplines, passages with an end, dead addresses, withdrawn works.

It looks at the calendar and asks the network, so it stops nothing: with findings too the exit status is 0.
Only 2 says that it could not look. Each outside host is asked at most once a second.
"""

import argparse
import datetime
import sys
from functools import partial
from pathlib import Path

from scheduled import agenda, dates, links, works
from sitecheck import cli, report
from sitecheck.loading import load
from sitecheck.parse.urls import host_of
from sitecheck.source import Finding, Site

RESERVED = ("example.org", "example.com", "example.net", "localhost")


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__, agenda.FORMATS)
    options.add_argument(
        "--today", type=day, metavar="DATE", help="the day to look from, as 2026-11-22 (default: now, in UTC)"
    )
    options.add_argument("--offline", action="store_true", help="look at the calendar only")
    options.add_argument(
        "--contact",
        default="",
        metavar="ADDRESS",
        help="whom a host may write to; sent with each question (default: the site's address)",
    )
    options.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="where is remembered which addresses opened (default: .cache/ of the site)",
    )
    asked = options.parse_args(arguments)
    today = asked.today or cli.clock()
    site = load(asked.root.resolve(), today)
    cli.refuse_unjudgeable(site)
    findings = list(dates.due(site, today))
    summary = f"{report.count(len(site.pages), 'page')}, {report.count(len(site.helplines), 'helpline')}"
    if asked.offline:
        summary += "; the network was not asked"
    else:
        found, said = outside(site, today, asked.cache or site.root / ".cache", agent(site, asked.contact))
        findings += found
        summary += said
    print(agenda.told(findings, asked.format, today, summary), end="")
    return cli.CLEAN


def outside(site: Site, today: datetime.date, cache: Path, name: str) -> tuple[list[Finding], str]:
    """Ask the network, and count what it said."""
    places = links.addresses(site)
    print(f"asking {report.count(len(places), 'address')[:-1] + ('es' if len(places) != 1 else 's')}", file=sys.stderr)
    answers, since, known = links.remember(
        cache / "links.json", today, partial(links.ask, manners=links.Manners(name)), places
    )
    verdicts = [answer.verdict for answer in answers.values()]
    said = "".join(f", {verdicts.count(one)} {one}" for one in (links.OK, links.BROKEN, links.UNKNOWN))
    with_doi = sum(1 for record in site.references.values() if record.get("doi"))
    found = [*links.findings(places, answers, since, today), *works.findings(site, works.asker(name))]
    return found, f"; outside addresses{said[1:]} ({known} from memory); {report.count(with_doi, 'DOI')}"


def agent(site: Site, contact: str) -> str:
    """Who asks, so that a host that minds can say so. A reserved name such as example.org reaches nobody and is left out."""
    address = site.home
    own = "" if not host_of(address) or host_of(address).endswith(RESERVED) else address
    reach = contact or own
    return "review-schedule/1.0" + (f" (+{reach})" if reach else "")


def day(text: str) -> datetime.date:
    """A date as typed after --today."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-22") from None


if __name__ == "__main__":
    cli.run(main)
