"""A grid is a whole table or none: holes, overlaps and overflows are refused with row and column."""

from __future__ import annotations

import pytest
from goalbook.forms.grid import Cell, Grid, GridError
from hypothesis import given
from hypothesis import strategies as st

WIDTHS = (10, 20, 30)
# Three columns, three rows: a wide cell, a tall one, and single ones around them.
CELLS = (Cell(0, 0, cols=2), Cell(0, 2), Cell(1, 0, rows=2), Cell(1, 1), Cell(1, 2), Cell(2, 1), Cell(2, 2))


def refused(*cells: Cell) -> tuple[str, int, int]:
    """What is wrong with cells, and in which row and column (1-based)."""
    with pytest.raises(GridError) as caught:
        Grid("t", WIDTHS, cells)
    error = caught.value
    assert str(error) == f"table 't': {error.fault} at row {error.row}, column {error.column}"
    return error.fault, error.row, error.column


def test_cells_that_tile_a_table_make_a_grid() -> None:
    """A grid knows its rows and gives the cell of every position, merged cells repeated."""
    grid = Grid("t", WIDTHS, CELLS)
    assert grid.rows == 3
    assert [[CELLS.index(cell) for cell in row] for row in grid.matrix()] == [[0, 0, 1], [2, 3, 4], [2, 5, 6]]


def test_what_is_not_said_of_a_cell_or_grid_is_plain() -> None:
    """A cell is one shown text that heads nothing; a grid has no repeated head and nothing around it."""
    assert Cell(1, 2) == (1, 2, 1, 1, "", "", "text", "", "", (), False, False, False, False, "")
    grid = Grid("t", (10,), (Cell(0, 0),))
    assert (grid.head_rows, grid.title, grid.subtitle, grid.above, grid.below, grid.joined) == (
        0,
        "",
        "",
        (),
        (),
        False,
    )


@pytest.mark.parametrize("missing", range(len(CELLS)))
def test_a_hole_is_refused_where_it_begins(missing: int) -> None:
    """Without one of its cells a table has a hole at the first position of that cell."""
    cells = [cell for n, cell in enumerate(CELLS) if n != missing]
    assert refused(*cells) == ("hole", CELLS[missing].row + 1, CELLS[missing].col + 1)


@pytest.mark.parametrize("twice", range(len(CELLS)))
def test_an_overlap_is_refused_where_it_begins(twice: int) -> None:
    """A cell where another stands already is an overlap at its first position."""
    assert refused(*CELLS, CELLS[twice]) == ("overlap", CELLS[twice].row + 1, CELLS[twice].col + 1)


def test_a_partial_overlap_is_refused_at_the_first_shared_position() -> None:
    """The position named is the first that both cells cover."""
    assert refused(Cell(0, 0, cols=3), Cell(1, 0), Cell(1, 1, cols=2), Cell(0, 2, rows=2)) == ("overlap", 1, 3)
    assert refused(Cell(0, 0, rows=2), Cell(0, 1, cols=2), Cell(1, 0, cols=3)) == ("overlap", 2, 1)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        (Cell(0, 3), (1, 4)),
        (Cell(0, 1, cols=3), (1, 2)),
        (Cell(2, 0, cols=0), (3, 1)),
        (Cell(1, 2, rows=0), (2, 3)),
        (Cell(0, -1), (1, 0)),
        (Cell(-1, 0), (0, 1)),
    ],
)
def test_an_overflow_is_refused_with_the_cells_place(cell: Cell, place: tuple[int, int]) -> None:
    """A cell beyond the columns, before the first row or without any extent is an overflow."""
    assert refused(cell, *CELLS) == ("overflow", *place)


def test_a_table_without_cells_is_refused() -> None:
    """No cells are no table."""
    assert refused() == ("hole", 1, 1)


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, list[Cell]]:
    """A number of columns and cells that tile a table of it, in any order."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    cells: list[Cell] = []
    rest = [(0, 0, rows, columns)]
    while rest:
        row, col, high, wide = rest.pop()
        if high > 1 and draw(st.booleans()):
            at = draw(st.integers(1, high - 1))
            rest += [(row, col, at, wide), (row + at, col, high - at, wide)]
        elif wide > 1 and draw(st.booleans()):
            at = draw(st.integers(1, wide - 1))
            rest += [(row, col, high, at), (row, col + at, high, wide - at)]
        else:
            cells.append(Cell(row, col, high, wide))
    return columns, draw(st.permutations(cells))


@given(tilings(), st.data())
def test_any_tiling_makes_a_grid_and_any_other_set_of_its_cells_does_not(
    tiling: tuple[int, list[Cell]], data: st.DataObject
) -> None:
    """However a table is cut up, its cells make a grid; one more of them overlaps."""
    columns, cells = tiling
    grid = Grid("t", (10,) * columns, tuple(cells))
    assert {cell for row in grid.matrix() for cell in row} == set(cells)
    with pytest.raises(GridError, match="overlap"):
        Grid("t", (10,) * columns, (*cells, data.draw(st.sampled_from(cells))))
