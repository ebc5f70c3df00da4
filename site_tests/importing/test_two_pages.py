"""Tables that a page parts: with a mark between them or none, on another sheet, with the head again or without."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from goalbook.forms.fill import Sheet, fill
from goalbook.forms.grid import Grid
from goalbook.importing.lines import Lines
from goalbook.importing.reading.parts import parts_in
from goalbook.importing.sources.sheets import read_xlsx
from openpyxl import Workbook, load_workbook

from site_tests.helpers.laid_out import changed, on_two_pages
from site_tests.helpers.office import as_text, as_xlsx
from site_tests.helpers.shipped import FORMS
from site_tests.importing.test_matrix import WAYS, brought_in, made, told_of, values_of, wrong_in

MARKS = [
    "续表",
    "续表1",
    "（续）",
    "附表（续）",
    "— 2 —",
    "第 2 页 共 3 页",
    "2/3",
    "Page 2 of 3",
    "Measures (continued)",
]
FOLLOWING = ["续费说明", "第二部分", "联系人：示例", "续表说明见附件", "第12345页"]


def parted(form: str, mark: str, again: bool) -> tuple[Sheet, Sheet]:
    """The sheet of a document up to the page within its last table, and the rest, which begins with a mark."""
    *before, grid = fill(FORMS[form], made(form)[0])
    assert isinstance(grid, Grid)
    first, second = on_two_pages(grid, again)
    return (*before, first), (replace(second, number=mark),)


def read_right(lines: Lines, form: str, mark: str) -> None:
    """Everything is in its field, and nothing but the mark is told."""
    document = made(form)[0]
    brought = brought_in(lines, form, document)
    assert wrong_in(brought, document) == {}
    assert {path for path, _ in values_of(document)} - {path for path, _ in values_of(brought.document)} <= {
        "stage", "approved", "published", "money_unit"
    }  # fmt: skip
    assert brought.misplaced == ()
    assert [piece.text for piece in brought.left] == ([mark] if mark else [])


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("way", ["docx", "xlsx", "txt"])
@pytest.mark.parametrize(
    "form", ["hebei-project", "hebei-duties", pytest.param("en-objectives", marks=pytest.mark.full)]
)
def test_a_table_goes_on_below_what_parts_pages(form: str, way: str, again: bool) -> None:
    """It is one document, its rows come to their fields, and the mark is told."""
    first, rest = parted(form, "续表", again)
    lines = WAYS[way]((*first, *rest))
    assert [one.id for one, _ in parts_in(FORMS, lines)] == [form]
    read_right(lines, form, "续表")


@pytest.mark.parametrize("mark", MARKS)
def test_what_parts_pages(mark: str) -> None:
    """The number of a page, and that a table goes on, in the words that programs and people write."""
    first, rest = parted("hebei-duties", mark, False)
    read_right(as_text((*first, *rest)), "hebei-duties", mark)


@pytest.mark.parametrize("text", FOLLOWING)
def test_what_parts_tables(text: str) -> None:
    """Below any other words a table without a head isn't the one above going on: none of its rows is read, all are told."""
    first, rest = parted("hebei-project", text, False)
    brought = brought_in(as_text((*first, *rest)), "hebei-project", made("hebei-project")[0])
    grid = rest[0]
    assert isinstance(grid, Grid)
    assert all("".join(cell.text.split()) in told_of(brought) for cell in grid.cells)


def two_sheets(first: Sheet, rest: Sheet) -> Lines:
    """A workbook with each on a sheet of its own."""
    book = load_workbook(io.BytesIO(as_xlsx(first)))
    page, other = book.create_sheet("2"), load_workbook(io.BytesIO(as_xlsx(rest))).active
    assert other is not None
    for cell in (cell for row in other.iter_rows() for cell in row if cell.value is not None):
        page.cell(cell.row or 0, cell.column or 0, cell.value).data_type = "s"
    for merged in other.merged_cells.ranges:
        page.merge_cells(str(merged))
    return saved(book)


def saved(book: Workbook) -> Lines:
    """What is read of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue())


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("form", ["hebei-project", "hebei-duties"])
def test_a_table_goes_on_on_another_sheet(form: str, again: bool) -> None:
    """With nothing between."""
    read_right(two_sheets(*parted(form, "", again)), form, "")


@pytest.mark.parametrize("form", ["guangzhou-department", "cn-department", "en-measures"])
def test_a_blank_below_merged_cells_is_doubted(form: str) -> None:
    """Where nothing shows a page, a blank below cells that are merged over rows may be one of them, parted: it stays blank, and is told."""
    sheet = fill(FORMS[form], made(form)[0])
    assert all(one["kind"] != "lost" for one in brought_in(read_xlsx(as_xlsx(sheet)), form, made(form)[0]).doubts)
    brought = brought_in(read_xlsx(as_xlsx(changed(sheet, "two pages"))), form, made(form)[0])
    assert [one["kind"] for one in brought.doubts].count("lost") == 1
    assert not brought.certain
