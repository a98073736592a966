"""How dark a PDF's text is once a black-and-white printer has had it."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

PALEST = 110  # of 255: a contrast of 5 to 1 on white


def shades_of(text: pypdfium2.PdfTextPage) -> set[int]:
    """How bright the text is on a grey printer, 0 black to 255 white, of each colour in use."""
    found = set()
    parts = [ctypes.c_uint() for _ in range(4)]
    for index in range(text.count_chars()):
        pdfium.FPDFText_GetFillColor(text, index, *map(ctypes.byref, parts))
        red, green, blue, _ = (part.value for part in parts)
        found.add(round(0.299 * red + 0.587 * green + 0.114 * blue))
    return found
