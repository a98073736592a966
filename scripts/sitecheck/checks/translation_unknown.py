"""What a language says of data/, or a furniture.yml of the templates, says something that is there in the original, in the same shape.

Why:  words under a misspelt name are shown nowhere, and their readers get the original without anybody being told.
Bad:  - id: sneeze-bled
Good: - id: sneeze-blood
"""

import re
from collections.abc import Iterator
from typing import Any

from .. import languages
from ..parse.yaml_lines import Path
from ..registry import check
from ..source import Finding, Findings, Site
from ..suggest import meant

PLACE = re.compile(r"\{\w+\}")  # what is filled in
Odd = tuple[Path, str, str]  # where, what is wrong, how to mend it
FREE = (
    "forms",
    "numbers",
)  # lists of which each language has its own: other ways to write a word, the numbers of its readers


@check(Site)
def translation_unknown(site: Site) -> Findings:
    yield from (_finding(site, languages.FURNITURE, *odd) for odd in _odd_furniture(site))
    if site.main is None:
        return
    known = (*languages.WORDS, *languages.OWN)
    for name in sorted(set(site.own) - set(known)):
        near = meant(name, known, cutoff=0.6)
        fix = f"rename it to {near}" if near else f"delete it; the files are {', '.join(sorted(known))}"
        yield Finding(f"data/{site.tag}/{name}", 1, f"no words are read from data/{site.tag}/{name}", fix)
    for name in languages.WORDS:
        if name in site.own:
            original = (
                site.main.config if name == languages.SETTINGS else getattr(site.main.data.get(name), "value", None)
            )
            for odd in _odd(name, original, site.own[name].value, (), ()):
                yield _finding(site, name, *odd)


def _odd_furniture(site: Site) -> Iterator[Odd]:
    """What stands there for words that no template says, or has not the same places to fill in."""
    entries = _entries(_own(site).get(languages.FURNITURE))
    known = languages.furniture(site) if entries else []
    for n, entry in enumerate(entries):
        text, said = str(entry.get("text")), str(entry.get("said"))
        if text not in known:
            near = meant(text, known, cutoff=0.6)
            yield (n,), f'no template says "{text}"', f"write {near}" if near else "delete the entry"
        elif (places := set(PLACE.findall(text))) != set(PLACE.findall(said)):
            named = " and ".join(sorted(places)) or "nothing between braces"
            yield (n, "said"), f'"{said}" does not fill in what "{text}" does', f"write {named} where it belongs"


def _own(site: Site) -> dict[str, Any]:
    return site.own if site.tag else site.data


def _finding(site: Site, name: str, path: Path, fact: str, fix: str) -> Finding:
    lines = _own(site)[name].lines
    while path and path not in lines:
        path = path[:-1]
    return Finding(f"data/{site.tag}/{name}" if site.tag else f"data/{name}", lines.get(path, 1), fact, fix)


def _entries(marked: Any) -> list[dict[str, Any]]:
    value = marked.value if marked else None
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _odd(name: str, main: Any, words: Any, path: Path, there: Path) -> Iterator[Odd]:
    """Everything in a translation that has no place in the original."""
    if languages.is_word(name, path):
        yield from _odd_words(main, words, there)
    elif isinstance(main, dict) and isinstance(words, dict):
        for key, value in words.items():
            if key in main and (languages.is_word(name, (*path, key)) or isinstance(main[key], dict | list)):
                yield from _odd(name, main[key], value, (*path, key), (*there, key))
            elif key not in {*languages.NAMED_BY, "of"}:
                yield _odd_name(key, main, there)
    elif isinstance(main, list) and isinstance(words, list):
        yield from _odd_entries(name, main, words, path, there)
    else:
        yield there, f"this is not {_shape(main)}, as in the original", f"write {_shape(main)}"


def _odd_words(main: Any, words: Any, there: Path) -> Iterator[Odd]:
    if words is not None and not languages.alike(main, words):
        yield there, f"{there[-1]} is not {_shape(main)}, as in the original", f"write {_shape(main)}"
    elif isinstance(main, list) and len(main) != len(words) and there[-1] not in FREE:
        yield (
            there,
            f"{there[-1]} has {len(words)} entries, and the original {len(main)}",
            "translate each, and no other",
        )


def _odd_name(key: str, main: dict[str, Any], there: Path) -> Odd:
    near = meant(str(key), main, cutoff=0.6)
    reason = "is not for a translation to say" if key in main else "is not there in the original"
    return (*there, key), f"{key} {reason}", f"write {near}" if near and near != key else f"delete {key}"


def _odd_entries(name: str, main: list[Any], words: list[Any], path: Path, there: Path) -> Iterator[Odd]:
    places = {languages.known_as(entry, n): n for n, entry in enumerate(main)}
    for n, entry in enumerate(words):
        known = languages.known_as(entry, n)
        if known in places:
            yield from _odd(name, main[places[known]], entry, (*path, places[known]), (*there, n))
        else:
            near = meant(str(known), map(str, places), cutoff=0.6) if isinstance(known, str) else None
            yield (*there, n), f"{known} is not there in the original", f"write {near}" if near else "delete the entry"


def _shape(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a group of names" if isinstance(value, dict) else "text"
