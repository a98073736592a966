"""Paper: what was printed holds what it promises, in type that is really there, on the sides and sizes it names."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image

import build
from paper import jobs, press, printing, templates
from paper.sheet import pages_with_sheets, sheet_of, split_boxes
from sitecheck import report
from sitecheck.safety import expected_disclaimers, expected_signs
from sitecheck.source import Site
from support.site_maker import PROJECT, copy_of_project

ADDRESS = "https://milk.example.net/"
PAPER = {"A4": (595.3, 841.9), "letter": (612.0, 792.0)}  # points
SHEETS = [
    "is-my-supply-low",
    "positioning-and-attachment",
    "other-causes",
    "stress-and-anxiety",
    "medicines",
    "mastitis",
    "blocked-ducts",
    "when-to-get-help",
    "raising-supply",
    "fluids-and-food",
]
FORMATS = {form.name: form for form in press.FORMATS}
FILES = [f"{name}-{form}" for name in SHEETS for form in FORMATS]


def folded(text: str) -> str:
    """Words in order, without the marks and spaces that a line break moves."""
    return re.sub(r"[\s\u00ad-]+", "", text)


@cache
def text_of(file: Path) -> str:
    sides = [page.extract_text() for page in pypdf.PdfReader(file).pages]
    furniture = r"^Stamp\n|\s(?:(?:•|\d+\.)\s*\n)*[^\n]*Page \d+ of \d+\nIn danger[\s\S]*$"
    bodies = [re.sub(furniture, "", side) for side in sides]
    return folded(" ".join([*bodies, *sides]))  # a sentence may go on on the next side, past the foot of this one


@pytest.fixture(scope="session")
def folder(real: Site) -> Path:
    return real.root / "build" / "handouts"


@pytest.fixture(scope="session")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """This project's site as it is built for an address that somebody has set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        root = copy_of_project(tmp_path_factory.mktemp("addressed"))
        site, verdict = build.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)
    assert verdict.findings == [], report.as_text(verdict.findings)
    return site


@pytest.fixture(scope="session")
def with_address(addressed: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sheets printed from that site."""
    out = tmp_path_factory.mktemp("printed")
    wanted = jobs.sheets(addressed, ["mastitis", "is-my-supply-low"])
    todo = jobs.of_sheets(addressed, addressed.root / "build", wanted, templates.environment(addressed))
    _, findings = printing.print_all(addressed, list(todo), out, lambda: None)
    assert findings == []
    return out


def test_every_cause_and_help_page_and_the_page_on_low_supply_has_its_files(real: Site, folder: Path) -> None:
    wanted = [page for page in real.pages if page.kind in ("cause", "help") or page.url == "is-my-supply-low/"]
    assert [sheet.name for sheet in jobs.sheets(real)] == SHEETS
    assert pages_with_sheets(real) == wanted
    made = {file.stem for file in folder.glob("*.pdf")}
    logs = {f"feeding-log-{name}" for name in FORMATS}
    assert made == {*FILES, *logs, "booklet-a4", "booklet-letter", "review-pack-a4", "review-pack-letter"}


@pytest.mark.parametrize("file", FILES)
def test_a_sheet_holds_its_title_warnings_disclaimers_sources_and_dates(file: str, real: Site, folder: Path) -> None:
    name = next(name for name in SHEETS if file.startswith(name))
    sheet = next(sheet for sheet in jobs.sheets(real) if sheet.name == name)
    text = text_of(folder / f"{file}.pdf")
    promised = [
        sheet.title,
        sheet.version,
        "23 November 2026",
        "23 November 2027",
        sheet.status,
        "Draft: no address set",
    ]
    promised += expected_disclaimers(sheet.built).values()
    promised += [str(real.urgency[sign]["text"]) for sign in expected_signs(sheet.built)]
    promised += [f"{number} {publisher}, {year}" for number, publisher, year in sheet.works]
    promised += ["In danger, ring your local emergency number (such as 112, 911 or 999)", "Checked for use here by"]
    promised += [section.heading for section in sheet.sections] + sheet.left_out
    assert expected_signs(sheet.built)
    for words in promised:
        assert folded(words) in text, words


@pytest.mark.parametrize("file", FILES)
def test_a_sheet_keeps_to_its_sides_its_paper_and_its_type(file: str, real: Site, folder: Path) -> None:
    name = next(name for name in SHEETS if file.startswith(name))
    form = FORMATS[file.removeprefix(f"{name}-")]
    reader = pypdf.PdfReader(folder / f"{file}.pdf")
    sheet = next(sheet for sheet in jobs.sheets(real) if sheet.name == name)
    assert 1 <= len(reader.pages) <= jobs.most_sides(sheet, form)
    sizes = []
    for page in reader.pages:
        box = page.mediabox
        assert (float(box.width), float(box.height)) == pytest.approx(PAPER[form.paper], abs=1)
        sizes += text_sizes(page)
    smallest = min(form.text)
    assert min(sizes) >= form.notes * 0.67  # a raised number beside the notes
    assert sum(size >= smallest - 0.1 for size in sizes) > len(sizes) / 2


def text_sizes(page: pypdf.PageObject) -> list[float]:
    """The size in points of each piece of text of a page."""
    found: list[float] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append(size * abs(matrix[3]) if matrix else size)

    page.extract_text(visitor_text=visit)
    return [size for size in found if size > 0]


@pytest.mark.parametrize("file", [*FILES[:4], "booklet-a4", "feeding-log-a4", "review-pack-a4", "when-to-get-help-a4"])
def test_a_pdf_is_tagged_and_every_character_has_its_glyph(file: str, folder: Path) -> None:
    reader = pypdf.PdfReader(folder / f"{file}.pdf")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    kinds = structure(root["/StructTreeRoot"])
    assert {"/Document", "/H1", "/P"} <= kinds
    families = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            families.add(re.sub(r"^.*\+", "", str(descendant["/BaseFont"])))
            descriptor = descendant["/FontDescriptor"].get_object()
            embedded = TTFont(
                io.BytesIO((descriptor.get("/FontFile2") or descriptor["/FontFile3"]).get_object().get_data())
            )
            glyphs = used_glyphs(page, str(font.get_object().get("/BaseFont")))
            assert 0 not in glyphs
            assert max(glyphs, default=0) < embedded["maxp"].numGlyphs
    assert {family.split("-Bold")[0].split("-Italic")[0] for family in families} == {"Source-Sans-Pro"}


def used_glyphs(page: pypdf.PageObject, font: str) -> set[int]:
    """The glyphs that a page draws, read from its content: each is two bytes, since the fonts are Identity-H."""
    found: set[int] = set()
    content = page.get_contents()
    assert content is not None
    current = ""
    resources: Any = page["/Resources"]
    fonts = {name: str(value.get_object().get("/BaseFont")) for name, value in resources["/Font"].items()}
    for operands, operator in content.operations:
        if operator == b"Tf":
            current = fonts[operands[0]]
        if operator in (b"Tj", b"TJ") and current == font:
            pieces = operands[0] if operator == b"TJ" else operands
            for piece in pieces:
                raw = getattr(piece, "original_bytes", piece if isinstance(piece, bytes) else b"")
                found |= {int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw) - 1, 2)}
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
    file = folder / "is-my-supply-low-a4.pdf"
    root: Any = pypdf.PdfReader(file).trailer["/Root"]
    kinds = structure(root["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/Figure", "/L", "/LI", "/H2"} <= kinds
    assert b"/Headers" in uncompressed(file)  # each cell names the headings it stands under
    assert b"Nappies in 24 hours" in uncompressed(file).replace(b"\x00", b"")


def uncompressed(file: Path) -> bytes:
    """A PDF's objects as plain bytes."""
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=file)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("file", ["mastitis-a4", "is-my-supply-low-large-print-letter", "feeding-log-a4"])
def test_nothing_lies_outside_the_page_and_grey_print_can_be_read(file: str, folder: Path) -> None:
    document = pypdfium2.PdfDocument(folder / f"{file}.pdf")
    for side in document:
        text = side.get_textpage()
        width, height = side.get_size()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert 15 <= left < right <= width - 15, text.get_text_bounded(left, bottom, right, top)
            assert 10 <= bottom < top <= height - 10
        grey = side.render(scale=1, grayscale=True).to_pil()
        shades = grey.histogram()
        assert sum(shades[:110]) > 500  # text is near black
        assert shades[255] > sum(shades) * 0.6  # paper stays white, to be copied
    document.close()


def test_the_qr_code_on_paper_is_the_address_on_paper(addressed: Site, with_address: Path) -> None:
    for name, short in (("mastitis", "mast"), ("is-my-supply-low", "low")):
        for form in FORMATS:
            file = with_address / f"{name}-{form}.pdf"
            side: Image.Image = pypdfium2.PdfDocument(file)[0].render(scale=2, grayscale=True).to_pil()
            [code] = zxingcpp.read_barcodes(side)
            assert code.text == f"{ADDRESS}h/{short}/"
            text = text_of(file)
            assert f"milk.example.net/h/{short}" in text
            assert folded("Draft") not in text


def test_without_an_address_there_is_a_draft_and_no_code(folder: Path) -> None:
    side: Image.Image = pypdfium2.PdfDocument(folder / "mastitis-a4.pdf")[0].render(scale=2, grayscale=True).to_pil()
    assert zxingcpp.read_barcodes(side) == []
    assert "example.org" not in text_of(folder / "mastitis-a4.pdf")


def test_the_same_sheet_is_the_same_bytes(real: Site, folder: Path, tmp_path: Path) -> None:
    [wanted] = jobs.sheets(real, ["mastitis"])
    todo = list(jobs.of_sheets(real, real.root / "build", [wanted], templates.environment(real)))
    printing.print_all(real, todo, tmp_path, lambda: None)
    for job in todo:
        assert (tmp_path / job.file).read_bytes() == (folder / job.file).read_bytes(), job.file


CHILD = """
import sys
from pathlib import Path
import cffi
sys.path.insert(0, sys.argv[1])
opened, hidden = cffi.FFI.dlopen, []

def dlopen(ffi, name, flags=0):
    if "subset" in str(name) and sys.argv[3] == "hidden":
        hidden.append(name)
        raise OSError(name)
    return opened(ffi, name, flags)

cffi.FFI.dlopen = dlopen
from paper import press
press.write(press.render("<html lang=en><title>A</title><p>One <b>bold</b> <i>slanted</i> word: \u00e9\u2610", Path("/")), Path(sys.argv[2]))
from weasyprint.text import ffi
print(len(hidden), ffi.harfbuzz_subset is None)
"""


def test_a_file_is_the_same_bytes_whatever_cuts_fonts_on_the_machine(tmp_path: Path) -> None:
    """WeasyPrint looks for a library of the system that cuts fonts, and cuts otherwise without it."""
    for how in ("hidden", "as it is"):
        called = [
            sys.executable,
            "-W",
            "error",
            "-c",
            CHILD,
            str(PROJECT / "scripts"),
            str(tmp_path / f"{how}.pdf"),
            how,
        ]
        done = subprocess.run(called, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert how != "hidden" or done.stdout.split()[-1] == "True"
    assert (tmp_path / "hidden.pdf").read_bytes() == (tmp_path / "as it is.pdf").read_bytes()
    assert len((tmp_path / "hidden.pdf").read_bytes()) < 30_000  # three fonts of 100 to 290 kB are in it, cut down
    assert folded("One bold slanted word: \u00e9\u2610") in text_of(tmp_path / "hidden.pdf")


def test_the_version_changes_with_a_word_and_not_with_the_frame(real: Site) -> None:
    built = real.built_by_url["causes/mastitis/"]
    version = sheet_of(built).version
    assert re.fullmatch(r"2026-11-23-[0-9a-f]{6}", version)

    def version_of(html: str) -> str:
        return sheet_of(type(built)(built.path, html, built.page, real)).version

    assert version_of(built.html.replace("Cool the sore area", "Warm the sore area")) != version
    assert version_of(built.html.replace("Never hold back", "Hold back")) != version
    assert version_of(built.html.replace("Print this page", "Print it")) == version
    assert version_of(built.html.replace("In the meantime:", "In  the\nmeantime:")) == version


@pytest.mark.parametrize("short", ["mast", "low", "help", "raise", "drink", "attach"])
def test_a_short_address_says_which_version_is_right(short: str, real: Site) -> None:
    built = real.built_by_url[f"h/{short}/"]
    text = " ".join(built.tree.body.text(separator=" ").split()) if built.tree.body else ""
    sheet = next(sheet for sheet in jobs.sheets(real) if sheet.page.meta["short"] == short)
    for words in (sheet.version, sheet.title, "Compare your sheet", "No version of this sheet has been withdrawn"):
        assert words in text
    assert built.tree.css_first('meta[name="robots"][content="noindex"]') is not None


def withdrawn(root: Path) -> None:
    (root / "data/withdrawn.yml").write_text(
        "versions:\n  - page: mast\n    version: 2026-01-01-0a1b2c\n    reason: Step 3 was wrong.\n    instead: Use a cold pack.\n"
        "addresses:\n  - short: rub\n    was: A sheet about rubbing\n    instead: mast\n",
        "utf-8",
    )


def test_a_withdrawn_version_is_named_where_people_look(tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    withdrawn(root)
    site, verdict = build.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)
    assert verdict.findings == [], report.as_text(verdict.findings)
    for url in ("h/mast/", "causes/mastitis/", "handouts/"):
        assert "2026-01-01-0a1b2c" in site.built_by_url[url].html, url
        assert "Step 3 was wrong." in site.built_by_url[url].html
    assert "2026-01-01-0a1b2c" not in site.built_by_url["h/ducts/"].html
    retired = site.built_by_url["h/rub/"].html
    assert "A sheet about rubbing" in retired
    assert "../../causes/mastitis/" in retired


def too_long(root: Path) -> None:
    page = root / "docs/causes/mastitis.md"
    text = page.read_text("utf-8")
    more = "\n".join(f"- another thing to do, and one more word for the line number {n}" for n in range(90))
    page.write_text(text.replace("Simple care for", f"Look:\n\n{more}\n\nSimple care for"), "utf-8")


def no_such_letter(root: Path) -> None:
    page = root / "docs/causes/mastitis.md"
    page.write_text(page.read_text("utf-8").replace("Cool the sore area", "☃ Cool the sore area"), "utf-8")


def current_version_withdrawn(root: Path) -> None:
    site, _ = build.judge(root, report.Steps(quiet=True), handouts=False, waiting=True)
    [sheet] = jobs.sheets(site, ["mastitis"])
    withdrawn(root)
    file = root / "data/withdrawn.yml"
    file.write_text(file.read_text("utf-8").replace("2026-01-01-0a1b2c", sheet.version), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "check", "path"),
    [
        (too_long, "handout-overfull", "docs/causes/mastitis.md"),
        (no_such_letter, "glyph-missing", "docs/causes/mastitis.md"),
        (current_version_withdrawn, "withdrawal-current", "data/withdrawn.yml"),
    ],
)
def test_a_sheet_that_cannot_be_printed_as_it_is_stops_publishing(
    spoil: Callable[[Path], None], check: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of_project(tmp_path)
    spoil(root)
    only = jobs.sheets
    monkeypatch.setattr(jobs, "of_booklet", lambda *_: [])
    monkeypatch.setattr(jobs, "of_review_pack", lambda *_: [])
    monkeypatch.setattr(
        jobs, "sheets", lambda site, names=None: [one for one in only(site, names) if one.name == "mastitis"]
    )
    findings = build.judge(root, report.Steps(quiet=True), waiting=True)[1].findings
    assert {(finding.check, finding.path) for finding in findings} == {(check, path)}, report.as_text(findings)


def test_long_boxes_are_split_under_their_own_heading() -> None:
    items = "".join(f'<li data-sign="s{n}">sign {n}</li>' for n in range(12))
    box = f'<section class="card card--emergency"><h3>Call now</h3><ul>{items}</ul></section>'
    made = split_boxes(box)
    assert made.count("Call now") == 2
    assert [made.count(f">sign {n}<") for n in range(12)] == [1] * 12
    assert split_boxes(box, most=12) == box


def handouts(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = PROJECT / "scripts/handouts.py"
    return subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def published(real: Site, tmp_path: Path) -> Path:
    """A root whose site/ has passed."""
    root = copy_of_project(tmp_path)
    (root / "site").symlink_to(real.root / "build")
    return root


def test_chosen_sheets_become_one_pack_with_the_clinics_details(published: Path, tmp_path: Path) -> None:
    details = (PROJECT / "data/clinic.yml").read_text("utf-8")
    clinic = tmp_path / "clinic.yml"
    clinic.write_text(
        details.replace('name: ""', "name: Hill Road Clinic").replace('phone: ""', "phone: 000 1234"), "utf-8"
    )
    out = tmp_path / "out"
    done = handouts("--root", published, "medicines", "mastitis", "--pack", "--clinic", clinic, "--output", out)
    assert (done.returncode, done.stdout) == (0, f"4 files in {out}/\n"), done.stderr
    reader = pypdf.PdfReader(out / "pack-a4.pdf")
    sides = len(reader.pages)
    assert sides == 4, "in a pack, a sheet takes no more sides than alone"
    texts = [page.extract_text() for page in reader.pages]
    assert [f"Page {n} of {sides}" in text for n, text in enumerate(texts, start=1)] == [True] * sides
    assert texts[0].count("Medicines") > 0
    assert "Hill Road Clinic" in " ".join(texts)
    assert "000 1234" in " ".join(texts)


def test_a_pack_of_pages_from_different_folders_has_their_pictures(published: Path, tmp_path: Path) -> None:
    def pictures(names: list[str], *more: str) -> int:
        out = tmp_path / "-".join(names)
        done = handouts("--root", published, *names, *more, "--output", out)
        assert done.returncode == 0, done.stderr
        return sum(uncompressed(file).count(b"/S /Figure") for file in out.glob("*-a4.pdf"))

    alone = [pictures([name]) for name in ("is-my-supply-low", "mastitis")]
    assert min(alone) > 0
    assert pictures(["is-my-supply-low", "mastitis"], "--pack") == sum(alone)


def test_a_picture_that_is_gone_is_a_finding_and_the_other_sheets_are_printed(real: Site, tmp_path: Path) -> None:
    root = copy_of_project(tmp_path)
    shutil.copytree(real.root / "build", root / "site", ignore=shutil.ignore_patterns("handouts"))
    next((root / "site").rglob("sore-breast.svg")).unlink()
    out = tmp_path / "out"
    done = handouts("--root", root, "medicines", "mastitis", "--output", out, "--format", "json")
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert {one["check"] for one in found} == {"handout-broken"}
    assert all("sore-breast.svg" in one["message"] for one in found)
    assert sorted(file.name for file in out.glob("*-a4.pdf")) == ["medicines-a4.pdf"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["mastitus"], "mastitis"),
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


def test_the_review_pack_asks_for_every_cited_sentence_sign_number_and_statement(real: Site, folder: Path) -> None:
    text = text_of(folder / "review-pack-a4.pdf")
    for sign in real.urgency.values():
        assert folded(str(sign["text"])) in text
    cited = 0
    for built in real.built:
        if built.page and built.page.url.startswith("causes/"):
            for statement, keys in jobs.cited_statements(built):
                assert folded(statement) in text, statement
                assert all(f"[{folded(key)}]" in text for key in keys)
                cited += 1
    assert cited > 100


def test_the_booklet_holds_every_page_in_its_contents_and_bookmarks(real: Site, folder: Path) -> None:
    reader = pypdf.PdfReader(folder / "booklet-a4.pdf")
    text = text_of(folder / "booklet-a4.pdf")
    marks = {str(mark.title) for mark in reader.outline if not isinstance(mark, list)}
    for page in real.pages:
        if page.url not in ("search/", "handouts/"):
            assert page.meta["title"] in marks
            assert folded(str(page.meta["title"])) in text
    for sign in real.urgency.values():
        assert folded(str(sign["text"])) in text


def test_the_page_of_handouts_names_true_sizes_and_sides(real: Site, folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    assert "data-file" not in page
    for name in SHEETS:
        for form in FORMATS:
            file = folder / f"{name}-{form}.pdf"
            sides, size = len(pypdf.PdfReader(file).pages), file.stat().st_size / 1000
            said = re.search(rf'{name}-{form}\.pdf">.*?</a>([^<]*)', page)
            assert said is not None
            assert said[1].strip() == f"({report.count(sides, 'side')}, {size:.0f} kB)"
        with Image.open(folder / f"{name}.png") as picture:
            assert picture.size == (240, 340)
