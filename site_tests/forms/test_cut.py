"""A table that is cut shows each cell once where it begins, and under the heads that it has in the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from goalbook.book.load import load_document
from goalbook.forms.cut import cut_grid
from goalbook.forms.fill import fill
from goalbook.forms.grid import Cell, Grid
from hypothesis import given
from hypothesis import strategies as st

from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
LONG = "甲" * 401
# A side label over all rows, heads in the middle, and a value that is long.
MADE = Grid(
    "made",
    (10, 10, 10),
    (
        Cell(0, 0, 1, 3, "标题", "col", "label"),
        Cell(1, 0, 6, 1, "边", "row", "label"),
        Cell(1, 1, text="名称", head="col", kind="label"),
        Cell(1, 2, text="值", head="col", kind="label"),
        Cell(2, 1, 2, 1, LONG, "row", path="items.0.name", anchor="i-1"),
        Cell(2, 2, text="1", path="items.0.a", heads=((1, 0), (2, 1), (1, 2))),
        Cell(3, 2, text="2", path="items.0.b", heads=((1, 0), (2, 1), (1, 2))),
        Cell(4, 1, text="乙", head="row", path="items.1.name", anchor="i-2"),
        Cell(4, 2, text="3", path="items.1.a", heads=((1, 0), (4, 1), (1, 2))),
        Cell(5, 1, 1, 2, "完", "row", "label"),
        Cell(6, 1, 1, 2, "4", path="about", heads=((1, 0), (5, 1))),
    ),
    head_rows=1,
    title="表",
    above=(Cell(0, 0, text="上"),),
    below=(Cell(0, 0, text="下"),),
)


def grids() -> Iterator[Grid]:
    """The tables of the real documents, and one made to be awkward."""
    yield MADE
    for path in sorted(GOALS.glob("[2u]*/*/*.yml")):
        document, _, _ = load_document(GOALS, path.relative_to(GOALS).as_posix())
        assert document is not None
        yield from (part for part in fill(FORMS[document.form], document) if isinstance(part, Grid))


GRIDS = list(grids())


def heads_in(grid: Grid, cell: Cell) -> list[str]:
    """The first words of what heads a cell, in order; an empty head says nothing."""
    texts = {one[:2]: one.text for one in grid.cells}
    return [texts[place][:20] for place in cell.heads if texts[place]]


@given(st.data())
def test_each_cell_stands_once_under_its_heads(data: st.DataObject) -> None:
    """Wherever a table is cut, every cell that has a value or heads others is in one part, with its heads in words."""
    grid = data.draw(st.sampled_from(GRIDS))
    starts = data.draw(st.sets(st.integers(grid.head_rows + 1, max(grid.rows - 1, grid.head_rows + 1)), max_size=6))
    parts = list(cut_grid(grid, sorted(row for row in starts if row < grid.rows)))
    whole = {cell.path: (cell.text, cell.anchor, cell.head, heads_in(grid, cell)) for cell in grid.cells if cell.path}
    found = [(part, cell) for part in parts for cell in part.cells if cell.path]
    assert len(found) == len(whole)
    assert {cell.path: (cell.text, cell.anchor, cell.head, heads_in(part, cell)) for part, cell in found} == whole
    again = sum(sum(1 for cell in part.cells if cell.continued) for part in parts)
    assert sum(part.rows - (part.head_rows if n else 0) for n, part in enumerate(parts)) >= grid.rows
    assert again == 0 or len(parts) > 1
    assert [part.head_rows for part in parts] == [grid.head_rows] * len(parts)
    assert [part.above for part in parts] == [grid.above, *[()] * (len(parts) - 1)]
    assert [part.below for part in parts] == [*[()] * (len(parts) - 1), grid.below]


def test_a_table_that_is_not_cut_stays_as_it_is() -> None:
    """No cut gives the whole table."""
    assert [list(cut_grid(grid, ())) for grid in GRIDS] == [[grid] for grid in GRIDS]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        # Between two rows of one name: the head above them is shown again, and the long name only begun.
        (3, [("标题", False), ("边", True), ("名称", False), ("值", False), (f"{LONG[:400]}…", True), ("2", False)]),
        (4, [("标题", False), ("边", True), ("名称", False), ("值", False), ("乙", False), ("3", False)]),
        # Below the inner heads, which head nothing more.
        (5, [("标题", False), ("边", True), ("完", False), ("4", False)]),
        (6, [("标题", False), ("边", True), ("完", False), ("4", False)]),
    ],
)
def test_what_a_later_part_shows_again(row: int, shown: list[tuple[str, bool]]) -> None:
    """A later part begins with the rows that head it; what goes on from above is marked, and has no anchor a second time."""
    _, part = cut_grid(MADE, [row])
    assert [(cell.text, cell.continued) for cell in part.cells][: len(shown)] == shown
    assert part.title == ""
