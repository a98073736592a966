"""What a PDF's text is on paper: how dark a black-and-white printer leaves it, and where sides cut it."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

PALEST = 110  # of 255: a contrast of 5 to 1 on white


def cut_once(words: str, text: str) -> bool:
    """Whether a text holds some words, which may begin on one side and end on the next: in a file, a foot stands in between."""
    return any(words[:at] in text and words[at:] in text for at in range(len(words) + 1))


def shades_of(text: pypdfium2.PdfTextPage, side: pypdfium2.PdfPage | None = None) -> set[int]:
    """How bright the text is on a grey printer, 0 black to 255 white, of each colour in use.

    With the `side` it stands on, white text on a ground that prints dark counts as black on white: it is as far from its ground.
    """
    found = set()
    parts = [ctypes.c_uint() for _ in range(4)]
    picture = side.render(scale=2, grayscale=True).to_pil() if side else None
    for index in range(text.count_chars()):
        pdfium.FPDFText_GetFillColor(text, index, *map(ctypes.byref, parts))
        red, green, blue, _ = (part.value for part in parts)
        shade = round(0.299 * red + 0.587 * green + 0.114 * blue)
        if picture is not None and side is not None and shade > PALEST:
            left, bottom, right, top = (round(2 * one) for one in text.get_charbox(index, loose=True))
            height = round(2 * side.get_height())
            ground = picture.crop((left, height - top, right + 1, height - bottom + 1)).histogram()
            dark = max(range(256), key=ground.__getitem__)
            shade = (
                255 - shade
                if dark <= PALEST and text.get_text_range(index, 1).strip()
                else shade
                if text.get_text_range(index, 1).strip()
                else 0
            )
        found.add(shade)
    return found
