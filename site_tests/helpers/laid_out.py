"""Filled tables laid out as an office may lay them out: other columns, heads printed again, blanks, pages, lines above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from goalbook.forms.fill import ProseText, Sheet
from goalbook.forms.grid import Cell, Grid, lines_around


def with_rows(grid: Grid, rows: list[list[Cell]]) -> Grid:
    """A grid of these rows of cells, each cell as high and as wide as it covers places."""
    cells: list[Cell] = []
    done: set[tuple[int, int]] = set()
    for row, line in enumerate(rows):
        for col, cell in enumerate(line):
            if (row, col) in done:
                continue
            width = next((n for n in range(1, len(line) - col) if line[col + n] is not cell), len(line) - col)
            height = next((n for n in range(1, len(rows) - row) if rows[row + n][col] is not cell), len(rows) - row)
            done |= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
            cells.append(cell._replace(row=row, col=col, rows=height, cols=width))
    return replace(grid, cells=tuple(cells), widths=tuple([20] * len(rows[0])))


def blocks_of(grid: Grid) -> list[range]:
    """The columns that cells hold together: each alone where none spans several, those below one head together. Cells over all columns
    hold none together.
    """
    bounds = {*range(len(grid.widths) + 1)}
    for cell in grid.cells:
        if cell.cols < len(grid.widths):
            bounds -= {*range(cell.col + 1, cell.col + cell.cols)}
    ends = sorted(bounds)
    return [range(start, end) for start, end in pairwise(ends)]


def has_columns(grid: Grid) -> bool:
    """Whether a grid is a head over rows of records, with several columns that can stand elsewhere."""
    return grid.head_rows > 0 and len(blocks_of(grid)) > heads_first(grid) + 2


def heads_first(grid: Grid) -> int:
    """How many columns at the left hold labels at the side."""
    return sum(1 for cell in grid.cells if cell.row == 0 and cell.kind == "label" and cell.rows > grid.head_rows)


def reordered(grid: Grid) -> Grid:
    """The columns of a grid from right to left, those below one head together, but for labels at the side."""
    side, blocks = heads_first(grid), blocks_of(grid)
    order = [col for block in (*blocks[:side], *blocks[side:][::-1]) for col in block]
    return with_rows(grid, [[row[col] for col in order] for row in grid.matrix()])


def head_repeated(grid: Grid) -> Grid:
    """The head again before the last row."""
    matrix = grid.matrix()
    if not grid.head_rows or len(matrix) < grid.head_rows + 2:
        return grid
    again = [[cell._replace(anchor="again") for cell in row] for row in matrix[: grid.head_rows]]
    last = [cell._replace(anchor=f"{cell.anchor}-last") if cell.rows > 1 else cell for cell in matrix[-1]]
    return with_rows(grid, [*matrix[:-1], *_as_merged(again), last])


def _as_merged(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The same rows with one object for each cell."""
    known: dict[tuple[int, int], Cell] = {}
    return [[known.setdefault((cell.row, cell.col), cell) for cell in row] for row in rows]


def extra_column(grid: Grid) -> Grid:
    """A column that the form doesn't have, before the last of its own."""
    at, head = blocks_of(grid)[-1].start, Cell(0, 0, text="经办科室")
    rows = []
    for number, row in enumerate(grid.matrix()):
        rows.append([*row[:at], head if number < grid.head_rows else Cell(number, 0, text=f"科室{number}"), *row[at:]])
    return with_rows(grid, rows)


def missing_column(grid: Grid) -> Grid:
    """A grid without its last column, or without all below its last head."""
    return with_rows(grid, [row[: blocks_of(grid)[-1].start] for row in grid.matrix()])


def blanks_for_merges(grid: Grid) -> Grid:
    """Blank cells where cells were merged over rows, below the head."""
    rows = []
    for number, row in enumerate(grid.matrix()):
        rows.append([
            cell if number == cell.row or number < grid.head_rows else Cell(number, col, text="")
            for col, cell in enumerate(row)
        ])  # fmt: skip
    return with_rows(grid, rows)


def title_row(grid: Grid) -> Grid:
    """A row over all columns on top."""
    top = Cell(0, 0, text="（本表由系统导出）")
    return with_rows(grid, [[top] * len(grid.widths), *grid.matrix()])


def on_two_pages(grid: Grid, again: bool) -> tuple[Grid, ...]:
    """A table that goes on as another one on the next page, with or without its head; a cell over the break is blank there."""
    matrix, head = grid.matrix(), grid.head_rows
    cut = max(head + 1, (len(matrix) + head) // 2)
    if cut >= len(matrix):
        return (grid,)
    over: dict[str, Cell] = {}
    rest = [
        [over.setdefault(f"{cell.row}/{cell.col}", cell._replace(text="")) if cell.row < cut else cell for cell in row]
        for row in matrix[cut:]
    ]
    heads = _as_merged([[cell._replace(anchor="again") for cell in row] for row in matrix[: head * again]])
    below = replace(with_rows(grid, [*heads, *rest]), number="", title="", subtitle="", above=())
    return replace(with_rows(grid, matrix[:cut]), below=()), below


def unit_beside_body(grid: Grid) -> Grid:
    """The unit in the text that names the body; where the form prints no such line, one that it doesn't know."""
    drawn = lines_around(grid.above)
    text = "　　".join(cell.text for cell in drawn[-1]) if drawn else "填报单位：示例局　　单位：万元"
    kept = tuple(cell for line in drawn[:-1] for cell in line)
    return replace(grid, above=(*kept, Cell(len(drawn), 0, text=text)))


def year_above(grid: Grid) -> Grid:
    """The year in a line of its own over the table, without the brackets that the form prints, or where it prints none."""
    return replace(grid, subtitle=grid.subtitle.strip("（）()") or "2024年度")


CHANGES: dict[str, tuple[Callable[[Grid], Grid | tuple[Grid, ...]], Callable[[Grid], bool]]] = {
    "columns in another order": (reordered, has_columns),
    "the head repeated": (head_repeated, lambda grid: grid.head_rows > 0),
    "an extra column": (extra_column, has_columns),
    "a missing column": (missing_column, has_columns),
    "blanks for merges": (blanks_for_merges, lambda grid: grid.head_rows > 0),
    "one more title row": (title_row, lambda grid: not grid.joined),
    "two pages": (lambda grid: on_two_pages(grid, False), lambda grid: grid.head_rows > 0),
    "two pages with heads": (lambda grid: on_two_pages(grid, True), lambda grid: grid.head_rows > 0),
    "the unit beside the body": (unit_beside_body, lambda grid: not grid.joined),
    "the year above": (year_above, lambda grid: not grid.joined),
}


def changed(sheet: Sheet, change: str) -> Sheet:
    """A sheet whose tables are laid out otherwise, those that can be."""
    edit, fits = CHANGES[change]
    edited: list[ProseText | Grid] = []
    for part in sheet:
        made_of = edit(part) if isinstance(part, Grid) and fits(part) else part
        edited += made_of if isinstance(made_of, tuple) else [made_of]
    return tuple(edited)
