"""The ways in: workflows that a stranger can't abuse, forms that GitHub accepts, and answers where contributors look."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner

import editor
import summary
from publish import gate
from sitecheck import report, schema
from sitecheck.checks import page_heavy
from sitecheck.source import Finding
from support.commands import PAGE, built, command, replace
from support.site_maker import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [path for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
TOOLS = Path(sys.executable).parent


def zizmor(folder: Path) -> int:
    called = [str(TOOLS / "zizmor"), "--offline", "--no-progress", "--quiet", str(folder)]
    return subprocess.run(called, capture_output=True, check=False).returncode


def fits(rules: Sequence[str], *files: Path) -> bool:
    """Whether files keep rules, by the program check-jsonschema, which is here called without a Python of its own."""
    return CliRunner().invoke(check_jsonschema.main, [*rules, *map(str, files)]).exit_code == 0


def githubs(name: str) -> list[str]:
    """The option for rules that GitHub publishes, which the program brings along."""
    return ["--builtin-schema", f"vendor.github-{name}"]


def test_zizmor_finds_nothing_and_would_find_something(tmp_path: Path) -> None:
    assert zizmor(GITHUB) == 0
    shutil.copytree(GITHUB, tmp_path / ".github")
    workflow = tmp_path / ".github/workflows/pull-request.yml"
    replace(workflow, "run: make test", 'run: echo "${{ github.event.pull_request.title }}" && make test')
    assert zizmor(tmp_path / ".github") != 0


def test_github_accepts_the_workflows_and_the_forms(tmp_path: Path) -> None:
    assert len(WORKFLOWS) == 3
    assert len(FORMS) == 2
    assert fits(githubs("workflows"), *WORKFLOWS)
    assert fits(githubs("issue-forms"), *FORMS)
    assert fits(githubs("issue-config"), GITHUB / "ISSUE_TEMPLATE/config.yml")
    for path, old, rules in ((WORKFLOWS[0], "runs-on", "workflows"), (FORMS[0], "type: input", "issue-forms")):
        broken = tmp_path / path.name
        broken.write_text(path.read_text("utf-8").replace(old, "typo: x"), "utf-8")
        assert not fits(githubs(rules), broken)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_little_and_pins_what_it_uses(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    used = re.findall(r"uses: (.+)", text)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used), used
    for job in workflow["jobs"].values():
        assert "permissions" in job
        assert "timeout-minutes" in job
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "a value reaches a shell by its environment alone"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_a_pull_request_may_only_read() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows/pull-request.yml").read_text("utf-8"))["jobs"]
    assert {frozenset(job["permissions"].items()) for job in jobs.values()} == {frozenset({("contents", "read")})}


@pytest.mark.parametrize("form", [*FORMS, GITHUB / "PULL_REQUEST_TEMPLATE.md"], ids=lambda path: path.stem)
def test_everyone_is_asked_who_pays_them(form: Path) -> None:
    assert re.search(r"pays? you", form.read_text("utf-8"))


@pytest.mark.parametrize(
    "address",
    ["", "https://example.org/", "https://www.example.com/", "http://site.health/", "https://site.health", "https://localhost/", "https://x.invalid/"],
)  # fmt: skip
def test_a_release_refuses_an_address_that_is_none(address: str, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", address)
    status, findings = built(good, "--release")
    assert status == 2
    assert f'SITE_URL is "{address}"' in findings[0]["message"]
    assert not (good / "site").exists()


def test_a_release_takes_a_real_address(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://noses.health/")
    monkeypatch.setenv("CONTACT", "desk@noses.health")
    assert built(good, "--release") == (0, [])
    assert '<link rel="canonical" href="https://noses.health/">' in (good / "site/index.html").read_text("utf-8")
    assert "https://noses.health/causes/dust/" in (good / "site/sitemap.xml").read_text("utf-8")


def test_a_release_refuses_a_site_where_nobody_could_say_that_a_page_is_wrong(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://noses.health/")
    monkeypatch.setenv("CONTACT", "")
    status, findings = built(good, "--release")
    assert (status, len(findings)) == (2, 1)
    assert "neither extra.contact nor extra.edit_base is set" in findings[0]["message"]
    assert "CONTACT" in findings[0]["hint"]
    assert "EDIT_BASE" in findings[0]["hint"]
    assert not (good / "site").exists()
    monkeypatch.setenv("EDIT_BASE", "https://github.com/o/r/edit/main/")
    assert built(good, "--release") == (0, [])  # and the words on record are those without it
    assert "Correct a sentence" in (good / "site/causes/dust/index.html").read_text("utf-8")


def test_a_page_that_just_fits_still_fits_with_the_links_that_its_publisher_adds(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> set[str]:
        return {one.check for one in gate.judge(good, report.Steps(quiet=True), handouts=False)[1].findings}

    assert found() == set()
    sizes = [page_heavy._packed(file.read_bytes(), 9) for file in (good / "build").rglob("*.html")]
    monkeypatch.setattr(page_heavy, "PAGE", max(sizes))
    assert found() == set()
    monkeypatch.setenv("CONTACT", "desk@noses.health")
    monkeypatch.setenv("EDIT_BASE", "https://github.com/organisation/repository/edit/main/")
    assert found() == set()
    monkeypatch.setattr(page_heavy, "WAY", 0)
    assert found() == {"page-heavy"}


@pytest.mark.parametrize(("name", "value"), [("CONTACT", "the front desk"), ("EDIT_BASE", "github.com/o/r")])
def test_what_the_environment_says_of_the_way_to_write_is_held_to_the_same_shape(
    name: str, value: str, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    status, findings = built(good)
    assert status == 2
    assert findings[0]["message"].startswith(f"{name} is not an ")


def test_the_workflow_that_publishes_says_where_to_correct_a_sentence() -> None:
    steps = yaml.safe_load((GITHUB / "workflows/publish.yml").read_text("utf-8"))["jobs"]["build"]["steps"]
    given = next(step["env"] for step in steps if "--release" in step.get("run", ""))
    assert given["EDIT_BASE"] == "${{ github.server_url }}/${{ github.repository }}/edit/main/"
    assert given["CONTACT"] == "${{ vars.CONTACT }}"


def test_findings_become_annotations_and_plain_words(good: Path) -> None:
    (good / "docs/causes/pollen.md").unlink()
    replace(good / PAGE, "Dust can make", "Dust, like [pollen](pollen.md), can make")
    done = command("build", "--root", good, "--format", "json")
    (good / "findings.json").write_text(done.stdout)
    said = command("summary", good / "findings.json", "--markdown", good / "summary.md")
    assert said.returncode == 0
    assert f"::error file={PAGE},line=20,title=link-dead::" in said.stdout
    text = (good / "summary.md").read_text("utf-8")
    assert "Line 20: pollen.md leads to nothing" in text.replace("\\", "")
    assert "**To mend it:**" in text
    moved = text.partition("renamed or deleted")[2].replace("\\", "")
    assert PAGE in moved


def test_a_clean_change_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_text("[]")
    command("summary", tmp_path / "findings.json", "--markdown", tmp_path / "summary.md")
    text = (tmp_path / "summary.md").read_text("utf-8")
    assert "found nothing to mend" in text
    assert "What no check can judge" in text


def test_a_change_is_told_its_new_hosts_and_what_it_touches_beside_words(good: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(good, before)
    (tmp_path / "findings.json").write_text("[]")
    ask = ("summary", tmp_path / "findings.json", "--root", good, "--before", before, "--markdown", tmp_path / "a.md")
    command(*ask)
    assert "New hosts" not in (tmp_path / "a.md").read_text("utf-8")
    assert "More than words" not in (tmp_path / "a.md").read_text("utf-8")
    replace(good / PAGE, "Dust can make", "[Dust](https://www.dust-of-nobody.health/a) can make")
    replace(good / "overrides/main.html", "</body>", "<p>a</p></body>")
    (good / "scripts").mkdir()
    (good / "scripts/more.py").write_text("pass\n")
    command(*ask)
    text = (tmp_path / "a.md").read_text("utf-8").replace("\\", "")
    assert "- www.dust-of-nobody.health\n" in text
    assert "www.noses.health" not in text
    assert text.partition("More than words")[2].splitlines()[-2:] == ["- overrides/main.html", "- scripts/more.py"]


def test_a_change_is_judged_by_the_gate_of_the_branch_that_it_would_join() -> None:
    steps = yaml.safe_load((GITHUB / "workflows/pull-request.yml").read_text("utf-8"))["jobs"]["gate"]["steps"]
    out = {
        step["with"].get("path"): step["with"].get("ref", "") for step in steps if "checkout" in step.get("uses", "")
    }
    assert set(out) == {"change", "gate"}
    assert "base.sha" in out["gate"]
    judged = next(step["run"] for step in steps if "findings.json" in step.get("run", ""))
    assert "gate/scripts" in judged
    assert "--root change" in judged
    assert "change/scripts" not in judged


def test_a_change_is_not_built_by_a_hook_of_its_own(good: Path) -> None:
    (good / "scripts").mkdir()
    mark = good / "ran"
    for name in ("hooks.py", "more.py"):
        (good / "scripts" / name).write_text(f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n", "utf-8")
    assert built(good)[0] == 0
    assert not mark.exists()
    replace(good / "mkdocs.yml", "  - scripts/hooks.py\n", "  - scripts/hooks.py\n  - scripts/more.py\n")
    status, findings = built(good)
    assert (status, {one["check"] for one in findings}) == (1, {"setting-wrong"})
    assert not mark.exists()


def test_what_is_published_is_built_apart_from_the_tests() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows/publish.yml").read_text("utf-8"))["jobs"]
    runs = {name: " ".join(step.get("run", "") for step in job["steps"]) for name, job in jobs.items()}
    assert [name for name, run in runs.items() if "make test" in run] == ["test"]
    assert [name for name, run in runs.items() if "build.py" in run] == ["build"]
    assert set(jobs["deploy"]["needs"]) == {"test", "build"}


@pytest.mark.parametrize("content", ["", "{}", '[{"x": 1}]', "[1]"])
def test_what_holds_no_findings_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_text(content)
    done = command("summary", tmp_path / "findings.json")
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr


def test_the_words_of_a_stranger_stay_words() -> None:
    hostile = "![x](https://x.example/y) <img src=x> @everyone #1 `a`\n::error::x"
    text = summary.markdown([Finding("docs/a.md", 1, hostile, "h", "c")])
    shown = text.partition("Line 1: ")[2]
    assert "<img" not in shown
    assert "](" not in shown
    assert "@" not in shown
    assert not re.search(r"(?<!\\)[`#!]", shown.replace("&#64;", ""))
    assert shown.count("\n") == 1


def test_the_hook_before_a_commit_names_the_fault(good: Path) -> None:
    config: dict[str, Any] = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))
    (hook,) = config["repos"][0]["hooks"]
    assert config["repos"][0]["repo"] == "local"
    assert all(re.search(hook["files"], path) for path in (PAGE, "data/urgency.yml", "overrides/main.html", "mkdocs.yml"))  # fmt: skip
    assert not re.search(hook["files"], "README.md")
    program, *arguments = shlex.split(hook["entry"])
    assert program == ".venv/bin/python"
    called = [sys.executable, *arguments, "docs/index.md", "data/references.yml"]
    done = subprocess.run(called, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    called = [sys.executable, str(PROJECT / arguments[0]), *arguments[1:], "--root", str(good), PAGE]
    assert subprocess.run(called, cwd=good, capture_output=True, check=False).returncode == 1


def test_the_editor_reads_the_findings(good: Path) -> None:
    tasks = json.loads((PROJECT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"][0]
    replace(good / PAGE, "Dust can make", "[Dust](no.md) can make")
    line = command("check", "--root", good).stdout.splitlines()[0]
    found = re.match(pattern["regexp"], line)
    assert found
    assert (found[pattern["file"]], found[pattern["line"]], found[pattern["code"]]) == (PAGE, "20", "link-dead")


def test_the_summary_names_pages_that_were_changed_since_they_were_signed_off(good: Path, tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_text("[]", "utf-8")
    ask = ("summary", tmp_path / "findings.json", "--root", good, "--markdown", tmp_path / "summary.md")
    command(*ask)
    assert "Signed off" not in (tmp_path / "summary.md").read_text("utf-8")
    signed = "clinical_review: {name: A Made-Up Reviewer, role: fictional nurse of this test, date: 2026-11-20, interests: none, text: 0123456789abcdef}"
    replace(good / PAGE, "clinical_review: null", signed)
    command(*ask)
    assert "Signed off, and changed since" in (tmp_path / "summary.md").read_text("utf-8")


def test_ways_to_correct_a_page_are_shown_once_they_lead_somewhere(good: Path) -> None:
    assert built(good) == (0, [])
    html = (good / "site/causes/dust/index.html").read_text("utf-8")
    assert "Correct a sentence" not in html
    assert "Report a mistake" not in html
    replace(good / "mkdocs.yml", 'edit_base: !ENV [EDIT_BASE, ""]', "edit_base: https://github.com/o/r/edit/main/")
    replace(good / "mkdocs.yml", 'contact: !ENV [CONTACT, ""]', "contact: desk@noses.health")
    assert built(good) == (0, [])
    html = (good / "site/causes/dust/index.html").read_text("utf-8")
    assert 'href="https://github.com/o/r/edit/main/docs/causes/dust.md">Correct a sentence' in html
    assert 'href="mailto:desk@noses.health?subject=A%20mistake%20on%20a%20page&amp;body=https%3A//example.org/causes/dust/">' in html  # fmt: skip


def test_the_editor_completes_from_the_schema_of_today() -> None:
    for path, text in editor.files().items():
        assert (PROJECT / path).read_text("utf-8") == text, f"run python scripts/editor.py: {path} is old"
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"] == {
        f".vscode/schemas/{Path(name).stem}.json": f"data/{name}" for name in schema.DATA
    }


@pytest.mark.parametrize("name", sorted(schema.DATA))
def test_the_schema_that_the_editor_reads_accepts_the_data_and_refuses_a_fault(name: str, tmp_path: Path) -> None:
    rules = ("--schemafile", str(PROJECT / f".vscode/schemas/{Path(name).stem}.json"))
    assert fits(rules, PROJECT / "data" / name)
    fault = tmp_path / name
    fault.write_text("7\n", "utf-8")
    assert not fits(rules, fault)


def test_a_snippet_offers_the_fields_that_a_page_needs_and_the_choices_of_a_field() -> None:
    snippets = json.loads((PROJECT / ".vscode/front-matter.code-snippets").read_text("utf-8"))
    assert snippets["kind"]["body"] == ["kind: ${1|cause,guide,help,policy|}"]
    needed = [field.name for field in schema.FRONT_MATTER.fields if field.required]
    assert [line.partition(":")[0] for line in snippets["front matter"]["body"][1:-2]] == needed
