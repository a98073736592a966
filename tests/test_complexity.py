"""No function is so complex that nobody can say what it does; those that are today stand here, and only get fewer and simpler."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Class

from support.site_maker import PROJECT

MOST = 15  # ways through a function, as radon counts them
# What exceeds it, and by how much it may. Whoever makes one simpler writes the new number, or takes the line out.
DEBTS: dict[str, int] = {
    "tests/test_hosting.py test_a_cdn_is_told_the_same": 19,
}


def complexities(file: Path) -> Iterator[tuple[str, int]]:
    """(path and name, ways through it) of each function and method of a file."""
    for block in cc_visit(file.read_text("utf-8")):
        owner = f"{block.name}." if isinstance(block, Class) else ""
        for one in block.methods if isinstance(block, Class) else [block]:
            yield f"{file.relative_to(PROJECT).as_posix()} {owner}{one.name}", one.complexity


@cache
def measured() -> dict[str, int]:
    """The functions above MOST."""
    files = [*sorted((PROJECT / "scripts").rglob("*.py")), *sorted((PROJECT / "tests").rglob("*.py"))]
    return {name: ways for file in files for name, ways in complexities(file) if ways > MOST}


def test_no_function_is_too_complex_and_no_debt_grows() -> None:
    grown = {name: ways for name, ways in measured().items() if ways > DEBTS.get(name, MOST)}
    assert grown == {}, f"split these, or make them a table: {grown}"


def test_a_debt_that_is_paid_is_struck_off() -> None:
    found = measured()
    assert {name: ways for name, ways in DEBTS.items() if found.get(name, 0) <= MOST} == {}


def test_a_function_that_is_too_complex_would_be_noticed() -> None:
    assert cc_visit("def f(a):\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(MOST)))[0].complexity > MOST  # fmt: skip
