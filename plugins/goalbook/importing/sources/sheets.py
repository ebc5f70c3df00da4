"""Excel workbooks as lines: each sheet a table with its merged cells, values as their cells show them."""

from __future__ import annotations

import io
import warnings
from typing import Any

from goalbook.importing.counting.untold import tell_untold
from goalbook.importing.counting.workbook import count_workbook
from goalbook.importing.limits import SourceError, within
from goalbook.importing.lines import Lines, sheet_place
from goalbook.importing.sources.built_in_formats import BUILT_IN, EAST
from goalbook.importing.sources.measure import measure_package
from goalbook.importing.sources.measure_xls import measure_xls
from goalbook.importing.sources.number_format import ShownValue, shown_value
from goalbook.importing.sources.package import open_package
from goalbook.importing.sources.raised import HEIGHTS
from goalbook.importing.sources.rich_text import Look, shown_text
from goalbook.importing.sources.sheet_lines import SheetCells, read_sheet
from goalbook.importing.sources.sheet_parts import SheetParts, rich_texts, sheet_parts
from goalbook.importing.sources.xls_parts import XlsParts, xls_parts


def read_xlsx(raw: bytes) -> Lines:
    """The sheets of a workbook, the hidden ones apart; formulas by the values they had when it was saved."""
    from openpyxl import load_workbook

    lines = Lines()
    with open_package(raw) as package:
        merges = measure_package(package)
        try:
            # Read only: merged cells, links and remarks over millions of places aren't made one by one.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of parts that aren't read
                book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            shown: list[Any] = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if len({sheet._worksheet_path for sheet in shown}) < len(shown):
                raise SourceError("not-office")  # one part as many sheets
            rich = rich_texts(package)
            for sheet in shown:
                parts = sheet_parts(package, sheet._worksheet_path, rich)
                read_sheet(lines, _cells(sheet, parts, lines), merges.get(sheet._worksheet_path, ()))
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    lines.aside("sheet", sheet.title, sheet.title, of_all=True)
        except SourceError:
            raise
        except Exception as error:  # of what isn't quite a workbook it makes errors of any kind
            raise SourceError("not-office") from error
        tell_untold(lines, count_workbook(package, lines))
    return lines


def _cells(sheet: Any, parts: SheetParts, lines: Lines) -> SheetCells:
    """The cells of a sheet as it shows them; what it doesn't show is set aside."""
    sheet.reset_dimensions()  # what the sheet says of its own size isn't believed
    cells = SheetCells(sheet.title, parts.rows, parts.columns)
    epoch = sheet.parent.epoch
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            place = cell.row - 1, cell.column - 1
            where = sheet_place(sheet.title, *place)
            shown = _shown(cell, parts, epoch, lines, where)
            look = Look(bool(cell.font.strike), HEIGHTS.get(cell.font.vertAlign, ""))
            cells.texts[place] = shown_text(lines, where, shown, parts.rich.get(place, ()), look)
            if cell.font.b:
                cells.bold[place] = float(cell.font.sz or 0)
    for place, formula in parts.unvalued.items():
        lines.aside("no-value", sheet_place(sheet.title, *place), formula)
    for kind, at, text in parts.beside:
        lines.aside(kind, sheet.title if at is None else sheet_place(sheet.title, *at), text)
    return cells


def _shown(cell: Any, parts: SheetParts, epoch: Any, lines: Lines, where: str) -> str:
    """What a cell shows: where its format hides its value, or isn't known, that is told."""
    text = str(cell.value)
    if text.startswith("=DISPIMG("):
        lines.aside("picture", where, text)
        return ""
    if parts.no_zeros and cell.value == 0 and not isinstance(cell.value, bool):
        return ""
    shown = shown_value(cell.value, format_of(cell), epoch)
    if not shown.text.strip() and text.strip():
        lines.aside("hidden", where, text)
    elif not shown.sure:
        lines.aside("format", where, shown.text)
    return shown.text


def format_of(cell: Any) -> str:
    """The number format of a cell; the built-in ones that Chinese Excel has as it prints them."""
    return EAST.get(cell.style_array.numFmtId) or str(cell.number_format)


def read_xls(raw: bytes) -> Lines:
    """The sheets of an older workbook, the hidden ones apart; what its library doesn't tell is looked up in its records."""
    from python_calamine import CalamineError, load_workbook

    measure_xls(raw)
    parts = xls_parts(raw)
    try:
        book = load_workbook(io.BytesIO(raw))
        sheets = [book.get_sheet_by_index(n) for n in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError("not-office") from error
    lines = Lines()
    for sheet in sheets:
        within("columns", sheet.total_width)
        within("area", sheet.total_height * sheet.total_width)
        own = parts.get(sheet.name, XlsParts())
        if own.hidden:
            lines.aside("sheet", sheet.name, sheet.name, of_all=True)
            continue
        cells = SheetCells(sheet.name, own.rows, own.columns)
        for n, row in enumerate(sheet.to_python(skip_empty_area=False)):
            for m, value in enumerate(row):
                if value != "":
                    _take(cells, (n, m), value, own, lines)
        for kind, text in own.beside:
            lines.aside(kind, sheet.name, text)
        read_sheet(lines, cells, [(*start, *end) for start, end in sheet.merged_cell_ranges or ()])
    return lines


def _take(cells: SheetCells, place: tuple[int, int], value: Any, parts: XlsParts, lines: Lines) -> None:
    """A cell of an older workbook as it shows it."""
    where = sheet_place(cells.title, *place)
    if parts.no_zeros and value == 0 and not isinstance(value, bool):
        return
    style = parts.styles.get(place)
    if style is None:
        shown = ShownValue(shown_value(value, "General").text, isinstance(value, str | bool))
    else:
        shown = shown_value(value, EAST.get(style.number) or style.words or BUILT_IN.get(style.number, "General"))
    if not shown.text.strip() and str(value).strip():
        lines.aside("hidden", where, str(value))
    elif not shown.sure:
        lines.aside("format", where, shown.text)
    look = style.look if style else Look()
    cells.texts[place] = shown_text(lines, where, shown.text, parts.rich.get(place, ()), look)
