"""No function is so complex that nobody can say what it does; those that are today stand here, and only get fewer and simpler."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Class

from support.site_maker import PROJECT

MOST = 15  # ways through a function, as radon counts them
# What exceeds it, and by how much it may. Whoever makes one simpler writes the new number, or takes the line out.
DEBTS: dict[str, int] = {
    "tests/audit/audit.py lighthouse": 21,
    "scripts/paper/jobs.py of_booklet": 18,
    "scripts/paper/jobs.py review_chapters": 18,
    "scripts/paper/sheet.py sections_of": 17,
    "scripts/paper/sheet.py sheet_of": 24,
    "scripts/sitecheck/checks/attribute_unlisted.py attribute_unlisted_in_build": 17,
    "scripts/sitecheck/checks/card_misleading.py card_misleading": 16,
    "scripts/sitecheck/checks/citation_unknown.py citation_mistyped": 17,
    "scripts/sitecheck/checks/citation_unrendered.py citation_unrendered": 16,
    "scripts/sitecheck/checks/contrast_low.py _faults": 32,
    "scripts/sitecheck/checks/control_unnamed.py _faults": 35,
    "scripts/sitecheck/checks/data_invalid.py data_doubtful": 55,
    "scripts/sitecheck/checks/drawing_unsafe.py _style": 19,
    "scripts/sitecheck/checks/element_unlisted.py element_unlisted_in_build": 23,
    "scripts/sitecheck/checks/file_unused.py file_unused": 16,
    "scripts/sitecheck/checks/frame_incomplete.py _foot": 22,
    "scripts/sitecheck/checks/heading_anchorless.py heading_anchorless": 18,
    "scripts/sitecheck/checks/html_unbalanced.py html_unbalanced": 17,
    "scripts/sitecheck/checks/id_duplicate.py id_duplicate": 20,
    "scripts/sitecheck/checks/link_dead.py addresses": 18,
    "scripts/sitecheck/checks/link_dead.py link_dead_in_build": 19,
    "scripts/sitecheck/checks/link_dead.py target_fault": 18,
    "scripts/sitecheck/checks/link_dead.py typed_fault": 26,
    "scripts/sitecheck/checks/link_malformed.py _host_fault": 18,
    "scripts/sitecheck/checks/link_vague.py link_vague": 31,
    "scripts/sitecheck/checks/list_broken.py list_broken": 18,
    "scripts/sitecheck/checks/look_missing.py look_missing": 17,
    "scripts/sitecheck/checks/number_uncited.py number_uncited": 16,
    "scripts/sitecheck/checks/page_cramped.py _side": 20,
    "scripts/sitecheck/checks/page_unreachable.py page_unreachable": 19,
    "scripts/sitecheck/checks/phone_typed.py _typed": 21,
    "scripts/sitecheck/checks/picture_broken.py _drawing": 16,
    "scripts/sitecheck/checks/policy_unmet.py policy_unmet": 35,
    "scripts/sitecheck/checks/redirect_wrong.py redirect_unsaid": 23,
    "scripts/sitecheck/checks/redirect_wrong.py redirect_wrong": 19,
    "scripts/sitecheck/checks/reference_incomplete.py reference_incomplete": 16,
    "scripts/sitecheck/checks/request_external.py _requests": 23,
    "scripts/sitecheck/checks/review_unsaid.py review_unsaid": 16,
    "scripts/sitecheck/checks/script_unlisted.py script_unlisted": 17,
    "scripts/sitecheck/checks/section_empty.py section_empty": 16,
    "scripts/sitecheck/checks/section_missing.py _common": 24,
    "scripts/sitecheck/checks/section_missing.py section_missing": 40,
    "scripts/sitecheck/checks/setting_wrong.py setting_unfit": 32,
    "scripts/sitecheck/checks/sign_unlisted.py _unlisted": 17,
    "scripts/sitecheck/checks/sitemap_wrong.py sitemap_wrong": 24,
    "scripts/sitecheck/checks/skip_hidden.py skip_hidden": 19,
    "scripts/sitecheck/checks/style_unsafe.py _fault": 30,
    "scripts/sitecheck/checks/table_headless.py table_headless": 17,
    "scripts/sitecheck/checks/target_small.py target_small": 16,
    "scripts/sitecheck/checks/template_broken.py _opened_last": 21,
    "scripts/sitecheck/checks/template_broken.py template_broken": 19,
    "tests/test_hosting.py test_a_cdn_is_told_the_same": 19,
}


def complexities(file: Path) -> Iterator[tuple[str, int]]:
    """(path and name, ways through it) of each function and method of a file."""
    for block in cc_visit(file.read_text("utf-8")):
        owner = f"{block.name}." if isinstance(block, Class) else ""
        for one in block.methods if isinstance(block, Class) else [block]:
            yield f"{file.relative_to(PROJECT).as_posix()} {owner}{one.name}", one.complexity


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
