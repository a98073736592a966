"""The way out of MkDocs: ProperDocs builds the same pages from the same files, and what Zensical would lose is counted. Run by `make audit`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from publish import mkdocs_run
from sitecheck.source import Site
from support.site_maker import PROJECT, copy_of_project

QUIET = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}


def texts(folder: Path) -> dict[str, str]:
    """The words of each page of a built site, with single blanks, by its address."""
    found = {}
    for file in sorted(folder.rglob("*.html")):
        body = LexborHTMLParser(file.read_text("utf-8")).body
        found[file.relative_to(folder).as_posix()] = " ".join(body.text(separator=" ").split()) if body else ""
    return found


def built_with(program: str, site: Site, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build `site` into `folder` with MkDocs or a fork of it, with the configuration that build.py gives."""
    config = folder.parent / f"{program}.yml"
    config.write_text(json.dumps(mkdocs_run.configuration(site.root, site.config, folder)), "utf-8")
    called = [sys.executable, "-m", program, "build", "--quiet", "--config-file", str(config)]
    return subprocess.run(
        called, cwd=site.root, env=os.environ | QUIET, capture_output=True, text=True, check=False
    )  # fmt: skip


def test_properdocs_builds_the_same_text_on_every_page(real: Site, tmp_path: Path) -> None:
    for program in ("mkdocs", "properdocs"):
        done = built_with(program, real, tmp_path / program)
        assert done.returncode == 0, done.stderr
    ours, theirs = texts(tmp_path / "mkdocs"), texts(tmp_path / "properdocs")
    assert len(ours) > 10
    assert all(len(words) > 200 for words in ours.values())
    different = [path for path in ours if ours[path] != theirs.get(path)]
    bytes_alike = sum(
        (tmp_path / "mkdocs" / path).read_bytes() == (tmp_path / "properdocs" / path).read_bytes() for path in ours
    )
    print(
        f"\nProperDocs: {len(ours) - len(different)} of {len(ours)} pages with the same text, {bytes_alike} byte for byte"
    )
    assert different == []
    assert set(theirs) == set(ours)
    changed = tmp_path / "properdocs/index.html"
    changed.write_text(changed.read_text("utf-8").replace("</h1>", " else</h1>", 1), "utf-8")
    assert texts(tmp_path / "properdocs") != ours  # a word more would be noticed


def test_what_zensical_would_lose_is_counted(real: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_of_project(tmp_path / "ours")
    shutil.copytree(PROJECT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    with_ours = zensical(root)
    plain = copy_of_project(tmp_path / "plain")
    settings: dict[str, Any] = yaml.safe_load((plain / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""))
    settings["theme"] = {"name": "material"}
    settings["site_url"] = "https://example.org/"
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    with_its_own = zensical(plain)
    lines = ["", "Zensical, today:"]
    last = with_ours.stderr.strip().splitlines()[-1:] or ["no word"]
    pages = len(texts(root / "build")) if (root / "build").is_dir() else 0
    lines.append(f"  with our templates: exit status {with_ours.returncode}, {pages} pages; it says: {last[0][:160]}")
    lines.append(f"  with its own templates: exit status {with_its_own.returncode}, of what MkDocs shows")
    shown, left = counts(real.root / "build"), counts(plain / "build")
    lines += [f"    {name:<22}{left[name]:>6} of {shown[name]}" for name in shown]
    with capsys.disabled():
        print("\n".join(lines))
    assert shown["warning signs"] > 50
    assert shown["citations"] > 200


def zensical(root: Path) -> subprocess.CompletedProcess[str]:
    called = [str(Path(sys.executable).with_name("zensical")), "build", "-f", "mkdocs.yml"]
    return subprocess.run(called, cwd=root, env=os.environ | QUIET, capture_output=True, text=True, check=False)


def counts(folder: Path) -> dict[str, int]:
    """How much of what matters a built site shows."""
    trees = [LexborHTMLParser(file.read_text("utf-8")) for file in folder.rglob("*.html")]
    selectors = {
        "pages": "body",
        "disclaimers": "[data-disclaimer]",
        "warning signs": "[data-sign]",
        "citations": "a[href^='#fn:']",
        "entries of sources": ".footnote li",
        "statements of review": ".status",
    }
    return {name: sum(len(tree.css(selector)) for tree in trees) for name, selector in selectors.items()}
