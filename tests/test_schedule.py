"""What came due: the calendar, addresses that misbehave in every way, and recorded answers of the registries."""

from __future__ import annotations

import datetime
import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from schedule import agent
from scheduled import agenda, dates, links, works
from scheduled.links import BROKEN, OK, UNKNOWN, Answer
from sitecheck import cli
from sitecheck.loading import load
from sitecheck.source import Finding, Page, Site
from support.awkward_server import SLOW, Awkward, awkward
from support.commands import command as call
from support.commands import replace

TODAY = datetime.date(2026, 11, 23)
RECORDED = Path(__file__).parent / "recorded"
QUICK = links.Manners("test/1 (+mailto:a@b.example)", interval=0.05, timeout=1, retries=1, wait=1)


def day_after(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days)


def due(page: str, today: datetime.date) -> list[tuple[int, str]]:
    """(line, check) of what the calendar says of one page."""
    site = Site(Path("/nowhere"), today)
    site.pages.append(Page("docs/x.md", page))
    return [(finding.line, finding.check) for finding in dates.due(site, today)]


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, [(3, "review-past")]), (0, [(3, "review-due")]), (30, [(3, "review-due")]), (31, [])],
)
def test_a_review_is_announced_and_then_past(days: int, said: list[tuple[int, str]]) -> None:
    assert due(f"---\ntitle: x\nreview_due: {day_after(days)}\n---\n", TODAY) == said


@pytest.mark.parametrize("value", ["soon", "2026-02-30", "2020-01-01 10:00:00", "null", "[2020-01-01]", ""])
def test_what_is_no_date_is_left_to_the_checks(value: str) -> None:
    assert due(f"---\nreview_due: {value}\n---\n", TODAY) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, [(6, "passage-expired")]), (0, [(6, "passage-ending")]), (14, [(6, "passage-ending")]), (15, [])],
)
def test_a_passage_ends(days: int, said: list[tuple[int, str]]) -> None:
    end = day_after(days)
    text = (
        f"---\na: b\n---\n\nx\n<!-- expires {end} -->\ny\n<!-- end expires {end} -->\n`<!-- expires 2020-01-01 -->`\n"
    )
    assert due(text, TODAY) == said


def test_helplines_are_checked_once_a_year_and_crisis_lines_never_by_a_trial_call(good: Path) -> None:
    record = "- country: X\n  name: {}\n  number: '1'\n  hours: any\n  kind: {}\n  cites: []\n  checked: {}\n"
    lines = [("A", "advice", "null"), ("B", "emergency", day_after(-366)), ("C", "advice", day_after(-365))]
    (good / "data/helplines.yml").write_text("".join(record.format(*line) for line in lines), "utf-8")
    found = [finding for finding in dates.due(load(good, TODAY), TODAY) if finding.check == "helpline-unchecked"]
    assert [(finding.line, finding.message[0], finding.hint[:7]) for finding in found] == [
        (7, "A", "ring it"),
        (14, "B", "look it"),
    ]


@pytest.fixture(scope="module")
def server() -> Iterator[Awkward]:
    with awkward() as found:
        yield found


EXPECTED = {
    "fine": (OK, 200),
    "fine#there": (OK, 200),
    "fine?a=1&para=2": (OK, 200),
    "fine(x)": (OK, 200),
    "status/204": (OK, 204),
    "status/206": (OK, 206),
    "head-refused": (OK, 200),
    "moved": (OK, 200),
    "chain/3": (OK, 200),
    "wait": (OK, 200),
    "heals": (OK, 200),
    "short": (OK, 200),
    "bytes": (OK, 200),
    "status/404": (BROKEN, 404),
    "status/410": (BROKEN, 410),
    "loop": (BROKEN, 302),
    "fine#missing": (UNKNOWN, 200),
    "chain/8": (UNKNOWN, 302),
    "nowhere": (UNKNOWN, 302),
    "status/304": (UNKNOWN, 304),
    "status/401": (UNKNOWN, 401),
    "status/403": (UNKNOWN, 403),
    "status/418": (UNKNOWN, 418),
    "busy": (UNKNOWN, 429),
    "status/451": (UNKNOWN, 451),
    "status/500": (UNKNOWN, 500),
    "status/503": (UNKNOWN, 503),
    "slow": (UNKNOWN, 0),
    "reset": (UNKNOWN, 0),
    "silent": (UNKNOWN, 0),
    "garbage": (UNKNOWN, 0),
}


WAITED_FOR = {"wait", "heals", "short", "busy", "slow", "reset", "silent", "garbage", "status/500", "status/503"}


@pytest.fixture(scope="module")
def answers(server: Awkward) -> dict[str, Answer]:
    """What is made of every way a server can misbehave: what answers at once in one run, then all that is waited for at a time."""
    urls = {f"{server.address}/{path}": path for path in EXPECTED}
    others = [
        "http://127.0.0.1:9/",
        server.address.replace("http:", "https:"),
        "http://no-such-host.invalid/",
        "https://[",
    ]
    quick = [*(url for url, path in urls.items() if path not in WAITED_FOR), *others]
    runs = [quick, *([url] for url, path in urls.items() if path in WAITED_FOR)]
    answered = [links.ask(quick, QUICK)]
    server.times_of_one_run = [*server.times]
    with ThreadPoolExecutor(len(runs)) as at_once:
        answered += at_once.map(lambda run: links.ask(run, QUICK), runs[1:])
    assert [list(found) for found in answered] == runs
    return {urls.get(url, url): answer for found in answered for url, answer in found.items()}


@pytest.mark.parametrize("path", EXPECTED)
def test_every_misbehaviour_has_its_answer(answers: dict[str, Answer], path: str) -> None:
    assert (answers[path].verdict, answers[path].status) == EXPECTED[path]


def test_no_connection_is_no_proof_either(answers: dict[str, Answer]) -> None:
    others = [answer for url, answer in answers.items() if url not in EXPECTED]
    assert [(answer.verdict, answer.status) for answer in others] == [(UNKNOWN, 0)] * 4
    assert "was not asked" in others[2].fact


def test_hosts_are_treated_with_manners(answers: dict[str, Answer], server: Awkward) -> None:
    assert server.agents == {QUICK.agent}
    assert server.asked["/fine"] <= len([path for path in EXPECTED if path.startswith("fine")]) + 3
    assert server.asked["/status/404"] == server.asked["/status/403"] == 1
    assert server.asked["/heals"] == 2
    assert server.asked["/status/500"] == 2
    assert server.asked["/wait"] == 2
    gaps = [later - sooner for sooner, later in pairwise(server.times_of_one_run)]
    assert len(gaps) > len(EXPECTED) / 2
    assert sorted(gaps)[len(gaps) // 2] >= QUICK.interval * 0.8


def test_an_answer_says_what_a_person_can_do_with_it(server: Awkward) -> None:
    places = {"http://a.example/x": [("docs/a.md", 3), ("docs/b.md", 4)], "http://a.example/y": [("docs/a.md", 5)]}
    gone = Answer(BROKEN, 404, "answers 404")
    moved = Answer(OK, 200, "opens", "http://other.example/")
    found = list(
        links.findings(places, dict(zip(places, (gone, moved), strict=True)), {"http://a.example/x": TODAY}, TODAY)
    )
    assert [(finding.path, finding.line, finding.check) for finding in found] == [
        ("docs/a.md", 3, "link-broken"),
        ("docs/b.md", 4, "link-broken"),
        ("docs/a.md", 5, "link-moved"),
    ]
    assert "first time" in found[0].message
    later = list(links.findings(places, {"http://a.example/x": gone}, {"http://a.example/x": day_after(-3)}, TODAY))
    assert f"since {day_after(-3)}" in later[0].message


def test_a_page_that_became_the_front_page_is_said() -> None:
    places = {"http://a.example/x": [("docs/a.md", 3)]}
    for led_to, said in (
        ("http://a.example/", ["link-moved"]),
        ("https://www.a.example/x", []),
        ("http://b.example/x", ["link-moved"]),
    ):
        answer = {"http://a.example/x": Answer(OK, 200, "opens", led_to)}
        assert [finding.check for finding in links.findings(places, answer, {}, TODAY)] == said


def test_without_a_network_one_thing_is_said() -> None:
    places = {f"http://{name}.example/": [("docs/a.md", 1)] for name in "abc"}
    answers = dict.fromkeys(places, Answer(UNKNOWN, 0, "could not be asked: no route"))
    assert [finding.check for finding in links.findings(places, answers, {}, TODAY)] == ["network-silent"]


def test_only_what_opened_is_remembered_and_not_for_long(tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    answer = {
        "http://a/": Answer(OK, 200, "opens", "http://b/"),
        "http://c/": Answer(BROKEN, 404, "answers 404"),
        "http://d/": Answer(UNKNOWN, 403, "x"),
    }
    calls: list[list[str]] = []

    def asked(urls: list[str]) -> dict[str, Answer]:
        calls.append(urls)
        return {url: answer[url] for url in urls}

    def look(day: datetime.date) -> tuple[dict[str, Answer], dict[str, datetime.date], int]:
        return links.remember(file, day, asked, answer)

    assert look(TODAY) == (answer, {"http://c/": TODAY}, 0)
    assert look(day_after(6)) == (answer, {"http://c/": TODAY}, 1)
    assert calls[-1] == ["http://c/", "http://d/"]
    assert look(day_after(7))[1] == {"http://c/": TODAY}
    assert calls[-1] == list(answer)
    look(day_after(-1))  # a clock that was put back
    assert calls[-1] == list(answer)
    answer["http://c/"] = Answer(OK, 200, "opens")
    look(day_after(8))
    answer["http://c/"] = Answer(BROKEN, 404, "answers 404")
    assert look(day_after(20))[1] == {"http://c/": day_after(20)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["links.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"rules": 1, "links": []}', '{"rules": 0, "links": {}}', "\x00"]
)
def test_a_memory_that_cannot_be_read_is_empty_and_said(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, "utf-8")
    opens = Answer(OK, 200, "opens")
    assert links.remember(file, TODAY, lambda urls: dict.fromkeys(urls, opens), ["http://a/"])[2] == 0
    assert "every address is asked" in capsys.readouterr().err
    assert links.remember(file, TODAY, lambda urls: dict.fromkeys(urls, opens), ["http://a/"])[2] == 1


def test_a_lychee_that_says_nothing_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "program", lambda: "/bin/true")
    with pytest.raises(cli.CannotJudge) as silent:
        links.ask(["http://a.example/"], QUICK)
    assert "without an answer" in silent.value.finding.message
    monkeypatch.undo()
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(cli.CannotJudge) as missing:
        links.ask(["http://a.example/"], QUICK)
    assert "not installed" in missing.value.finding.message


def test_every_address_has_its_places_and_dois_are_left_to_the_registry(good: Path) -> None:
    (good / "data/references.yml").write_text(
        "a:\n  title: T\n  url: https://a.example/x\n  doi: null\nb:\n  url: https://doi.org/10.5555/b\n  doi: 10.5555/b\n"
        "c:\n  url: https://doi.org/10.5555/c\nd:\n  url: null\n  mirror_only: true\n",
        "utf-8",
    )
    page = good / "docs/about.md"
    page.write_text(
        page.read_text("utf-8") + "\n[a](https://a.example/x) [m](mailto:a@b.example) [p](index.md)\n", "utf-8"
    )
    line = len(page.read_text("utf-8").splitlines())
    found = links.addresses(load(good, TODAY))
    assert found["https://a.example/x"] == [("data/references.yml", 3), ("docs/about.md", line)]
    assert "https://doi.org/10.5555/c" in found
    assert not [url for url in found if "10.5555/b" in url or url.startswith("mailto")]


RECORD = {"title": "Pollen and sneezing", "year": 2021, "doi": "10.5555/found"}


def registry(handle: str, work: str, notices: str) -> works.Ask:
    """A registry that gives recorded answers; "" is silence, a number a status without JSON."""

    def ask(address: str) -> works.Asked:
        name = notices if "filter=updates:" in address else handle if "/handles/" in address else work
        if not name or name.isdigit():
            return int(name or 0), None
        return 200, json.loads((RECORDED / f"{name}.json").read_text("utf-8"))

    return ask


def said(record: dict[str, Any], handle: str, work: str, notices: str) -> list[str]:
    site = Site(Path("/nowhere"), TODAY)
    site.data["references.yml"] = type("Marked", (), {"value": {"a": record}, "lines": {("a", "doi"): 4, (): 1}})()
    return [f"{finding.line} {finding.check}" for finding in works.findings(site, registry(handle, work, notices))]


@pytest.mark.parametrize(
    ("changes", "handle", "work", "notices", "expected"),
    [
        ({}, "handle-found", "work-plain", "notices-none", []),
        ({}, "handle-lost", "work-plain", "notices-none", ["4 doi-broken"]),
        ({}, "handle-error", "work-plain", "notices-none", ["1 registry-silent"]),
        ({}, "", "", "", ["1 registry-silent"]),
        ({}, "404", "work-plain", "notices-none", ["1 registry-silent"]),
        ({}, "handle-found", "work-withdrawn", "notices-none", ["4 work-retracted"]),
        ({}, "handle-found", "work-plain", "notices-two", ["4 work-corrected", "4 work-retracted"]),
        ({}, "handle-found", "work-plain", "400", ["1 registry-silent"]),
        ({}, "handle-found", "500", "notices-none", ["1 registry-silent"]),
        ({}, "handle-found", "404", "notices-two", ["4 work-corrected", "4 work-retracted", "4 work-unknown"]),
        ({"doi": "10.5555/a,b"}, "handle-found", "work-plain", "notices-none", ["4 work-unknown"]),
        ({"title": "The mating of garden snails"}, "handle-found", "work-plain", "notices-none", ["4 doi-mismatch"]),
        ({"year": 2009}, "handle-found", "work-plain", "notices-none", ["4 doi-mismatch"]),
        ({"year": None, "title": None}, "handle-found", "work-plain", "notices-none", []),
    ],
)
def test_registries_are_believed_only_when_they_answer(
    changes: dict[str, Any], handle: str, work: str, notices: str, expected: list[str]
) -> None:
    assert sorted(said(RECORD | changes, handle, work, notices)) == expected


@pytest.mark.parametrize(
    ("doi", "path"), [("10.1002/(SICI)1<a:1>3;2#x?y%z", "10.1002/%28SICI%291%3Ca%3A1%3E3%3B2%23x%3Fy%25z")]
)
def test_a_doi_with_every_sign_is_asked_for_whole(doi: str, path: str) -> None:
    asked: list[str] = []
    site = Site(Path("/nowhere"), TODAY)
    site.data["references.yml"] = type("Marked", (), {"value": {"a": {"doi": doi}}, "lines": {}})()

    def ask(address: str) -> works.Asked:
        asked.append(address)
        return 0, None

    list(works.findings(site, ask))
    assert asked[0] == works.HANDLES + path


def test_a_registry_is_asked_patiently_and_then_left_alone(server: Awkward) -> None:
    ask = works.asker("test/1", interval=0, timeout=0.5, wait=0.01)
    assert ask(f"{server.address}/wait/json") == (200, None)
    assert ask(f"{server.address}/heals/json") == (200, None)
    assert ask(f"{server.address}/status/404") == (404, None)
    for _ in range(works.GIVES_UP):
        assert ask(f"{server.address}/reset/json") == (0, None)
    asked = server.asked["/reset/json"]
    assert ask(f"{server.address}/reset/json") == (0, None)
    assert server.asked["/reset/json"] == asked
    begin = time.monotonic()
    assert works.asker("test/1", interval=0, timeout=0.3, wait=0.01)(f"{server.address}/slow/json") == (0, None)
    assert time.monotonic() - begin < SLOW


def test_the_report_is_grouped_in_three_formats() -> None:
    found = [
        Finding("data/a.yml", 2, "it *has* <b> @you #1", "look", "link-unknown"),
        Finding("docs/a.md", 1, "gone", "mend", "link-broken"),
        Finding("docs/a.md", 9, "withdrawn", "take it off", "work-retracted"),
    ]
    text = agenda.told(found, "text", TODAY, "3 things")
    assert text.index("withdrawn") < text.index("gone") < text.index("it *has*") < text.index("2026-11-23: 3 things")
    assert [item["check"] for item in json.loads(agenda.told(found, "json", TODAY, ""))] == [
        "work-retracted",
        "link-broken",
        "link-unknown",
    ]
    issue = agenda.told(found, "markdown", TODAY, "3 things")
    assert issue.count("- [ ] `") == 3
    assert "\\*has\\*" in issue
    assert "\\#1" in issue
    assert "@you" not in issue
    assert json.loads(agenda.told([], "json", TODAY, "")) == []


def test_every_kind_of_finding_has_a_place_in_the_report() -> None:
    source = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (dates, links, works))
    named = {check for checks in agenda.GROUPS.values() for check in checks}
    assert {check for check in named if f'"{check}"' not in source} == set()
    made = set(re.findall(r'"((?:review|passage|helpline|link|doi|work|registry|network)-[a-z]+)"', source))
    assert made == named


def test_who_asks_can_be_reached_or_says_nothing(good: Path) -> None:
    for address, contact, expected in (
        ("https://example.org/", "", "review-schedule/1.0"),
        ("https://site.test/", "", "review-schedule/1.0 (+https://site.test/)"),
        ("https://site.test/", "mailto:a@b.test", "review-schedule/1.0 (+mailto:a@b.test)"),
        (None, "", "review-schedule/1.0"),
    ):
        site = load(good, TODAY)
        site.config["site_url"] = address
        assert agent(site, contact) == expected


def test_the_command_reports_and_blocks_nothing(good: Path, server: Awkward, tmp_path: Path) -> None:
    (good / "data/references.yml").write_text(
        f"a:\n  title: T\n  url: {server.address}/status/404/cli\nb:\n  title: U\n  url: {server.address}/fine/cli\n",
        "utf-8",
    )
    page = good / "docs/about.md"
    text = page.read_text("utf-8")
    page.write_text(text + f"\n[x]({server.address}/status/403/cli)\n", "utf-8")
    arguments = (
        "--root",
        good,
        "--today",
        "2026-11-23",
        "--cache",
        tmp_path / "kept",
        "--contact",
        "mailto:me@b.example",
    )
    done = call("schedule", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = [(item["path"], item["line"], item["check"]) for item in json.loads(done.stdout)]
    assert ("data/references.yml", 3, "link-broken") in found
    assert ("docs/about.md", len(text.splitlines()) + 2, "link-unknown") in found
    assert any("mailto:me@b.example" in name for name in server.agents)
    again = call("schedule", *arguments)
    assert again.returncode == 0
    assert "1 ok, 1 broken, 2 unknown (1 from memory)" in again.stdout
    assert server.asked["/fine/cli"] == 1


def test_the_command_offline_asks_nothing_and_says_so(good: Path, tmp_path: Path) -> None:
    done = call("schedule", "--root", good, "--offline", "--today", "2099-01-01", "--cache", tmp_path / "kept")
    assert done.returncode == 0
    assert "[review-past]" in done.stdout
    assert "the network was not asked" in done.stdout
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("arguments", [("--today", "tomorrow"), ("--format", "github"), ("--root", "/nowhere-at-all")])
def test_the_command_that_could_not_look_says_two(arguments: tuple[str, ...]) -> None:
    done = call("schedule", "--offline", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert "fix:" in done.stdout


def test_a_page_that_cannot_be_read_does_not_stop_the_others(good: Path) -> None:
    replace(good / "docs/about.md", "---\n", "--\n")
    (good / "docs/index.md").write_bytes(b"\xff\x00")
    (good / "data/helplines.yml").write_text("- [", "utf-8")
    done = call("schedule", "--root", good, "--offline", "--today", "2099-01-01", "--format", "json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)
