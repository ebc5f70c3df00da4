"""Workbooks as Excel shows them: what is hidden, struck out, drawn or remarked is set aside with its cell, all is counted."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime

import pytest
from goalbook.importing.counting.untold import tell_untold
from goalbook.importing.counting.workbook import count_workbook
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import Lines
from goalbook.importing.sources.sheets import read_xls, read_xlsx
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from site_tests.hostile.packages import cell, compound, label, record, xlsx_with


def texts(lines: Lines) -> list[str]:
    """The texts that are read."""
    return [piece.text for piece in lines.pieces]


def asides(lines: Lines) -> list[tuple[str, str, str]]:
    """What is set aside."""
    return [(aside.kind, aside.place, aside.text) for aside in lines.asides]


def made() -> tuple[Workbook, Worksheet]:
    """A workbook with a sheet of two rows and three columns."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    for row in (("甲", "乙", "丙"), ("丁", "戊", "己")):
        sheet.append(row)
    return book, sheet


def read(book: Workbook) -> Lines:
    """A workbook as it is read."""
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue())


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    """What is left stands side by side; places are those of the sheet."""
    book, sheet = made()
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[1].hidden = True
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(state)
        other["A1"] = "密"
        other.sheet_state = state
    lines = read(book)
    assert [(piece.text, piece.place) for piece in lines.pieces] == [("丁", "表!A2"), ("己", "表!C2")]
    assert asides(lines) == [
        ("hidden", "表!A1", "甲"), ("hidden", "表!B1", "乙"), ("hidden", "表!C1", "丙"), ("hidden", "表!B2", "戊"),
        ("sheet", "hidden", "hidden"), ("sheet", "veryHidden", "veryHidden"),
    ]  # fmt: skip


def test_a_merged_cell_is_there_as_long_as_some_of_it_is_shown() -> None:
    """What lies under it isn't."""
    book, sheet = made()
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:B2")
    sheet.row_dimensions[1].hidden = True
    lines = read(book)
    assert [(piece.text, piece.place) for piece in lines.pieces] == [("甲", "表!A1"), ("乙", "表!B1"), ("己", "表!C2")]
    assert ("hidden", "表!C1", "丙") in asides(lines)


def test_words_under_a_merged_cell_are_told() -> None:
    """They are in the file, and no one sees them."""
    rows = f"<row r='1'>{cell('A1')}{cell('B1')}</row>"
    lines = read_xlsx(xlsx_with(rows, "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"))
    assert (texts(lines), asides(lines)) == (["1"], [("covered", "s1!B1", "1")])


def test_struck_out_cells_and_parts_of_cells_are_told() -> None:
    """The rest of a cell is read."""
    book, sheet = made()
    sheet["A1"].font = Font(strike=True)
    sheet["B1"] = CellRichText("留", TextBlock(InlineFont(strike=True), "划"))
    sheet["C1"] = CellRichText("粗", TextBlock(InlineFont(b=True), "体"))
    lines = read(book)
    assert texts(lines) == ["", "留", "粗体", "丁", "戊", "己"]
    assert asides(lines) == [("struck", "表!A1", "甲"), ("struck", "表!B1", "划")]


def test_remarks_boxes_and_margins_are_told_with_their_places() -> None:
    """Codes of a margin are blanks."""
    book, sheet = made()
    sheet["B2"].comment = Comment("请核", "x")
    for margin, text in ((sheet.oddHeader, "公开14表"), (sheet.oddFooter, "丙 · 第 &P 页，共 &N 页")):
        assert margin is not None
        margin.center.text = text
    assert sorted(asides(read(book))) == [
        ("comment", "表!B2", "请核"),
        ("margin", "表", " 丙 · 第   页，共   页"),
        ("margin", "表", " 公开14表"),
    ]


def test_formulas_without_a_value_are_told() -> None:
    """With one, the value is what is shown."""
    rows = "<row r='1'><c r='A1'><f>SUM(1,2)</f><v>3</v></c><c r='B1'><f>SUM(2,3)</f></c><c r='C1'><f>1/0</f><v/></c></row>"
    lines = read_xlsx(xlsx_with(rows))
    assert texts(lines) == ["3"]
    assert asides(lines) == [("no-value", "s1!B1", "=SUM(2,3)"), ("no-value", "s1!C1", "=1/0")]


def test_formats_show_hide_and_doubt() -> None:
    """The format of the cell decides; one that isn't wholly known leaves the number and a doubt."""
    book, sheet = made()
    for place, value, number_format in (
        ("A1", 12504.03, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '), ("B1", 7, ";;;"), ("C1", 3, "[DBNum2]General"),
        ("A2", datetime(2024, 3, 1), 'yyyy"年"m"月"'), ("B2", 0, '0;-0;"-"'), ("C2", datetime(2024, 12, 31), "mm-dd-yy"),
    ):  # fmt: skip
        sheet[place] = value
        sheet[place].number_format = number_format
    lines = read(book)
    assert texts(lines) == ["12,504.03", "", "3", "2024年3月", "-", "2024/12/31"]
    assert asides(lines) == [("hidden", "表!B1", "7"), ("format", "表!C1", "3")]


def test_zeros_that_a_sheet_does_not_show_are_blank() -> None:
    """As its view says."""
    book, sheet = made()
    sheet["B1"] = 0
    sheet.sheet_view.showZeros = False
    lines = read(book)
    assert texts(lines)[1] == ""


def test_cells_that_no_reader_has_read_are_found_by_counting() -> None:
    """Values, texts and formulas of the sheets that are shown, by their places; blank ones say nothing."""
    rows = (
        "<row r='1'><c r='A1' t='inlineStr'><is><t>甲</t></is></c><c r='B1'><v>9</v></c><c r='C1'><f>X()</f></c>"
        "<c r='D1' t='inlineStr'><is><t> </t></is></c><c r='E1'/></row>"
    )
    lines = Lines()
    lines.paragraph("甲", place="s1!A1")
    with zipfile.ZipFile(io.BytesIO(xlsx_with(rows))) as package:
        tell_untold(lines, count_workbook(package, lines))
    assert asides(lines) == [("uncounted", "s1!B1", "9"), ("uncounted", "s1!C1", "X()")]


def number(row: int, column: int, style: int, value: float) -> bytes:
    """A number in a cell of an older workbook."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def older(*records: bytes, formats: tuple[str, ...] = (), struck: bool = False, state: int = 0) -> bytes:
    """An older workbook whose styles from 0 on are General and these formats; the last style is struck out where asked."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    fonts = b"".join(
        record(0x0031, struct.pack("<HH", 200, 8 if struck and n == 5 else 0) + bytes(12)) for n in range(6)
    )
    words = b"".join(
        record(0x041E, struct.pack("<HHB", 164 + n, len(text), 1) + text.encode("utf-16-le"))
        for n, text in enumerate(formats)
    )
    numbers = [0, *(164 + n for n in range(len(formats)))]
    styles = b"".join(
        record(0x00E0, struct.pack("<HH", 6 if struck and form == numbers[-1] else 0, form) + bytes(16))
        for form in numbers
    )
    name = struct.pack("<BBBB", state, 0, 1, 0) + b"s"
    before = start + fonts + words + styles
    book = before + record(0x0085, struct.pack("<I", len(before) + 4 + 4 + len(name) + 4) + name) + record(0x000A)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(records) + record(0x000A)
    return compound({"Workbook": book + sheet})


ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def test_an_older_workbook_shows_its_numbers_by_their_formats() -> None:
    """Its library doesn't tell them; they are looked up in its records."""
    cells = (
        number(0, 0, 0, 3.0),
        number(0, 1, 1, 12504.03),
        number(0, 2, 2, 0.8),
        number(0, 3, 3, 45352.0),
        number(0, 4, 4, 7.0),
    )
    lines = read_xls(older(*cells, formats=(ACCOUNTING, '0.00"万元"', 'yyyy"年"m"月"', ";;;")))
    assert texts(lines) == ["3", "12,504.03", "0.80万元", "2024年3月"]
    assert asides(lines) == [("hidden", "s!E1", "7.0")]


def test_an_older_workbook_tells_what_it_hides() -> None:
    """Rows, columns, sheets, and what is struck out; numbers side by side have a style each."""
    several = struct.pack("<HHHIHIH", 1, 0, 0, 0x40080000 & 0xFFFFFFFC, 1, 0x3FE00000 & 0xFFFFFFFC, 1)
    hidden_row = record(0x0208, struct.pack("<HHHHHHHH", 2, 0, 3, 255, 0, 0, 0x20, 0))
    hidden_column = record(0x007D, struct.pack("<HHHHHH", 2, 2, 2000, 0, 1, 0))
    records = (
        hidden_column,
        hidden_row,
        label(0, 0, "甲"),
        label(0, 1, "乙"),
        label(0, 2, "丙"),
        record(0x00BD, several),
        label(2, 0, "丁"),
    )
    lines = read_xls(older(*records, formats=("0.0%",)))
    assert texts(lines) == ["甲", "乙", "3", "50.0%"]
    assert asides(lines) == [("hidden", "s!C1", "丙"), ("hidden", "s!A3", "丁")]
    struck = read_xls(older(number(0, 0, 0, 1.0), number(0, 1, 1, 2.0), formats=("0.0",), struck=True))
    assert (texts(struck), asides(struck)) == (["1"], [("struck", "s!B1", "2.0")])
    assert asides(read_xls(older(label(0, 0, "密"), state=1))) == [("sheet", "s", "s")]


def test_an_older_workbook_tells_boxes_and_pictures_and_its_password() -> None:
    """Remarks are boxes there."""
    text = "框"
    box = record(0x01B6, bytes(18)) + record(0x003C, b"\1" + text.encode("utf-16-le"))
    picture = record(0x005D, struct.pack("<HHHH", 0x15, 18, 8, 1) + bytes(14))
    lines = read_xls(older(label(0, 0, "甲"), box, picture))
    assert asides(lines) == [("box", "s", "框"), ("picture", "s", "▣")]
    with pytest.raises(SourceError) as caught:
        read_xls(older(record(0x002F, bytes(6)), label(0, 0, "甲")))
    assert caught.value.code == "is-encrypted"
