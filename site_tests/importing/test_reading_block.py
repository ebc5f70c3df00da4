"""The rows of a block as records, each reading by itself: what goes on, what begins, what slipped, what is told."""

from __future__ import annotations

from typing import Any

import pytest
from goalbook.forms.form import Each, Field, Form, FormCell, Line, Records
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.block import BlockRows
from goalbook.importing.reading.columns import NOTHING
from goalbook.importing.reading.record import Read
from goalbook.importing.reading.record_lines import ABSENT

from site_tests.helpers.source_lines import merged, source

FORM = Form("f", "", "", (), kinds=("task", "project"))
IN = "　　"


def each(names: str, *fields: Field, halves: int = 1) -> Each:
    """Repeated lines of some lists, with these fields."""
    line = Line(tuple(FormCell(n, content=field) for n, field in enumerate(fields)))
    return Each(tuple(Records(name) for name in names.split()), (line,), halves=halves)


def block(of: Each, *parts: list[SourceLine], spanned: tuple[int, ...] = ()) -> Read:
    """What is read of rows; between parts the head is printed again."""
    made = Read({})
    rows = BlockRows(made, of, FORM, frozenset(spanned))
    for n, part in enumerate(parts):
        if n:
            rows.resume()
        for line in part:
            rows.add(list(line.slots), line.merged)
    rows.end()
    return made


def said(records: list[dict[str, Any]]) -> list[str]:
    """Records in short: the values of each in order, of lists in it in brackets."""
    made = []
    for record in records:
        values = []
        for name, value in record.items():
            if name in ("items", "indicators"):
                values.append(f"[{'; '.join(said(value))}]")
            elif name != "kind":
                values.append("/".join(value) if isinstance(value, list) else str(value))
        made.append(" ".join(values))
    return made


FLAT = each("indicators", Field("name", level=1), Field("target", level=1))
LEVEL = Field("levels.0", level=1, merge=True)
MERGED = each("indicators", LEVEL, Field("name", level=1))
TWO = each("indicators", LEVEL, Field("levels.1", level=1, merge=True), Field("name", level=1))
DEEP = each("indicators", *(Field(f"levels.{n}", level=1, merge=True) for n in (0, 1, 2)), Field("name", level=1))
OUTER = each("items indicators", Field("name", level=1), Field("code", level=1), Field("name", level=2))
THREE = each("items items indicators", *(Field("name", level=level) for level in (1, 2, 3)))
INNER = each("items indicators", Field("name", level=1), Field("levels.0", level=2, merge=True), Field("name", level=2))
TREE = each("items**", Field("name", level=1), Field("code", level=1))


def test_each_row_is_a_record_and_a_blank_one_alone_is_none() -> None:
    made = block(FLAT, source(("甲", "5"), ("", ""), ("乙 ", "")))
    assert said(made.record["indicators"]) == ["甲 5", " ", "乙 "]
    names = ("indicators.0.name", "indicators.0.target", "indicators.2.name")
    assert made.placed == dict(zip((0, 1, 4), names, strict=True))
    assert made.doubts == []
    assert block(FLAT, source(("", ""))).record == {}
    assert block(OUTER, source(("", "", ""))).record == {}


def test_a_field_that_the_source_has_no_column_for_is_not_stated() -> None:
    made = Read({})
    rows = BlockRows(made, FLAT, FORM)
    rows.add([source(("甲",))[0].slots[0], NOTHING], True)
    assert (made.record, made.placed) == ({"indicators": [{"name": "甲"}]}, {0: "indicators.0.name"})
    BlockRows(made, each("indicators", LEVEL), FORM).add([ABSENT], False)
    assert made.record["indicators"][1:] == [{"levels": [""]}]


@pytest.mark.parametrize(
    ("of", "rows", "records"),
    [
        (MERGED, [("产出", "甲"), ("", "乙"), ("效益", "丙")], ["产出 甲", "产出 乙", "效益 丙"]),
        (MERGED, [("产出", "甲"), ("产出", "乙"), ("", "丙")], ["产出 甲", "apart 产出 乙", "产出 丙"]),
        (MERGED, [("", "甲"), ("产出", "乙")], [" 甲", "产出 乙"]),
        (MERGED, [(" 产出\n", "甲"), ("产出", "乙")], ["产出 甲", "apart 产出 乙"]),
        (TWO, [("产出", "数量", "甲"), ("", "质量", "乙"), ("", "", "丙")], ["产出/数量 甲", "产出/质量 乙", "产出/质量 丙"]),
        (TWO, [("产出", "数量", "甲"), ("效益", "", "乙"), ("", "", "丙")], ["产出/数量 甲", "效益/ 乙", "效益/ 丙"]),
        (TWO, [("产出", "数量", "甲"), ("产出", "数量", "乙")], ["产出/数量 甲", "apart 产出/数量 乙"]),
        (TWO, [("产出", "数量", "甲"), ("效益", "数量", "乙")], ["产出/数量 甲", "效益/数量 乙"]),
        (TWO, [("产出", "数量", "甲"), ("", "数量", "乙")], ["产出/数量 甲", "apart 产出/数量 乙"]),
    ],
)  # fmt: skip
def test_a_blank_cell_goes_on_and_a_printed_one_stands_apart(
    of: Each, rows: list[tuple[str, ...]], records: list[str]
) -> None:
    """Right of a cell that begins anew a blank is one; only what could have gone on is apart."""
    made = block(of, source(*rows))
    assert said(
        [dict(sorted(one.items(), key=lambda entry: entry[0] != "merge")) for one in made.record["indicators"]]
    ) == (records)
    assert all(one.get("merge", "apart") == "apart" for one in made.record["indicators"])
    texts = [text for row in rows for text in row]
    assert made.placed.keys() == {n for n, text in enumerate(texts) if text}
    assert made.doubts == []


def test_what_is_printed_again_below_a_repeated_head_goes_on() -> None:
    """Only in the first row there."""
    made = block(MERGED, source(("产出", "甲")), source(("产出", "乙"), ("产出", "丙")))
    assert [one.get("merge") for one in made.record["indicators"]] == [None, None, "apart"]
    made = block(MERGED, merged("产出|甲"), merged("|乙", "|丙"), spanned=(0,))
    assert said(made.record["indicators"]) == ["产出 甲", "产出 乙", " 丙"]


def test_cells_merged_over_rows_go_on() -> None:
    """Their one piece has its place; where spans are known, a repeated text is apart, and a blank one too."""
    made = block(MERGED, merged("产出|甲", "^|乙", "产出|丙"), spanned=(0,))
    assert [one["levels"] for one in made.record["indicators"]] == [["产出"]] * 3
    assert [one.get("merge") for one in made.record["indicators"]] == [None, None, "apart"]
    assert made.placed[0] == "indicators.1.levels.0"
    assert made.doubts == []


@pytest.mark.parametrize(
    ("of", "rows", "spanned", "records", "doubts"),
    [
        # Nothing is merged in the column: blanks go on, and that is told once.
        (MERGED, ["产出|甲", "|乙", "|丙"], (), ["产出 甲", "产出 乙", "产出 丙"], [("乙", "产出")]),
        # Others are merged: a blank is one, and may yet be a label that was lost.
        (MERGED, ["产出|甲", "|乙"], (0,), ["产出 甲", " 乙"], [("乙", "产出")]),
        (MERGED, ["|甲", "|乙"], (), [" 甲", " 乙"], []),
        (MERGED, ["产出|甲", "^|乙"], (), ["产出 甲", "产出 乙"], []),
        # Of a row the first such cell, and none right of a text.
        (TWO, ["产出|数量|甲", "||乙", "||丙"], (), ["产出/数量 甲", "产出/数量 乙", "产出/数量 丙"], [("乙", "产出"), ("丙", "数量")]),
        (TWO, ["产出|数量|甲", "效益||乙"], (), ["产出/数量 甲", "效益/ 乙"], []),
        (TWO, ["产出|数量|甲", "^||乙"], (), ["产出/数量 甲", "产出/数量 乙"], []),
        (FLAT, ["甲|5", "|6"], (), ["甲 5", " 6"], []),
        (DEEP, ["甲|数量|件|子", "乙|^||丑"], (1,), ["甲/数量/件 子", "乙/数量/ 丑"], []),
        (each("indicators", Field("name", level=1), LEVEL), ["甲|产出", "乙|"], (), ["甲 产出", "乙 产出"], [("乙", "产出")]),
    ],
)  # fmt: skip
def test_blanks_where_merged_cells_are_known_are_doubtful(
    of: Each, rows: list[str], spanned: tuple[int, ...], records: list[str], doubts: list[tuple[str, str]]
) -> None:
    made = block(of, merged(*rows), spanned=spanned)
    assert said(made.record["indicators"]) == records
    assert made.doubts == [{"at": at, "kind": "lost", "suggest": suggest} for at, suggest in doubts]


@pytest.mark.parametrize(
    ("of", "rows", "records"),
    [
        (OUTER, [("一", "01", "甲"), ("", "", "乙"), ("二", "", "丙")], ["一 01 [甲; 乙]", "二  [丙]"]),
        (OUTER, [("一", "01", "甲"), ("", "02", "乙"), ("", "", "")], ["一 01 [甲; 乙]"]),
        (OUTER, [("", "01", "甲"), ("", "", "乙")], [" 01 [甲; 乙]"]),
        (OUTER, [("一", "01", ""), ("二", "02", "甲")], ["一 01", "二 02 [甲]"]),
        (THREE, [("一", "", "甲"), ("", "二", "乙"), ("三", "", "丙")], ["一 [ [甲]; 二 [乙]]", "三 [ [丙]]"]),
        (THREE, [("一", "二", "甲"), ("", "", "乙"), ("三", "二", "丙")], ["一 [二 [甲; 乙]]", "三 [二 [丙]]"]),
        (INNER, [("一", "产出", "甲"), ("", "", "乙"), ("二", "", "丙")], ["一 [产出 甲; 产出 乙]", "二 [ 丙]"]),
    ],
)
def test_records_in_records(of: Each, rows: list[tuple[str, ...]], records: list[str]) -> None:
    """The first field of an outer record says where it begins, and with it all in it; what was above it doesn't go on below it."""
    assert said(block(of, source(*rows)).record["items"]) == records


def test_where_records_in_records_are_placed() -> None:
    made = block(THREE, source(("一", "二", "甲"), ("", "三", "乙")))
    assert made.placed == {
        0: "items.0.name",
        1: "items.0.items.0.name",
        2: "items.0.items.0.indicators.0.name",
        4: "items.0.items.1.name",
        5: "items.0.items.1.indicators.0.name",
    }
    assert [item["kind"] for item in (made.record["items"][0], *made.record["items"][0]["items"])] == [
        "task",
        "project",
        "project",
    ]
    assert "kind" not in made.record["items"][0]["items"][0]["indicators"][0]


@pytest.mark.parametrize(
    ("rows", "spanned", "records", "doubts"),
    [
        (["一|01|甲", "^|^|乙", "二|02|丙"], (0, 1), ["一 01 [甲; 乙]", "二 02 [丙]"], []),
        (["一|01|甲", "||乙"], (0,), ["一 01 [甲]", "  [乙]"], [("乙", "一")]),
        (["一|01|甲", "||乙", "||丙"], (), ["一 01 [甲; 乙; 丙]"], [("乙", "一")]),
        (["一|01|甲", "一|01|乙"], (), ["一 01 [甲]", "一 01 [乙]"], []),
        (["一|01|甲", "|^|乙"], (1,), ["一 01 [甲; 乙]"], [("乙", "一")]),
        (["一|01|甲", "^|02|乙"], (0,), ["一 01 [甲; 乙]"], []),
        (["|01|甲"], (), [" 01 [甲]"], []),
    ],
)
def test_records_in_records_whose_merged_cells_are_known(
    rows: list[str], spanned: tuple[int, ...], records: list[str], doubts: list[tuple[str, str]]
) -> None:
    made = block(OUTER, merged(*rows), spanned=spanned)
    assert said(made.record["items"]) == records
    assert made.doubts == [{"at": at, "kind": "lost", "suggest": suggest} for at, suggest in doubts]


@pytest.mark.parametrize("known", [True, False])
def test_an_outer_record_printed_again_below_a_repeated_head_is_the_same(known: bool) -> None:
    """Its cells have their place in it; one that differs in any cell is another, and so is the same again elsewhere."""
    first, again = (
        (merged("一|01|甲"), merged("一|01|乙")) if known else (source(("一", "01", "甲")), source(("一", "01", "乙")))
    )
    made = block(OUTER, first, again)
    assert said(made.record["items"]) == ["一 01 [甲; 乙]"]
    assert made.placed[0] == "items.0.name"
    assert made.placed[1] == "items.0.code"
    other = source(("一", "02", "乙"))
    assert said(block(OUTER, first, other).record["items"]) == ["一 01 [甲]", "一 02 [乙]"]
    assert said(block(OUTER, [*first, *again]).record["items"]) == ["一 01 [甲]", "一 01 [乙]"]
    late = source(("", "", "乙"), ("一", "01", "丙"))
    assert said(block(OUTER, source(("一", "01", "甲")), late).record["items"]) == ["一 01 [甲; 乙]", "一 01 [丙]"]
    above = source(("一", "01", "甲"), ("", "", "乙"))
    assert said(block(OUTER, above, source(("一", "01", "丙"))).record["items"]) == ["一 01 [甲; 乙; 丙]"]


def test_a_repeated_outer_record_is_placed_where_it_stands() -> None:
    made = Read({})
    rows = BlockRows(made, OUTER, FORM)
    lines = source(("一", "01", "甲"), ("二", "02", "乙"), ("二", "02", "丙"))
    rows.add(list(lines[0].slots), False)
    rows.add(list(lines[1].slots), False)
    rows.resume()
    rows.add(list(lines[2].slots), False)
    assert (made.placed[6], made.placed[7]) == ("items.1.name", "items.1.code")


def test_an_outer_record_without_fields_begins_once() -> None:
    of = each("items indicators", Field("name", level=2))
    assert said(block(of, source(("甲",), ("乙",))).record["items"]) == ["[甲; 乙]"]
    deep = each("items** indicators", Field("name", level=2))
    assert said(block(deep, source(("甲",))).record["items"]) == ["[甲]"]


def test_items_are_as_deep_as_they_are_indented() -> None:
    """No deeper than one below the row above; their kinds go by depth, the last for all below."""
    rows = [("一", "1"), (f"{IN}二", "2"), (f"{IN}{IN}三", "3"), (f"{IN}四", "4"), ("五", "5"), (f"{IN}{IN}六", "6")]
    made = block(TREE, source(*rows))
    assert said(made.record["items"]) == ["一 1 [二 2 [三 3]; 四 4]", "五 5 [六 6]"]
    first = made.record["items"][0]
    assert [one["kind"] for one in (first, first["items"][0], first["items"][0]["items"][0])] == [
        "task",
        "project",
        "project",
    ]
    assert made.placed[4] == "items.0.items.0.items.0.name"
    alike = block(each("items**", Field("name", level=1), LEVEL), source(("一", "产出"), (f"{IN}二", "产出"))).record[
        "items"
    ]
    assert "merge" not in alike[0]["items"][0]  # nothing stands above it in its list
    flat = each("items", Field("name", level=1))
    assert said(block(flat, source(("一",), (f"{IN}二",))).record["items"]) == ["一", f"{IN}二"]


def test_items_in_one_another_have_a_limit() -> None:
    rows = [(IN * depth + "一", "") for depth in range(13)]
    assert block(TREE, source(*rows[:12])).record
    with pytest.raises(SourceError):
        block(TREE, source(*rows))


def test_lists_side_by_side_come_one_after_the_other() -> None:
    """Each has a record where its cells say something; the ones of the first list stand first; a shared cell is of both."""
    of = Each(
        (Records("indicators", (("stage", "a"),)), Records("indicators", (("stage", "b"),))),
        (
            Line(
                (
                    FormCell(0, content=Field("levels.0", level=1, merge=True, shared=True)),
                    FormCell(1, content=Field("name", level=1)),
                    FormCell(2, content=Field("name", level=2)),
                )
            ),
        ),
        halves=2,
    )
    made = block(of, source(("产出", "甲", "乙"), ("", "丙", ""), ("", "", "丁"), ("", "", "")))
    assert said(made.record["indicators"]) == ["a 产出 甲", "a 产出 丙", "b 产出 乙", "b 产出 丁"]
    assert {n: made.placed[n] for n in (1, 2, 4, 8)} == {
        1: "indicators.0.name",
        2: "indicators.2.name",
        4: "indicators.1.name",
        8: "indicators.3.name",
    }
    spanned = block(of, merged("产出|甲|乙", "^|丙|^"), spanned=(0, 2))
    assert said(spanned.record["indicators"]) == ["a 产出 甲", "a 产出 丙", "b 产出 乙"]
    again = block(of, source(("产出", "甲", "乙"), ("产出", "丙", "丁")))
    assert all("merge" not in one for one in again.record["indicators"])


def test_lists_side_by_side_in_an_outer_one() -> None:
    of = each("items indicators indicators", *(Field("name", level=level) for level in (1, 2, 3)), halves=2)
    made = block(of, source(("一", "甲", "乙"), ("", "丙", ""), ("二", "", "丁")))
    assert said(made.record["items"]) == ["一 [甲; 丙; 乙]", "二 [丁]"]
    assert made.placed[2] == "items.0.indicators.2.name"


SLIP = each("indicators", LEVEL, Field("name", level=1), Field("target", level=1))


@pytest.mark.parametrize(
    ("row", "records", "doubt"),
    [
        (("甲", "9", ""), ["甲 9"], {"at": "甲", "kind": "shifted", "printed": "甲"}),
        (("产出", "甲", ""), ["产出 甲 "], None),
        (("丙", "9", ""), ["丙 9 "], None),
        (("甲", "乙", ""), ["甲 乙 "], None),
        (("甲", "9", "7"), ["甲 9 7"], None),
    ],
)
def test_a_row_that_slipped_to_the_left_is_put_back(
    row: tuple[str, ...], records: list[str], doubt: dict[str, str] | None
) -> None:
    """Where its last cell is blank, a text was seen under the next head and none under its own."""
    made = block(SLIP, source(("产出", "甲", "5"), ("", "乙", "6"), row))
    last = made.record["indicators"][-1]
    last.pop("merge", None)
    assert said([last]) == ([f"产出 {records[0]}"] if doubt else records)
    assert made.doubts == ([doubt] if doubt else [])
    several = Each(SLIP.chain, (SLIP.lines[0], Line(())))
    assert block(several, source(("产出", "甲", "5"), ("", "乙", "6"), row)).doubts == []
    spanned = block(SLIP, source(("产出", "甲", "5")), merged("|".join(row)))
    assert not [one for one in spanned.doubts if one["kind"] == "shifted"]


def test_a_row_that_lacks_its_label_is_put_right() -> None:
    """The doubt is at the record's name: that of the innermost list, nothing where it has none."""
    made = Read({})
    slots = list(source(("甲", "5"))[0].slots)
    assert BlockRows(made, SLIP, FORM).put_right(slots) == [NOTHING, *slots]
    assert BlockRows(made, OUTER, FORM).put_right(slots) == [NOTHING, *slots]
    assert BlockRows(made, each("indicators", LEVEL, Field("target", level=1)), FORM).put_right(slots[:1]) == [
        NOTHING,
        slots[0],
    ]
    assert made.doubts == [{"at": "甲", "kind": "lost"}, {"at": "5", "kind": "lost"}, {"kind": "lost"}]
