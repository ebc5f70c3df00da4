"""A table in parts: its rows under its head again, and cells that begin in one part and go on in the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from goalbook.forms.grid import Cell, Grid

# Characters of a text that is shown again: it stands whole where it begins.
_MOST_AGAIN = 400


def cut_grid(grid: Grid, starts: Sequence[int]) -> Iterator[Grid]:
    """The table cut before some of its rows (ascending, below its head), each part a table under the head.

    What stands above the table stays with the first part, the sign-off with the last. A cell that reaches into a later part is shown
    there again, without path and anchor; so is every row whose cells head those of the part.
    """
    edges = [0, *starts, grid.rows]
    heads = {cell[:2]: cell for cell in grid.cells if cell.head}
    again = _again(grid, edges, heads)
    covering = _covering(grid.cells, sorted(set().union(*again)))
    crossing: list[Cell] = []
    at = 0
    for n, (first, last) in enumerate(pairwise(edges)):
        end = bisect_left(grid.cells, last, lo=at, key=lambda cell: cell.row)
        own = grid.cells[at:end]
        rows = sorted(again[n])
        above = dict.fromkeys(cell for row in rows for cell in covering[row])
        cells = _taken(dict.fromkeys((*above, *crossing, *own)), rows, first, last)
        yield replace(
            grid,
            cells=tuple(sorted(cells)),
            number="" if n else grid.number,
            title="" if n else grid.title,
            subtitle="" if n else grid.subtitle,
            above=() if n else grid.above,
            below=grid.below if last == edges[-1] else (),
            joined=grid.joined and not n,
        )
        crossing = [cell for cell in (*crossing, *own) if cell.row + cell.rows > last]
        at = end


def _again(grid: Grid, edges: Sequence[int], heads: dict[tuple[int, int], Cell]) -> list[set[int]]:
    """The rows that each part shows again: those of the head, and those that head its cells and have ended."""
    rows: list[set[int]] = [set(range(grid.head_rows)) for _ in edges[1:]]
    rows[0].clear()
    part = 0
    for cell in grid.cells:
        while cell.row >= edges[part + 1]:
            part += 1
        first = edges[part]
        for place in cell.heads:
            if place[0] < first and (head := heads.get(place)) and head.row + head.rows <= first:
                rows[part].add(head.row)
    return rows


def _covering(cells: Iterable[Cell], rows: Sequence[int]) -> dict[int, list[Cell]]:
    """The cells that stand in some rows (ascending)."""
    found: dict[int, list[Cell]] = {row: [] for row in rows}
    for cell in cells:
        for row in rows[bisect_left(rows, cell.row) : bisect_left(rows, cell.row + cell.rows)]:
            found[row].append(cell)
    return found


def _taken(cells: Iterable[Cell], above: Sequence[int], first: int, last: int) -> Iterator[Cell]:
    """Cells as they stand in the rows ``above`` and from ``first`` to ``last``, which become the rows of a table."""

    def place(row: int) -> int:
        return bisect_left(above, row) if row < first else len(above) + min(row, last) - first

    taken = {
        cell[:2]: cell._replace(row=place(cell.row), rows=place(cell.row + cell.rows) - place(cell.row))
        for cell in cells
    }
    for (row, _), cell in taken.items():
        found = (taken.get(head) for head in cell.heads)
        cell = cell._replace(heads=tuple((head.row, head.col) for head in found if head))
        if row >= first:
            yield cell
        else:
            text = cell.text if len(cell.text) <= _MOST_AGAIN else f"{cell.text[:_MOST_AGAIN]}…"
            yield cell._replace(text=text, path="", anchor="", continued=cell.row + cell.rows > len(above))
