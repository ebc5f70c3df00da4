"""Excel workbooks as lines: each sheet a table with its merged cells, numbers as their format prints them."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.sources.measure import Merge, measure_package
from goalbook.importing.sources.measure_xls import measure_xls
from goalbook.importing.sources.package import open_package

_FORMAT = re.compile(r"(?P<grouped>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?")
_Place = tuple[int, int]


def read_xlsx(raw: bytes) -> Lines:
    """The sheets of a workbook, the hidden ones apart; formulas by the values they had when it was saved."""
    from openpyxl import load_workbook

    with open_package(raw) as package:
        merges = measure_package(package)
    lines = Lines()
    try:
        # Read only: merged cells, links and remarks over millions of places aren't made one by one.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that aren't read
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        shown: list[Any] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len({sheet._worksheet_path for sheet in shown}) < len(shown):
            raise SourceError("not-office")  # one part as many sheets
        for sheet in shown:
            texts, bold = _cells(sheet)
            _sheet(lines, texts, merges.get(sheet._worksheet_path, ()), bold)
    except SourceError:
        raise
    except Exception as error:  # of what isn't quite a workbook it makes errors of any kind
        raise SourceError("not-office") from error
    return lines


def _cells(sheet: Any) -> tuple[dict[_Place, str], dict[_Place, float]]:
    """The texts of a sheet, and the sizes of those that are bold, by their places."""
    sheet.reset_dimensions()  # what the sheet says of its own size isn't believed
    texts: dict[_Place, str] = {}
    bold: dict[_Place, float] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                place = cell.row - 1, cell.column - 1
                texts[place] = shown_value(cell.value, cell.number_format)
                if cell.font.b:
                    bold[place] = float(cell.font.sz or 0)
    return texts, bold


def read_xls(raw: bytes) -> Lines:
    """The sheets of an older workbook; it doesn't tell how its numbers were printed."""
    from python_calamine import CalamineError, load_workbook

    measure_xls(raw)
    try:
        book = load_workbook(io.BytesIO(raw))
        sheets = [book.get_sheet_by_index(n) for n in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError("not-office") from error
    lines = Lines()
    for sheet in sheets:
        within("columns", sheet.total_width)
        within("area", sheet.total_height * sheet.total_width)
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


def _sheet(lines: Lines, texts: dict[_Place, str], spans: Sequence[Merge], bold: dict[_Place, float]) -> None:
    """The rows of a sheet: those of a single text across all columns are paragraphs, bold ones headings by their size."""
    merged = {(row, column): (last - row + 1, end - column + 1) for row, column, last, end in spans}
    within("merged", sum(rows * columns for rows, columns in merged.values()))
    covered = {
        (row, column)
        for first, start, last, end in spans
        for row in range(first, last + 1)
        for column in range(start, end + 1)
        if (row, column) != (first, start)
    }
    places = [place for place, text in texts.items() if text.strip() and place not in covered]
    if not places:
        return
    bottom = max(row + merged.get((row, column), (1, 1))[0] for row, column in places)
    width = max(column + merged.get((row, column), (1, 1))[1] for row, column in places)
    within("area", bottom * width)
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
