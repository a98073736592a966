"""How sources are read: Markdown, YAML, front matter and addresses, each with the line it was written on."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sitecheck import schema
from sitecheck.checks import residue_left
from sitecheck.loading import load
from sitecheck.parse import markup
from sitecheck.parse.urls import host_of, leaves_site, published_at, resolve, scheme_of
from sitecheck.parse.yaml_lines import YamlFault, read
from sitecheck.source import Finding, Page
from support.site_maker import PROJECT


@given(st.text(alphabet="ab`~<!->[]()#\n {}^:*|é\t\\\"'&", max_size=200))
def test_blanking_keeps_every_line_and_every_column(text: str) -> None:
    lines = text.split("\n")
    assert [len(line) for line in markup.blank(lines)] == [len(line) for line in lines]


@given(st.text(max_size=300))
def test_a_page_of_any_text_is_read_without_an_error(text: str) -> None:
    page = Page("docs/x.md", text)
    for number in [page.fault.line] if page.fault else []:
        assert 1 <= number <= len(page.lines) + 1
    assert len(page.prose) == len(page.lines)
    found = (
        [heading.line for heading in page.headings]
        + [link.line for link in page.links]
        + [line for line, _ in page.citations]
    )
    assert all(1 <= line <= len(page.lines) for line in found)


@given(st.text(max_size=200))
def test_yaml_of_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        read(text)
    except YamlFault as fault:
        assert (
            1
            <= fault.line
            <= text.count("\n")
            + text.count("\r")
            + text.count("\x85")
            + text.count("\u2028")
            + text.count("\u2029")
            + 2
        )


def test_code_and_comments_are_not_prose() -> None:
    typed = "a `[^x]` b\n```\n[^y]\n```\n<!-- [^z]\n[^z] --> [^w]\n~~~\n```\n[^v]\n~~~\n``a ` [^u]`` [^t]"
    assert markup.citations(markup.blank(typed.split("\n"))) == [(6, "w"), (11, "t")]


def test_comments_are_stripped_and_code_is_not() -> None:
    assert (
        markup.strip_comments("a <!-- x\ny --> b `<!-- c -->`\n```\n<!-- d -->\n```")
        == "a  b `<!-- c -->`\n```\n<!-- d -->\n```"
    )


def test_links_headings_and_inserts_with_their_lines() -> None:
    page = Page(
        "docs/x.md",
        '---\ntitle: x\n---\n# One\n## Two *b* { #two .c }\n[a\nb](c.md#d "t") ![p](q.png)\n\n[r]: s.md\n<!-- insert: signs who=baby always -->\n',
    )
    assert [(h.line, h.level, h.text, h.anchor) for h in page.headings] == [
        (4, 1, "One", None),
        (5, 2, "Two *b*", "two"),
    ]
    assert [(link.line, link.text, link.target, link.image) for link in page.links] == [
        (6, "a b", "c.md#d", False),
        (7, "p", "q.png", True),
        (9, "r", "s.md", False),
    ]
    assert page.inserts == [markup.Insert(10, "signs", {"who": "baby", "always": "true"})]


def test_crlf_reads_as_lf() -> None:
    page = Page("docs/x.md", "---\r\ntitle: A title\r\n---\r\n\r\nText[^a]\r\n")
    assert page.meta == {"title": "A title"}
    assert page.citations == [(5, "a")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 2),
        ('a: 1\nb: "x\nc: 3\nd: 4\n', 2),
        ('a: 1\nb: "x\nc: "y"\n', 2),
        ("a: 1\nb: c: d\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a: 2026-02-30\n", 1),
        ("a: 1\n b: 2\n", 2),
        ("a: 1\nb: *x\n", 2),
        ("a: &x 1\n", 1),
        ("a: !ENV x\n", 1),
        ("a: 1\nb: \x07\n", 2),
    ],
)
def test_a_yaml_mistake_is_reported_where_it_began(text: str, line: int) -> None:
    with pytest.raises(YamlFault) as fault:
        read(text)
    assert fault.value.line == line


def test_every_value_knows_its_line() -> None:
    marked = read("a:\n  - id: x\n    n: 1\n  - id: y\n", first_line=10)
    assert marked.value == {"a": [{"id": "x", "n": 1}, {"id": "y"}]}
    assert marked.lines["a", 0, "n"] == 12
    assert marked.lines["a", 1, "id"] == 13


def test_where_a_source_is_published() -> None:
    assert [published_at(path) for path in ("index.md", "a/index.md", "a/b.md", "README.md")] == ["", "a/", "a/b/", ""]


@pytest.mark.parametrize(
    ("page", "href", "path", "fragment"),
    [
        ("a/b/", "../c/#d", "a/c/", "d"),
        ("a/b/", "#d", "a/b/", "d"),
        ("a/b/", "../..", "", None),
        ("a/b/", "../../", "", None),
        ("", "a/", "a/", None),
        ("", ".", "", None),
        ("a/b/", "../../../x", "../x", None),
        ("a/", "b.png?x=1", "a/b.png", None),
        ("a/", "caf%C3%A9/", "a/café/", None),
        ("a/", "b\\c", "a/b/c", None),
        ("a/", " b/ ", "a/b/", None),
        ("404.html", "/x/", "x/", None),
    ],
)
def test_links_are_resolved_as_a_browser_does(page: str, href: str, path: str, fragment: str | None) -> None:
    target = resolve(page, href)
    assert (target.path, target.fragment) == (path, fragment)


def test_schemes_and_hosts() -> None:
    assert [scheme_of(href) for href in ("HTTP://x", "a:b", "a/b:c", "#a:b", "javascript:x", "1:2", "é:x")] == [
        "http",
        "a",
        "",
        "",
        "javascript",
        "",
        "",
    ]
    assert [leaves_site(href) for href in ("//x", "\\\\x", "https://x", "a//b", "mailto:a@b")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_json_schema_is_one_and_can_refuse() -> None:
    Draft202012Validator.check_schema(schema.json_schema())
    assert list(Draft202012Validator(schema.json_schema()).iter_errors({"title": "short"}))


def test_the_table_in_contributing_is_the_schema() -> None:
    assert schema.markdown_table() in (PROJECT / "CONTRIBUTING.md").read_text("utf-8")


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(alphabet="ab:-#[]{}'\"\n\r\t &*!|>%@,\x85\u2028\u00e9\ufeff", max_size=120).map(str.encode),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES, BYTES, BYTES)
def test_a_folder_of_any_bytes_is_loaded_and_every_line_is_in_its_file(
    tmp_path: Path, page: bytes, data: bytes, config: bytes
) -> None:
    held = {
        "docs/a.md": page,
        "docs/b.md": b"---\n" + data + b"\n---\n" + page,
        "data/urgency.yml": data,
        "mkdocs.yml": config,
    }
    for path, content in held.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    site = load(tmp_path, datetime.date(2026, 11, 22))
    told = [*site.unreadable, *site.not_yaml, *site.shape_problems()]
    faults = [Finding(one.path, one.fault.line, "", "") for one in site.pages if one.fault]
    for finding in [*told, *faults]:
        lines = len(re.split(rb"\r\n|\r|\n", held.get(finding.path, b"")))
        assert 1 <= finding.line <= lines, finding


@given(st.text(alphabet="a:-#[]{}'\"\n &*!|>%@,\t", max_size=80), st.integers(1, 50))
def test_yaml_is_told_where_it_stands_in_its_file(text: str, first: int) -> None:
    try:
        lines = {line - first for line in read(text, first_line=first).lines.values()}
    except YamlFault as fault:
        lines = {fault.line - first}
    assert lines <= set(range(text.count("\n") + 1))


@given(
    st.lists(st.sampled_from(["a: 1", "b: two", "c: [x, y]", "", "# note"]), max_size=6, unique=True),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_mistake_is_told_on_its_own_line_whatever_ends_the_lines(before: list[str], end: str) -> None:
    with pytest.raises(YamlFault) as fault:
        read(end.join([*before, "z: [", "y: 1"]))
    assert fault.value.line == len(before) + 1


@given(
    st.lists(
        st.sampled_from(["text", "[^key]", "`[^no]`", "<!-- [^no] -->", "# H { #h }", "```\n[^no]\n```", ""]),
        max_size=12,
    )
)
def test_blanking_keeps_lines_and_what_is_found_stands_on_them(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    lines = text.split("\n")
    prose = markup.blank(lines)
    assert len(prose) == len(lines)
    assert [line for line, _ in markup.citations(prose)] == [n for n, line in enumerate(lines, 1) if line == "[^key]"]
    assert [heading.line for heading in markup.headings(prose, lines)] == [
        n for n, line in enumerate(lines, 1) if line[:1] == "#"
    ]
    stripped = markup.strip_comments(text)
    assert "<!--" not in stripped
    assert stripped.count("`[^no]`") == blocks.count("`[^no]`")


@given(st.text(alphabet="<!- end expires2026102-`~\n>ab", max_size=120))
def test_passages_with_an_end_are_found_on_lines_of_the_text(text: str) -> None:
    lines = text.split("\n")
    assert all(1 <= one.line <= len(lines) and (one.end is None) == bool(one.fault) for one in markup.expiring(lines))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_is_resolved_without_an_error_and_never_above_the_root_unseen(page: str, href: str) -> None:
    scheme_of(href), leaves_site(href), host_of(href)
    path = resolve(page, href).path
    assert not path.startswith("/") or page.startswith("/") or "%2F" in href.upper()


SEGMENT = st.text(alphabet="abc%20é", min_size=1, max_size=4).filter(lambda one: "%" not in one)


@given(st.lists(SEGMENT, max_size=4), st.lists(SEGMENT, min_size=1, max_size=4))
def test_a_relative_link_leads_where_a_browser_goes(here: list[str], there: list[str]) -> None:
    page, wanted = "".join(f"{one}/" for one in here), "".join(f"{one}/" for one in there)
    assert resolve(page, "../" * len(here) + wanted).path == wanted
    assert resolve(page, "../" * len(here) + "../" + wanted).path.startswith("../")
    assert urljoin(f"https://h/{page}", "../" * len(here) + wanted) == f"https://h/{wanted}"


@pytest.mark.parametrize("pattern", residue_left.RESIDUE)
@settings(max_examples=30)
@given(data=st.data())
def test_the_quick_look_for_residue_misses_none(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    assert residue_left.SIGN.search(text) or residue_left.holds_word(text)
