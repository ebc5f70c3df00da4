"""PDF files that are made by hand: blank pages, and what is drawn on one."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def blank_pdf(pages: int = 1) -> PdfWriter:
    """A file of pages with nothing on them."""
    made = PdfWriter()
    for _ in range(pages):
        made.add_blank_page(595, 842)
    return made


def drawn_pdf(content: bytes) -> PdfWriter:
    """A file of one page with what is drawn on it; its font is F1."""
    made = blank_pdf()
    drawn = DecodedStreamObject()
    drawn.set_data(content)
    font = DictionaryObject()
    for key, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica")):
        font[NameObject(key)] = NameObject(value)
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    made.pages[0][NameObject("/Resources")] = fonts
    made.pages[0][NameObject("/Contents")] = made._add_object(drawn)
    return made


def written(made: PdfWriter) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()
