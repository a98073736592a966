"""What tests keep of one build for the next is what the next would have made itself."""

from __future__ import annotations

import traceback
from pathlib import Path

import brotli
import jinja2
import pytest
from jinja2 import FileSystemLoader
from mkdocs.theme import Theme

from sitecheck.parse.stamps import Stamps
from support import kept


def environment(root: Path, escaping: bool = False) -> jinja2.Environment:
    loader = FileSystemLoader(root / "overrides")
    return jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=escaping)


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the same template."""
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        (root / "overrides").mkdir(parents=True)
        (root / "overrides/a.html").write_text("<p>{{ word }}</p>\n", "utf-8")
    return one, two


def test_kept_code_names_the_file_that_was_asked_for(roots: tuple[Path, Path], tmp_path: Path) -> None:
    with kept.in_folder(tmp_path):
        for root in roots:
            template = environment(root).get_template("a.html")
            assert template.render(word="so") == "<p>so</p>"
            with pytest.raises(jinja2.UndefinedError) as raised:
                template.render()
            assert traceback.extract_tb(raised.tb)[-1].filename == str(root / "overrides/a.html")
        assert len([file for file in tmp_path.iterdir() if file.is_file()]) == 1


def test_what_differs_is_not_kept_as_the_same(roots: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = roots
    (two / "overrides/a.html").write_text("<i>{{ word }}</i>\n", "utf-8")
    with kept.in_folder(tmp_path):
        assert environment(one).get_template("a.html").render(word="<") == "<p><</p>"
        assert environment(two).get_template("a.html").render(word="<") == "<i><</i>"
        assert environment(one, escaping=True).get_template("a.html").render(word="<") == "<p>&lt;</p>"
        stamped = environment(one)
        stamped.add_extension(Stamps)
        assert "overrides/a.html:1" in stamped.get_template("a.html").render(word="so")


def test_what_brotli_makes_is_kept_by_what_it_was_made_from(tmp_path: Path) -> None:
    texts = [b"so" * 50, b"such" * 50]
    made = [brotli.compress(text) for text in texts]
    with kept.in_folder(tmp_path):
        assert [brotli.compress(text) for text in texts + texts] == made + made
        assert len(list(tmp_path.iterdir())) == 2


def test_the_themes_files_are_all_listed_but_its_icons(roots: tuple[Path, Path], tmp_path: Path) -> None:
    loader = FileSystemLoader([roots[0] / "overrides", *Theme("material").dirs])
    files = ((Path(folder), file) for folder in loader.searchpath for file in Path(folder).rglob("*") if file.is_file())
    whole = sorted({file.relative_to(folder).as_posix() for folder, file in files})
    with kept.in_folder(tmp_path):
        assert loader.list_templates() == [name for name in whole if not name.startswith(".icons/")]
        (roots[0] / "overrides/b.html").write_text("", "utf-8")
        assert "b.html" in loader.list_templates()
    assert len(whole) > 10_000
