"""Drawings say what the page beside them says, suit a dark screen, and wait for a sign-off where a wrong line could harm."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from paper import booklet, drawings, templates
from publish import gate
from sitecheck import report
from sitecheck.source import Page, Site
from support.site_maker import PROJECT, full_site

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = PROJECT / "docs/assets/pictures"
WAITING = sorted((PROJECT / "data/drawings").glob("*.svg"))
SHOWN = re.compile(r"!\[(?P<alt>[^\]]+)\]\((?P<file>[^)]+\.svg)\)\{ width=(?P<width>\d+) height=(?P<height>\d+) \}")
NUMBERS = {"one": 1, "two": 2, "three": 3}


def page(path: str) -> Page:
    return Page(path, (PROJECT / path).read_text(encoding="utf-8"))


def drawn(name: str) -> ElementTree.Element:
    return ElementTree.fromstring((PICTURES / f"{name}.svg").read_text(encoding="utf-8"))


def shown_on(path: str, name: str) -> re.Match[str]:
    [found] = [one for one in SHOWN.finditer(page(path).text) if one["file"].endswith(f"/{name}.svg")]
    return found


def group(root: ElementTree.Element, name: str) -> ElementTree.Element:
    [found] = [one for one in root.iter(f"{SVG}g") if one.get("id") == name]
    return found


def counted(root: ElementTree.Element, kind: str) -> int:
    return sum(kind in (one.get("class") or "").split() for one in root.iter())


def test_the_nappies_drawn_are_those_of_the_chart() -> None:
    path, root = "docs/is-my-supply-low.md", drawn("nappies")
    rows = re.findall(r"^\| Days? (\d+)\D*(\d+)[^|]*\| (\d+)([^|]*)\| (\d+)([^|]*)\|$", page(path).text, re.MULTILINE)
    assert [row[0] for row in rows] == ["1", "3", "5", "7"]
    alt = shown_on(path, "nappies")["alt"]
    for first, last, wet, more, dirty, colour in rows:
        row = group(root, f"days-{first}")
        assert [text.text for text in row.iter(f"{SVG}text")] == [f"{first}–{last}"]
        assert (counted(row, "wet"), counted(row, "dirty")) == (int(wet), int(dirty)), f"day {first}"
        or_more = re.search(r"some charts say (\d+)", more)
        assert counted(row, "m") == (int(or_more[1]) - int(wet) if or_more else 0)
        said = re.search(
            rf"Days {first} (?:and|to) {last}: {wet}(?: or (\d+))? wet, {dirty} dirty,? (?:and )?([a-z ]+)\.", alt
        )
        assert said, f"the text of the picture says other numbers for day {first}"
        assert said[1] == (or_more[1] if or_more else None)
        assert said[2].split()[0] in colour


def test_as_much_milk_is_made_as_was_drunk() -> None:
    root, alt = drawn("supply-loop"), shown_on("docs/how-supply-works.md", "supply-loop")["alt"]
    said = re.findall(r"drinks (\w+) drops?, .*?makes (\w+)", alt)
    assert len(said) == 2
    for name, (out, made) in zip(("much", "little"), said, strict=True):
        row = group(root, name)
        assert (counted(row, "out"), counted(row, "made")) == (NUMBERS[out], NUMBERS[made])
    assert NUMBERS[said[0][1]] > NUMBERS[said[1][1]]


def test_the_sore_patch_is_the_same_on_every_skin_but_for_its_colour() -> None:
    skins = [one for one in drawn("sore-patch") if one.tag == f"{SVG}g"]
    assert len(skins) == 3
    plain = [re.sub(r'class="[abc]|translate\(\d+', "", ElementTree.tostring(one, "unicode")).strip() for one in skins]
    assert len({re.sub(r"\b[abc](?=[2-4]?\b)", "", one) for one in plain}) == 1


@pytest.mark.parametrize(
    "path", sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "docs").rglob("*.md"))
)
def test_a_drawing_on_a_page_has_its_own_size(path: str) -> None:
    for one in SHOWN.finditer(page(path).text):
        root = drawn(Path(one["file"]).stem)
        assert (one["width"], one["height"]) == (root.get("width"), root.get("height")), one["file"]
        assert root.get("viewBox") == f"0 0 {one['width']} {one['height']}"


@pytest.mark.parametrize("file", [*sorted(PICTURES.glob("*.svg")), *WAITING], ids=lambda file: file.stem)
def test_a_drawing_suits_a_dark_screen_and_paper(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    light, _, dark = text.partition("prefers-color-scheme:dark")
    assert "#0f464d" in light
    assert "#8accd6" in dark
    assert "font:" not in text, (
        "paper draws words as blocks: write font-family, font-size and font-weight as attributes"
    )


def test_drawings_that_wait_are_on_no_page_and_name_works_that_are_known(real: Site) -> None:
    assert {Path(one.path).name for one in real.drawings} == {file.name for file in WAITING}
    for one in real.drawings:
        assert not [name for name in real.outputs if name.endswith(Path(one.path).name)]
        lines = list(drawings.described(ElementTree.fromstring(one.text)))
        assert [text[:2] for text, _ in lines[:4]] == ["1.", "2.", "3.", "4."]
        for text, keys in lines:
            assert (keys and not set(keys) - set(real.references)) or "our own guess" in text, text


@pytest.fixture(params=["real", "noses"])
def pack(request: pytest.FixtureRequest) -> tuple[Site, str]:
    """A site, and the first form of its pack for reviewers."""
    site: Site = request.getfixturevalue(request.param)
    return site, next(iter(booklet.of_review_pack(site, site.root / "build", templates.environment(site)))).html


def test_the_pack_for_reviewers_begins_with_the_drawings(pack: tuple[Site, str]) -> None:
    site, html = pack
    headings = re.findall(r"<h2>(.*?)</h2>", html)
    titles = [one["title"] for one in drawings.waiting(site)]
    assert titles
    assert headings[: len(titles)] == [f"Look at this first: {title}" for title in titles]
    for one in drawings.waiting(site):
        assert f'src="{one["address"]}" alt="' in html
        assert all(f"<td>{statement['number']}</td>" in html for statement in one["statements"])
    assert "None" not in " ".join(
        statement["sources"] for one in drawings.waiting(site) for statement in one["statements"]
    )


def test_the_printed_pack_shows_the_drawing_and_says_it_aloud(noses: Site) -> None:
    [one] = drawings.waiting(noses)
    side = pypdf.PdfReader(noses.root / "build/handouts/review-pack-a4.pdf").pages[0]
    words = " ".join(side.extract_text().split())
    assert f"Look at this first: {one['title']}" in words
    assert "Where exactly is our own guess." in words


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [("<desc>", "<script>alert(1)</script><desc>", "drawing-unsafe"), ("</svg>", "", "picture-broken")],
)
def test_a_drawing_that_waits_is_judged_as_any_other(tmp_path: Path, old: str, new: str, check: str) -> None:
    full = full_site(tmp_path)
    file = full / "data/drawings/pinch.svg"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    findings = gate.judge(full, report.Steps(quiet=True), handouts=False, waiting=True)[1].findings
    assert (check, "data/drawings/pinch.svg") in {(one.check, one.path) for one in findings}
