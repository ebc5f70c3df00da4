"""Rows that only sum those above them: no records, and told where the form doesn't draw them."""

from __future__ import annotations

import pytest
from goalbook.forms.fill import fill
from goalbook.forms.grid import Cell, Grid

from site_tests.helpers.laid_out import with_rows
from site_tests.helpers.shipped import FORMS
from site_tests.importing.test_matrix import WAYS, brought_in, made, values_of, wrong_in


@pytest.mark.parametrize("way", ["docx", "txt"])
@pytest.mark.parametrize(
    ("form", "above_last"),
    [
        ("hebei-project", True),
        ("hebei-duties", True),
        ("hebei-duties", False),
        ("qinghai-department", False),
        ("cn-project", False),
        ("en-objectives", False),
    ],
)
def test_a_row_of_totals_is_no_record(form: str, way: str, above_last: bool) -> None:
    """Neither in the middle of a block nor at its end; both of its cells are told, and the rows below it are read."""
    document = made(form)[0]
    *before, grid = fill(FORMS[form], document)
    assert isinstance(grid, Grid)
    wide = len(grid.widths)
    row = [Cell(0, col, text={0: "合　计", wide - 1: "1,234.50"}.get(col, "")) for col in range(wide)]
    matrix = grid.matrix()
    cut = len(matrix) - above_last
    summed = with_rows(grid, [*matrix[:cut], row, *matrix[cut:]])
    brought = brought_in(WAYS[way]((*before, summed)), form, document)
    assert wrong_in(brought, document) == {}
    assert len(list(values_of(brought.document))) > len(list(values_of(document))) - 5  # what no file states
    assert [piece.text for piece in brought.left] == ["合　计", "1,234.50"]
