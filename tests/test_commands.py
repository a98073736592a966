"""The commands as people and programs call them: exit status, output, bad input, and what becomes of site/."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from conftest import Once
from support.commands import PAGE, SCRIPTS, built, command, program, replace, tree, wait_for
from support.site_maker import good_site


def test_a_clean_site_is_published_and_the_next_fault_leaves_it_as_it_was(good: Path) -> None:
    assert built(good) == (0, [])
    before = tree(good / "site")
    assert "index.html" in before
    replace(good / "docs/causes/dust.md", "Dust can make", "[Dust](no.md) can make")
    status, findings = built(good)
    assert status == 1
    assert [(f["path"], f["line"], f["check"]) for f in findings] == [("docs/causes/dust.md", 20, "link-dead")]
    assert tree(good / "site") == before
    assert (good / "build/index.html").exists()  # kept, to be looked at
    replace(good / "docs/causes/dust.md", "[Dust](no.md)", "House dust")
    assert built(good) == (0, [])
    assert tree(good / "site") != before


def test_a_program_that_is_forked_does_what_a_new_one_does(good: Path) -> None:
    """Most tests start programs from a process that has their modules imported; what that may not change is held here."""
    for fault in (False, True):
        if fault:
            replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
        called = ("build", "--root", good, "--no-handouts", "--format", "json")
        new, forked = (
            (done.returncode, done.stdout, re.sub(r" +\d+\.\d+ s", "", done.stderr), tree(good / "site"))
            for done in (program(*called), command(*called))
        )
        assert new == forked
        assert new[0] == fault


def test_two_copies_in_different_folders_give_the_same_bytes(good: Path, tmp_path: Path) -> None:
    twin = tmp_path / "a" / "longer path"
    shutil.copytree(good, twin)
    assert built(good)[0] == built(twin)[0] == 0
    assert tree(good / "site") == tree(twin / "site")


def test_each_text_file_has_its_compressed_twins_that_hold_the_same(good: Path) -> None:
    assert built(good) == (0, [])
    texts = [
        file for file in (good / "site").rglob("*") if file.suffix in {".html", ".js", ".json", ".svg", ".xml", ".txt"}
    ]
    assert len(texts) > 8
    for file in texts:
        assert gzip.decompress(file.with_name(file.name + ".gz").read_bytes()) == file.read_bytes()
        assert brotli.decompress(file.with_name(file.name + ".br").read_bytes()) == file.read_bytes()


def corrupt(path: str, content: bytes) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        (root / path).write_bytes(content)

    return apply


def drop(path: str) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        target = root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return apply


def link_out(root: Path) -> None:
    (root / "docs/secret.md").symlink_to("/etc/hostname")


BOMB = b"a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
BAD_INPUT = {
    "page not UTF-8": (corrupt(PAGE, b"---\ntitle: \xff\xfe\n---\n"), 1, (PAGE, 2)),
    "page with NUL": (corrupt(PAGE, b"---\ntitle: x\n---\n\n\0\n"), 1, (PAGE, 5)),
    "empty page": (corrupt(PAGE, b""), 1, (PAGE, 1)),
    "page without front matter": (corrupt(PAGE, b"Note: read this first.\n"), 1, (PAGE, 1)),
    "front matter never closed": (corrupt(PAGE, b"---\ntitle: x\n"), 1, (PAGE, 2)),
    "front matter is a list": (corrupt(PAGE, b"---\n- a\n---\n"), 1, (PAGE, 2)),
    "impossible date": (corrupt(PAGE, b"---\ntitle: x\nreviewed: 2026-02-30\n---\n"), 1, (PAGE, 3)),
    "fields that are no words": (corrupt(PAGE, b"---\ntitle: x\n1: 2\n2026-01-01: [2026-01-01 10:00:00]\n---\n"), 1, (PAGE, 2)),
    "alias bomb in a page": (corrupt(PAGE, b"---\n" + BOMB + b"---\n"), 1, (PAGE, 2)),
    "alias bomb in data": (corrupt("data/glossary.yml", BOMB), 1, ("data/glossary.yml", 1)),
    "a tag that names code": (corrupt("data/glossary.yml", b"- !!python/object:os.system x\n"), 1, ("data/glossary.yml", 1)),
    "deep nesting": (corrupt("data/glossary.yml", b"[" * 5000), 1, ("data/glossary.yml", 1)),
    "data not UTF-8": (corrupt("data/urgency.yml", b"- id: x\n  text: \xff\n"), 1, ("data/urgency.yml", 2)),
    "data of the wrong shape": (corrupt("data/urgency.yml", b"just words\n"), 1, ("data/urgency.yml", 1)),
    "empty data": (corrupt("data/references.yml", b""), 1, ("data/references.yml", 1)),
    "data file gone": (drop("data/disclaimers.yml"), 1, ("data/disclaimers.yml", 1)),
    "broken disclaimers": (corrupt("data/disclaimers.yml", b"extra:\n  disclaimers: [\n"), 1, ("data/disclaimers.yml", 2)),
    "symlink out of the tree": (link_out, 1, ("docs/secret.md", 1)),
    "unknown template": (corrupt(PAGE, b"---\ntemplate: nope.html\n---\n"), 1, (PAGE, 2)),
    "broken template": (corrupt("overrides/main.html", b"<p>\n{% if x %}\n"), 1, ("overrides/main.html", 2)),
    "template that fails": (corrupt("overrides/partials/title.html", b"\n{{ page.no.such.thing }}\n"), 2, ("overrides/partials/title.html", 2)),
    "no pages": (drop("docs"), 2, ("docs", 1)),
    "no mkdocs.yml": (drop("mkdocs.yml"), 2, ("mkdocs.yml", 1)),
    "broken mkdocs.yml": (corrupt("mkdocs.yml", b"site_name: [x\n"), 2, ("mkdocs.yml", 1)),
    "mkdocs.yml not UTF-8": (corrupt("mkdocs.yml", b"site_name: \xff\n"), 2, ("mkdocs.yml", 1)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_a_finding_at_its_file_and_never_a_traceback(name: str, good: Path) -> None:
    spoil, status, place = BAD_INPUT[name]
    (good / "site").mkdir()
    (good / "site/index.html").write_text("the old site")
    spoil(good)
    found_status, findings = built(good)
    assert (found_status, place in {(f["path"], f["line"]) for f in findings}) == (status, True), findings
    assert tree(good / "site") == {"index.html": b"the old site"}


@pytest.mark.parametrize("blocked", ["build", "site.old"])
def test_an_output_folder_that_is_a_file_is_replaced(blocked: str, good: Path) -> None:
    (good / blocked).write_text("in the way")
    assert built(good) == (0, [])


def test_a_root_that_is_not_there_cannot_be_judged(tmp_path: Path) -> None:
    status, findings = built(tmp_path / "nowhere")
    assert status == 2
    assert findings[0]["path"] == "mkdocs.yml"


def test_a_wrong_option_cannot_be_judged_in_any_format(good: Path) -> None:
    status, findings = built(good, "--fromat")
    assert status == 2
    assert "--fromat" in findings[0]["message"]


def test_a_folder_that_may_not_be_written_to_is_said(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import build
    from publish import swap
    from sitecheck.cli import run

    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(swap, "remove", refused)  # root may write anywhere, so the refusal is staged
    monkeypatch.setattr(sys, "argv", ["build.py", "--root", str(good), "--format", "json"])
    with pytest.raises(SystemExit) as ended:
        run(build.main)
    assert ended.value.code == 2
    assert "Permission denied" in json.loads(capsys.readouterr().out)[0]["message"]


def test_two_builds_of_one_root_take_turns(good: Path) -> None:
    called = [sys.executable, str(SCRIPTS / "build.py"), "--root", str(good), "--format", "json", "--no-handouts"]
    both = [subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        output, _ = process.communicate()
        assert (process.returncode, json.loads(output)) == (0, [])
    assert (good / "site/index.html").exists()
    assert not (good / "build").exists()
    assert not (good / "site.old").exists()


@pytest.fixture
def published(once: Once, tmp_path: Path) -> Path:
    """The root of a small site that has been published."""
    whole = once("published", lambda root: assert_clean(good_site(root)))
    return shutil.copytree(whole, tmp_path / "published")


def assert_clean(root: Path) -> None:
    assert built(root) == (0, [])


@pytest.mark.parametrize(
    ("killed_with", "step", "after"),
    [
        (signal.SIGKILL, "read", 0.0),
        (signal.SIGKILL, "read", 0.3),
        (signal.SIGKILL, "check", 0.0),
        (signal.SIGKILL, "compress", 0.0),
        (signal.SIGTERM, "read", 0.3),
        (signal.SIGTERM, "compress", 0.0),
        (signal.SIGINT, "read", 0.0),
        (signal.SIGINT, "check", 0.0),
    ],
)
def test_a_run_killed_at_any_moment_leaves_a_whole_site(
    killed_with: signal.Signals, step: str, after: float, published: Path
) -> None:
    good = published
    whole = tree(good / "site")
    called = [sys.executable, str(SCRIPTS / "build.py"), "--root", str(good), "--format", "json", "--no-handouts"]
    process = subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert any(line.startswith(step) for line in process.stderr)  # it has done that
    time.sleep(after)
    process.send_signal(killed_with)
    output, complaints = process.communicate()
    assert "Traceback" not in complaints
    if killed_with != signal.SIGKILL:
        assert isinstance(json.loads(output), list)
        assert process.returncode in {0, 2}
    if (good / "site").exists():
        assert tree(good / "site") == whole
    assert built(good) == (0, [])
    assert tree(good / "site") == whole


def test_a_run_killed_between_the_two_renames_is_healed_by_the_next_even_if_that_one_fails(published: Path) -> None:
    good = published
    whole = tree(good / "site")
    (good / "site").rename(good / "site.old")
    (good / "mkdocs.yml").unlink()
    assert built(good)[0] == 2
    assert tree(good / "site") == whole


def test_formats_say_the_same(good: Path) -> None:
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    text = command("build", "--root", good)
    assert text.returncode == 1
    assert "docs/causes/dust.md:20: no.md leads to nothing" in text.stdout
    assert "    fix: " in text.stdout
    assert text.stdout.endswith("1 finding; site/ is left as it was\n")
    github = command("build", "--root", good, "--format", "github")
    assert github.stdout.startswith("::error file=docs/causes/dust.md,line=20,title=link-dead::no.md leads to nothing")
    assert "%0Afix: " in github.stdout


def test_check_reads_the_sources_alone_and_can_be_asked_about_one_file(good: Path) -> None:
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    assert command("check", "--root", good, "--format", "json").returncode == 1
    assert not (good / "build").exists()
    assert command("check", "--root", good, "docs/index.md").returncode == 0
    assert command("check", "--root", good, PAGE).returncode == 1
    assert command("check", "--root", good, "dust.md", cwd=good / "docs/causes").returncode == 1
    assert command("check", "--root", good, "docs/no.md").returncode == 2


def test_check_lists_and_explains() -> None:
    assert "link-dead  " in command("check", "--list").stdout
    explained = command("check", "--explain", "link-dead").stdout
    assert all(part in explained for part in ("Why:", "Bad:", "Good:"))
    unknown = command("check", "--explain", "link-daed")
    assert unknown.returncode == 2
    assert "link-dead" in unknown.stdout


def test_a_reader_who_has_read_enough_is_not_shown_a_traceback() -> None:
    called = f"'{sys.executable}' '{SCRIPTS / 'check.py'}' --list | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", called], capture_output=True, text=True, check=False)
    assert (done.returncode in {0, 2}, done.stderr) == (True, "")


def test_a_check_that_crashes_is_a_finding_and_the_others_still_report(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitecheck import registry
    from sitecheck.cli import day_of
    from sitecheck.loading import load
    from sitecheck.source import Page, Site

    def broken(page: Page, site: Site) -> list[Any]:
        raise KeyError("no such thing")

    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    checks = dict(registry.all_checks())
    old = checks["title-duplicate"]
    checks["title-duplicate"] = registry.Check(old.name, old.summary, old.why, old.bad, old.good, [(Page, broken)])
    monkeypatch.setattr(registry, "all_checks", lambda: checks)
    verdict = registry.run(load(good, day_of(1_795_305_600)))
    assert verdict.crashed == ["title-duplicate"]
    assert {f.check for f in verdict.findings} == {"title-duplicate", "link-dead"}
    assert "KeyError" in next(f.message for f in verdict.findings if f.check == "title-duplicate")


@pytest.mark.parametrize("fault", [False, True])
def test_many_cores_find_what_one_finds(fault: bool, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sitecheck import registry
    from sitecheck.cli import day_of
    from sitecheck.loading import load, load_built

    command("build", "--root", good, "--no-handouts")
    if fault:
        replace(good / PAGE, "Dust can make", "[Dust](no.md) **can make")
        replace(good / "overrides/styles/site.css", ".card {", ".disclaimer { opacity: 0 }\n.card {")

    def judged(many: int, cores: int) -> registry.Verdict:
        monkeypatch.setattr(registry, "MANY", many)
        monkeypatch.setattr(registry, "_cores", lambda: cores)
        site = load(good, day_of(1_795_305_600))
        load_built(site, good / "build")
        return registry.run(site)

    alone = judged(1_000_000, 1)
    assert bool(alone.findings) == fault
    assert [judged(1, cores) for cores in (2, 3)] == [alone, alone]


def test_steps_are_plain_lines_when_no_terminal_looks_on(good: Path) -> None:
    said = command("build", "--root", good, "--no-handouts").stderr
    assert "\r" not in said
    steps = ["read", "build", "load", "check", "copy", "compress", "publish"]
    assert [line.split()[0] for line in said.splitlines()] == steps


def test_the_preview_prints_findings_after_a_save_and_keeps_serving(good: Path) -> None:
    import socket
    import urllib.request

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    called = [sys.executable, str(SCRIPTS / "serve.py"), "--root", str(good), "--address", f"127.0.0.1:{port}"]
    log = good / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(called, stdout=out, stderr=out, start_new_session=True)
        try:
            wait_for(lambda: "0 findings" in log.read_text(), log)
            replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
            wait_for(lambda: "no.md leads to nothing" in log.read_text(), log)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/causes/dust/") as answer:
                assert b"no.md" in answer.read()
            (good / "data/urgency.yml").write_text(
                "- id: [\n"
            )  # MkDocs can't build this; the findings come all the same
            wait_for(lambda: "[data-unreadable]" in log.read_text(), log)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
