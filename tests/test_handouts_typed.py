"""What is filled in: a clinic's details, typed into a PDF or taken from a file, and the log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pdfua
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from paper import clinic, jobs, press, printing, templates
from sitecheck import cli, registry, schema
from sitecheck.source import Site
from sitecheck.text import phones
from support.commands import replace as put
from support.site_maker import PROJECT

FIELDS = ["clinic", "telephone", "emergency", "by", "on"]
DETAILS = {"name": "Hill Road", "phone": "000 1234", "hours": "9 to 5", "address": "1 Hill Road", "logo": ""}
DETAILS |= {"emergency_number": "000"}


def log_of(
    root: Path, out: Path, details: dict[str, Any] | None = None, form: int = 0
) -> tuple[printing.Printed, Path]:
    """The log of a site as it is printed."""
    site = cli.read(root)
    job = list(jobs.of_log(site, root / "site", templates.environment(site, details)))[form]
    out.mkdir(exist_ok=True)
    made = printing.print_one(job, out, {})
    assert made.error == ""
    return made, out / job.file


def fields_of(file: Path) -> list[str]:
    return list(pypdf.PdfReader(file).get_fields() or {})


def typed(file: Path, words: str, side: int = 0) -> list[bytes]:
    """The sides of a PDF as a browser's reader shows them once some words have been typed into the first field of a side."""
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    annotations: Any = pypdf.PdfReader(file).pages[side]["/Annots"]
    place = annotations[0].get_object()["/Rect"]
    x, y = float(place[0] + place[2]) / 2, float(place[1] + place[3]) / 2
    page = document[side]
    pdfium.FORM_OnLButtonDown(document.formenv, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(document.formenv, page, 0, x, y)
    for sign in words:
        pdfium.FORM_OnChar(document.formenv, page, ord(sign), 0)
    pdfium.FORM_ForceToKillFocus(document.formenv)
    shown = [one.render(scale=1, grayscale=True, may_draw_forms=True).to_pil().tobytes() for one in document]
    document.close()
    return shown


def test_a_clinic_types_its_details_into_the_box(good: Path, tmp_path: Path) -> None:
    _, file = log_of(good, tmp_path / "out")
    assert fields_of(file) == FIELDS
    before, after = typed(file, ""), typed(file, "Hill Road")
    assert before[0] != after[0]
    assert before[1:] == after[1:]
    assert [one.message for one in pdfua.validate(str(file)).findings if one.severity is pdfua.Severity.ERROR] == []
    assert file.stat().st_size < 60_000, "our font lies in it cut down, not whole"


def test_what_a_clinic_has_said_needs_no_typing(good: Path, tmp_path: Path) -> None:
    _, file = log_of(good, tmp_path / "out", DETAILS)
    assert fields_of(file) == ["by", "on"]
    text = " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
    assert "Clinic: Hill Road, 1 Hill Road Telephone, hours: 000 1234 (9 to 5) Emergency number: 000" in text
    assert not any(number in text for number in ("112", "911", "999"))


def test_what_is_typed_once_stands_wherever_the_field_does(tmp_path: Path) -> None:
    style = 'html { font: 12pt "Source Sans Pro" } input { appearance: auto; display: block }'
    field = '<p><input name="clinic" title="Clinic"></p>'
    html = f'<html lang="en"><head><title>x</title><style>{style}</style></head><body><h1>x</h1>{field}'
    file = tmp_path / "two.pdf"
    press.write(
        press.render(f'{html}<div style="break-before: page">{field}</div></body></html>', tmp_path / "x"), file
    )
    assert fields_of(file) == ["clinic"]
    before, after = typed(file, ""), typed(file, "Hill Road")
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, True]


def test_the_log_keeps_to_two_sides_and_says_how_few_are_too_few(tmp_path: Path) -> None:
    site = cli.read(PROJECT)
    for form in (0, 1):
        made, file = log_of(PROJECT, tmp_path / "out", form=form)
        assert made.sides == 2, made
        front, back = (" ".join(side.extract_text().split()) for side in pypdf.PdfReader(file).pages)
        for row in site.log["least"]["rows"]:
            assert " ".join([row["name"], *row["counts"]]) in front
        assert front.count(site.log["rows"][0]) == 7
        assert all(question in back for question in site.log["questions"])


def test_no_line_of_the_log_pretends_to_an_age_and_there_is_a_place_for_weights() -> None:
    log = cli.read(PROJECT).log
    assert not any(sign.isdigit() for row in log["rows"] for sign in row)
    assert all("date" in row.lower() and "age" in row.lower() for row in log["rows"])
    assert any("weight" in column["heading"].lower() and column["boxes"] == 0 for column in log["columns"])


def with_a_service(good: Path) -> Site:
    """The small site, with 112 as the one number for emergencies in its list."""
    line = '- country: Nowhere\n  name: Ambulance\n  number: "112"\n  hours: always\n  kind: emergency\n'
    file = good / "data/helplines.yml"
    file.write_text(f"{file.read_text('utf-8')}{line}  cites: [example-guideline]\n  checked: null\n", "utf-8")
    return cli.read(good)


WRONG = {
    "letters": ("emergency_number", "0OO"),
    "a zero in brackets": ("phone", "+44 (0)20 7946 0000"),
    "an extension": ("phone", "020 7946 0000 ext. 12"),
    "a single digit": ("emergency_number", "0"),
    "two numbers": ("phone", "0300 100 0212 or 0300 100 0213"),
    "a number of no service": ("emergency_number", "211"),
    "a logo that is not there": ("logo", "assets/nope.png"),
    "a field of another name": ("nmae", "x"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_clinics_file_is_held_to_the_rules_of_data_clinic(name: str, good: Path) -> None:
    field, value = WRONG[name]
    site = with_a_service(good)
    told = DETAILS | {"emergency_number": "112"} | {field: value}
    text = "".join(f"{one}: {json.dumps(said)}\n" for one, said in told.items())
    file = good / "my-clinic.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(cli.CannotJudge) as said:
        clinic.details(file, site)
    assert (said.value.finding.path, said.value.finding.line) == ("my-clinic.yml", [*told].index(field) + 1)
    (good / "data/clinic.yml").write_text(text, "utf-8")
    found = registry.run(cli.read(good), names=("phone-undialable", "logo-missing", "data-invalid")).findings
    own = [(one.line, one.message) for one in found if one.path == "data/clinic.yml"]
    assert own == [(said.value.finding.line, said.value.finding.message)]


def test_an_emergency_number_of_no_list_can_be_confirmed(good: Path) -> None:
    site = with_a_service(good)
    file = good / "my-clinic.yml"
    told = DETAILS | {"emergency_number": "211", schema.CONFIRMED: True}
    file.write_text("".join(f"{one}: {json.dumps(said)}\n" for one, said in told.items()), "utf-8")
    assert clinic.details(file, site) == told
    put(file, "true", "yes please")
    with pytest.raises(cli.CannotJudge):
        clinic.details(file, site)


@pytest.mark.parametrize(
    ("shown", "dialled"), [("٠٣٠٠ ١٠٠", "0300100"), ("+४४ २०", "+4420"), ("(617) 555-0123", "6175550123")]
)
def test_digits_of_any_script_are_dialled_as_those_of_a_telephone(shown: str, dialled: str) -> None:
    assert phones.dialled(shown) == dialled


def test_sheets_are_computed_once(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(jobs, "built_pages", lambda site, pages: ["a", "b"])

    def made(page: str) -> SimpleNamespace:
        asked.append(page)
        return SimpleNamespace(name=page)

    monkeypatch.setattr(jobs, "sheet_of", made)
    site = cli.read(good)
    assert [[one.name for one in jobs.sheets(site, names)] for names in (None, ["b"], None)] == [
        ["a", "b"],
        ["b"],
        ["a", "b"],
    ]
    assert asked == ["a", "b"]


def test_a_pack_takes_the_layout_that_a_sheet_got_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    part = jobs.Part(("<body>first</body>", "<body>second</body>"), "x", "x-a4.pdf")
    job = jobs.Job("pack-a4.pdf", "PART1.", tmp_path / "x.html", press.FORMATS[0], None, parts=(part,))
    monkeypatch.setattr(printing, "best", lambda *_: pytest.fail("it is laid out again"))
    alone = printing.Printed("x-a4.pdf", 2, 11, 1000, form=1)
    assert printing._laid_out(part, job, alone) == '<div style="font-size: 11pt">second</div>'
    monkeypatch.setattr(printing, "best", lambda forms, *_: printing.Set(forms[0], 12, None, 2, True))
    for known in (None, replace(alone, error="it broke")):
        assert printing._laid_out(part, job, known) == '<div style="font-size: 12pt">first</div>'
