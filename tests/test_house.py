"""The rules of the house that can be tested: who may import whom, what may not be written where, what a clone must bring."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path

from support.site_maker import PROJECT

SCRIPTS, TESTS = PROJECT / "scripts", PROJECT / "tests"
MODULES = sorted(SCRIPTS.rglob("*.py"))
JUDGE = sorted((SCRIPTS / "sitecheck").rglob("*.py"))
VERBS = sorted(SCRIPTS.glob("*.py"))
CHECKS = sorted((SCRIPTS / "sitecheck/checks").glob("[a-z]*.py"))
KNOW_MKDOCS = {"hooks.py"}
OUTSIDE = {path.stem for path in SCRIPTS.iterdir()} - {"sitecheck"}  # what the judge does not know
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


def who_imports(paths: Iterable[Path], names: Collection[str]) -> list[tuple[str, str]]:
    """(file, module) for each module of `names`, or of their packages, that one of the files imports."""
    return [
        (path.relative_to(PROJECT).as_posix(), name)
        for path in paths
        for name in sorted(imports(path))
        if name in names or name.split(".")[0] in names
    ]


def test_only_the_hook_knows_mkdocs() -> None:
    assert who_imports([path for path in MODULES if path.name not in KNOW_MKDOCS], {"mkdocs", "material"}) == []
    assert who_imports(MODULES, {"mkdocs"})  # the rule can be broken


def test_the_judge_does_not_know_the_commands() -> None:
    assert who_imports(JUDGE, OUTSIDE) == []


def test_a_verb_imports_no_verb() -> None:
    assert len(VERBS) >= 10
    assert who_imports(VERBS, {path.stem for path in VERBS}) == []
    assert who_imports(sorted(set(MODULES) - set(VERBS)), {path.stem for path in VERBS}) == []


def test_a_check_imports_no_other_check_and_no_network() -> None:
    assert len(CHECKS) >= 20
    others = {f"{dots}{path.stem}" for path in CHECKS for dots in (".", "..checks.")}
    assert [(path.name, name) for path in CHECKS for name in sorted(imports(path) & others)] == []
    assert who_imports(CHECKS, NETWORK) == []
    assert [path.name for path in CHECKS if "open(" in path.read_text("utf-8")] == []


def test_a_test_imports_no_other_test() -> None:
    files = sorted(TESTS.rglob("*.py"))
    assert who_imports(files, {path.stem for path in files if path.name.startswith("test_")}) == []


def test_scripts_and_templates_know_nothing_of_the_topic() -> None:
    topic = re.compile(r"\b(milk|breast|mastitis|nipple|lactation|formula|midwife)\b", re.IGNORECASE)
    told = [
        path
        for path in [*SCRIPTS.rglob("*.py"), *(PROJECT / "overrides").rglob("*.*")]
        if path.is_file() and topic.search(_without_examples(path))
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
