"""Raised and lowered text is taken as it is shown: 10² is not 102; what has no sign for that is told."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest
from goalbook.importing.lines import Lines
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xls, read_xlsx
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from site_tests.hostile.packages import W, compound, docx_with, label, record

Run = tuple[str, str]
"""A text with its height: super, sub or nothing."""

_STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="on"><w:basedOn w:val="up"/></w:style></w:styles>'
)


def in_word(runs: list[Run]) -> Lines:
    """A paragraph of runs."""
    said = "".join(
        f"<w:r><w:rPr><w:vertAlign w:val='{height}script'/></w:rPr><w:t>{text}</w:t></w:r>" for text, height in runs
    )
    return read_docx(docx_with(f"<w:p>{said}</w:p>"))


def in_page(runs: list[Run]) -> Lines:
    """A cell with ``sup`` and ``sub``."""
    said = "".join(f"<{tag[:3]}>{text}</{tag[:3]}>" if (tag := height) else text for text, height in runs)
    return read_html(f"<table><tr><td>{said}</td></tr></table>".encode())


def in_styled_page(runs: list[Run]) -> Lines:
    """A cell with styles of its own and of a class."""
    said = "".join(
        f"<span class=up>{text}</span>"
        if height == "super"
        else f"<i style='vertical-align:{height or 'baseline'}'>{text}</i>"
        for text, height in runs
    )
    return read_html(f"<style>.up {{ vertical-align: super }}</style><table><tr><td>{said}</td></tr></table>".encode())


def in_workbook(runs: list[Run]) -> Lines:
    """A cell of several fonts."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    fonts = {"": InlineFont(), "super": InlineFont(vertAlign="superscript"), "sub": InlineFont(vertAlign="subscript")}
    book.active["A1"] = CellRichText(*(TextBlock(fonts[height], text) for text, height in runs))
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue())


WAYS: dict[str, Callable[[list[Run]], Lines]] = {
    "Word": in_word,
    "page": in_page,
    "styled page": in_styled_page,
    "Excel": in_workbook,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("runs", "shown", "told"),
    [
        ([("10", ""), ("2", "super"), ("平方米", "")], "10²平方米", []),
        ([("CO", ""), ("2", "sub"), ("≤3", "")], "CO₂≤3", []),
        ([("10", ""), ("-12", "super")], "10⁻¹²", []),
        ([("第3", ""), ("期", "super"), ("末", "")], "第3期末", ["期"]),
        ([("10", ""), ("2注", "super"), ("亩", "sub")], "10²注亩", ["2注", "亩"]),
    ],
)
def test_raised_and_lowered_text_is_taken_as_shown(way: str, runs: list[Run], shown: str, told: list[str]) -> None:
    """Digits become the signs that stand for them, nothing of the source is called unread; the rest is told."""
    lines = WAYS[way](runs)
    assert [piece.text for piece in lines.pieces] == [shown]
    assert [(aside.kind, aside.text) for aside in lines.asides] == [("raised", text) for text in told]


def test_a_style_of_word_raises_its_text() -> None:
    """The style that a style is based on says so too; a run's own word goes first."""
    runs = "".join(
        f"<w:r><w:rPr><w:rStyle w:val='on'/>{own}</w:rPr><w:t>{text}</w:t></w:r>"
        for text, own in (("1", ""), ("2", '<w:vertAlign w:val="baseline"/>'))
    )
    lines = read_docx(docx_with(f"<w:p>{runs}</w:p>", **{"word/styles.xml": _STYLES}))
    assert [piece.text for piece in lines.pieces] == ["¹2"]


def test_a_cell_all_of_which_is_raised() -> None:
    """The font of a cell, in both kinds of workbook; a number too."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    for place, font in (("A1", Font(vertAlign="superscript")), ("B1", Font(vertAlign="subscript")), ("C1", Font())):
        book.active[place] = 12
        book.active[place].font = font
    out = io.BytesIO()
    book.save(out)
    assert [piece.text for piece in read_xlsx(out.getvalue()).pieces] == ["¹²", "₁₂", "12"]
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    fonts = record(0x31, struct.pack("<HHHHH", 200, 0, 8, 400, 1) + bytes(6)) + record(0xE0, bytes(20))
    name = struct.pack("<BBBB", 0, 0, 1, 0) + b"a"
    before = start + fonts
    book_records = before + record(0x85, struct.pack("<I", len(before) + 8 + len(name) + 4) + name) + record(0x0A)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + label(0, 0, "12") + record(0x0A)
    lines = read_xls(compound({"Workbook": book_records + sheet}))
    assert [piece.text for piece in lines.pieces] == ["¹²"]
