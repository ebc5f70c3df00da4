"""The parts of a form on the columns of one sheet: a table keeps its rows, each cell spans the columns between its own edges."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from goalbook.forms.fill import Sheet
from goalbook.forms.grid import Grid
from goalbook.writers.geometry import Sides
from goalbook.writers.office.measures import columns

_NEAR = 3.0  # millimetres between edges that become one: narrower than any column of a form


def on_one_sheet(sheet: Sheet, sides: Sides) -> Sheet:
    """A filled form whose tables all have the same columns, those of a single table its own; ``sides`` are those of the paper."""
    grids = [part for part in sheet if isinstance(part, Grid)]
    if len({grid.widths for grid in grids}) <= 1:
        return sheet
    common = _joined(sorted({edge for grid in grids for edge in _edges(grid, sides)}))
    return tuple(_spread(part, _edges(part, sides), common) if isinstance(part, Grid) else part for part in sheet)


def _edges(grid: Grid, sides: Sides) -> list[float]:
    """Where the columns of a table begin and the last one ends, in millimetres from the left."""
    found = [0.0]
    for width in columns(grid, sides):
        found.append(found[-1] + width)
    return found


def _joined(edges: list[float]) -> list[float]:
    """Edges from the left, those that are near to each other as one."""
    found: list[float] = []
    for edge in edges:
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _spread(grid: Grid, own: list[float], common: list[float]) -> Grid:
    at = [min(range(len(common)), key=lambda n: abs(common[n] - edge)) for edge in own]
    widths = tuple(round(100 * (end - start)) for start, end in pairwise(common))
    cells = tuple(cell._replace(col=at[cell.col], cols=at[cell.col + cell.cols] - at[cell.col]) for cell in grid.cells)
    return replace(grid, widths=widths, cells=cells)
