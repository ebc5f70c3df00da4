"""Lines of a source as the rows of a form, each reading by itself: single cells, totals, marks of pages, headings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from goalbook.forms.form import Each, Field, FormCell, Label, Line, Prose, Records, Table
from goalbook.importing.lines import Slot, SourceLine, SourcePiece
from goalbook.importing.reading.rows import (
    below_page_marks,
    heading_of,
    is_page_mark,
    is_paragraph,
    is_total,
    rows_of,
    says_nothing,
    spanned_columns,
    trimmed,
)
from goalbook.importing.reading.steps import Step

from site_tests.helpers.source_lines import merged, source

TABLE = Table("t", (10, 10), ())


def drawn(*contents: Label | Field) -> Line:
    """A line of such cells."""
    return Line(tuple(FormCell(n, content=content) for n, content in enumerate(contents)))


HEAD = Step(drawn(Label("单位：{money_unit}"), Label("目标")), table=TABLE, width=2, first=True)
ROW = drawn(Field("name"), Field("target"))
BLOCK = Step(Each((Records("indicators"),), (ROW,)), table=TABLE, width=2)
TOTAL = Step(drawn(Label("合计"), Field("total")), table=TABLE, width=2)
ACROSS = Step(Each((Records("levels"),), (ROW, ROW), across=True), table=TABLE)
ENDLESS = Step(drawn(Label("说明")), table=TABLE)
PROSE = Step(Prose("text"))
FIRST = Step(drawn(Field("name"), Field("target")), table=TABLE, width=2, first=True)


def cells(texts: str) -> list[SourceLine]:
    """Cells on lines of their own; ``.`` behind a text ends the row of the source."""
    lines = source(*((text.rstrip("."),) for text in texts.split()))
    return [replace(line, ends=text.endswith(".")) for line, text in zip(lines, texts.split(), strict=True)]


@pytest.mark.parametrize(
    ("steps", "texts", "rows"),
    [
        ([HEAD, BLOCK], "单位：元 目标 甲 5 乙 6", ["单位：元 目标", "甲 5", "乙 6"]),
        ([HEAD, BLOCK], "单位：元 目标 甲 5 乙", ["单位：元 目标", "甲 5", "乙"]),
        ([HEAD, BLOCK], "前 言 单位：元 目标 甲 5", ["前 言", "单位：元 目标", "甲 5"]),
        ([HEAD, BLOCK], "甲 5 乙 6", ["甲 5", "乙 6"]),
        ([HEAD, BLOCK], "单位：元 目标", ["单位：元 目标"]),
        ([PROSE, HEAD, BLOCK, PROSE], "单位：元 目标 甲 5 乙 6", ["单位：元 目标", "甲 5", "乙 6"]),
        ([HEAD, BLOCK, TOTAL], "单位：元 目标 甲 5 合计 6 丙", ["单位：元 目标", "甲 5", "合计 6", "丙"]),
        ([HEAD, BLOCK, replace(TOTAL, width=3)], "单位：元 目标 甲 5 合计 6 7", ["单位：元 目标", "甲 5", "合计 6 7"]),
        ([HEAD], "单位：元 目标 甲 5", ["单位：元 目标", "甲", "5"]),
        ([HEAD, ACROSS], "单位：元 目标 甲 乙. 5 6. 丙", ["单位：元 目标", "甲 乙", "5 6", "丙"]),
        ([HEAD, ACROSS, TOTAL], "单位：元 目标 甲 乙 丙. 5. 合计 6", ["单位：元 目标", "甲 乙 丙", "5", "合计 6"]),
        ([HEAD, ENDLESS], "单位：元 目标 甲 乙 丙", ["单位：元 目标", "甲 乙 丙"]),
        ([FIRST, BLOCK], "甲 5 乙 6", ["甲 5", "乙 6"]),
        ([HEAD, HEAD, TOTAL], "单位：元 目标 甲 单位：元 丙 合计 6", ["单位：元 目标", "甲", "单位：元 丙", "合计 6"]),
        ([], "甲 乙", ["甲", "乙"]),
    ],
)
def test_cells_on_lines_of_their_own_are_put_together(steps: list[Step], texts: str, rows: list[str]) -> None:
    """As wide as the form prints them, those side by side as the source ends them; what is left over stays alone."""
    made = rows_of(cells(texts), steps)
    assert [" ".join(line.texts) for line in made] == rows
    assert all(line.table and not line.merged for line in made)
    assert [slot.column for slot in made[0].slots] == list(range(len(made[0].slots)))


def test_other_lines_stay_where_they_are() -> None:
    """Paragraphs, rows of several cells, and single cells of a table whose merged cells are known; each part is begun anew."""
    lines = source("段", ("甲",), ("5",), "段落", ("乙", "6"), ("丙",), ("7",))
    assert [line.texts for line in rows_of(lines, [BLOCK])] == [["段"], ["甲", "5"], ["段落"], ["乙", "6"], ["丙", "7"]]
    assert rows_of(lines[:1], [BLOCK]) == lines[:1]
    known = merged("甲", "5")
    assert rows_of(known, [BLOCK]) == known
    aside = source(["甲"], ["乙"])
    assert rows_of(aside, [BLOCK]) == aside
    unknown = [replace(line, merged=False) for line in aside]
    assert rows_of(unknown, [BLOCK]) == unknown


def test_what_is_a_paragraph() -> None:
    assert [is_paragraph(line) for line in source("甲", ("甲",), ["甲", "乙"], ("甲", "乙"))] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (("合计", "", "100"), True),
        (("小计：", "12.5万元", "—"), True),
        (("金额合计（万元）", "1,000.00", "98%"), True),
        (("资金总计", "3元"), True),
        (("本页共计", "/"), True),
        (("Grand total", "$12", "-3"), True),
        (("Sub-total:", "12"), True),
        (("totals", ".5"), True),
        (("", "总分", "97.5分"), True),
        (("合计",), False),  # nothing is summed
        (("合计", "数量指标", "≥5次"), False),
        (("合计拨付率", "95%"), False),
        (("成本", "合计", "5"), False),
        (("成本", "5"), False),
        (("100", "合计"), False),
        (("", ""), False),
    ],
)
def test_what_is_a_row_of_totals(texts: tuple[str, ...], total: bool) -> None:
    """Its word stands first, and amounts alone follow."""
    assert is_total([Slot(SourcePiece(n, text, ""), n) for n, text in enumerate(texts)]) is total


def test_a_cell_that_goes_on_is_no_word_of_a_row_of_totals() -> None:
    """Its word may stand beside a merged category."""
    slots = [Slot(SourcePiece(n, text, ""), n, fresh=n > 0) for n, text in enumerate(("产出指标", "小计", "60"))]
    assert is_total(slots)


MARKS = (
    *("12", "— 3 —", "第3页", "3 / 5", "第3页，共5页", "第3页/共5页", "第3页 共5页", "Page 3", "- page 3 of 5 -"),
    *("附表（续）", "附表（续表）", "续", "续上页", "续前页", "续表", "续表1-2", "Table 1 (continued)", "continued"),
)


@pytest.mark.parametrize("text", MARKS)
def test_marks_of_pages(text: str) -> None:
    """Only where they stand alone, not in a row and not beside another."""
    own, row, *beside = source(text, (text,), [text, "甲"])
    assert is_page_mark(own) is True
    assert not any(map(is_page_mark, (row, *beside)))


@pytest.mark.parametrize("text", ["12345", "第3章", "附表", "续保", "page", "续表说明", "甲"])
def test_what_is_no_mark_of_a_page(text: str) -> None:
    assert is_page_mark(source(text)[0]) is False


def test_the_first_line_below_marks_of_pages() -> None:
    lines = source("12", "甲", "3", "续表", ("甲", "乙"), "4")
    assert [below_page_marks(lines, at) for at in range(7)] == [1, 1, 4, 4, 4, 6, 6]


def test_rows_that_say_nothing() -> None:
    """All of their cells are blank, or go on from above; a paragraph is no row."""
    rows = merged("甲| ", "^| ", "^|乙", " | ")
    assert [says_nothing(line) for line in rows] == [False, True, False, True]
    assert [says_nothing(line) for line in source(["", " "])] == [False]


def test_columns_with_cells_merged_over_rows() -> None:
    """Of the table that the lines begin with alone."""
    table = merged("甲|乙|丙", "^|乙|^", "^|乙|丙")
    assert spanned_columns(table) == {0, 2}
    assert spanned_columns([*source(("甲", "乙")), *table[:1], *source("段"), *table]) == frozenset()
    assert spanned_columns([]) == frozenset()


@pytest.mark.parametrize(
    ("text", "level", "most", "heading"),
    [
        ("第一部分 概况", None, 3, (0, "第一部分", "概况")),
        ("二、 目标", None, 3, (1, "二、", "目标")),
        ("3. 指标", None, 3, (2, "3.", "指标")),
        ("3、指标", None, 2, (None, "3、", "指标")),
        ("4．指标", 0, 2, (0, "4．", "指标")),
        ("二、目标", 2, 2, (None, "二、", "目标")),
        ("概况", 1, 2, (1, "", "概况")),
        ("概况", 2, 2, (None, "", "概况")),
        ("概况", None, 2, (None, "", "概况")),
        ("二、完成。其余", None, 3, (None, "", "二、完成。其余")),
    ],
)
def test_headings(text: str, level: int | None, most: int, heading: tuple[int | None, str, str]) -> None:
    """Their depth is that of the source where it tells one, else that of their number; deeper ones are none."""
    assert heading_of(text, level, most) == heading


@pytest.mark.parametrize(
    ("texts", "count", "left"),
    [
        (("", "甲", "乙", ""), 2, ["甲", "乙"]),
        (("", "", "甲", "乙"), 2, ["甲", "乙"]),
        (("甲", "乙", "", " "), 2, ["甲", "乙"]),
        (("", "甲", "乙", ""), 3, ["甲", "乙", ""]),
        (("", "甲"), 2, ["", "甲"]),
        (("甲", ""), 2, ["甲", ""]),
        (("甲", "乙", "丙"), 2, ["甲", "乙", "丙"]),
        (("甲", "", "丙"), 1, ["甲", "", "丙"]),
    ],
)
def test_blank_cells_around_a_row(texts: tuple[str, ...], count: int, left: list[str]) -> None:
    """Those before it go first, and only as many as are too many."""
    assert [slot.piece.text for slot in trimmed(list(source(texts)[0].slots), count)] == left
