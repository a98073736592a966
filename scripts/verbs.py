"""What the installed command `sitecheck VERB …` does: run the file of that verb, which lies beside this one."""

import runpy
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    """Run the verb that is named first with the other arguments; say which there are where none of them is."""
    verbs = {file.stem: file for file in sorted(FOLDER.glob("*.py")) if "    cli.run(main" in file.read_text("utf-8")}
    verb, *arguments = sys.argv[1:] or [""]
    if verb not in verbs:
        print(f"sitecheck VERB …, and sitecheck VERB --help; the verbs are {', '.join(verbs)}", file=sys.stderr)
        return 2
    sys.argv = [str(verbs[verb]), *arguments]
    sys.path.insert(0, str(FOLDER))
    runpy.run_path(sys.argv[0], run_name="__main__")
    return 0
