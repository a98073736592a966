"""A place that a finding names is true, and nothing of how it is known is published."""

from __future__ import annotations

import html
import re
from pathlib import Path

import jinja2
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish import gate
from sitecheck import report
from sitecheck.parse import stamps
from sitecheck.source import UNKNOWN, Site
from support.site_maker import good_site

TAG = re.compile(
    r"<((?:\{\{.*?\}\}|[\w-])+)((?:\{\{.*?\}\}|\{%.*?%\}|\"(?:\{\{.*?\}\}|[^\"])*\"|[^<>\"])*)>", re.DOTALL
)
LITERAL = re.compile(r"\s([a-z-]+)=\"([^\"{]*)\"")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = good_site(tmp_path_factory.mktemp("stamped"))
    return gate.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)[0]


def wrote(node: LexborNode, place: stamps.Place, text: str) -> bool:
    """Whether a tag that begins on the line of a place can have made an element: its name, and each attribute that it spells out."""
    start = sum(len(line) + 1 for line in text.split("\n")[: place[1] - 1])
    end = start + len(text.split("\n")[place[1] - 1])
    for tag in TAG.finditer(text, start):
        if tag.start() > end:
            break
        name = re.sub(r"\{\{.*?\}\}", r"\\w+", tag[1])
        plain = re.sub(r"\{%.*?%\}.*?\{%.*?%\}", "", tag[2])
        spelled = {key: html.unescape(value) for key, value in LITERAL.findall(plain) if key != "markdown"}
        if re.fullmatch(name, node.tag or "") and spelled.items() <= node.attributes.items():
            return True
    return False


def test_each_tag_that_a_template_wrote_has_its_place(judged: Site) -> None:
    texts = {template.path: template.text for template in judged.templates}
    own = 0
    for page in judged.built:
        assert page.places, page.path
        for node in page.authorship.made:
            place = page.places.get(node.mem_id) if node.is_element_node else None
            above = page.places.get(node.parent.mem_id) if node.parent is not None else None
            if place is None or place == above or not place[1]:
                continue  # made by Markdown, by a filter or by the program, and known by what stands around it
            assert wrote(node, place, texts[place[0]]), (page.path, node.tag, place)
            own += 1
    assert own > 500


def test_what_an_author_typed_has_no_place_in_a_template(judged: Site) -> None:
    for page in judged.built:
        assert not page.authorship.ids & set(page.places), page.path


def test_no_stamp_is_left_in_what_is_published(judged: Site) -> None:
    files = [file for file in (judged.root / "build").rglob("*") if file.suffix in {".html", ".xml", ".json", ".txt"}]
    assert len(files) > 10
    for file in files:
        text = file.read_text("utf-8")
        assert stamps.SIGN not in text, file
        assert "data-at" not in text, file
    assert any(stamps.SIGN in text for text in judged.stamped.values())


def rendered(tmp_path: Path, **files: str) -> str:
    """What the template `page.html` of a folder overrides/ makes, with stamps."""
    (tmp_path / "overrides").mkdir()
    for name, text in files.items():
        (tmp_path / "overrides" / f"{name}.html").write_text(text, "utf-8")
    loader = jinja2.FileSystemLoader(tmp_path / "overrides")
    environment = jinja2.Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, extensions=[stamps.Stamps])
    return environment.get_template("page.html").render(depth=3, yes=True, items=["a", "b"])


@pytest.mark.parametrize(
    ("text", "tag", "line"),
    [
        ("<p>One</p>\n<b>x</b>", "b", 2),
        ("{# A comment\nof two lines. #}\n<b>x</b>", "b", 3),
        ("{% if yes %}\n<b\n class='{{ depth }}'>x</b>{% endif %}", "b", 2),
        ("<h{{ depth }} class='a'>x</h{{ depth }}>", "h3", 1),
        ("{% for item in items %}\n<i>{{ item }}</i>\n{% endfor %}\n<b>x</b>", "b", 4),
        ("{%- set a = 1 -%}\n\n<p>a</p>\n{%- if yes %}\n<b>x</b>{% endif %}", "b", 5),
        ("<b{% if yes %} id='x'{% endif %}>x</b>", "b", 1),
    ],
)
def test_a_tag_is_stamped_with_its_own_line(text: str, tag: str, line: int, tmp_path: Path) -> None:
    made = rendered(tmp_path, page=text)
    node = LexborHTMLParser(made).css_first(tag)
    assert node is not None
    assert node.attributes["data-at"] == f"{stamps.SIGN}overrides/page.html:{line}{stamps.SIGN}"
    assert "data-at" not in stamps.without(made)


def test_a_tag_of_an_included_template_has_the_place_in_that_template(tmp_path: Path) -> None:
    made = rendered(tmp_path, page="\n<p>\n{% include 'part.html' %}</p>", part="\n\n<b>x</b>")
    tree = LexborHTMLParser(stamps.without(made))
    places = stamps.places(tree, made)
    assert {node.tag: places.get(node.mem_id) for node in tree.css("p, b")} == {
        "p": ("overrides/page.html", 2),
        "b": ("overrides/part.html", 3),
    }


def test_what_markdown_makes_in_an_insert_is_known_by_its_file(tmp_path: Path) -> None:
    made = f"<body>{stamps.around('<p>a</p>', 'overrides/inserts/x.md')}<p>b</p></body>"
    tree = LexborHTMLParser(stamps.without(made))
    found = [stamps.places(tree, made).get(node.mem_id) for node in tree.css("p")]
    assert found == [("overrides/inserts/x.md", 0), None]


def test_nothing_is_said_of_a_page_that_reads_otherwise_with_stamps() -> None:
    assert stamps.places(LexborHTMLParser("<p>a</p>"), "<p>a</p><p>b</p>") == {}
    assert stamps.places(LexborHTMLParser("<p>a</p><p>b</p>"), "<p>a</p>") == {}


def test_a_finding_without_a_line_says_so(judged: Site) -> None:
    page = next(page for page in judged.built if any(not line for _, line in page.places.values()))
    node = next(node for node in page.authorship.made if page.places.get(node.mem_id, ("", 1))[1] == 0)
    found = page.finding(message="it is wrong", hint="mend it", node=node)
    assert (found.path, found.line) == (page.places[node.mem_id][0], 1)
    assert found.message == f"it is wrong {UNKNOWN}"
