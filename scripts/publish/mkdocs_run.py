"""MkDocs, started as a program of its own: where it is told to build, and what becomes of what it says."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sitecheck import cli, languages
from sitecheck.parse import stamps
from sitecheck.source import Finding, Site

ANNOUNCE = "SITE_BUILD_ANNOUNCE"  # asks the hook to say each page as it comes, and so which one broke MkDocs
PUBLISHED = "SITE_BUILD_PUBLISHED"  # asks the hook for what stands in the place of pages that were taken down
BOLD = "pymdownx.betterem"
SILENCE = 120  # seconds without a new page, after which MkDocs hangs
LINK_WARNING = re.compile(r"(?:Doc file|A reference to|The following pages exist in the docs directory)")


def configuration(root: Path, config: dict[str, Any], site_dir: Path) -> dict[str, Any]:
    """A configuration for MkDocs that inherits the root's, with every path made absolute, since it is written elsewhere.

    A hook that this repository has is taken from it, so that a root needs no scripts/, and a change that is judged by the gate of
    another branch is built by that one's hook and not by its own.
    """
    theme = config.get("theme")
    names = config.get("hooks")
    hooks = (
        [str(cli.HERE / str(name) if (cli.HERE / str(name)).is_file() else root / str(name)) for name in names]
        if isinstance(names, list)
        else []
    )
    derived: dict[str, Any] = {
        "strict": False,  # warnings become findings, which say more than an abort
        "INHERIT": str(root / "mkdocs.yml"),
        "docs_dir": str(root / "docs"),
        "site_dir": str(site_dir),
        "hooks": hooks,
    }
    if isinstance(theme, dict) and "custom_dir" in theme:
        derived["theme"] = {"custom_dir": str(root / str(theme["custom_dir"]))}
    return derived


def build(site: Site, epoch: int, seen: Callable[[], object]) -> Finding | None:
    """Run MkDocs into build/. Its warnings go to `site.warnings`, what its pages have of stamps to `site.stamped`; a failure is returned as a finding. `seen` is called for each page."""
    root, target = site.root, site.root / "build" / site.tag
    with cli.scratch() as folder:
        config = Path(folder, "mkdocs.yml")
        config.write_text(json.dumps(configuration(root, site.config, target) | in_language(site)), encoding="utf-8")
        said: list[str] = []
        current = "mkdocs.yml"
        environment = {
            "SOURCE_DATE_EPOCH": str(epoch),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            ANNOUNCE: "1",
            PUBLISHED: "1" if site.as_published else "",
        }
        with start(config, root, os.environ | environment) as program:
            cli.children.add(program)
            heard, ended, hung = [time.monotonic()], threading.Event(), threading.Event()
            threading.Thread(target=_watch, args=(program, heard, ended, hung), daemon=True).start()
            try:
                for line in program.stderr or ():
                    heard[0] = time.monotonic()
                    if line.startswith(ANNOUNCE):
                        current = _source(site, line.split(" ", 1)[1].strip())
                        seen()
                    else:
                        said.append(line.rstrip("\n"))
                status = program.wait()
            finally:
                ended.set()
                program.kill()
                cli.children.discard(program)
    if hung.is_set():
        fact = f"MkDocs has been at this page for {SILENCE} seconds, and was stopped"
        return Finding(current, 1, fact, "undo the last change to it, or cut it into smaller pages", "mkdocs-failed")
    site.warnings = [warning for warning in _warnings(site, said) if not LINK_WARNING.match(warning[1])]
    site.stamped = stamps.take_out(target)
    return _failure(site, said, current) if status else None


def in_language(site: Site) -> dict[str, Any]:
    """What a language beside the main one sets anew: its address, its words, and which language it is, for the hook."""
    if not site.tag or site.main is None:
        return {}
    main = site.main.extra
    changed = {name: value for name, value in site.extra.items() if value != main.get(name)}
    named: dict[str, Any] = {
        name: site.config.get(name) for name in ("site_name", "site_description", "copyright", "site_url")
    }
    if languages.unspaced(
        site.language
    ):  # this extension finds no end of bold words between letters that no blank parts
        named["markdown_extensions"] = [one for one in site.config.get("markdown_extensions", ()) if one != BOLD]
    served = {"static_templates": ["404.html", "sitemap.xml"]}
    return named | {
        "theme": {"custom_dir": str(site.root / "overrides")} | served,
        "extra": changed | {"tag": site.tag, "disclaimers": site.disclaimers},
    }


def _source(site: Site, inside: str) -> str:
    """The file of a page by its path inside docs/, as MkDocs has it."""
    page = site.by_source.get(inside)
    return page.path if page else f"docs/{inside}"


def _watch(program: cli.Program, heard: list[float], ended: threading.Event, hung: threading.Event) -> None:
    """Stop a program that says nothing for too long after the time when it was last `heard`."""
    while not ended.wait(1):
        if time.monotonic() - heard[0] > SILENCE:
            hung.set()
            program.kill()
            return


def start(config: Path, root: Path, environment: dict[str, str]) -> cli.Program:
    """MkDocs at work on a configuration. The tests put in its place a process that has MkDocs imported already."""
    called = [sys.executable, "-m", "mkdocs", "--no-color", "build", "--config-file", str(config)]
    return subprocess.Popen(
        called,
        close_fds=False,  # it holds the lock of the root too, for as long as it writes
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _warnings(site: Site, said: list[str]) -> Iterator[tuple[str, str]]:
    for line in said:
        level, _, message = line.partition(" -  ")
        if level.strip() == "WARNING":
            named = re.search(r"'([^']+\.md)'", message)
            yield (_source(site, named[1]) if named else "mkdocs.yml"), message


def _failure(site: Site, said: list[str], current: str) -> Finding:
    """Where MkDocs broke down: the last file of the root that its traceback names, else the page it was at."""
    errors = [line.partition(" -  ")[2] for line in said if line.startswith("ERROR")]
    fact = next((line for line in [*reversed(errors), *reversed(said)] if line.strip()), "it said nothing")
    path, number = current, 1
    setting = re.search(r"Config value '(\w+)'", fact)
    if setting:
        path, number = "mkdocs.yml", site.config_lines.get(setting[1], 1)
    for line in said:
        named = re.match(rf'\s*File "{re.escape(str(site.root))}/((?:docs|overrides|data)/[^"]+)", line (\d+)', line)
        if named:
            path, number = named[1], int(named[2])
    icon = re.search(r"'\.icons/\w+/([\w-]+)\.svg' not found", fact)
    if icon:
        settings = next((source for source in site.data_sources if source.path == "mkdocs.yml"), None)
        place = settings.line_of(f"icon: {icon[1]}") if settings else None
        if place:
            fix = "write the name of a Material icon, such as alert-octagon"
            return Finding("mkdocs.yml", place, f"there is no icon {icon[1]}", fix, "mkdocs-failed")
    fix = "undo the last change to this file, or mend what the message names"
    return Finding(path, number, f"MkDocs could not build the site: {fact.strip()}", fix, "mkdocs-failed")
