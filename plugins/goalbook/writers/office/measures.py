"""Measures of the printed sheet, and how much room a text takes: for formats whose reader doesn't work that out itself."""

from __future__ import annotations

import re
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from goalbook.forms.grid import Cell, Grid
from goalbook.writers.geometry import OFFICE, POINTS, Sides

# ASCII digits only; no leading zero; thousands separated throughout or not at all.
_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(\.[0-9]+)?(%?)")
# A number and nothing else but signs, which no line may break.
_NUMERAL = re.compile(r"[^\w\s]{0,3}\d[\d,.]*[^\w\s]{0,2}")
_DIGIT, _POINT = 0.6, 0.3  # of an em: the width of a digit and of a point or comma in the wider fonts
_SMALLEST = 5.0  # points
_EXACT_DIGITS = 15  # what a binary double gives back without loss


class Number(NamedTuple):
    """A printed number: its value, and the spreadsheet format that shows exactly what was printed."""

    value: Decimal
    format: str


def spreadsheet_number(cell: Cell) -> Number | None:
    """The number of an amount or a threshold where a spreadsheet can show it as printed; else the cell is text."""
    if cell.kind not in ("amount", "number") or cell.hidden:
        return None
    match = _NUMBER.fullmatch(cell.text)
    if not match or sum(c.isdigit() for c in cell.text) > _EXACT_DIGITS:
        return None
    sign, whole, decimals, percent = match.groups()
    value = Decimal(f"{sign}{whole.replace(',', '')}{decimals or ''}")
    if sign and not value:
        return None
    shape = ("#,##0" if "," in whole else "0") + ("." + "0" * (len(decimals) - 1) if decimals else "") + percent
    return Number(value / 100 if percent else value, shape)


def columns(grid: Grid, sides: Sides) -> list[float]:
    """The column widths in millimetres: those of the form, set out to the width of the page."""
    scale = OFFICE.width(sides) / sum(grid.widths)
    return [width * scale for width in grid.widths]


def height(text: str, width: float, size: float) -> float:
    """About how high a text stands in a cell, in points; ``width`` in millimetres, ``size`` in points.

    A line that may not begin with its next sign is broken earlier, so the room is taken a little too small.
    """
    room = max((width * POINTS - OFFICE.beside) / size, 1.0)
    room = max(floor(room) - (0.5 if room > 12 else 0.0), 1.0)
    lines = sum(max(1, ceil(_ems(paragraph) / room)) for paragraph in text.split("\n"))
    return lines * size * OFFICE.pitch + OFFICE.above


def _ems(text: str) -> float:
    latin = len(text.encode("ascii", "ignore"))
    return len(text) - latin + OFFICE.latin * latin


def number_sizes(grid: Grid, widths: list[float]) -> dict[tuple[int, int], float]:
    """The size of type, in whole or half points, in which the numbers of a column fit that don't in the usual one, by the place of each."""
    numbers: dict[tuple[int, int], list[Cell]] = {}
    for cell in grid.cells:
        if not cell.vertical and _NUMERAL.fullmatch(cell.text):
            numbers.setdefault((cell.col, cell.cols), []).append(cell)
    sizes: dict[tuple[int, int], float] = {}
    for (col, cols), cells in numbers.items():
        ems = max(sum(_POINT if sign in ",." else _DIGIT for sign in cell.text) for cell in cells)
        size = (sum(widths[col : col + cols]) * POINTS - OFFICE.beside) / ems
        if size < OFFICE.size:
            sizes |= dict.fromkeys((cell[:2] for cell in cells), max(floor(2 * size) / 2, _SMALLEST))
    return sizes


def row_heights(grid: Grid, widths: list[float]) -> list[float]:
    """About how many points each row needs; a cell over several rows shares what it needs out among them."""
    high = [OFFICE.size * OFFICE.pitch + OFFICE.above] * grid.rows
    for cell in sorted(grid.cells, key=lambda one: one.rows):
        if cell.vertical or not cell.text:
            continue
        need = height(cell.text, sum(widths[cell.col : cell.col + cell.cols]), OFFICE.size)
        missing = need - sum(high[cell.row : cell.row + cell.rows])
        if missing > 0:
            for row in range(cell.row, cell.row + cell.rows):
                high[row] += missing / cell.rows
    return high


def edges(widths: list[float], count: int) -> list[int]:
    """The columns at which so many texts of a line over or under a table begin, and the end; at most one a column."""
    # Of two the first says whose the table is, the last only its unit.
    shares = [0.0, 0.7] if count == 2 else [n / count for n in range(count)]
    ends = [sum(widths[:n]) / sum(widths) for n in range(len(widths))]
    found: list[int] = []
    for n, share in enumerate(shares):
        near = min(range(len(ends)), key=lambda column: abs(ends[column] - share))
        found.append(min(max(near, found[-1] + 1 if found else 0), len(widths) - count + n))
    return [*found, len(widths)]
