"""The proof of place: a value is proven where form and source print it under the same words, in the same order."""

from __future__ import annotations

import pytest
from goalbook.forms.grid import Cell, Grid
from goalbook.importing.lines import Lines, RawCell
from goalbook.importing.prove import misplaced_pieces

Row = tuple[str, ...]
# "#" begins a label, "^" goes on from above, "<" from the left.
HEADED: tuple[Row, ...] = (("#名称", "#指标值"), ("甲", "1次"), ("乙", "2次"))


def cells_of(rows: tuple[Row, ...]) -> list[RawCell]:
    """The cells of a drawn table."""
    made = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text in ("^", "<"):
                continue
            high = next((n for n in range(1, len(rows) - row) if rows[row + n][col] != "^"), len(rows) - row)
            wide = next((n for n in range(1, len(texts) - col) if texts[col + n] != "<"), len(texts) - col)
            made.append(RawCell(row, col, text, high, wide))
    return made


def grid(*rows: Row, **around: object) -> Grid:
    """A table as the form prints it."""
    cells = (
        Cell(
            one.row,
            one.column,
            one.rows,
            one.columns,
            one.text.lstrip("#"),
            kind="label" if one.text[:1] == "#" else "text",
        )
        for one in cells_of(rows)
    )
    return Grid("t", (10,) * len(rows[0]), tuple(cells), **around)  # type: ignore[arg-type]  # tests name them


def source(*tables: tuple[Row, ...]) -> Lines:
    """Tables of a source, with a paragraph between."""
    lines = Lines()
    for n, rows in enumerate(tables):
        if n:
            lines.paragraph("下表")
        lines.table(RawCell(one.row, one.column, one.text.lstrip("#"), one.rows, one.columns) for one in cells_of(rows))
    return lines


def told(printed: Grid, *tables: tuple[Row, ...]) -> list[str]:
    """The texts that aren't proven."""
    return [piece.text for piece in misplaced_pieces((printed,), source(*tables).lines)]


def test_the_same_table_is_proven() -> None:
    """White space and widths don't matter."""
    assert told(grid(*HEADED), HEADED) == []
    assert told(grid(*HEADED), (("#名 称", "#指标值"), ("甲 ", "１次"), ("乙", "2 次"))) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("#名称", "#指标值"), ("1次", "甲"), ("乙", "2次")), ["1次", "甲"]),
        ((("#名称", "#指标值"), ("乙", "1次"), ("甲", "2次")), ["甲"]),
        ((("#名称", "#指标值"), ("甲", "1次"), ("乙", "2次"), ("丙", "")), ["丙"]),
        ((("#名称", "#指标值"), ("甲", "1次"), ("甲", "2次")), ["甲"]),
        ((("#指标值", "#名称"), ("1次", "甲"), ("2次", "乙")), []),
        ((("#名称", "#指标值"), ("乙", "2次")), []),
    ],
)
def test_a_value_under_other_words_or_out_of_order_is_told(rows: tuple[Row, ...], expected: list[str]) -> None:
    """Swapped columns with their heads are proven, and so is what the source leaves out."""
    assert told(grid(*HEADED), rows) == expected


HALVES: tuple[Row, ...] = (("#中期", "<", "#年度", "<"), ("#名称", "#值", "#名称", "#值"), ("甲", "1", "乙", "2"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (HALVES, []),
        ((("#年度", "<", "#中期", "<"), HALVES[1], ("乙", "2", "甲", "1")), []),
        ((("#年度", "<", "#中期", "<"), HALVES[1], HALVES[2]), ["甲", "1", "乙", "2"]),
        ((*HALVES[:2], ("乙", "1", "甲", "2")), ["乙", "甲"]),
        (HALVES[1:], ["甲", "1", "乙", "2"]),
    ],
)
def test_heads_that_say_the_same_are_told_apart_by_those_above_them(rows: tuple[Row, ...], expected: list[str]) -> None:
    """Halves that moved with all their heads are proven, values of the other half are not."""
    assert told(grid(*HALVES), rows) == expected


LEFT: tuple[Row, ...] = (("#项目名称", "甲", "#项目编码", "123"), ("#预算", "1", "#其中", "2"))


def test_a_value_belongs_to_the_label_at_its_left() -> None:
    """In whatever order the pairs stand, but not swapped between them."""
    assert told(grid(*LEFT), LEFT) == []
    assert told(grid(*LEFT), (("#其中", "2", "#预算", "1"), ("#项目编码", "123", "#项目名称", "甲"))) == []
    assert told(grid(*LEFT), (("#项目名称", "123", "#项目编码", "甲"), LEFT[1])) == ["123", "甲"]


SIDE: tuple[Row, ...] = (("#年度", "#名称", "#指标值"), ("^", "甲", "1次"), ("^", "乙", "2次"))


def test_a_high_label_at_the_side_gives_way_to_a_head() -> None:
    """Without a head, it is what a value belongs to."""
    assert told(grid(*SIDE), SIDE) == []
    assert told(grid(*SIDE), (SIDE[0], ("^", "1次", "甲"), SIDE[2])) == ["1次", "甲"]
    plain: tuple[Row, ...] = (("#目标", "甲"), ("^", "乙"), ("#措施", "丙"), ("^", "丁"))
    assert told(grid(*plain), plain) == []
    assert told(grid(*plain), (("#目标", "甲"), ("^", "丙"), ("#措施", "乙"), ("^", "丁"))) == ["丙", "乙"]


def test_a_label_of_one_row_beside_a_high_one_is_nearer() -> None:
    """Also where the high one stands between."""
    near: tuple[Row, ...] = (("#资金", "#总额", "1"), ("^", "#其中", "2"))
    assert told(grid(*near), near) == []
    assert told(grid(*near), (("#资金", "#总额", "2"), ("^", "#其中", "1"))) == ["2", "1"]
    after: tuple[Row, ...] = (("#总额", "1", "#资金", "3"), ("#其中", "2", "^", "4"))
    assert told(grid(*after), after) == []
    assert told(grid(*after), (("#总额", "3", "#资金", "1"), ("#其中", "2", "^", "4"))) == ["1"]


def test_a_merged_value_counts_once() -> None:
    """Over rows and over columns."""
    high: tuple[Row, ...] = (("#名称", "#指标值"), ("甲", "1次"), ("^", "2次"))
    wide: tuple[Row, ...] = (("#名称", "<", "#指标值"), ("甲", "<", "1次"))
    assert told(grid(*high), high) == []
    assert told(grid(*high), (("#名称", "#指标值"), ("甲", "1次"), ("甲", "2次"))) == ["甲"]
    assert told(grid(*wide), wide) == []
    assert told(grid(*wide), (("#名称", "#指标值"), ("甲", "1次"))) == []


def test_a_head_holds_until_another_stands_in_its_columns() -> None:
    """A row with values is no head, whatever labels it has."""
    two: tuple[Row, ...] = (("#名称", "#指标值"), ("甲", "1次"), ("#依据", "#来源"), ("乙", "丙"))
    assert told(grid(*two), two) == []
    assert told(grid(*two), (("#名称", "#指标值"), ("乙", "1次"), ("#依据", "#来源"), ("甲", "丙"))) == ["乙", "甲"]
    mixed: tuple[Row, ...] = (("#名称", "#指标值", "#来源"), ("#合计", "3次", "x"), ("甲", "1次", "y"))
    assert told(grid(*mixed), mixed) == []
    assert told(grid(*mixed), (mixed[0], ("#合计", "1次", "x"), ("甲", "3次", "y"))) == ["1次", "3次"]


def test_what_stands_around_the_grid_may_be_a_row_of_the_source() -> None:
    """Its title, subtitle, the line over it and the sign-off below."""
    around = grid(
        *HEADED,
        title="目标表",
        subtitle="2024年度",
        above=(Cell(0, 0, text="单位：元"),),
        below=(Cell(0, 0, text="填报人：某"),),
    )
    rows = (("目标表", "<"), ("2024年度", "单位：元"), *HEADED, ("填报人：某", "其他"))
    assert told(around, rows) == ["其他"]


def test_tables_are_proven_together_and_only_where_merges_are_known() -> None:
    """A table goes on behind a paragraph; rows without columns and paragraphs prove nothing."""
    assert told(grid(*HEADED), HEADED[:2], (HEADED[0], HEADED[2])) == []
    assert told(grid(*HEADED), (HEADED[0], HEADED[2]), HEADED[:2]) == ["甲", "1次"]
    lines = Lines()
    lines.row(["名称", "指标值"])
    lines.row(["1次", "甲"])
    lines.paragraph("丙")
    assert misplaced_pieces((grid(*HEADED),), lines.lines) == []


def test_a_unit_behind_a_label_is_no_word_of_it() -> None:
    """Whether the form or the source states it."""
    with_unit: tuple[Row, ...] = (("#名称", "#预算数（万元）"), ("甲", "1"))
    plain: tuple[Row, ...] = (("#名称", "#预算数"), ("甲", "1"))
    assert told(grid(*with_unit), plain) == []
    assert told(grid(*plain), with_unit) == []


PARTED: tuple[Row, ...] = (("#类", "#名称", "#值"), ("#一", "甲", "1"), ("以下新增", "<", "<"), ("#二", "乙", "2"))


@pytest.mark.parametrize(("between", "expected"), [("以下新增", []), ("以下另议", ["乙"])])
def test_a_row_over_all_columns_parts_no_table(between: str, expected: list[str]) -> None:
    """What a sheet shows as a line of its own is a row where the form has it so; behind any other line heads hold no more."""
    lines = Lines()
    lines.table(RawCell(0, n, text) for n, text in enumerate(("类", "值", "名称")))
    lines.paragraph(between)
    lines.table(RawCell(0, n, text) for n, text in enumerate(("二", "2", "乙")))
    assert [
        piece.text for piece in misplaced_pieces((grid(*PARTED),), lines.lines) if piece.text != between
    ] == expected


def test_rows_of_another_width_do_not_go_on() -> None:
    """The heads of a table aren't those of one beside it that has more columns."""
    assert told(grid(*HEADED), HEADED[:2], (("乙", "2", "x"),)) == ["乙", "2", "x"]


def test_a_blank_cell_says_nothing() -> None:
    """What the source leaves blank below a head and beside a label isn't told."""
    assert told(grid(("#类", "#名称"), ("#一", "甲")), (("#类", "#名称"), ("#一", ""))) == []


def test_a_high_value_is_beside_its_first_label() -> None:
    """In the source it stands beside the other too: that is told."""
    high: tuple[Row, ...] = (("#类", "#说明"), ("#一", "甲"), ("#二", "^"))
    assert told(grid(*high), high) == []
    assert told(grid(*high), (*high[:2], ("#二", "甲"))) == ["甲"]
