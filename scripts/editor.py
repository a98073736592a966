"""Write what lets VS Code complete and check data files and front matter: .vscode/, from the one schema in sitecheck/schema.py.

Run it when the schema has changed; a test says when. Exit status: 0.
"""

import json
from pathlib import Path
from typing import Any

from sitecheck import cli, report, schema
from sitecheck.fields import Choice, Date, Each, Field, Flag, Nullable, Record

FOLDER = Path(".vscode")
DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that the YAML extension reads


def main(arguments: list[str]) -> int:
    asked = cli.parser(__doc__).parse_args(arguments)
    made = files()
    for path, text in made.items():
        file = asked.root.resolve() / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    report.say([], asked.format, f"{report.count(len(made), 'file')} in {FOLDER}/")
    return cli.CLEAN


def files() -> dict[Path, str]:
    """The text of each file, by its path in the project."""
    made = {
        FOLDER / "schemas" / f"{Path(name).stem}.json": _text({"$schema": DRAFT} | shape.json_schema())
        for name, shape in schema.DATA.items()
    }
    made[FOLDER / "front-matter.code-snippets"] = _text(dict(_snippets()))
    return made


def _snippets() -> list[tuple[str, dict[str, Any]]]:
    """A snippet for each field of the front matter, which offers its choices, and one for all that are needed."""
    single = [
        (field.name, _snippet(field.name, [_line(field, 1)], field.about)) for field in schema.FRONT_MATTER.fields
    ]
    needed = [field for field in schema.FRONT_MATTER.fields if field.required]
    body = ["---", *(_line(field, number) for number, field in enumerate(needed, start=1)), "---", "$0"]
    return [*single, ("front matter", _snippet("front", body, "every field that a page needs"))]


def _snippet(prefix: str, body: list[str], about: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": about}


def _line(field: Field, stop: int) -> str:
    return f"{field.name}: {_value(field.shape, stop)}"


def _value(shape: object, stop: int) -> str:
    match shape:
        case Choice(words):
            return f"${{{stop}|{','.join(words)}|}}"
        case Flag():
            return f"${{{stop}|true,false|}}"
        case Nullable():
            return "null"
        case Date():
            return f"${{{stop}:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}}"
        case Each(item) if isinstance(item, Record):
            return "[]"
        case Each():
            return f"[${stop}]"
    return f"${stop}"


def _text(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    cli.run(main)
