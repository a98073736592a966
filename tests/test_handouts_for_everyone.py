"""Paper for those who listen, for grey printers, and for who wonders what is missing: tags, shades, and what a sheet leaves out."""

from __future__ import annotations

from pathlib import Path

import pdfua
import pypdf
import pypdfium2
import pytest

from paper import jobs, press
from sitecheck.source import Site
from support.ink import PALEST, shades_of

UNSURE = {"UA-14-001"}  # its own fault: it stops at an array that is none of its business


@pytest.fixture(scope="session")
def folder(noses: Site) -> Path:
    """The PDFs of the small site."""
    return noses.root / "build/handouts"


def errors(file: Path) -> list[str]:
    """What the judge calls an error. Its warnings ask for /Scope where cells name their headers by /Headers, which is as good."""
    judged = pdfua.validate(str(file))
    assert {rule.rule_id for rule in judged.skipped} <= UNSURE
    return [f"{one.rule_id}: {one.message}" for one in judged.findings if one.severity is pdfua.Severity.ERROR]


def test_no_pdf_has_an_error(paper: Path, folder: Path) -> None:
    files = [*sorted(paper.glob("*.pdf")), *sorted(folder.glob("*.pdf"))]
    assert {file.parent for file in files} == {paper, folder}
    assert {file.name: found for file in files if (found := errors(file))} == {}


def test_a_picture_without_a_text_is_an_error(tmp_path: Path) -> None:
    """The judge sees what this project's templates avoid: an icon that is drawn as a picture."""
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    page = f'<html lang="en"><head><title>One</title></head><body><h1>One {icon}</h1></body></html>'
    press.write(press.render(page, tmp_path / "one.html"), tmp_path / "one.pdf")
    assert any("UA-13-004" in found for found in errors(tmp_path / "one.pdf"))


def test_headings_are_bookmarks_and_the_title_names_the_sheet(folder: Path) -> None:
    reader = pypdf.PdfReader(folder / "pollen-a4.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Pollen and your nose"
    [top, below] = reader.outline
    assert not isinstance(top, list)
    assert top.title == "Pollen and your nose"
    assert isinstance(below, list)
    titles = [one.title for one in below if not isinstance(one, list)]
    assert titles[0] == "When to get help"


def test_text_is_black_enough_for_a_photocopier(paper: Path, folder: Path) -> None:
    pale = {}
    for file in [*sorted(paper.glob("*.pdf")), *sorted(folder.glob("*.pdf"))]:
        document = pypdfium2.PdfDocument(file)
        shades = set().union(*(shades_of(side.get_textpage(), side) for side in document))
        document.close()
        if max(shades) > PALEST:
            pale[file.name] = shades
    assert pale == {}


def test_what_a_sheet_leaves_out_or_shortens_is_said_on_it(noses: Site, folder: Path) -> None:
    [sheet] = jobs.sheets(noses, ["which-sneeze"])
    assert sheet.left_out == ["What does not count", "Where experts disagree"]
    assert sheet.shortened == ["What counts"]
    reader = pypdf.PdfReader(folder / "which-sneeze-a4.pdf")
    text = " ".join(" ".join(side.extract_text() for side in reader.pages).split())
    assert "On the page, and not on this sheet: What does not count; Where experts disagree." in text
    assert "Shortened here: What counts." in text
    assert "for the screen alone" not in text
