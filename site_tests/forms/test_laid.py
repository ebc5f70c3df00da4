"""What stands in a filled form beside its texts: the place of each value, the heads over it, and the rows of lists that hold nothing."""

from __future__ import annotations

from typing import Any

import pytest
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import ProseText, fill
from goalbook.forms.grid import Cell, Grid
from goalbook.model.records import Document

from site_tests.helpers.drawn_forms import DRAWN_FORMS
from site_tests.helpers.shipped import FORMS


def laid(drawing: str, **fields: Any) -> Grid:
    """The table of a generated document in a drawn form."""
    form, problems = read_form(f"goalbook: 2\nname: 生成的示例表样\n{drawing}".encode(), "forms/made.yml", "made")
    assert form is not None, problems
    (grid,) = fill(form, Document.model_validate({"goalbook": "2", "form": "made", "body": "sample", **fields}))
    assert isinstance(grid, Grid)
    return grid


def cell_of(grid: Grid, text: str) -> Cell:
    """The cell with a text."""
    (cell,) = [cell for cell in grid.cells if cell.text == text]
    return cell


def heads_of(grid: Grid, text: str) -> list[str]:
    """The texts that head the cell with a text."""
    by_place = {cell[:2]: cell.text for cell in grid.cells}
    return [by_place[place] for place in cell_of(grid, text).heads]


def test_each_value_says_where_it_stands() -> None:
    """By the way from the document through its records; a value that two halves share is that of the first."""
    functions = laid(DRAWN_FORMS["a row over each function"].drawing, **DRAWN_FORMS["a row over each function"].fields)
    assert cell_of(functions, "3").path == "items.2.indicators.0.target"
    assert cell_of(functions, "职能：示例乙").path == "items.1.name"
    halves = laid(DRAWN_FORMS["halves"].drawing, **DRAWN_FORMS["halves"].fields)
    shared = next(cell for cell in halves.cells if cell.text == "产出指标")
    assert shared.path == "indicators.0.path.0"
    total = laid(DRAWN_FORMS["a total row"].drawing, **DRAWN_FORMS["a total row"].fields)
    assert cell_of(total, "3.00").path == "budget.total"


def test_heads_hold_below_the_records_that_they_head() -> None:
    """The total row has the heads of its columns; so has a row that stands once after the records."""
    total = laid(DRAWN_FORMS["a total row"].drawing, **DRAWN_FORMS["a total row"].fields)
    assert heads_of(total, "3.00") == ["金额合计", "预算金额（万元）"]
    once = laid(
        """\
parts:
  - table: one
    widths: 40 30
    body:
      - head: |
          | 三级指标 | 得分 |
      - each: indicators
        row: |
          | {name} | {score} |
      - rows: |
          | 合计 | {score} |
""",
        indicators=[{"name": "甲", "score": "9"}],
        score="90",
    )
    assert heads_of(once, "90") == ["合计", "得分"]


def test_a_corner_of_a_record_is_one_row_high() -> None:
    """A cell that the drawing leaves empty beside values, as a blank of its own in each record."""
    grid = laid(
        "parts:\n  - table: one\n    widths: 40 30\n    each: indicators\n    row: |\n      | {name} | {} |\n",
        indicators=[{"name": "甲"}, {"name": "乙"}],
    )
    assert [(cell.text, cell.rows) for cell in grid.cells] == [("甲", 1), ("", 1), ("乙", 1), ("", 1)]


@pytest.mark.parametrize(
    ("name", "rows"), [("a row over each function", 3), ("records of several rows", 3), ("halves", 3), ("two lists", 2)]
)
def test_lists_that_hold_nothing_leave_their_lines_blank(name: str, rows: int) -> None:
    """One blank row for each line of a record, but for a line that is printed only where its field is stated."""
    grid = laid(DRAWN_FORMS[name].drawing)
    assert grid.rows == rows
    assert not any(cell.path for cell in grid.cells if cell.row)


def test_labels_merge_within_their_owner_alone() -> None:
    """Two functions one after the other with the same category have a cell each."""
    indicators = [{"path": ["产出指标", "数量指标"], "name": "甲"}]
    items = [{"kind": "function", "name": name, "indicators": indicators} for name in ("职能一", "职能二")]
    document = Document.model_validate({"goalbook": "2", "form": "x", "body": "sample", "items": items})
    (grid,) = [
        part
        for part in fill(FORMS["qinghai-department"], document)
        if isinstance(part, Grid) and part.id == "indicators"
    ]
    assert [cell.rows for cell in grid.cells if cell.text == "数量指标"] == [1, 1]


def test_lines_around_a_table_say_where_they_stand() -> None:
    """Sign-off entries begin the lines below and know their places; a value that isn't there leaves the words around it."""
    sign = [{"label": "单位负责人", "value": "无"}, {"label": "制表人", "value": ""}]
    document = Document.model_validate({"goalbook": "2", "form": "x", "body": "sample", "sign": sign})
    below = [part for part in fill(FORMS["qinghai-department"], document) if isinstance(part, Grid)][-1].below
    assert [(cell.row, cell.col, cell.path) for cell in below] == [(0, 0, "sign.0.value"), (0, 1, "sign.1.value")]
    grid = laid(
        """\
parts:
  - table: one
    widths: 70
    above: |
      | 上年：{budget.total.values[of=actual,at=2023].text} |
    each: indicators
    row: |
      | {name} |
""",
        budget={"total": {"values": [{"of": "actual", "at": "2022", "text": "5"}]}},
    )
    assert [cell.text for cell in grid.above] == ["上年："]


def test_only_headings_of_records_have_anchors() -> None:
    """A paragraph has none of its own."""
    items = [{"kind": "part", "name": "甲", "text": ["乙"]}]
    document = Document.model_validate({"goalbook": "2", "form": "x", "body": "sample", "items": items})
    (prose,) = [part for part in fill(FORMS["hebei-department"], document) if isinstance(part, ProseText)]
    assert [bool(one.anchor) for one in prose.paragraphs] == [True, False]
