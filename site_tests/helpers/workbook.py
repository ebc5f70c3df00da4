"""Workbooks as their readers see them: by openpyxl and by calamine, two readers that share no code."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as OpenCell
from python_calamine import load_workbook as load_calamine

Value = str | float | None
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Read:
    """A sheet: value and number format (where the reader gives one) by place, and the merged areas, all 0-based."""

    name: str
    values: dict[tuple[int, int], Value]
    formats: dict[tuple[int, int], str]
    merged: frozenset[Area]

    def rows(self) -> Iterator[list[tuple[int, int]]]:
        """For each row the places its cells are written at; rows that only continue merged cells are left out."""
        origin = {
            (row, col): (area[0], area[1])
            for area in self.merged
            for row in range(area[0], area[2] + 1)
            for col in range(area[1], area[3] + 1)
        }
        places = set(self.values) | set(origin)
        for row in range(1 + max(row for row, _ in places)):
            line = [origin.get((row, col), (row, col)) for col in range(1 + max(col for _, col in places))]
            if any(place[0] == row for place in line):
                yield line

    def shown(self, place: tuple[int, int]) -> str:
        """What a cell shows, by its number format where it is a number."""
        value = self.values.get(place)
        return value if isinstance(value, str) else "" if value is None else shown(value, self.formats[place])


def shown(value: float, pattern: str) -> str:
    """A number as a spreadsheet shows it: written against the standard's own words, not with the writer's code."""
    match = re.fullmatch(r"(#,##)?0(\.(0+))?(%?)", pattern)
    assert match, f"a number format that no amount needs: {pattern}"
    places = len(match[3] or "")
    number = Decimal(repr(value)) * (100 if match[4] else 1)
    return f"{number:{',' if match[1] else ''}.{places}f}{match[4]}"


def opened(content: bytes) -> list[Read]:
    """The sheets of a workbook's bytes as openpyxl reads them."""
    return by_openpyxl(load_workbook(io.BytesIO(content)))


def by_openpyxl(book: Workbook) -> list[Read]:
    """The sheets of a workbook that openpyxl read; a cell that isn't a plain text or number fails."""
    return [_openpyxl(sheet) for sheet in book]


def _openpyxl(sheet) -> Read:  # type: ignore[no-untyped-def]
    values: dict[tuple[int, int], Value] = {}
    formats: dict[tuple[int, int], str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, OpenCell) and cell.value is not None:
                assert cell.data_type in ("s", "n", "inlineStr"), f"{cell.coordinate} is of type {cell.data_type}"
                values[cell.row - 1, cell.column - 1] = cell.value  # type: ignore[assignment]
                formats[cell.row - 1, cell.column - 1] = cell.number_format
    merged = frozenset(
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in sheet.merged_cells.ranges
    )
    return Read(sheet.title, values, formats, merged)


def by_calamine(content: bytes) -> list[Read]:
    """The sheets of a workbook as calamine reads them."""
    book = load_calamine(io.BytesIO(content))
    found = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        at_row, at_col = sheet.start or (0, 0)
        values: dict[tuple[int, int], Value] = {
            (row + at_row, col + at_col): value
            for row, line in enumerate(sheet.to_python(skip_empty_area=True))
            for col, value in enumerate(line)
            if isinstance(value, str | float) and value != ""
        }
        merged = frozenset((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or [])
        found.append(Read(name, values, {}, merged))
    return found
