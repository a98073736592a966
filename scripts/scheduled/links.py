"""Addresses outside the site, asked through lychee: each opens, is broken, or could not be decided.

A refusal is no proof: journals answer 403 to every program. So only what a reader would also meet counts as broken
(404, 410, a redirect that never ends), and a first sight of it is said to be one.
"""

import datetime
import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitecheck import cli
from sitecheck.parse.urls import host_of, leaves_site
from sitecheck.source import Finding, Site

RULES = 1  # raised when a rule below changes, so that no old answer outlives it
KEEPS = datetime.timedelta(days=7)  # how long an address that opened is not asked again
MOST_REDIRECTS = 5
OK, BROKEN, UNKNOWN = "ok", "broken", "unknown"
GONE = {404, 410}
TEMPORARY = {0, 408, 425, 429, *range(500, 600)}
SAYS = {
    401: "asks for a password",
    402: "asks for money",
    403: "refuses programs; it may well open for a reader",
    429: "is asked too often",
}
Place = tuple[str, int]  # a source file and a line of it


@dataclass(frozen=True)
class Manners:
    """How a host is treated: `interval` between two requests and `timeout` in seconds; `agent` says who asks."""

    agent: str
    interval: float = 1.0
    timeout: int = 20
    retries: int = 2
    wait: int = 2


@dataclass(frozen=True)
class Answer:
    """What became of an address: OK, BROKEN or UNKNOWN, the HTTP status (0 for none), what happened, and where it led."""

    verdict: str
    status: int
    fact: str
    led_to: str = ""


def addresses(site: Site) -> dict[str, list[Place]]:
    """Every outside address of the bibliography and of the pages, with the places that name it.

    An address of doi.org in a work that states its DOI is left to the look-up of that DOI.
    """
    found: dict[str, list[Place]] = {}
    for key, record in site.references.items():
        url = record.get("url")
        if isinstance(url, str) and not (record.get("doi") and host_of(url).removeprefix("dx.") == "doi.org"):
            found.setdefault(url, []).append(("data/references.yml", site.data_line("references.yml", key, "url")))
    for page in site.pages:
        for link in page.links:
            if leaves_site(link.target):
                found.setdefault(link.target.strip(), []).append((page.path, link.line))
    return found


def ask(urls: Iterable[str], manners: Manners) -> dict[str, Answer]:
    """Ask each address once, and once more, with more patience, those whose trouble may pass. Raises CannotJudge without lychee."""
    first = _lychee(list(urls), manners)
    again = [url for url, answer in first.items() if answer.verdict == UNKNOWN and answer.status in TEMPORARY]
    patient = Manners(manners.agent, 2 * manners.interval, 2 * manners.timeout, manners.retries, manners.wait)
    return first | (_lychee(again, patient) if again else {})


def _lychee(urls: list[str], manners: Manners) -> dict[str, Answer]:
    """One run of lychee. Each address is a link on a line of its own, so that its answer is found by the line:
    lychee prints addresses in a normal form, which need not be the one that was typed."""
    if not urls:
        return {}
    with cli.scratch() as folder:  # no lychee.toml, .lycheeignore or .lycheecache lies here
        listed = Path(folder, "links.html")
        listed.write_text("".join(f'<a href="{html.escape(url)}">x</a>\n' for url in urls), encoding="utf-8")
        done = subprocess.run(
            [
                program(),
                "--format=json",
                "--no-progress",
                "--verbose",
                "--include-fragments",
                f"--max-redirects={MOST_REDIRECTS}",
                f"--timeout={manners.timeout}",
                f"--max-retries={manners.retries}",
                f"--retry-wait-time={manners.wait}",
                "--host-concurrency=1",
                f"--host-request-interval={round(1000 * manners.interval)}ms",
                f"--user-agent={manners.agent}",
                listed.name,
            ],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name != "GITHUB_TOKEN"},
            capture_output=True,
            text=True,
            check=False,
        )
    answers = dict.fromkeys(urls, Answer(UNKNOWN, 0, "was not asked: lychee leaves such addresses out"))
    return answers | {urls[line - 1]: answer for line, answer in _read(done)}


def program() -> str:
    """Where lychee is: beside this Python, or on the path. Raises CannotJudge when it is nowhere."""
    beside = Path(sys.executable).with_name("lychee")
    found = str(beside) if beside.is_file() else shutil.which("lychee")
    if found is None:
        fact = "lychee, which asks outside addresses, is not installed"
        hint = "run python3 scripts/setup.py test, or leave the network out with --offline"
        raise cli.CannotJudge(Finding("requirements-test.in", 1, fact, hint, "run-failed"))
    return found


def _read(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[int, Answer]]:
    """(line, answer) of each address that lychee speaks of."""
    try:
        told = json.loads(done.stdout)
        for name in ("success_map", "error_map", "timeout_map"):
            for items in told[name].values():
                for item in items:
                    yield item["span"]["line"], judged(item)
    except (ValueError, KeyError, TypeError, AttributeError):
        last = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-1][:200]
        fact = f"lychee ended with status {done.returncode} and without an answer; it said: {last}"
        hint = "run it again, or leave the network out with --offline"
        raise cli.CannotJudge(Finding("requirements-test.in", 1, fact, hint, "run-failed")) from None


def judged(item: dict[str, Any]) -> Answer:
    """The answer in one entry of lychee's report."""
    status = int(item["status"].get("code") or 0)
    hops = [item["url"], *(hop["url"] for hop in item.get("redirects", {}).get("redirects", []))]
    led_to = hops[-1] if len(hops) > 1 else ""
    if 200 <= status < 300:
        return Answer(OK, status, "opens", led_to)
    if status in GONE:
        return Answer(BROKEN, status, f"answers {status}", led_to)
    if 300 <= status < 400 and len(set(hops)) < len(hops):
        return Answer(BROKEN, status, "redirects to itself without end", led_to)
    if len(hops) > MOST_REDIRECTS:
        return Answer(UNKNOWN, status, f"redirects more than {MOST_REDIRECTS} times", led_to)
    if status:
        return Answer(UNKNOWN, status, f"answers {status}: it {SAYS.get(status, 'does not show the page')}", led_to)
    told = str(item["status"].get("details") or item["status"].get("text"))
    if told == "Cannot find fragment":
        anchor = urlsplit(item["url"]).fragment
        return Answer(UNKNOWN, 200, f"opens, but #{anchor} is not in the page as a program gets it")
    return Answer(UNKNOWN, 0, f"could not be asked: {told}", led_to)


def remember(
    file: Path, today: datetime.date, asked: Callable[[list[str]], dict[str, Answer]], urls: Iterable[str]
) -> tuple[dict[str, Answer], dict[str, datetime.date], int]:
    """Answers for `urls`, from `file` where an address opened in the last KEEPS, else from `asked`.

    Failures are never taken from the file; it only knows since when an address is broken. Gives the answers, the
    day each broken one was first seen so, and how many came from the file. A file that can't be read counts as empty.
    """
    known = _recall(file)
    fresh = {
        url: Answer(OK, 200, "opens", str(told.get("led_to") or ""))
        for url in urls
        if (told := known.get(url)) and _within(told.get("ok"), today)
    }
    answers = asked([url for url in urls if url not in fresh])
    since = {}
    for url, answer in answers.items():
        if answer.verdict == BROKEN:
            first = _date(known.get(url, {}).get("broken"))
            since[url] = min(first, today) if first else today
            known[url] = {"broken": since[url].isoformat()}
        elif answer.verdict == OK:
            known[url] = {"ok": today.isoformat(), "led_to": answer.led_to}
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}")
    half.write_text(json.dumps({"rules": RULES, "links": known}, indent=1, sort_keys=True), encoding="utf-8")
    half.replace(file)
    return fresh | answers, since, len(fresh)


def _recall(file: Path) -> dict[str, dict[str, Any]]:
    try:
        held = json.loads(file.read_text("utf-8"))
        if held["rules"] == RULES:
            return {str(url): told for url, told in held["links"].items() if isinstance(told, dict)}
        print(f"{file.name} was written by other rules; every address is asked", file=sys.stderr)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        print(f"{file.name} can't be read; every address is asked", file=sys.stderr)
    return {}


def _within(day: object, today: datetime.date) -> bool:
    found = _date(day)
    return found is not None and datetime.timedelta() <= today - found < KEEPS


def _date(day: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(day))
    except ValueError:
        return None


def findings(
    places: dict[str, list[Place]], answers: dict[str, Answer], since: dict[str, datetime.date], today: datetime.date
) -> Iterator[Finding]:
    """What to say of each address that does not simply open, at every place that names it."""
    asked = [answer for answer in answers.values() if answer.fact != "opens" or answer.status]
    if len(asked) > 1 and not any(answer.status for answer in asked):
        fact = f"none of {len(asked)} outside addresses could be asked: {asked[0].fact}"
        yield Finding("mkdocs.yml", 1, fact, "run this again on a machine with a network", "network-silent")
        return
    for url, answer in answers.items():
        for path, line in places[url]:
            if answer.verdict == BROKEN:
                first = since[url]
                when = f"since {first}" if first < today else "seen today for the first time; look again tomorrow"
                hint = f"search for the page's new address, or an archived copy, and write it here instead of {url}"
                yield Finding(path, line, f"{url} {answer.fact} ({when})", hint, "link-broken")
            elif answer.verdict == UNKNOWN:
                hint = "open it in a browser, and replace it only if it fails there too"
                yield Finding(path, line, f"{url} {answer.fact}", hint, "link-unknown")
            elif moved := _moved(url, answer.led_to):
                yield Finding(path, line, *moved, "link-moved")


def _moved(url: str, led_to: str) -> tuple[str, str] | None:
    """Said of an address that opens another host, or only the front page: it may be parked, sold, or gone quietly."""
    if not led_to:
        return None
    if host_of(led_to).removeprefix("www.") != host_of(url).removeprefix("www."):
        return f"{url} leads to another host: {led_to}", f"look whether that is the same work; if so, write {led_to}"
    if urlsplit(led_to).path in {"", "/"} and urlsplit(url).path not in {"", "/"}:
        return f"{url} leads to the front page of its host", "search there for the page, and write its address"
    return None
