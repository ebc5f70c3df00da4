"""Cells of a row go under the heads of the form that the source's own heads say, whatever their order."""

from __future__ import annotations

import pytest
from goalbook.forms.form import Each, Field, FormCell, Label, Line, Records
from goalbook.importing.lines import Lines, RawCell, Slot, SourceLine
from goalbook.importing.reading.columns import NOTHING, HeadColumns
from goalbook.importing.reading.steps import Step

FIELDS = ("name", "target", "basis")
LABELS = [Label(text) for text in ("名称", "指标值", "依据")]


def repeated(fields: int = 3) -> Each:
    """Lines of an indicator with so many fields, after a cell that holds none."""
    slots = [FormCell(0, content=Label("三级指标"))]
    slots += [FormCell(1 + n, content=Field(f"field{n}")) for n in range(fields)]
    return Each((Records("indicators"),), (Line(tuple(slots)),))


def head(*cells: FormCell) -> Step:
    """A line of heads."""
    return Step(Line(cells), head=True)


def line(*cells: tuple[int, str]) -> SourceLine:
    """A line of a source: the column and text of each cell."""
    lines = Lines()
    lines.table(RawCell(0, column, text) for column, text in cells)
    return lines.lines[0]


def flat(*columns: int, found: dict[int, int] | None = None) -> HeadColumns:
    """The columns of three fields, of whose heads the source has each in such a column; ``found`` where not in this order."""
    made = HeadColumns(repeated().lines[0])
    step = head(FormCell(0), *(FormCell(1 + n, content=label) for n, label in enumerate(LABELS)))
    made.add(step, line(*((column, "x") for column in columns)), found or {n: n for n in range(len(columns))})
    return made


def texts(slots: list[Slot] | None) -> list[str] | None:
    """The texts of arranged cells, "" where there is none."""
    return None if slots is None else [slot.piece.text for slot in slots]


def row(*cells: tuple[int, str]) -> list[Slot]:
    """The cells of a row."""
    return list(line(*cells).slots)


ABC = row((1, "a"), (2, "b"), (3, "c"))


def test_without_heads_a_row_is_taken_as_it_stands_or_not_at_all() -> None:
    """As many cells as fields are these fields; with a line in which no head was found, too."""
    for merged in (True, False):
        columns = HeadColumns(repeated().lines[0])
        assert columns.arrange(ABC, merged) == ABC
        assert columns.arrange(ABC[:2], merged) is None
        columns.add(head(), line((0, "x")), {})
        assert columns.arrange(ABC, merged) == ABC
        assert columns.arrange(ABC[1:], merged) is None


@pytest.mark.parametrize("merged", [True, False])
def test_heads_in_another_order_turn_the_cells(merged: bool) -> None:
    """The first head of the form stands last in the source."""
    columns = flat(1, 2, 3, found={0: 2, 1: 0, 2: 1})
    assert texts(columns.arrange(ABC, merged)) == ["c", "a", "b"]
    assert columns.order(4) == [0, 3, 1, 2]


@pytest.mark.parametrize("merged", [True, False])
def test_heads_in_the_form_s_order_leave_the_cells(merged: bool) -> None:
    columns = flat(1, 2, 3)
    assert texts(columns.arrange(ABC, merged)) == ["a", "b", "c"]
    assert columns.order(4) == [0, 1, 2, 3]


def test_a_missing_head_is_not_in_order() -> None:
    """Its field gets the one cell that is left; where there are two, or none, it gets nothing."""
    columns = flat(1, 2, found={0: 0, 2: 1})
    assert columns.order(4) is None
    assert flat(1, 3, found={0: 0, 2: 1}).order(4) == [0, 1, 2, 3]
    assert texts(columns.arrange(row((0, "b"), (1, "a"), (2, "c")), merged=True)) == ["a", "b", "c"]
    assert texts(columns.arrange(row((1, "a"), (2, "c")), merged=True)) == ["a", "", "c"]
    two = columns.arrange(row((-1, "y"), (0, "b"), (1, "a"), (2, "c")), merged=True)
    assert two is not None
    assert (texts(two), two[1]) == (["a", "", "c"], NOTHING)


def test_a_head_reaches_to_the_next_one() -> None:
    """What stands in several columns below it fits no single field; the last head reaches to the end."""
    columns = flat(1, 4, 6)
    assert texts(columns.arrange(row((3, "a"), (5, "b"), (99, "c")), merged=True)) == ["a", "b", "c"]
    assert texts(columns.arrange(row((1, "a"), (3, "a"), (4, "b"), (6, "c")), merged=True)) == ["", "b", "c"]


def test_without_columns_the_order_decides_only_where_the_number_fits() -> None:
    """A head is missing: the cells are taken as they stand if there is one for each field and the rest is in order."""
    columns = flat(1, 2, found={0: 0, 2: 1})
    assert texts(columns.arrange(ABC, merged=False)) == ["a", "b", "c"]
    assert columns.arrange(ABC[:2], merged=False) is None
    turned = flat(1, 2, found={0: 1, 2: 0})
    assert turned.arrange(ABC, merged=False) is None
    assert flat(1, 2, 3).arrange(ABC[:2], merged=False) is None


def grouped(places: dict[int, int], *heads: dict[int, int]) -> HeadColumns:
    """Heads over two lines: 名称, and 值 over 目标 and 实际; ``places`` are those of the first line, ``heads`` of the second."""
    columns = HeadColumns(repeated().lines[0])
    upper = (FormCell(1, content=Label("名称")), FormCell(2, 2, content=Label("值")))
    columns.add(head(*upper), line((1, "x"), (2, "x"), (4, "")), places)
    lower = (FormCell(1, goes_on=True), FormCell(2, content=Label("目标")), FormCell(3, content=Label("实际")))
    for found in heads:
        columns.add(head(*lower), line((1, ""), (2, "x"), (3, "x")), found)
    return columns


def test_the_lowest_head_over_a_field_is_its_own() -> None:
    """Where the lower heads are turned, so are the cells; a head of one line stands beside them."""
    columns = grouped({0: 0, 1: 1}, {0: 2, 1: 1})
    assert columns.order(4) == [0, 1, 3, 2]
    for merged in (True, False):
        assert texts(columns.arrange(ABC, merged)) == ["a", "c", "b"]
    assert grouped({0: 0, 1: 1}, {0: 1, 1: 2}).order(4) == [0, 1, 2, 3]
    assert grouped({0: 0, 1: 1}, {0: 2, 1: 2}).order(4) is None


def test_a_head_without_lower_ones_has_all_the_fields_below_it() -> None:
    """In their order; and none of the lower heads was looked for."""
    columns = grouped({0: 0, 1: 1})
    assert columns.order(4) == [0, 1, 2, 3]
    assert texts(columns.arrange(ABC, merged=True)) == ["a", "b", "c"]
    turned = HeadColumns(repeated().lines[0])
    upper = (FormCell(1, content=Label("名称")), FormCell(2, 2, content=Label("值")))
    turned.add(head(*upper), line((1, "x"), (3, "x")), {0: 1, 1: 0})
    for merged in (True, False):
        assert texts(turned.arrange(ABC, merged)) == ["c", "a", "b"]


def test_a_field_whose_own_head_is_missing_is_not_under_the_upper_one() -> None:
    """Only one of two lower heads was found: the other field gets what is left."""
    columns = grouped({0: 0, 1: 1}, {1: 1})
    assert columns.order(4) is None
    assert texts(columns.arrange(row((1, "a"), (2, "c"), (0, "b")), merged=True)) == ["a", "b", "c"]


def test_without_columns_a_lower_head_ranks_by_the_one_above_it() -> None:
    """The upper heads are turned: the lower ones go with theirs, whatever the columns of their own line."""
    columns = grouped({0: 2, 1: 0}, {0: 1, 1: 2})
    assert texts(columns.arrange(ABC, merged=False)) == ["c", "a", "b"]


def test_lost_labels_and_constants_are_no_heads() -> None:
    """The numbers of found labels count only those that a source can show."""
    columns = HeadColumns(repeated(2).lines[0])
    cells = (
        FormCell(0, content=Label("旧", lost=True)),
        FormCell(1, content=LABELS[0]),
        FormCell(2, content=LABELS[1]),
    )
    columns.add(head(*cells), line((5, "x"), (6, "x")), {0: 1, 1: 0})
    assert texts(columns.arrange(row((5, "b"), (6, "a")), merged=True)) == ["a", "b"]


def test_a_row_as_wide_as_the_head_is_taken_by_its_columns() -> None:
    """A shorter one isn't, nor one without heads; what is lacking says nothing."""
    assert texts(flat(1, 2, 3).under_heads(ABC)) == ["a", "b", "c"]
    assert flat(1, 2, 3).under_heads(ABC[:2]) is None
    assert flat(1, 2, 3).under_heads([]) is None
    without = HeadColumns(repeated().lines[0])
    without.add(head(), line((0, "x"), (3, "y")), {})
    assert without.under_heads(ABC) is None
    assert NOTHING.piece.text == ""


def test_it_is_known_whether_a_column_lacks_and_whether_heads_moved() -> None:
    """All is there without heads, too; heads that stand as in the form didn't move."""
    assert HeadColumns(repeated().lines[0]).whole
    assert flat(1, 2, 3).whole
    assert not flat(1, 2).whole
    assert not flat(1, 2, 3).are_moved()
    assert flat(1, 2, 3, found={0: 2, 1: 0, 2: 1}).are_moved()


def test_a_head_of_its_own_is_as_wide_as_the_cell() -> None:
    """A cell over two columns is under none that is over one, and one without a head under none."""
    columns = flat(1, 2, 3)
    assert columns.has_own_head(FormCell(1))
    assert not columns.has_own_head(FormCell(1, cols=2))
    assert not columns.has_own_head(FormCell(0))


def test_words_that_go_on_from_above_are_not_strange() -> None:
    """A cell over two rows is a word of the first."""
    lines = Lines()
    lines.table([RawCell(0, 0, "其他", 2, 1), RawCell(0, 1, "指标"), RawCell(1, 1, "名称")])
    columns = HeadColumns(repeated().lines[0])
    step = head(FormCell(1, content=LABELS[0]))
    columns.add(step, lines.lines[1], {0: len(lines.lines[1].slots) - 1})
    assert columns.strange == []
    columns.add(step, line((0, "其他"), (1, "名称")), {0: 1})
    assert [one.start for one in columns.strange] == [0]


def test_heads_that_say_the_same_stand_below_their_own_upper_ones() -> None:
    """Two halves that changed places take their lower heads with them."""
    columns = HeadColumns(repeated(4).lines[0])
    upper = (FormCell(1, cols=2, content=Label("中期")), FormCell(3, cols=2, content=Label("年度")))
    columns.add(head(*upper), line((1, "年度"), (3, "中期")), {0: 1, 1: 0})
    lower = tuple(FormCell(1 + n, content=LABELS[n % 2]) for n in range(4))
    words = ("名称", "指标值") * 2
    columns.add(head(*lower), line(*((1 + n, words[n]) for n in range(4))), {n: n for n in range(4)})
    cells = row((1, "a"), (2, "b"), (3, "c"), (4, "d"))
    assert texts(columns.arrange(cells, merged=True)) == ["c", "d", "a", "b"]
