"""The press: HTML in, a tagged PDF out, with one font family that is the same on every machine, and the same bytes each time.

WeasyPrint asks the system for fonts, and takes the nearest for one that is missing; extracted text looks right even
where boxes were drawn. So the system's fonts are put out of sight, and a text with a character that our family lacks
is refused before it is printed. It cuts fonts down with one library of the system or another, whichever it finds, and each
cuts in its own way. So the cutting is done here, by a library that is pinned.
"""

import atexit
import os
import re
import shutil
import warnings
from contextlib import ExitStack
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sitecheck import cli

LIBRARIES = ("pango-1.0", "pangoft2-1.0")
FAMILY = "Source Sans Pro"
LAYOUT = (b"BASE", b"GDEF", b"GPOS", b"GSUB")  # tables of a font that nobody needs once its text is laid out
OF_SCRIPTS = (  # package, folder, and its ordinary and its bold cut, or one file of every weight
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc", ("NotoSansSC[wght].ttf",)),
    ("fontpkg_ibm_plex_sans_arabic", "files", ("IBMPlexSansArabic-Regular.ttf", "IBMPlexSansArabic-Bold.ttf")),
)
CUTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf", "SourceSansPro-It.ttf")


@dataclass(frozen=True)
class Format:
    """A kind of sheet: its paper, the sizes of its text in points (the largest that fits is taken), of its notes, and the sides of an ordinary sheet."""

    name: str
    paper: str
    text: tuple[float, ...]
    notes: float
    sides: int
    large: bool = False


FORMATS = (
    Format("a4", "A4", (12, 11), 11, 2),
    Format("letter", "letter", (12, 11), 11, 2),
    Format("large-print", "A4", (18,), 18, 6, large=True),
    Format("large-print-letter", "letter", (18,), 18, 6, large=True),
)


class FontMissing(Exception):
    """The font family is not installed."""


class FileMissing(Exception):
    """A file that the HTML names, such as a picture, can't be read."""


def font_files() -> list[Path]:
    """The files of the one family. Raises FontMissing with a sentence that says how to get it."""
    return _found("font_source_sans_pro", "files", CUTS)


def _found(package: str, folder: str, names: tuple[str, ...]) -> list[Path]:
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise FontMissing(f"the fonts of {package} are not installed; run `make site`, which installs them")
    files = [Path(spec.origin).parent / folder / name for name in names]
    for file in files:
        if not file.is_file():
            raise FontMissing(f"the font file {file.name} is missing; delete .venv/ and run `make site`")
    return files


def _cuts_of_scripts(folder: Path) -> None:
    """Write into `folder` an ordinary and a bold cut of the fonts of other scripts, also of one that comes as a file of every weight."""
    import uharfbuzz

    for package, inside, names in OF_SCRIPTS:
        file, *others = _found(package, inside, names)
        if others:
            for cut in (file, *others):
                shutil.copy(cut, folder)
            continue
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file))
        for weight in (400, 700):
            wanted = uharfbuzz.SubsetInput()
            wanted.unicode_set.update(face.unicodes)
            wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
            wanted.pin_axis_location(face, "wght", weight)
            (folder / f"{package}-{weight}.ttf").write_bytes(uharfbuzz.subset(face, wanted).blob.data)


def missing_library() -> str:
    """What WeasyPrint says of a system library that it prints with and can't find; "" when all is there."""
    if all(find_library(name) for name in LIBRARIES):
        return ""
    try:
        _weasyprint()
    except OSError as error:
        return str(error).splitlines()[0]
    return ""


@cache
def characters() -> frozenset[int]:
    """The code points that every cut of the family has, or the font of another script."""
    import uharfbuzz

    def points(file: Path) -> frozenset[int]:
        return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)).unicodes)

    families = [font_files(), *(_found(*of_script) for of_script in OF_SCRIPTS)]
    return frozenset().union(*(frozenset.intersection(*map(points, files)) for files in families))


def unprintable(text: str) -> list[str]:
    """The characters of a text that the family lacks, each once."""
    return sorted({char for char in text if not char.isspace() and ord(char) not in characters()})


@cache
def _weasyprint() -> Any:
    """WeasyPrint, with the system's fonts out of sight. They are chosen when it is first imported."""
    held = ExitStack()
    folder = held.enter_context(cli.scratch())
    atexit.register(held.close)
    for file in font_files():
        shutil.copy(file, folder)
    _cuts_of_scripts(folder)
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about the library that `cut_down` does without
        import weasyprint
        import weasyprint.pdf.fonts
    weasyprint.pdf.fonts.Font.subset = cut_down  # it has no option for this
    weasyprint.pdf.fonts.Font.used_in_forms = property(lambda _: False, lambda _, used: None)  # see `typed_in`
    return weasyprint


def cut_down(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Leave in a font of WeasyPrint the glyphs that are keys of `to_unicode`, under their numbers, and the tables that a PDF needs."""
    import uharfbuzz

    wanted, flags = uharfbuzz.SubsetInput(), uharfbuzz.SubsetFlags
    wanted.glyph_set.update(to_unicode)
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in LAYOUT)
    wanted.flags = flags.RETAIN_GIDS if hinting else flags.RETAIN_GIDS | flags.NO_HINTING
    face = uharfbuzz.Face(uharfbuzz.Blob(font.file_content), font.index)
    font.file_content = uharfbuzz.subset(face, wanted).blob.data


def render(html: str, base: Path) -> Any:
    """A WeasyPrint document of `html`, whose relative addresses start at the file `base`. Nothing is fetched but files.

    Raises FileMissing for one that is not there.
    """
    weasyprint = _weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["file", "data"], fail_on_errors=True)
    try:
        return weasyprint.HTML(string=html, base_url=base.as_uri(), url_fetcher=fetcher).render(pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as error:  # a BaseException, which would end the whole print run
        raise FileMissing(str(error)) from error


def write(document: Any, file: Path) -> None:
    """Write a rendered document as a tagged PDF, with places to type in where it has inputs."""
    document.write_pdf(file, pdf_variant="pdf/ua-1", finisher=lambda _, pdf: typed_in(pdf))


def typed_in(pdf: Any) -> None:
    """Make the inputs of a PDF fields of one font that every reader has, and those of one name one field.

    WeasyPrint would embed our whole font for what might be typed, and keep the second place of a name apart from the first.
    """
    pydyf = _weasyprint().pdf.pydyf
    form = pdf.catalog.get("AcroForm")
    if not form:
        return
    facts = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"}
    font = pydyf.Dictionary(facts)
    pdf.add_object(font)
    form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({"Helv": font.reference})})
    places: dict[str, list[Any]] = {}
    for one in [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/Widget"]:
        places.setdefault(str(one.pop("T").string), []).append(one)
    form["Fields"] = pydyf.Array()
    for name, widgets in places.items():
        field = pydyf.Dictionary({"T": pydyf.String(name), "FT": "/Tx", "TU": widgets[0]["TU"]})
        pdf.add_object(field)
        field["Kids"] = pydyf.Array(one.reference for one in widgets)
        form["Fields"].append(field.reference)
        for one in widgets:
            one["Parent"] = field.reference
            one["DA"] = pydyf.String(re.sub(r"/\S+ ([\d.]+) Tf", r"/Helv \1 Tf", one["DA"].string.decode()))
            del one["FT"], one["V"]
