"""Cited works in two registries: whether a DOI is registered (handle records of doi.org), and whether the work was
withdrawn or corrected since (Crossref).

Written from the documented shape of the answers and tried on recordings of that shape. Unproven on the live network.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3

from sitecheck.source import Finding, Site

HANDLES = "https://doi.org/api/handles/"
CROSSREF = "https://api.crossref.org/v1/works"
LARGEST = 5_000_000  # bytes of an answer that are read
GIVES_UP = 3  # silences in a row, after which a host is not asked again in this run
REGISTERED, NO_SUCH_HANDLE, NO_SUCH_VALUE = 1, 100, 200  # response codes of a handle server
WITHDRAWN = {"retraction", "partial_retraction", "withdrawal", "removal"}
WORD = re.compile(r"[^\W_]+")
Asked = tuple[int, Any]  # HTTP status and parsed JSON; (0, None) when nothing usable came
Ask = Callable[[str], Asked]
Said = tuple[str, str, str]  # check, message, hint


def asker(agent: str, interval: float = 1.0, timeout: float = 20.0, wait: float = 1.0) -> Ask:
    """A function that asks a registry for JSON: one question every `interval` seconds, repeated when the trouble may pass.

    Retry-After is obeyed. A host that was silent GIVES_UP times in a row is left alone.
    """
    retry = urllib3.Retry(
        total=2, backoff_factor=wait, status_forcelist={408, 425, 429, 500, 502, 503, 504}, raise_on_status=False
    )
    pool = urllib3.PoolManager(
        headers={"User-Agent": agent, "Accept": "application/json"}, retries=retry, timeout=urllib3.Timeout(timeout)
    )
    silences: Counter[str] = Counter()

    def ask(address: str) -> Asked:
        host = urlsplit(address).netloc
        if silences[host] >= GIVES_UP:
            return 0, None
        time.sleep(interval)
        try:
            answer = pool.request("GET", address, preload_content=False)
            body = answer.read(LARGEST)
            answer.close()
        except (urllib3.exceptions.HTTPError, OSError):
            silences[host] += 1
            return 0, None
        silences[host] = 0
        try:
            return answer.status, json.loads(body)
        except ValueError:
            return answer.status, None

    return ask


def findings(site: Site, ask: Ask, handles: str = HANDLES, crossref: str = CROSSREF) -> Iterator[Finding]:
    """What both registries say of each work with a DOI, at its line of the bibliography."""
    silent = 0
    works = {key: record for key, record in site.references.items() if record.get("doi")}
    for key, record in works.items():
        said = [*_registered(str(record["doi"]), ask, handles), *_updated(str(record["doi"]), record, ask, crossref)]
        unanswered = [one for one in said if one[1] == SILENCE]
        silent += bool(unanswered)
        for check, fact, hint in said:
            if fact != SILENCE:
                finding = site.data_finding("references.yml", (key, "doi"), f"{key}: {fact}", hint)
                yield Finding(finding.path, finding.line, finding.message, finding.hint, check)
    if silent:
        fact = f"the registries gave no answer on {silent} of {len(works)} works; none of these counts as checked"
        yield Finding("data/references.yml", 1, fact, "run this again later", "registry-silent")


SILENCE = "no answer"
UNANSWERED: Said = ("registry-silent", SILENCE, "")


def _registered(doi: str, ask: Ask, handles: str) -> Iterator[Said]:
    """Ask the handle server; whether the publisher's page opens is another question, and one that machines are refused."""
    _, told = ask(handles + quote(doi, safe="/"))
    code = told.get("responseCode") if isinstance(told, dict) else None
    if code == REGISTERED:
        return
    if code in {NO_SUCH_HANDLE, NO_SUCH_VALUE}:
        yield "doi-broken", f"the DOI {doi} is not registered", "compare it with the first page of the work"
    else:
        yield UNANSWERED


def _updated(doi: str, record: dict[str, Any], ask: Ask, crossref: str) -> Iterator[Said]:
    """Ask both ways: what the work's own record says, and which notices name the work. Either may know alone."""
    status, own = ask(f"{crossref}/{quote(doi, safe='')}")
    work = _message(own)
    if work is None and status != 404:
        yield UNANSWERED
        return
    notices = list(_listed(work, "updated-by")) if work else []
    if "," in doi:  # a comma parts two filters, however it is written
        yield (
            "work-unknown",
            "notices on a DOI with a comma can't be asked for",
            f"look for notices at https://doi.org/{doi}",
        )
    else:
        _, naming = ask(f"{crossref}?filter=updates:{quote(doi, safe='')}&rows=20")
        message = _message(naming)
        if message is None:
            yield UNANSWERED  # an error is never "not withdrawn"
            items = []
        else:
            items = list(_listed(message, "items"))
        for item in items:
            notices += [
                {**update, "DOI": item.get("DOI")}
                for update in _listed(item, "update-to")
                if str(update.get("DOI")).lower() == doi.lower()
            ]
    if work is None:
        yield "work-unknown", f"Crossref has no record of {doi}", f"look for notices at https://doi.org/{doi}"
    else:
        yield from _another(work, record)
    kinds = {str(notice.get("type")).lower().replace("-", "_"): str(notice.get("DOI")) for notice in notices}
    for kind, notice in sorted(kinds.items()):
        said = kind.replace("_", " ")
        if kind in WITHDRAWN:
            hint = "take the work and every claim that rests on it off the pages today"
            yield "work-retracted", f"{doi} carries a notice of {said}: https://doi.org/{notice}", hint
        else:
            hint = "read the notice, and see whether a claim here rests on what it changes"
            yield "work-corrected", f"{doi} carries a notice of {said}: https://doi.org/{notice}", hint


def _another(work: dict[str, Any], record: dict[str, Any]) -> Iterator[Said]:
    """A mistyped DOI may well be registered, for another work."""
    titles = [title for title in work.get("title") or [] if isinstance(title, str)]
    own = _plain(str(record.get("title") or ""))
    if titles and own and not any(_alike(own, _plain(title)) for title in titles):
        yield (
            "doi-mismatch",
            f"its DOI is registered for another title: {titles[0]}",
            "compare both, and write the right DOI",
        )
    year = _year(work)
    held = record.get("year")
    if year and isinstance(held, int) and abs(year - held) > 1:
        yield (
            "doi-mismatch",
            f"its DOI is registered for the year {year}, not {held}",
            "compare both, and write what is right",
        )


def _plain(title: str) -> str:
    return " ".join(WORD.findall(re.sub(r"<[^>]*>", "", title).casefold()))


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() > 0.6


def _year(work: dict[str, Any]) -> int | None:
    issued = work.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0][0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else None
    return first if isinstance(first, int) else None


def _message(told: Any) -> dict[str, Any] | None:
    message = told.get("message") if isinstance(told, dict) and told.get("status") == "ok" else None
    return message if isinstance(message, dict) else None


def _listed(holder: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    value = holder.get(name)
    yield from (item for item in (value if isinstance(value, list) else []) if isinstance(item, dict))
