"""The table of known rules: each, the checks that hold it here, their fixtures, or why nothing has to. `python tests/rules.py` writes rules.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
HEAD = """# Rules known from other checkers, and where they are held here

Made from rules.yml by `python tests/rules.py`. A rule is what a link checker, a style manual or an accident report asks for; its
name is the one that such lists give it. A check is explained by `scripts/check.py --explain NAME`; its fixture is a page or a folder
on which it complains of the marked lines and of nothing else.
"""


def groups() -> list[dict[str, Any]]:
    """Each group of rules: its name, and by the rule's name what it `says` and the `checks` that hold it, or why `not`."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "rules.yml").read_text("utf-8"))
    return found


def fixture(check: str) -> str:
    """The path of a check's fixture, from the root of the repository."""
    page = HERE / "bad" / f"{check}.md"
    return f"tests/bad/{check}.md" if page.exists() else f"tests/bad/{check}/"


def table() -> str:
    """rules.md."""
    parts = [HEAD]
    for group in groups():
        parts.append(f"\n## {group['group']}\n\n| rule | says | check | fixture |\n|---|---|---|---|\n")
        for name, rule in group["rules"].items():
            checks = rule.get("checks", [])
            held = " ".join(f"`{check}`" for check in checks) or f"none: {rule['not']}"
            parts.append(f"| {name} | {rule['says']} | {held} | {' '.join(map(fixture, checks))} |\n")
    return "".join(parts)


if __name__ == "__main__":
    (HERE / "rules.md").write_text(table(), "utf-8")
