"""Text whose cells are separated: ragged rows, line ends in quotes, marks of encodings, other separators."""

from __future__ import annotations

import csv

import pytest
from goalbook.importing.csv_rows import csv_rows
from goalbook.importing.limits import SourceError
from goalbook.importing.sources.separated import read_separated
from goalbook.importing.sources.text import read_text


def rows(raw: bytes) -> list[list[str]]:
    """The rows that are read."""
    return [line.texts for line in read_separated(raw).lines]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_told_apart_whatever_separates_them(separator: str, encoding: str, end: str) -> None:
    """A line end, a separator and a quote in quotes are the cell's own."""
    text = end.join(
        (separator.join(("名称", "指标值", "说明")), separator.join(("甲", "1,200", f'"一{separator}""二""\n三"')))
    )
    text = text.replace("1,200", '"1,200"')
    assert rows(text.encode(encoding)) == [["名称", "指标值", "说明"], ["甲", "1,200", f'一{separator}"二"\n三']]


def test_ragged_rows_are_filled_with_blanks_and_titles_are_paragraphs() -> None:
    """A blank row parts two tables, each as wide as its own rows; places are those of the file."""
    lines = read_separated("某目标表,,\n编码,12\n\n一级,二级,三级\n产出,数量\n".encode())
    assert [(line.table, line.texts) for line in lines.lines] == [
        (False, ["某目标表"]), (True, ["编码", "12"]), (True, ["一级", "二级", "三级"]), (True, ["产出", "数量", ""]),
    ]  # fmt: skip
    assert [piece.place for piece in lines.pieces][:5] == ["A1", "A2", "B2", "A4", "B4"]


def test_cells_that_were_merged_and_are_repeated_are_one_again_and_that_is_told() -> None:
    """A table that was drawn: in each of its rows there are neighbours that are alike."""
    drawn = (
        "资金,预算数,预算数,0.80,0.80,其他,其他", "资金,用途,用途,用途,用途,用途,用途", "计划,3月,3月,6月,6月,9月,9月",
        "计划,25%,25%,100%,100%,100%,100%",
    )  # fmt: skip
    lines = read_separated("\n".join(drawn).encode())
    assert [[slot.piece.text for slot in line.slots] for line in lines.lines] == [
        ["资金", "预算数", "0.80", "其他"], ["资金", "用途"], ["计划", "3月", "6月", "9月"], ["计划", "25%", "100%", "100%"],
    ]  # fmt: skip
    assert [slot.fresh for slot in lines.lines[1].slots] == [False, True]
    assert [(aside.kind, aside.place) for aside in lines.asides] == [("repeated", "A1")]


def test_equal_neighbours_of_a_plain_table_are_two_cells() -> None:
    """Where a row has none, nothing was merged."""
    assert rows("名称,上年,本年\n甲,3,3\n乙,4,5\n".encode()) == [
        ["名称", "上年", "本年"],
        ["甲", "3", "3"],
        ["乙", "4", "5"],
    ]


def test_a_cell_over_the_limit_is_refused() -> None:
    """In words of its own."""
    with pytest.raises(SourceError) as caught:
        read_separated(b'a,"' + b"x" * 300_000 + b'"')
    assert caught.value.code == "over-text"


def test_pasted_text_in_utf_16_is_read() -> None:
    """As Notepad and Excel save it."""
    assert [line.texts for line in read_text("编码\t12\n".encode("utf-16")).lines] == [["编码", "12"]]


def test_how_long_a_cell_may_be_is_said_by_each_reader() -> None:
    """One that is at work keeps its limit while another with another limit has its turn; the process keeps its own."""
    before = csv.field_size_limit()
    rows = csv_rows("a," + "甲" * 150_000 + "\nb," + "乙" * 150_000 + "\n", ",", 200_000)
    assert next(rows) == (1, ["a", "甲" * 150_000])
    with pytest.raises(csv.Error):
        list(csv_rows("丙" * 11 + "\n", ",", 10))
    assert csv.field_size_limit() == before
    assert list(rows) == [(2, ["b", "乙" * 150_000])]
