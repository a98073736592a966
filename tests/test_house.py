"""The rules of the house that can be tested: who may import whom, what may not be written where, what a clone must bring."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

import rules
from site_maker import PROJECT

SCRIPTS = PROJECT / "scripts"
MODULES = sorted(SCRIPTS.rglob("*.py"))
CHECKS = sorted((SCRIPTS / "sitecheck/checks").glob("[a-z]*.py"))
KNOW_MKDOCS = {"hooks.py"}
ENTRIES = {
    "build",
    "check",
    "serve",
    "hooks",
    "setup",
    "audit",
    "bench",
    "loopback",
    "search_index",
    "new",
    "api",
    "review",
    "published",
    "summary",
    "hosting",
    "schedule",
    "later",
}
NETWORK = {"socket", "urllib.request", "http", "http.client", "requests", "urllib3", "ssl"}


def imports(path: Path) -> set[str]:
    """What a module imports, relative ones with their dots."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def test_there_is_something_to_test() -> None:
    assert len(CHECKS) >= 20


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_only_the_hook_knows_mkdocs(path: Path) -> None:
    if path.name not in KNOW_MKDOCS:
        assert not {name for name in imports(path) if name.split(".")[0] in {"mkdocs", "material"}}


@pytest.mark.parametrize("path", sorted((SCRIPTS / "sitecheck").rglob("*.py")), ids=lambda path: path.name)
def test_the_judge_does_not_know_the_commands(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in ENTRIES}


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.name)
def test_a_check_imports_no_other_check_and_no_network(path: Path) -> None:
    others = {f".{other.stem}" for other in CHECKS} | {f"..checks.{other.stem}" for other in CHECKS}
    assert not imports(path) & others
    assert not imports(path) & NETWORK
    assert "open(" not in path.read_text("utf-8")


def test_scripts_and_templates_know_nothing_of_the_topic() -> None:
    topic = re.compile(r"\b(milk|breast|mastitis|nipple|lactation|formula|midwife)\b", re.IGNORECASE)
    told = [
        path
        for path in [*SCRIPTS.rglob("*.py"), *(PROJECT / "overrides").rglob("*.*")]
        if topic.search(_without_examples(path))
    ]
    assert told == []


def _without_examples(path: Path) -> str:
    """A file's text without docstrings: the examples in them may speak of the topic."""
    text = path.read_text("utf-8")
    return re.sub(r'""".*?"""', "", text, flags=re.DOTALL) if path.suffix == ".py" else text


def test_no_file_names_a_registry_and_every_requirement_has_a_hash() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (PROJECT / name).read_text("utf-8")
        assert "://" not in text
        pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_every_direct_requirement_is_explained_in_architecture() -> None:
    text = (PROJECT / "ARCHITECTURE.md").read_text("utf-8").lower()
    for name in ("requirements.in", "requirements-test.in"):
        for line in (PROJECT / name).read_text("utf-8").splitlines():
            if line and line[0] not in "#-":
                assert f"`{re.split('[<>=]', line)[0].lower()}`" in text, line


def test_what_is_made_is_not_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert tracked
    assert not [path for path in tracked if path.startswith(("site/", "build/", ".venv/")) or "__pycache__" in path]
    assert not [path for path in tracked if (PROJECT / path).is_symlink()]


def test_the_table_of_rules_names_every_check_with_its_fixture_and_is_of_today() -> None:
    held = [rule for group in rules.groups() for rule in group["rules"].values()]
    assert len(held) > 150
    assert all(bool(rule.get("checks")) != bool(rule.get("not")) for rule in held), "a rule has checks, or a reason"
    named = {check for rule in held for check in rule.get("checks", [])}
    assert named == {path.stem.replace("_", "-") for path in CHECKS}
    assert all((PROJECT / rules.fixture(check)).exists() for check in named)
    assert (PROJECT / "tests/rules.md").read_text("utf-8") == rules.table(), "run python tests/rules.py"
