"""Cell and Grid: an official table as a value. A table that has a hole, an overlap or an overflow cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

Head = Literal["", "row", "col"]
CellKind = Literal["label", "text", "amount", "number"]
Align = Literal["", "l", "c", "r"]


class GridError(ValueError):
    """A table whose cells don't tile it; row and column (1-based) name the place."""

    def __init__(self, grid: str, fault: str, row: int, column: int) -> None:
        super().__init__(f"table {grid!r}: {fault} at row {row}, column {column}")
        self.fault, self.row, self.column = fault, row, column


class Cell(NamedTuple):
    """One printed cell: its place and spans (0-based, in rows and columns), its text exactly as printed, and its part
    in the table.

    ``head`` says whether it heads a row or a column; ``path`` is the place of its value in the document (empty for a
    label of the form); ``anchor`` identifies the item or indicator it belongs to; ``heads`` are the places of the
    cells that head it; ``lost`` marks a label that the original no longer shows; ``hidden`` one that is announced
    but not printed; ``vertical`` one that is set from top to bottom; ``continued`` one that began in an earlier part of a table
    that was cut; ``align`` is how the form wants it set: left, centred, right.
    """

    row: int
    col: int
    rows: int = 1
    cols: int = 1
    text: str = ""
    head: Head = ""
    kind: CellKind = "text"
    path: str = ""
    anchor: str = ""
    heads: tuple[tuple[int, int], ...] = ()
    lost: bool = False
    hidden: bool = False
    vertical: bool = False
    continued: bool = False
    align: Align = ""


def lines_around(cells: tuple[Cell, ...]) -> list[list[Cell]]:
    """The texts over or below a table, line by line."""
    return [list(line) for _, line in groupby(cells, key=lambda cell: cell.row)]


def centred(line: list[Cell]) -> bool:
    """Whether a line over or below a table says something in its middle alone: of three cells the first and the last are blank."""
    return [bool(cell.text) for cell in line] == [False, True, False]


@dataclass(frozen=True, slots=True)
class Grid:
    """A complete official table.

    ``widths`` are the column widths in millimetres; ``cells`` come in printed order (by row, then column);
    ``head_rows`` leading rows are repeated on every page; ``above`` are the texts of the lines over the table, left and
    right, their rows counted from 0; ``title`` is printed over it (``subtitle`` below that); ``joined`` says that the table
    continues the one before it without a gap; ``below`` are the texts of the lines under it, notes and sign-off; ``number`` is the
    form's own, over all.
    """

    id: str
    widths: tuple[int, ...]
    cells: tuple[Cell, ...]
    head_rows: int = 0
    title: str = ""
    subtitle: str = ""
    above: tuple[Cell, ...] = ()
    below: tuple[Cell, ...] = ()
    joined: bool = False
    number: str = ""

    def __post_init__(self) -> None:
        columns = len(self.widths)
        if not self.cells:
            raise GridError(self.id, "hole", 1, 1)
        taken = bytearray(columns * max(cell.row + cell.rows for cell in self.cells))
        for cell in self.cells:
            row, col, rows, cols = cell[:4]
            if rows < 1 or cols < 1 or row < 0 or col < 0 or col + cols > columns:
                raise GridError(self.id, "overflow", row + 1, col + 1)
            for start in range(row * columns + col, (row + rows) * columns + col, columns):
                if (at := taken.find(1, start, start + cols)) >= 0:
                    raise GridError(self.id, "overlap", at // columns + 1, at % columns + 1)
                taken[start : start + cols] = b"\1" * cols
        if (at := taken.find(0)) >= 0:
            raise GridError(self.id, "hole", at // columns + 1, at % columns + 1)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return max(cell.row + cell.rows for cell in self.cells)

    def matrix(self) -> list[list[Cell]]:
        """The cell of every position, merged cells repeated: ``rows`` lists of ``len(widths)`` cells."""
        matrix: list[list[Cell | None]] = [[None] * len(self.widths) for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for col in range(cell.col, cell.col + cell.cols):
                    matrix[row][col] = cell
        return matrix  # type: ignore[return-value]  # every position is tiled, or the grid could not have been made
