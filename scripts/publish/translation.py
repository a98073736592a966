"""The files of a language as a translator finds them: everything that is words, in the original ones, and nothing else."""

from collections.abc import Iterator
from typing import Any

import yaml

from sitecheck import languages, sign_off
from sitecheck.parse.yaml_lines import Path
from sitecheck.source import Page, Site

BY = "a language model, and nobody has checked it"  # what is true until a translator writes another name
HEAD = """# {what}
# Write each text in {name}. What is left out stays as it is in the original. `of` says which original was translated; leave it.
"""


def files(site: Site, tag: str, name: str) -> Iterator[tuple[str, str]]:
    """(path, text) of each file that a language begins with: its data, and the pages that are not about the site itself."""
    for file in languages.WORDS:
        value = site.config if file == languages.SETTINGS else site.data[file].value if file in site.data else None
        if value is not None and (made := _words(file, value, ())):
            what = "What mkdocs.yml says." if file == languages.SETTINGS else f"The words of data/{file}."
            yield f"data/{tag}/{file}", HEAD.format(what=what, name=name) + _yaml(made)
    for file in ("helplines.yml", "search.yml"):
        if file in site.data:
            what = f"As data/{file}, for the readers of this language."
            yield f"data/{tag}/{file}", f"# {what}\n" + _yaml(site.data[file].value)
    said = [{"text": text, "said": site.furniture.get(text, text)} for text in languages.furniture(site)]
    yield (
        f"data/{tag}/{languages.FURNITURE}",
        HEAD.format(what="The words of overrides/, by the original ones.", name=name) + _yaml(said),
    )
    for page in site.pages:
        if page.role != "policy":
            yield f"docs/{tag}/{page.source_path}", of_page(page, site)


def of_page(page: Page, site: Site) -> str:
    """A page as its translator finds it: front matter of words alone, and the text."""
    matter: dict[str, Any] = {name: page.meta[name] for name in languages.PAGE_WORDS if page.meta.get(name)}
    for name in ("doors", "tiles"):
        if isinstance(matter.get(name), list):
            matter[name] = [{key: tile[key] for key in ("see", "do") if key in tile} for tile in matter[name]]
    matter["translates"] = {"page": page.source_path, "of": sign_off.fingerprint(page, site), "by": BY, "checked": None}
    body = "\n".join(page.body[page.body_line - 1 :])
    return f"---\n{_yaml(matter)}---\n{body}"


def _words(file: str, value: Any, path: Path) -> Any:
    """The words of a value, with what an entry is known by and which original it is; None where it has none."""
    if languages.is_word(file, path):
        return value if value not in (None, "", []) else None
    if isinstance(value, list):
        found = [_words(file, part, (*path, n)) for n, part in enumerate(value)]
        return [part if part is not None else {} for part in found] if any(part is not None for part in found) else None
    return _entry(file, value, path) if isinstance(value, dict) else None


def _entry(file: str, value: dict[str, Any], path: Path) -> dict[str, Any] | None:
    said = {key: _words(file, part, (*path, key)) for key, part in value.items()}
    made = {key: words for key, words in said.items() if words is not None}
    if not made:
        return None
    known = {key: value[key] for key in languages.NAMED_BY if key in value and isinstance(path[-1], int)}
    of = {"of": languages.digest(file, value, path)} if languages.is_safety(file, path) else {}
    return known | made | of


def _yaml(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000))
