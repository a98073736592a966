"""A language for tests, made of the original: each word of readers written backwards. (Its kind is known as a pseudo-locale.)"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from publish import translation
from sitecheck import cli, languages

KEPT = re.compile(  # what stands as it is: addresses, attributes, citations, tags, words in braces, quotations
    r"\]\([^)]*\)|\]\[[^\]]*\]|^\[[^\]\n]+\]: [^\n]*|\{[^}]*\}|\[\^[^\]]*\]|<!--.*?-->|<[^>]*>|`[^`]*`|\"[^\"]*\"|\b[A-Z]\w*\. [A-Z]\w+|\bExample Press\b",
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
LETTER = re.compile(r"[A-Za-zï]|(?<=[A-Za-z])[,;?]")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyzï,;?", "ابجدهفغحيزكلمنوپقرستعڤشخئظي،؛؟")
FACTS = frozenset("id anchor of page by checked cites kind number day_and_night".split())
HEADING = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def backwards(text: str) -> str:
    """A text with each word written backwards; what no reader reads stays."""
    return _each(WORD, lambda word: word[0][::-1], text)


def in_arabic(text: str) -> str:
    """A text with each of its letters as one of the Arabic script, most of which join the next; what no reader reads stays."""
    return _each(LETTER, lambda letter: letter[0].lower().translate(ARABIC), text)


def _each(pattern: re.Pattern[str], turned: Callable[[re.Match[str]], str], text: str) -> str:
    parts, start = [], 0
    for kept in KEPT.finditer(text):
        parts += [pattern.sub(turned, text[start : kept.start()]), kept[0]]
        start = kept.end()
    return "".join([*parts, pattern.sub(turned, text[start:])])


def add_language(root: Path, tag: str, name: str, turned: Callable[[str], str] = backwards) -> None:
    """Give the site of `root` a language in which every text is `turned`, and name it in its mkdocs.yml."""
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    named = f"    {tag}: {name}\n"
    text = text.replace("  languages:\n", f"  languages:\n{named}") if "  languages:\n" in text else text
    if named not in text:
        text = text.replace("extra:\n", f"extra:\n  languages:\n    en: English\n{named}", 1)
    config.write_text(text, "utf-8")
    site = cli.read(root)
    for path, made in translation.files(site, tag, name):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".md"):
            front, body = HEADING.match(made), HEADING.sub("", made, count=1)
            assert front is not None
            matter = _turned(yaml.safe_load(front[0].strip("-\n")), turned, ())
            file.write_text(f"---\n{_yaml(matter)}---\n{turned(body)}", "utf-8")
        elif path.endswith(languages.FURNITURE):
            said = [{"text": one["text"], "said": turned(one["text"])} for one in yaml.safe_load(made)]
            file.write_text(_yaml(said), "utf-8")
        elif path.endswith(languages.OWN):
            file.write_text(made, "utf-8")
        else:
            file.write_text(_yaml(_turned(yaml.safe_load(made), turned, ())), "utf-8")


def _turned(value: Any, turned: Callable[[str], str], path: tuple[Any, ...]) -> Any:
    if isinstance(value, dict):
        return {key: part if key in FACTS else _turned(part, turned, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_turned(part, turned, path) for part in value]
    return turned(value) if isinstance(value, str) and path[:1] != ("translates",) else value


def _yaml(value: Any) -> str:
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000))
