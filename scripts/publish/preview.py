"""The other languages of a preview: MkDocs builds each beside the main one, into its folder, and what serves that serves them too."""

import json
import os
import subprocess
import sys
from pathlib import Path

from sitecheck.loading import translations
from sitecheck.source import Site

from .mkdocs_run import configuration, in_language

ASKED = "SITE_PREVIEW"  # set by serve.py; a build of one language is none
_begun: list[subprocess.Popen[bytes]] = []


def begin(main: Site, beside: Path, site_dir: Path, address: str) -> None:
    """Start a build of each language below `site_dir`, as if it lay at `address`. Its configuration is written `beside` that of the main one."""
    for program in _begun:  # of a main build that failed
        program.kill()
        program.wait()
    _begun.clear()
    for site in translations(main):
        config = beside.with_name(f"{site.tag}.yml")
        served = {"site_url": f"{address}{site.tag}/"}
        config.write_text(
            json.dumps(configuration(main.root, main.config, site_dir / site.tag) | in_language(site) | served), "utf-8"
        )
        called = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--config-file", str(config)]
        environment = {name: value for name, value in os.environ.items() if name != ASKED}
        _begun.append(subprocess.Popen(called, cwd=main.root, env=environment))


def finish() -> None:
    """Wait for the builds that were started. What is wrong with one it has said on standard error."""
    for program in _begun:
        program.wait()
    _begun.clear()
