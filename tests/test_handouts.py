"""Paper: what was printed holds what it promises, in type that is really there, on the sides and sizes it names.

What has to hold of any sheet is asked of this project's own, and told by its data; what is tried out is tried on the small site.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image

import build
from conftest import BOUND
from paper import booklet, jobs, leaflet, press, printing, templates
from paper.sheet import (
    OFF_SHEET,
    Sheet,
    citation_numbers,
    marks,
    pages_with_sheets,
    plain_text,
    sections_of,
    sheet_of,
    split_boxes,
)
from publish import gate
from sitecheck import report
from sitecheck.safety.texts import expected_disclaimers, expected_signs
from sitecheck.source import Site
from support import edits
from support.browser import distinct
from support.commands import command, replace
from support.ink import cut_once
from support.site_maker import PROJECT, full_site, record_again

ADDRESS = "https://noses.example.net/"
PAPER = {"A4": (595.3, 841.9), "letter": (612.0, 792.0)}  # points
FORMATS = {form.name: form for form in press.FORMATS}
QUIET = report.Steps(quiet=True)
CARD = re.compile(r'<section class="card.*?</section>', re.DOTALL)
Printed = tuple[Site, Path]


def folded(text: str) -> str:
    """Words in order, without the marks and spaces that a line break moves."""
    return re.sub(r"[\s\u00ad-]+", "", text)


@cache
def sides_of(file: Path) -> list[str]:
    """The text of each side of a PDF, line by line."""
    document = pypdfium2.PdfDocument(file)
    sides = [side.get_textpage().get_text_range().replace("\r\n", "\n") for side in document]
    document.close()
    return sides


@cache
def text_of(file: Path) -> str:
    sides = sides_of(file)
    furniture = r"^Stamp\n|\s(?:(?:•|\d+\.)\s*\n)*[^\n]*Page \d+ of \d+\nIn danger[\s\S]*$"
    bodies = [re.sub(furniture, "", side) for side in sides]
    return folded(" ".join([*bodies, *sides]))  # a sentence may go on on the next side, past the foot of this one


@pytest.fixture(scope="session", params=["real", "noses"])
def printed(request: pytest.FixtureRequest) -> Printed:
    """A site, and the folder of its PDFs."""
    site: Site = request.getfixturevalue(request.param)
    return site, request.getfixturevalue("paper" if request.param == "real" else "folder")


@pytest.fixture(scope="session")
def folder(noses: Site) -> Path:
    """The PDFs of the small site."""
    return noses.root / "build/handouts"


@pytest.fixture(scope="session")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site as it is built for an address that somebody has set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        site, verdict = gate.judge(full_site(tmp_path_factory.mktemp("addressed")), QUIET, handouts=False, waiting=True)
    assert verdict.findings == [], report.as_text(verdict.findings)
    return site


def sheets_in(printed: Printed) -> list[tuple[Sheet, press.Format, Path]]:
    """Each sheet of a site in each format that was printed."""
    site, folder = printed
    files = [(sheet, form, folder / f"{sheet.name}-{form.name}.pdf") for sheet in jobs.sheets(site) for form in press.FORMATS]  # fmt: skip
    return [one for one in files if one[2].exists()]


def emergency_number(site: Site) -> str:
    return str(site.clinic.get("emergency_number") or site.config["extra"]["emergency_number"])


def day(date: datetime.date) -> str:
    return f"{date.day} {date:%B} {date.year}"


def test_every_cause_and_help_page_has_its_files(printed: Printed, whole: bool) -> None:
    site, folder = printed
    pages = pages_with_sheets(site)
    assert {page.path for page in site.pages if page.kind in ("cause", "help") and "handout" not in page.meta} <= {page.path for page in pages}  # fmt: skip
    made = {file.stem for file in folder.glob("*.pdf")}
    all_there = (
        whole or folder == site.root / "build/handouts"
    )  # of our own site, `paper` says what is left to a release
    forms = set(FORMATS) if all_there else {"a4"}
    packs = {"review-pack"} | (BOUND if all_there else set())
    shown = [built.page for built in distinct(site, all_there)]
    names = [sheet.name for sheet in jobs.sheets(site) if sheet.page in shown]
    wanted = {f"{name}-{form}" for name in [*names, site.log["name"]] for form in forms}
    assert made == wanted | {f"{name}-{form}" for name in packs for form in forms & {"a4", "letter"}}


def test_a_sheet_holds_its_title_warnings_disclaimers_sources_and_dates(printed: Printed) -> None:
    site, _ = printed
    for sheet, _, file in sheets_in(printed):
        text = text_of(file)
        promised = [sheet.title, sheet.version, sheet.status, "Draft: no address set", emergency_number(site)]
        promised += [day(sheet.page.meta["reviewed"]), day(sheet.page.meta["review_due"]), "Checked for use here by"]
        promised += expected_disclaimers(sheet.built).values()
        promised += [str(site.urgency[sign]["text"]) for sign in expected_signs(sheet.built)]
        promised += [f"{number} {title}. {publisher}, {year}" for number, title, publisher, year in sheet.works]
        promised += [one.heading for one in sheet.sections[1:] if plain_text(CARD.sub("", one.html))] + sheet.left_out
        assert expected_signs(sheet.built)
        for words in promised:
            assert cut_once(folded(words), text), (file.name, words)


def test_a_sheet_keeps_to_its_sides_its_paper_and_its_type(noses: Site, folder: Path) -> None:
    seen = set()
    for sheet, form, file in sheets_in((noses, folder)):
        reader = pypdf.PdfReader(file)
        assert 1 <= len(reader.pages) <= jobs.most_sides(sheet, form), file.name
        sizes = []
        for page in reader.pages:
            box = page.mediabox
            assert (float(box.width), float(box.height)) == pytest.approx(PAPER[form.paper], abs=1)
            sizes += text_sizes(page)
        assert min(sizes) >= form.notes - 0.1, file.name
        assert sum(size >= min(form.text) - 0.1 for size in sizes) > len(sizes) / 2, file.name
        seen.add(form.name)
    assert seen == set(FORMATS)


def test_no_sheet_is_set_smaller_than_its_format_allows(real: Site, paper: Path) -> None:
    for _, form, file in sheets_in((real, paper)):
        sizes = [size for page in pypdf.PdfReader(file).pages for size in text_sizes(page)]
        assert sum(size >= min(form.text) - 0.1 for size in sizes) > len(sizes) / 2, file.name


def test_the_front_holds_what_decides_tonight_and_the_back_the_rest(printed: Printed) -> None:
    site, folder = printed
    urgent = leaflet.urgent_levels(site)
    for sheet, form, file in sheets_in((site, folder)):
        if form.large:
            continue
        fronts = len(leaflet.parts_of(sheet, site)[1])  # the signs of each have a side of their own
        sides = [folded(side) for side in sides_of(file)]
        for sign in expected_signs(sheet.built):
            if site.urgency[sign]["level"] in urgent:
                assert folded(str(site.urgency[sign]["text"])) in "".join(sides[:fronts]), (file.name, sign)
        assert "Telephone" in sides[0]
        assert folded("About this sheet") not in "".join(sides[:fronts])


def test_works_are_numbered_in_the_order_of_the_sheet(printed: Printed) -> None:
    for sheet in jobs.sheets(printed[0]):
        cited = [int(number) for one in sheet.sections for number in re.findall(r'class="cite">(\d+)<', one.html)]
        assert list(dict.fromkeys(cited)) == [work[0] for work in sheet.works] == list(range(1, len(sheet.works) + 1))
        assert all(
            str(printed[0].references[key]["title"]).rstrip(".") in {work[1] for work in sheet.works}
            for key in keys_of(sheet)
        )


def keys_of(sheet: Sheet) -> set[str]:
    """The works that the sheet's page cites in what stands on the sheet."""
    numbers = citation_numbers(sheet.built)
    wanted = {section.anchor for section in sheet.sections}
    kept = [one for one in sections_of(sheet.built, OFF_SHEET) if one.anchor in wanted]
    return {numbers[int(number)] for one in kept for number in re.findall(r'class="cite">(\d+)<', one.html)}


def test_citations_that_stand_together_share_their_brackets() -> None:
    run = 'So.<sup class="cite">4</sup><sup>, </sup><sup class="cite">12</sup> But<sup class="cite">1</sup>'
    assert marks(run) == 'So.<sup class="cite">&#160;[4, 12]</sup> But<sup class="cite">&#160;[1]</sup>'


def test_questions_get_boxes_to_tick_and_other_lists_do_not() -> None:
    asked, said = "<ul><li>Is it so?</li><li>And now?</li></ul>", "<ul><li>Is it so?</li><li>It is.</li></ul>"
    assert leaflet.ticked(asked + said) == asked.replace("<ul>", '<ul class="ask">') + said


def test_the_layout_that_takes_fewest_sides_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that keep the urgent signs on the front: the first on one sheet of paper, then in the largest size that needs no more."""
    made = {("a", 11.0): (2, False), ("b", 11.0): (3, True), ("c", 11.0): (2, True), ("c", 12.0): (2, True)}
    monkeypatch.setattr(
        printing, "_set", lambda form, size, job, front: printing.Set(form, size, None, *made[form, float(size)])
    )
    job = jobs.Job("x-a4.pdf", "a", Path("/x.html"), FORMATS["a4"], None, 4)
    assert printing.best(("a", "b", "c", "d"), job, "x") == printing.Set("c", 12, None, 2, True)


def text_sizes(page: pypdf.PageObject) -> list[float]:
    """The size in points of each piece of text of a page."""
    found: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append(size * abs(matrix[3]) if matrix else size)

    page.extract_text(visitor_text=visit)
    return [size for size in found if size > 0]


def test_a_pdf_is_tagged_and_every_character_has_its_glyph(printed: Printed) -> None:
    site, folder = printed
    language = site.config["theme"]["language"]
    first = sheets_in(printed)[0][0].name
    there = [name for name in sorted(BOUND) if (folder / f"{name}-a4.pdf").exists()]
    for name in (first, "review-pack", site.log["name"], *there):
        reader = pypdf.PdfReader(folder / f"{name}-a4.pdf")
        root: Any = reader.trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title
        assert {"/Document", "/H1", "/P"} <= structure(root["/StructTreeRoot"])
        assert families_of(reader) == {"Source-Sans-Pro"}


def families_of(reader: pypdf.PdfReader) -> set[str]:
    """The families of a PDF's fonts, after a look at whether each has every glyph that is drawn with it."""
    fonts: dict[str, Any] = {}
    used: dict[str, set[int]] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        named = {name: str(font.get_object()["/BaseFont"]) for name, font in resources["/Font"].items()}
        fonts |= {named[name]: font.get_object() for name, font in resources["/Font"].items()}
        for name, glyphs in used_glyphs(page).items():
            used.setdefault(named[name], set()).update(glyphs)
    families = set()
    for base, font in fonts.items():
        descendant = font["/DescendantFonts"][0].get_object()
        name = re.sub(r"^.*\+", "", str(descendant["/BaseFont"]))
        families.add(name.split("-Bold")[0].split("-Italic")[0])
        descriptor = descendant["/FontDescriptor"].get_object()
        data = (descriptor.get("/FontFile2") or descriptor["/FontFile3"]).get_object().get_data()
        assert 0 not in used[base]
        assert max(used[base]) < TTFont(io.BytesIO(data))["maxp"].numGlyphs
    return families


def used_glyphs(page: pypdf.PageObject) -> dict[str, set[int]]:
    """The glyphs that a page draws with each of its fonts, read from its content: each is two bytes, since the fonts are Identity-H."""
    found: dict[str, set[int]] = {}
    content = page.get_contents()
    assert content is not None
    current: set[int] = set()
    for operands, operator in content.operations:
        if operator == b"Tf":
            current = found.setdefault(operands[0], set())
        if operator in (b"Tj", b"TJ"):
            for piece in operands[0] if operator == b"TJ" else operands:
                raw = getattr(piece, "original_bytes", piece if isinstance(piece, bytes) else b"")
                current |= {int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw) - 1, 2)}
    return found


def structure(node: object) -> set[str]:
    """The kinds of elements in a PDF's structure tree."""
    found: set[str] = set()
    todo = [node]
    while todo:
        one = todo.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, pypdf.generic.ArrayObject):
            todo += list(one)
        elif isinstance(one, pypdf.generic.DictionaryObject):
            if "/S" in one:
                found.add(str(one["/S"]))
            if "/K" in one:
                todo.append(one["/K"])
    return found


def test_tables_and_pictures_are_told_to_those_who_listen(folder: Path) -> None:
    file = folder / "which-sneeze-a4.pdf"
    root: Any = pypdf.PdfReader(file).trailer["/Root"]
    kinds = structure(root["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/Figure", "/L", "/LI", "/H2"} <= kinds
    assert b"/Headers" in uncompressed(file)  # each cell names the headings it stands under
    assert b"/Alt (Two noses" in uncompressed(file).replace(b"\x00", b"")


def uncompressed(file: Path) -> bytes:
    """A PDF's objects as plain bytes."""
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=file)
    writer.write(out)
    return out.getvalue()


def test_nothing_lies_outside_the_page_and_grey_print_can_be_read(printed: Printed) -> None:
    site, folder = printed
    first = sheets_in(printed)[0][0].name
    for name in (f"{first}-a4", f"{site.log['name']}-a4"):
        document = pypdfium2.PdfDocument(folder / f"{name}.pdf")
        for side in document:
            text = side.get_textpage()
            width, height = side.get_size()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                assert 15 <= left < right <= width - 15, text.get_text_bounded(left, bottom, right, top)
                assert 10 <= bottom < top <= height - 10
            shades = side.render(scale=1, grayscale=True).to_pil().histogram()
            assert sum(shades[:110]) > 500  # text is near black
            assert shades[255] > sum(shades) * 0.6  # paper stays white, to be copied
        document.close()


def test_the_qr_code_on_paper_is_the_address_on_paper(addressed: Site, tmp_path: Path) -> None:
    wanted = jobs.sheets(addressed, ["pollen", "which-sneeze"])
    every = jobs.of_sheets(addressed, addressed.root / "build", wanted, templates.environment(addressed))
    todo = [job for job in every if job.format.paper == "A4"]
    assert {job.format.name for job in todo} == {"a4", "large-print"}
    assert printing.print_all(addressed, todo, tmp_path, lambda: None)[1] == []
    for job in todo:
        assert job.page
        side: Image.Image = pypdfium2.PdfDocument(tmp_path / job.file)[0].render(scale=2, grayscale=True).to_pil()
        [code] = zxingcpp.read_barcodes(side)
        assert code.text == f"{ADDRESS}h/{job.page.short}/"
        text = text_of(tmp_path / job.file)
        assert folded(code.text.removeprefix("https://").rstrip("/")) in text
        assert folded("Draft") not in text


def test_without_an_address_there_is_a_draft_and_no_code(folder: Path) -> None:
    side: Image.Image = pypdfium2.PdfDocument(folder / "pollen-a4.pdf")[0].render(scale=2, grayscale=True).to_pil()
    assert zxingcpp.read_barcodes(side) == []
    assert "example.org" not in text_of(folder / "pollen-a4.pdf")


def test_the_same_sheet_is_the_same_bytes(
    noses: Site, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that `noses` has are from forks of a process that had the press imported; these are from new ones, as readers get them."""
    monkeypatch.setattr(printing, "cores", lambda: ProcessPoolExecutor(mp_context=get_context("spawn")))
    [wanted] = jobs.sheets(noses, ["which-sneeze"])
    todo = list(jobs.of_sheets(noses, noses.root / "build", [wanted], templates.environment(noses)))
    printing.print_all(noses, todo, tmp_path, lambda: None)
    for job in todo:
        assert (tmp_path / job.file).read_bytes() == (folder / job.file).read_bytes(), job.file


def test_the_version_changes_with_a_word_and_not_with_the_frame(noses: Site) -> None:
    built = noses.built_by_url["which-sneeze/"]
    version = sheet_of(built).version
    assert re.fullmatch(r"2026-11-22-[0-9a-f]{6}", version)

    def version_with(old: str, new: str) -> str:
        assert old in built.html
        return sheet_of(type(built)(built.path, built.html.replace(old, new), built.page, noses)).version

    assert version_with("Write down the day", "Forget the day") != version
    assert version_with("Never hold back", "Hold back") != version
    assert version_with("Print this page", "Print it") == version
    assert version_with("Look at the table", "Look  at\nthe table") == version


def test_a_short_address_says_which_version_is_right(noses: Site) -> None:
    for sheet in jobs.sheets(noses):
        built = noses.built_by_url[f"h/{sheet.page.short}/"]
        text = " ".join(built.tree.body.text(separator=" ").split()) if built.tree.body else ""
        for words in (sheet.version, sheet.title, "Compare your sheet", "No version of this sheet has been withdrawn"):
            assert words in text
        assert built.tree.css_first('meta[name="robots"][content="noindex"]') is not None


def withdrawn(root: Path, page: str = "which-sneeze", version: str = "2026-01-01-0a1b2c") -> None:
    (root / "data/withdrawn.yml").write_text(
        f"versions:\n  - page: {page}\n    version: {version}\n    reason: Step 3 was wrong.\n    instead: Use a cold pack.\n"
        f"addresses:\n  - short: rub\n    was: A sheet about rubbing\n    instead: {page}\n",
        "utf-8",
    )


@pytest.mark.parametrize(("page", "url"), [("pollen", "causes/pollen/"), ("which-sneeze", "which-sneeze/")])
def test_a_withdrawn_version_is_named_where_people_look(page: str, url: str, tmp_path: Path) -> None:
    root = full_site(tmp_path)
    withdrawn(root, page)
    site, verdict = gate.judge(root, QUIET, handouts=False, waiting=True)
    assert verdict.findings == [], report.as_text(verdict.findings)
    for place in (f"h/{page}/", url, "handouts/"):
        assert "2026-01-01-0a1b2c" in site.built_by_url[place].html, place
        assert "Step 3 was wrong." in site.built_by_url[place].html
    assert "2026-01-01-0a1b2c" not in site.built_by_url["h/dust/"].html
    retired = site.built_by_url["h/rub/"].html
    assert "A sheet about rubbing" in retired
    assert f"../../{url}" in retired


@pytest.mark.parametrize("page", ["pollen", "which-sneeze"])
def test_a_withdrawal_waits_for_no_approval(page: str, tmp_path: Path) -> None:
    root = full_site(tmp_path)
    withdrawn(root, page)
    register = root / "data/withdrawn.yml"
    register.write_text(register.read_text("utf-8").partition("addresses:")[0] + "addresses: []\n", "utf-8")
    assert gate.judge(root, QUIET, handouts=False)[1].findings == []


POLLEN = "docs/causes/pollen.md"


def too_long(root: Path) -> None:
    more = "\n".join(f"- another thing to see, and one more word for the line number {n}" for n in range(90))
    replace(root / POLLEN, "- a running nose", f"{more}\n- a running nose")


def no_such_letter(root: Path) -> None:
    replace(root / POLLEN, "1. Open a window", "1. \u26b6 Open a window")


def current_version_withdrawn(root: Path) -> None:
    site, _ = gate.judge(root, QUIET, handouts=False, waiting=True)
    [sheet] = jobs.sheets(site, ["pollen"])
    withdrawn(root, "pollen", sheet.version)


@pytest.mark.parametrize(
    ("spoil", "check", "path"),
    [
        (too_long, "handout-overfull", POLLEN),
        (no_such_letter, "glyph-missing", POLLEN),
        (current_version_withdrawn, "withdrawal-current", "data/withdrawn.yml"),
    ],
)
def test_a_sheet_that_cannot_be_printed_as_it_is_stops_publishing(
    spoil: Callable[[Path], None], check: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = full_site(tmp_path)
    spoil(root)
    only = jobs.sheets
    monkeypatch.setattr(press, "FORMATS", press.FORMATS[:1])
    monkeypatch.setattr(booklet, "of_booklet", lambda *_: [])
    monkeypatch.setattr(booklet, "of_review_pack", lambda *_: [])
    monkeypatch.setattr(
        jobs, "sheets", lambda site, names=None: [one for one in only(site, names) if one.name == "pollen"]
    )
    findings = gate.judge(root, QUIET, waiting=True)[1].findings
    assert {(finding.check, finding.path) for finding in findings} == {(check, path)}, report.as_text(findings)


def test_long_boxes_are_split_under_their_own_heading() -> None:
    items = "".join(f'<li data-sign="s{n}">sign {n}</li>' for n in range(12))
    box = f'<section class="card card--emergency"><h3>Call now</h3><ul>{items}</ul></section>'
    made = split_boxes(box)
    assert made.count("Call now") == 2
    assert [made.count(f">sign {n}<") for n in range(12)] == [1] * 12
    assert split_boxes(box, most=12) == box
    assert [part.count("<li") for part in split_boxes(box, 12, first=2).split("</section>")] == [2, 10, 0]
    assert split_boxes(box, most=12, first=12) == box


@pytest.fixture
def published(noses: Site, tmp_path: Path) -> Path:
    """A root whose site/ has passed."""
    root = tmp_path / "published"
    root.mkdir()
    full_site(root)
    (root / "site").symlink_to(noses.root / "build")
    return root


def handouts(*arguments: object) -> CompletedProcess[str]:
    return command("handouts", *arguments)


def test_chosen_sheets_become_one_pack_with_the_clinics_details(published: Path, tmp_path: Path) -> None:
    clinic = Path(shutil.copy(published / "data/clinic.yml", tmp_path / "clinic.yml"))
    for name, value in {"name": "Hill Road Clinic", "phone": "000 1234"}.items():
        edits.set_field(clinic, name, value)
    out = tmp_path / "out"
    done = handouts("--root", published, "which-sneeze", "pollen", "--pack", "--clinic", clinic, "--output", out)
    assert (done.returncode, done.stdout) == (0, f"4 files in {out}/\n"), done.stderr
    reader = pypdf.PdfReader(out / "pack-a4.pdf")
    sides = len(reader.pages)
    alone = [
        len(pypdf.PdfReader(published / f"site/handouts/{name}-a4.pdf").pages) for name in ("which-sneeze", "pollen")
    ]
    assert sides == sum(alone), "in a pack, a sheet takes no more sides than alone"
    texts = [page.extract_text() for page in reader.pages]
    assert [f"Page {n} of {sides}" in text for n, text in enumerate(texts, start=1)] == [True] * sides
    assert texts[0].count("Which sneeze is it?") > 0
    assert "Hill Road Clinic" in " ".join(texts)
    assert "000 1234" in " ".join(texts)


def test_a_pack_of_pages_from_different_folders_has_their_pictures(published: Path, tmp_path: Path) -> None:
    """Each sheet's picture is found from its own folder, and in a pack from one more."""
    picture = "![A nose, drawn as one line.](../assets/nose.svg){ width=24 height=24 }"
    root = full_site(tmp_path)
    replace(root / POLLEN, "1. Open a window.", f"{picture}\n\n1. Open a window.")
    record_again(root)
    assert build.main(["--root", str(root), "--no-handouts"]) == 0
    done = handouts("--root", root, "which-sneeze", "pollen", "--pack", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert uncompressed(tmp_path / "out/pack-a4.pdf").count(b"/S /Figure") == 2


def test_a_picture_that_is_gone_is_a_finding_and_the_other_sheets_are_printed(noses: Site, tmp_path: Path) -> None:
    root = full_site(tmp_path)
    shutil.copytree(noses.root / "build", root / "site", ignore=shutil.ignore_patterns("handouts"))
    next((root / "site").rglob("two-noses.svg")).unlink()
    out = tmp_path / "out"
    done = handouts("--root", root, "pollen", "which-sneeze", "--output", out, "--format", "json")
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert {one["check"] for one in found} == {"handout-broken"}
    assert all("two-noses.svg" in one["message"] for one in found)
    assert sorted(file.name for file in out.glob("*-a4.pdf")) == ["pollen-a4.pdf"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["polen"], "pollen"),
        (["--clinic", "/no/such/file"], "cannot be read"),
        (["--clinic", PROJECT / "README.md"], "README.md"),
        (["--root", "/"], "mkdocs.yml"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(arguments: list[object], says: str, published: Path) -> None:
    named = arguments if "--root" in arguments else ["--root", published, *arguments]
    done = handouts("--format", "json", *named)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    [finding] = json.loads(done.stdout)
    assert says in finding["message"] + finding["hint"] + finding["path"]


def test_the_review_pack_asks_for_every_cited_sentence_sign_number_and_statement(printed: Printed) -> None:
    site, folder = printed
    text = text_of(folder / "review-pack-a4.pdf")
    for record in site.urgency.values():
        assert folded(str(record["text"])) in text
    cited = 0
    for built in site.built:
        if built.page and built.page.kind == "cause":
            for statement, keys in booklet.cited_statements(built):
                assert folded(statement) in text, statement
                assert all(f"[{folded(key)}]" in text for key in keys)
                cited += 1
    assert cited
    [page] = [page for page in site.pages if page.meta_list("review_first")]
    [(_, anchor)] = page.meta_list("review_first")
    heading = next(heading.text for heading in page.headings if heading.anchor == anchor)
    first = folded(f"{heading} ({page.meta['title']})")
    assert text.index(first) < text.index(folded("Warning signs"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The booklet of our own site has some 150 sides, and is left to a release."""
    if "bound" in metafunc.fixturenames:
        sites = ["noses", "real"] if metafunc.config.getoption("--whole") else ["noses"]
        metafunc.parametrize("bound", sites, indirect=True)


@pytest.fixture
def bound(request: pytest.FixtureRequest) -> Printed:
    """A site, and the folder of its PDFs, with the complete booklet among them."""
    site: Site = request.getfixturevalue(request.param)
    return site, request.getfixturevalue("paper" if request.param == "real" else "folder")


def test_the_booklet_holds_every_page_in_its_contents_and_bookmarks(bound: Printed) -> None:
    site, folder = bound
    reader = pypdf.PdfReader(folder / "booklet-a4.pdf")
    text = text_of(folder / "booklet-a4.pdf")
    marks = {str(mark.title) for mark in reader.outline if not isinstance(mark, list)}
    for page in site.pages:
        if not any(insert.name in booklet.NOT_READ for insert in page.inserts):
            assert page.meta["title"] in marks
            assert folded(str(page.meta["title"])) in text
    for sign in site.urgency.values():
        assert folded(str(sign["text"])) in text


def test_the_page_of_handouts_names_true_sizes_and_sides(noses: Site, folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    assert "data-file" not in page
    for sheet, form, file in sheets_in((noses, folder)):
        sides, size = len(pypdf.PdfReader(file).pages), file.stat().st_size / 1000
        said = re.search(rf'{sheet.name}-{form.name}\.pdf">.*?</a>([^<]*)', page)
        assert said is not None
        assert said[1].strip() == f"({report.count(sides, 'side')}, {size:.0f} kB)"
        with Image.open(folder / f"{sheet.name}.png") as picture:
            assert picture.size == (240, 340)
