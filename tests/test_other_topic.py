"""The template promise: a site about knees from docs/, data/ and the words of mkdocs.yml alone, with this project's scripts and templates as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

from support.commands import built
from support.site_maker import other_site

OURS = re.compile(
    r"\b(?:milk|breast\w*|bab(?:y|ies)|midwi\w+|feed(?:s|ing)?|nipple|lactation|mastitis)\b", re.IGNORECASE
)


def test_a_site_about_something_else_is_published_and_says_nothing_of_this_topic(tmp_path: Path) -> None:
    root = other_site(tmp_path)
    assert built(root) == (0, [])
    pages = {file.parent.relative_to(root / "site").as_posix() for file in (root / "site").rglob("index.html")}
    assert pages == {".", "causes/overuse", "help/when-to-get-help"}
    told = [
        (file.relative_to(root / "site").as_posix(), word)
        for file in sorted((root / "site").rglob("*"))
        if file.suffix in {".html", ".json", ".xml", ".txt"}
        for word in OURS.findall(re.sub(r"<style>.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL))
    ]
    assert told == []
    cause = (root / "site/causes/overuse/index.html").read_text("utf-8")
    for part in ('data-sign="knee-leg"', 'data-disclaimer="general"', "Example Society of Knees", "Why it hurts"):
        assert part in cause
    assert set(json.loads((root / "site/api/v1/pages.json").read_text("utf-8"))["pages"]) == {"", "causes/overuse/", "help/when-to-get-help/"}  # fmt: skip


def test_its_gate_holds_too(tmp_path: Path) -> None:
    root = other_site(tmp_path)
    page = root / "docs/causes/overuse.md"
    page.write_text(page.read_text("utf-8").replace("knee-hot]", "knee-hott]"), "utf-8")
    status, findings = built(root)
    assert status == 1
    assert ("docs/causes/overuse.md", "urgency-unknown") in {(f["path"], f["check"]) for f in findings}
