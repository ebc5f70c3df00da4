"""A number stands in one line of its cell, in smaller type where its column is narrow."""

from __future__ import annotations

import io

import pytest
from docx import Document as open_docx
from goalbook.forms.grid import Cell, Grid
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.measures import number_sizes
from goalbook.writers.office.xlsx import write_xlsx
from openpyxl import load_workbook

from site_tests.helpers.leaves import printing
from site_tests.helpers.made_paper import PAPER, made_leaf

# Ten columns of 14 mm each, as of two numbers for each of five years.
NUMBERS = ("1,234,567", "≥1234567", "12")
NARROW = Grid(
    "t",
    (50, *[14] * 10),
    (
        Cell(0, 0, text="合成示例"),
        *(Cell(0, 1 + n, text=NUMBERS[n] if n < 3 else "示例文字") for n in range(9)),
        Cell(0, 10, text="1234567 次"),
    ),
)
LEAF = printing(made_leaf("2022/shanhaiguan-cppcc/vehicle-insurance"), (NARROW,), "生成的绩效目标表")


def test_numbers_of_narrow_columns_are_set_smaller_in_word() -> None:
    """Only those that would break."""
    (table,) = open_docx(io.BytesIO(write_docx([LEAF], PAPER))).tables
    sizes = [cell.paragraphs[0].runs[0].font.size for cell in table.rows[0].cells]
    assert [size and size.pt for size in sizes] == [None, 7.0, 7.0, *[None] * 8]


def test_numbers_of_narrow_columns_are_set_smaller_in_excel() -> None:
    (book,) = load_workbook(io.BytesIO(write_xlsx([LEAF], PAPER))).worksheets
    row = next(cells for cells in book.iter_rows() if cells[0].value == "合成示例")
    assert [cell.font.size for cell in row] == [10, 7, 7, *[10] * 8]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("1,234,567",), {(0, 0): 7.0}),
        (("1,234,567", "123456789012"), {(0, 0): 5.0, (1, 0): 5.0}),  # no smaller than can be read
        (("12",), {}),
        (("一千二百三十四万",), {}),
        (("2024年1月1日",), {}),
    ],
)
def test_the_longest_number_of_a_column_decides(texts: tuple[str, ...], expected: dict[tuple[int, int], float]) -> None:
    """A text that has more than a number may break at its other signs."""
    grid = Grid("t", (10,), tuple(Cell(row, 0, text=text) for row, text in enumerate(texts)))
    assert number_sizes(grid, [14.0]) == expected
