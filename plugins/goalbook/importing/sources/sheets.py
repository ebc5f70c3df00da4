"""Excel workbooks as lines: each sheet a table with its merged cells, numbers as their format prints them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goalbook.importing.lines import MOST_CELLS, Lines, RawCell, SourceError
from goalbook.importing.sources.package import open_package

_FORMAT = re.compile(r"(?P<grouped>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?")
_MOST_COLUMNS = 500
_Place = tuple[int, int]
_Span = tuple[int, int, int, int]  # first row, first column, last row, last column


def read_xlsx(raw: bytes) -> Lines:
    """The sheets of a workbook, the hidden ones apart; formulas by the values they had when it was saved."""
    from openpyxl import load_workbook

    with open_package(raw) as package:
        _refuse_types(package)
    try:
        book = load_workbook(io.BytesIO(raw), data_only=True)
    except Exception as error:  # of what isn't quite a workbook it makes errors of any kind
        raise SourceError("not-office") from error
    lines = Lines()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_column > _MOST_COLUMNS or sheet.max_row * sheet.max_column > MOST_CELLS * 5:
            raise SourceError("too-many-cells")
        spans = [
            (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in sheet.merged_cells.ranges
        ]
        texts = {
            (cell.row - 1, cell.column - 1): shown_value(cell.value, cell.number_format)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        bold = {
            (cell.row - 1, cell.column - 1): float(cell.font.sz or 0)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and cell.font.b
        }
        _sheet(lines, texts, spans, bold)
    return lines


def read_xls(raw: bytes) -> Lines:
    """The sheets of an older workbook; it doesn't tell how its numbers were printed."""
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(raw))
        sheets = [book.get_sheet_by_index(n) for n in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError("not-office") from error
    lines = Lines()
    for sheet in sheets:
        if sheet.total_width > _MOST_COLUMNS or sheet.total_height * sheet.total_width > MOST_CELLS * 5:
            raise SourceError("too-many-cells")
        rows = sheet.to_python(skip_empty_area=False)
        texts = {
            (n, m): shown_value(value, "General")
            for n, row in enumerate(rows)
            for m, value in enumerate(row)
            if value != ""
        }
        spans = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        _sheet(lines, texts, spans, {})
    return lines


def _refuse_types(package: zipfile.ZipFile) -> None:
    """A workbook has no document types; who writes one means harm."""
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            try:
                with package.open(name) as stream:
                    start = stream.read(4096)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
                raise SourceError("not-office") from error
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise SourceError("not-office")


def _sheet(lines: Lines, texts: dict[_Place, str], spans: Iterable[_Span], bold: dict[_Place, float]) -> None:
    """The rows of a sheet: those of a single text across all columns are paragraphs, bold ones headings by their size."""
    places = [place for place, text in texts.items() if text.strip()]
    if not places:
        return
    merged = {(row, column): (last - row + 1, end - column + 1) for row, column, last, end in spans}
    covered = {
        (row, column)
        for first, start, last, end in spans
        if (last - first + 1) * (end - start + 1) <= MOST_CELLS
        for row in range(first, last + 1)
        for column in range(start, end + 1)
        if (row, column) != (first, start)
    }
    bottom = max(row + merged.get((row, column), (1, 1))[0] for row, column in places)
    width = max(column + merged.get((row, column), (1, 1))[1] for row, column in places)
    blocks = list(_blocks(texts, merged, covered, bottom, width))
    alone = [(one.row, one.column) for one in blocks if isinstance(one, RawCell)]
    sizes = sorted({bold[place] for place in alone if place in bold}, reverse=True)
    for block in blocks:
        if isinstance(block, RawCell):
            place = block.row, block.column
            lines.paragraph(block.text, sizes.index(bold[place]) + 1 if place in bold else 0)
        else:
            lines.table(block)


def _blocks(
    texts: dict[_Place, str], merged: dict[_Place, tuple[int, int]], covered: set[_Place],
    bottom: int, width: int,
) -> Iterator[RawCell | list[RawCell]]:  # fmt: skip
    table: list[RawCell] = []
    for row in range(bottom):
        cells = [
            RawCell(row, column, texts.get((row, column), ""), *merged.get((row, column), (1, 1)))
            for column in range(width)
            if (row, column) not in covered
        ]
        said = [one for one in cells if one.text.strip()]
        alone = (
            len(said) == 1 and said[0].rows == 1 and (len(cells) == 1 or (said[0].columns == 1 and len(cells) == width))
        )
        if (not said and len(cells) == width) or (
            alone and not any((row, column) in covered for column in range(said[0].column))
        ):
            if table:
                yield table
                table = []
            if said:
                yield said[0]
        else:
            table += cells
    if table:
        yield table


def shown_value(value: Any, number_format: str) -> str:
    """A value as its cell shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value))
    match = _FORMAT.fullmatch(number_format.split(";")[0].replace("\\", "").replace('"', "").removesuffix("_ ").strip())
    if match is None:
        return f"{number.normalize():f}"
    number = number * 100 if match["percent"] else number
    places = len(match["places"] or "")
    return f"{number:{',' if match['grouped'] else ''}.{places}f}{match['percent'] or ''}"
