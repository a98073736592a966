"""A live preview in every language. After every save the page reloads and the findings are printed again; the preview never waits for them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from publish import preview
from publish.mkdocs_run import configuration
from sitecheck import cli


def main(arguments: list[str]) -> int:
    options = cli.parser(__doc__)
    options.add_argument(
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="where the preview is served (default: 127.0.0.1:8000)",
    )
    asked = options.parse_args(arguments)
    root = asked.root.resolve()
    epoch = cli.last_change(root)
    site = cli.read(root, epoch)
    cli.refuse_unjudgeable(site)
    with cli.scratch() as folder:
        config = Path(folder, "mkdocs.yml")
        watched = [str(root / name) for name in ("data", "overrides", "mkdocs.yml")]
        config.write_text(
            json.dumps(configuration(root, site.config, Path(folder, "site")) | {"watch": watched}), "utf-8"
        )
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1", preview.ASKED: "1"}
        serve = [sys.executable, "-m", "mkdocs", "--quiet", "serve", "--config-file", str(config)]
        print(f"the preview is at http://{asked.address}/ ; stop it with Ctrl-C", file=sys.stderr, flush=True)
        return subprocess.run([*serve, "--dev-addr", asked.address], cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    cli.run(main)
