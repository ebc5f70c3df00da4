"""Texts of older workbooks as they are shown: parts of a cell that are struck out or raised, margins, zeros that aren't shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from goalbook.importing.lines import Lines
from goalbook.importing.sources.sheets import read_xls, read_xlsx
from goalbook.importing.sources.xls_strings import FontRuns, parted_strings
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from site_tests.hostile.packages import compound, label, record
from site_tests.importing.test_formats import saved_as

PLAIN, STRUCK, RAISED, LOWERED, AFTER = 0, 1, 2, 3, 5  # numbers of fonts: there is none that is called 4
RUNS: dict[int, FontRuns] = {
    1: (("留", None), ("划", STRUCK)),
    2: (("10", None), ("2", RAISED), ("平方米", PLAIN)),
    4: (("ab", STRUCK), ("cd", AFTER), ("e", LOWERED)),
    5: (("不划", None), ("划😀", STRUCK), ("末", PLAIN)),
}
TEXTS = ["平", *("".join(text for text, _ in RUNS.get(n, (("长" * 50, None),))) for n in range(1, 6)), "last"]


def pieces_of(number: int) -> Iterator[bytes]:
    """A text in the pieces that its record may not part: what stands before it, its characters, its fonts, how it is spoken."""
    text, runs = TEXTS[number], [run for run in RUNS.get(number, ()) if run[1] is not None]
    wide = any(ord(sign) > 255 for sign in text)
    raw = text.encode("utf-16-le" if wide else "latin-1")
    size = 2 if wide else 1
    spoken = b"spoken" if number == 2 else b""
    head = struct.pack("<HB", len(raw) // size, wide + 8 * bool(runs) + 4 * bool(spoken))
    yield head + (struct.pack("<H", len(runs)) if runs else b"") + (struct.pack("<I", len(spoken)) if spoken else b"")
    yield from (b"%c" % wide + raw[at : at + size] for at in range(0, len(raw), size))
    at = 0
    for part, font in RUNS.get(number, ()):
        if font is not None:
            yield struct.pack("<HH", at, font)
        at += len(part.encode("utf-16-le")) // 2
    yield from (spoken[at : at + 1] for at in range(len(spoken)))


def bodies(most: int) -> list[bytes]:
    """All texts in a record and those that continue it, none longer than so many bytes; characters say anew there how wide they are."""
    made = [struct.pack("<II", len(TEXTS), len(TEXTS))]
    for number in range(len(TEXTS)):
        head, *others = pieces_of(number)
        characters = len(TEXTS[number].encode("utf-16-le")) // 2
        for n, piece in enumerate([head, *others]):
            begins = len(made[-1]) + len(piece) > most
            made += [b""] if begins else []
            made[-1] += piece[0 < n <= characters and not begins :]
    return made


@pytest.mark.parametrize("most", [8224, 60, 31, 17, 9])
def test_parts_of_texts_are_found_wherever_records_end(most: int) -> None:
    """Within a text, its fonts or how it is spoken; a text in one font has no parts."""
    assert parted_strings(bodies(most)) == RUNS


def test_texts_that_are_cut_off_end() -> None:
    """Whatever the last byte is: nothing fails, and the texts before it are as they were."""
    (whole,) = bodies(8224)
    for end in range(len(whole)):
        found = parted_strings([whole[:end]])
        assert [found[n] for n in sorted(found)[:-1]] == [RUNS[n] for n in sorted(found)[:-1]]


def book(*cells: bytes) -> Lines:
    """A workbook of one sheet with these records, five fonts, and a style in each of the first four."""
    fonts = b"".join(
        record(0x31, struct.pack("<HHHHH", 200, 8 * struck, 8, 400, height) + bytes(6))
        for struck, height in ((0, 0), (1, 0), (0, 1), (0, 2), (0, 0))
    )
    styles = b"".join(record(0xE0, struct.pack("<H", font) + bytes(18)) for font in range(4))
    first, *others = bodies(8224)
    strings = record(0xFC, first) + b"".join(record(0x3C, one) for one in others)
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + fonts + styles
    name = struct.pack("<BBBB", 0, 0, 1, 0) + b"a"
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)
    position = len(start) + 8 + len(name) + len(strings) + 4
    head = start + record(0x85, struct.pack("<I", position) + name) + strings + record(0x0A)
    return read_xls(compound({"Workbook": head + sheet}))


def cell(row: int, column: int, text: int, style: int = 0) -> bytes:
    """A cell with a text of the workbook."""
    return record(0xFD, struct.pack("<HHHI", row, column, style, text))


def told(lines: Lines) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The texts and what is set aside."""
    return [piece.text for piece in lines.pieces], [(one.kind, one.place, one.text) for one in lines.asides]


def test_what_is_struck_out_of_a_cell_is_told_and_what_is_raised_is_a_sign() -> None:
    """In cells of texts that all sheets share, and in one with a text of its own."""
    own = record(0xD6, struct.pack("<HHHHB", 1, 2, 0, 3, 0) + b"xyz" + struct.pack("<HHH", 1, 1, STRUCK))
    cells = [cell(0, column, number) for column, number in enumerate((1, 2, 4))]
    lines = book(*cells, cell(1, 0, 5), label(1, 1, "甲"), own)
    assert told(lines) == (
        ["留", "10²平方米", "cdₑ", "不划末", "甲", "x"],
        [("struck", "a!A1", "划"), ("struck", "a!C1", "ab"), ("struck", "a!A2", "划😀"), ("struck", "a!C2", "yz")],
    )


def test_a_part_without_a_font_has_that_of_its_cell() -> None:
    """A cell that is struck out shows the parts that say otherwise."""
    assert told(book(cell(0, 0, 5, STRUCK))) == (["末"], [("struck", "a!A1", "不划划😀")])


def test_margins_are_told_and_zeros_that_are_not_shown_are_blank() -> None:
    """Head and foot of an older sheet; its view says whether it shows zeros."""
    margins = [
        record(kind, struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
        for kind, text in ((0x14, "&L公开14表"), (0x15, "第 &P 页"))
    ]
    numbers = [record(0x203, struct.pack("<HHHd", 0, column, 0, value)) for column, value in enumerate((0.0, 5.0, 0.0))]
    for zeros, shown in ((0, ["5"]), (0x10, ["0", "5", "0"])):
        lines = book(*margins, *numbers, record(0x23E, struct.pack("<H", zeros) + bytes(16)))
        texts, asides = told(lines)
        assert [text for text in texts if text] == shown
        assert [one for one in asides if one[0] == "margin"] == [
            ("margin", "a", " 公开14表"),
            ("margin", "a", "第   页"),
        ]


def in_excel() -> bytes:
    """A workbook of today with such cells."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    plain, struck = InlineFont(), InlineFont(strike=True)
    up, down = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
    sheet["A1"] = CellRichText("留", TextBlock(struck, "划"))
    sheet["B1"] = CellRichText("10", TextBlock(up, "2"), TextBlock(plain, "平方米"))
    sheet["C1"] = CellRichText("CO", TextBlock(down, "2"), TextBlock(plain, "≤3"))
    sheet["A2"] = CellRichText("继承", TextBlock(plain, "不划"))
    sheet["A2"].font = Font(strike=True)
    sheet["B2"] = CellRichText(TextBlock(struck, "全划"))
    sheet["A3"] = CellRichText("长" * 3_000, TextBlock(struck, "划" * 3_000), TextBlock(plain, "尾"))
    sheet["B3"] = 0
    sheet["C3"] = CellRichText("丙", TextBlock(struck, "划"))
    sheet["C3"].number_format = '@"元"'
    sheet.sheet_view.showZeros = False
    assert sheet.oddFooter is not None
    sheet.oddFooter.left.text = "公开14表"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_libreoffice_saves_a_workbook_that_reads_alike(tmp_path: Path) -> None:
    """The same shown and the same told in both kinds of workbook; a format that adds words leaves open what is struck out."""
    raw = in_excel()
    new, old = told(read_xlsx(raw)), told(read_xls(saved_as(raw, ".xlsx", "xls", tmp_path)))
    assert [text[:6] for text in new[0] if text] == ["留", "10²平方米", "CO₂≤3", "不划", "长" * 6, "丙划元"]
    assert [(kind, text.strip()) for kind, _, text in new[1] if kind in ("format", "margin")] == [
        ("format", "丙划元"),
        ("margin", "公开14表"),
    ]
    shown, untold = (
        [[text for text in texts if text] for texts, _ in (new, old)],
        [sorted((kind, place, text.strip()) for kind, place, text in asides) for _, asides in (new, old)],
    )
    assert shown[0] == shown[1]
    assert untold[0] == untold[1]
