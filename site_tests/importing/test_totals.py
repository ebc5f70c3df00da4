"""Rows that only sum those above them: no records, and told where the form doesn't draw them."""

from __future__ import annotations

import pytest
from goalbook.forms.fill import fill
from goalbook.forms.grid import Cell, Grid
from goalbook.importing.lines import Slot, SourcePiece
from goalbook.importing.reading.rows import is_total

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


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (("合计", "", "100"), True),
        (("小计：", "12.5万元", "—"), True),
        (("金额合计（万元）", "1,000.00", "98%"), True),
        (("Grand total", "$12", "-3"), True),
        (("", "总分", "97.5分"), True),
        (("合计",), False),  # nothing is summed
        (("合计", "数量指标", "≥5次"), False),
        (("合计拨付率", "95%"), False),
        (("成本", "合计", "5"), False),
        (("100", "合计"), False),
        (("", ""), False),
    ],
)
def test_what_is_a_row_of_totals(texts: tuple[str, ...], total: bool) -> None:
    """Its word stands first, and amounts alone follow."""
    assert is_total([Slot(SourcePiece(n, text, ""), n) for n, text in enumerate(texts)]) == total


def test_a_cell_that_goes_on_is_no_word_of_a_row_of_totals() -> None:
    """Its word may stand beside a merged category."""
    slots = [Slot(SourcePiece(n, text, ""), n, fresh=n > 0) for n, text in enumerate(("产出指标", "小计", "60"))]
    assert is_total(slots)
