"""A form walked over the lines of a source: small forms and small sources, so that each turn of the walk is seen by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from goalbook.forms.form import (
    Each,
    Field,
    Form,
    FormCell,
    Label,
    Line,
    Prose,
    Records,
    Section,
    StaticLines,
    Table,
)
from goalbook.goalfile.formats import FORMAT
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.read import read

from site_tests.helpers.source_lines import headings, joined, merged, source

Row = tuple[str, ...]


def drawn(*contents: Label | Field | None, **more: Any) -> Line:
    """A line of such cells."""
    return Line(tuple(FormCell(n, content=content) for n, content in enumerate(contents)), **more)


def table(*sections: Section, width: int = 3, **more: Any) -> Table:
    """A table of such sections."""
    return Table("t", (10,) * width, sections, **more)


def form(*parts: Table | Prose) -> Form:
    """A form of such parts."""
    return Form("f", "项目绩效目标表", "", parts)


def walked(of: Form, lines: list[SourceLine]) -> tuple[dict[str, Any], list[str]]:
    """What was read, records in short as their values, and the texts that have no place."""
    made = read(of, lines)
    record = {name: value for name, value in made.record.items() if name not in ("goalbook", "form")}
    for name in ("indicators", "items"):
        if name in record:
            record[name] = [" ".join(map(_short, one.values())) for one in record[name]]
    pieces = {slot.piece.number: slot.piece.text.strip() for line in lines for slot in line.slots}
    return record, [text for number, text in sorted(pieces.items()) if text and number not in made.placed]


def _short(value: Any) -> str:
    return "/".join(value) if isinstance(value, list) else str(value)


NAME = StaticLines((drawn(Label("项目名称"), Field("project"), Field("code")),))
HEAD = StaticLines((drawn(Label("一级指标"), Label("名称"), Label("指标值")),), head=True)
ROW = drawn(Field("levels.0", level=1, merge=True), Field("name", level=1), Field("target", level=1))
EACH = Each((Records("indicators"),), (ROW,))
SUMMED = replace(EACH, total=(drawn(Label("合计"), Field("total"), Field("rest")),))
LAST = StaticLines((drawn(Label("备注"), Field("remark"), None),))
NOTE = ((Field("note", before="注："),),)
WHOLE = form(
    table(NAME, HEAD, EACH, title=Field("title"), above=((Field("body", before="填报单位："),),), below=NOTE, sign="：")
)
PLAIN = form(table(HEAD, EACH))
HEADS = ("一级指标", "名称", "指标值")
ONE, TWO, THREE = ("产出", "甲", "5"), ("", "乙", "6"), ("效益", "丙", "7")
READ = ["产出 甲 5", "产出 乙 6", "效益 丙 7"]


def test_a_whole_table_with_what_stands_around_it() -> None:
    lines = source(
        *(
            "绩效目标表",
            "填报单位：某局",
            "单位：万元",
            ("项目名称", "某项目", "01"),
            HEADS,
            ONE,
            TWO,
            "注：无",
            "负责人：　电话：1",
        ),
    )
    record = {
        "title": "绩效目标表",
        "body": "某局",
        "project": "某项目",
        "code": "01",
        "indicators": READ[:2],
        "note": "无",
        "sign": [{"label": "负责人", "value": ""}, {"label": "电话", "value": "1"}],
        "money_unit": "万元",
    }
    assert walked(WHOLE, lines) == (record, ["单位：万元"])
    made = read(WHOLE, lines)
    assert (made.record["goalbook"], made.record["form"]) == (FORMAT, "f")
    early = source(("项目名称", "某项目", "01"), "负责人：甲", HEADS, ONE)
    assert walked(WHOLE, early) == ({"project": "某项目", "code": "01", "indicators": READ[:1]}, ["负责人：甲"])
    assert walked(WHOLE, []) == ({}, [])
    assert walked(PLAIN, source(HEADS, ("", "", ""))) == ({}, [])
    assert walked(form(table(NAME)), source("甲", ("乙", "丙"))) == ({}, ["甲", "乙", "丙"])


@pytest.mark.parametrize(
    ("between", "read_of", "left"),
    [
        ((), READ, []),
        ((HEADS,), READ, []),  # the head printed again
        (("12",), READ, ["12"]),  # a mark of a page, and a row as wide
        (("12", "续表", (*HEADS, "")), READ, ["12", "续表"]),  # or the head
        ((("合计", "", "11"),), READ, ["合计", "11"]),  # a row of totals that the form doesn't draw
        (("一段",), READ[:2], ["一段", *THREE]),
        (("12", ("甲", "乙", "丙", "丁")), READ[:2], ["12", "甲", "乙", "丙", "丁", *THREE]),
        ((("甲", "乙", "丙", "丁"),), READ[:2], ["甲", "乙", "丙", "丁", *THREE]),
        ((("负责人：甲", "", "电话："),), READ[:2], ["负责人：甲", "电话：", *THREE]),
        (("12", "一段"), READ[:2], ["12", "一段", *THREE]),
    ],
)
def test_what_stands_between_rows(between: tuple[str | Row, ...], read_of: list[str], left: list[str]) -> None:
    """What only parts pages, heads and sums is passed by; other lines end the block, and what is below them has no place."""
    assert walked(PLAIN, source(HEADS, ONE, TWO, *between, THREE)) == ({"indicators": read_of}, left)


def test_a_mark_of_a_page_over_all_rows_and_below_them() -> None:
    """Over them it parts no rows; below them nothing goes on."""
    assert walked(PLAIN, source("12", HEADS, ONE, "3")) == ({"indicators": READ[:1]}, ["12", "3"])
    assert walked(form(table(EACH)), source("12", ONE)) == ({}, ["12", *ONE])


def test_below_a_repeated_head_and_in_a_further_table_a_printed_label_goes_on() -> None:
    """In the first row there; elsewhere it stands apart."""
    again = ("产出", "丁", "8")
    for between in ((HEADS,), ("12",), ()):
        records = read(PLAIN, source(HEADS, ONE, *between, again)).record["indicators"]
        assert [one.get("merge") for one in records] == [None, None if between else "apart"]
    further = joined(merged("|".join(HEADS), "|".join(ONE)), merged("|".join(again)))
    assert [one.get("merge") for one in read(PLAIN, further).record["indicators"]] == [None, None]
    one_table = merged("|".join(HEADS), "|".join(ONE), "|".join(again))
    assert [one.get("merge") for one in read(PLAIN, one_table).record["indicators"]] == [None, "apart"]


def test_cells_merged_over_rows() -> None:
    """A lower line of heads that the form doesn't have is told."""
    lines = merged("|".join(HEADS), "产出|甲|5", "^|乙|6", "效益|丙|7")
    assert walked(PLAIN, lines) == ({"indicators": READ}, [])
    lines = merged("|".join(HEADS), "^|^|数", "产出|甲|5")
    assert walked(PLAIN, lines) == ({"indicators": READ[:1]}, ["数"])


def test_a_head_printed_again_has_at_least_two_labels() -> None:
    """One alone may be a value."""
    flat = Each((Records("indicators"),), (drawn(Field("name", level=1), Field("target", level=1)),))
    two = form(table(StaticLines((drawn(Label("名称"), Label("指标值")),), head=True), flat, width=2))
    assert walked(two, source(("名称", "指标值"), ("甲", "5"), ("名称", "指标值"), ("乙", "6")))[0] == {
        "indicators": ["甲 5", "乙 6"]
    }
    one = form(table(StaticLines((drawn(Label("名称"), None),), head=True), flat, width=2))
    assert walked(one, source(("名称", ""), ("甲", "5"), ("名称", "6")))[0] == {"indicators": ["甲 5", "名称 6"]}


def test_a_row_that_lacks_its_label_is_put_right_and_told() -> None:
    """Only where the table is one whose merged cells aren't known."""
    made = read(PLAIN, source(HEADS, ONE, ("乙", "6")))
    assert made.record["indicators"][1] == {"levels": ["产出"], "name": "乙", "target": "6"}
    assert [(one["at"], one["kind"]) for one in made.doubts] == [("乙", "lost")]
    assert walked(PLAIN, source(HEADS, ONE, ("6",)))[1] == ["6"]
    assert walked(PLAIN, merged("|".join(HEADS), "|".join(ONE), "乙|6"))[0]["indicators"][1] != "产出 乙 6"
    assert walked(PLAIN, source(("序号", "名称", "指标值"), ("甲", "5"))) == ({}, ["序号", "甲", "5"])
    lacking = source(("名称", "指标值"), ("甲", "5"))
    assert read(PLAIN, lacking).doubts == []


@pytest.mark.parametrize(
    ("lines", "record", "left"),
    [
        ((HEADS, ONE, ("合计", "11", "2"), ("备注", "无", "")), {"total": "11", "rest": "2", "remark": "无"}, []),
        ((HEADS, ONE, ("备注", "无", "")), {"remark": "无"}, []),
        ((HEADS, ONE, ("备注", "无", ""), ("合计", "11", "2")), {"remark": "无"}, ["合计", "11", "2"]),
    ],
)
def test_a_drawn_row_of_totals_follows_its_rows_or_is_missing(
    lines: tuple[Row, ...], record: dict[str, str], left: list[str]
) -> None:
    """Either way the line below it is known, and is no record."""
    of = form(table(HEAD, SUMMED, LAST))
    assert walked(of, source(*lines)) == ({"indicators": READ[:1], **record}, left)


def test_lines_are_found_below_others_and_their_labels_in_any_order() -> None:
    of = form(table(NAME, LAST))
    lines = source(("甲", "乙", ""), ("项目名称", "某项目", "01"), ("丙", "", ""), ("备注", "无", ""))
    assert walked(of, lines) == ({"project": "某项目", "code": "01", "remark": "无"}, ["甲", "乙", "丙"])
    assert walked(of, source(("项目名称", "某项目", "01", "项目名称")))[1] == ["某项目", "01", "项目名称"]
    missing = source(("项目名称", "某项目", "01"), ("丙", "", ""))
    assert walked(of, missing) == ({"project": "某项目", "code": "01"}, ["丙"])
    bare = form(table(StaticLines((drawn(Field("project"), Field("code")),)), LAST))
    assert walked(bare, source(("某项目", "01"), ("备注", "无", ""))) == (
        {"project": "某项目", "code": "01", "remark": "无"},
        [],
    )


def test_heads_that_a_source_leaves_blank() -> None:
    """Their row is passed; one that says something is the first record."""
    of = form(table(NAME, HEAD, EACH))
    name = ("项目名称", "某项目", "01")
    assert walked(of, source(name, ("", "", ""), ONE))[0]["indicators"] == READ[:1]
    assert walked(of, source(name, ONE))[0]["indicators"] == READ[:1]
    unheaded = form(table(NAME, LAST, EACH))
    assert walked(unheaded, source(name, ("", "", ""), ONE))[0]["indicators"] == ["  ", "产出 甲 5"]


def test_columns_in_another_order_and_heads_of_the_table_at_hand() -> None:
    """The heads of an earlier table say nothing of a later one; further lines of heads add to the first."""
    turned = source(("名称", "指标值", "一级指标"), ("甲", "5", "产出"))
    assert walked(PLAIN, turned) == ({"indicators": ["产出 甲 5"]}, [])
    other = Each((Records("items"),), (drawn(Field("name", level=1), Field("code", level=1), Field("text", level=1)),))
    two = form(table(HEAD, EACH), table(NAME, other))
    lines = joined(turned, source(("项目名称", "某项目", "01"), ("一", "1", "x")))
    assert walked(two, lines)[0]["items"] == ["task 一 1 x"]
    lower = StaticLines((*HEAD.lines, drawn(Label("甲类"), Label("乙类"), Label("丙类"))), head=True)
    lines = source(("名称", "指标值", "一级指标"), ("乙类", "丙类", "甲类"), ("甲", "5", "产出"))
    assert walked(form(table(lower, EACH)), lines) == ({"indicators": ["产出 甲 5"]}, [])
    partly = StaticLines((*HEAD.lines, drawn(Label("甲类"), None, None)), head=True)
    lines = source(("指标值", "名称", "一级指标"), ("", "", "甲类"), ("5", "甲", "产出"))
    assert walked(form(table(partly, EACH)), lines) == ({"indicators": ["产出 甲 5"]}, [])
    again = form(table(NAME, HEAD, EACH, HEAD, replace(EACH, chain=(Records("items"),))))
    lines = joined(source(("项目名称", "某项目", "01")), turned, source(HEADS, ONE))
    record, left = walked(again, lines)
    assert (record["indicators"], record["items"], left) == (["产出 甲 5"], ["task 产出 甲 5"], [])
    strange = source(("一级指标", "名称", "数"), ONE)
    record, left = walked(again, joined(source(("项目名称", "某项目", "01")), turned, strange))
    assert (record["items"], left) == (["task 产出 甲"], ["数", "5"])


def test_values_that_stand_once_below_heads_in_another_order() -> None:
    once = StaticLines((drawn(Field("project"), Field("code"), Field("at")),))
    heads = StaticLines((drawn(Label("项目名称"), Label("代码"), Label("时间")),), head=True)
    of = form(table(heads, once))
    assert walked(of, source(("代码", "时间", "项目名称"), ("01", "5月", "某项目"))) == (
        {"project": "某项目", "code": "01", "at": "5月"},
        [],
    )
    assert walked(of, source(("项目名称", "代码", "时间"), ("某项目", "01", "5月")))[0]["at"] == "5月"


def test_labels_at_the_side_lost_ones_and_constants_are_words_of_the_form() -> None:
    """A source may print the lost label or not."""
    side = Label("目标{year}", side=True)
    sided = Each(
        (Records("indicators"),),
        (drawn(side, Field("name", level=1), Label("≥", constant=True), Field("target", level=1)),),
    )
    of = form(
        table(
            StaticLines((drawn(Label("旧名", lost=True), Label("代码"), Label("—", constant=True), Field("code")),)),
            StaticLines((drawn(None, Label("名称"), Label("号"), Label("指标值")),), head=True),
            sided,
            width=4,
        )
    )
    lines = source(("旧名", "代码", "—", "01"), ("", "名称", "号", "指标值"), ("目标2024", "甲", "≥", "5"))
    assert walked(of, lines) == ({"code": "01", "year": "2024", "indicators": ["甲 5"]}, [])
    assert walked(of, source(("代码", "—", "01")))[0]["code"] == "01"
    assert walked(of, source(("别名", "代码", "—", "01")))[1] == ["别名"]


def test_records_side_by_side() -> None:
    across = Each(
        (Records("items"),),
        (Line((FormCell(0, content=Field("name", level=1)),)), Line((FormCell(0, content=Field("code", level=1)),))),
        across=True,
    )
    bare = form(table(NAME, across, StaticLines((drawn(Field("at"), Field("by")),))))
    record, left = walked(
        bare, source(("项目名称", "某项目", "01"), ("一", "二"), ("1", "2"), ("5月", "某科"), ("丁", ""))
    )
    assert (record["at"], record["by"], left) == ("5月", "某科", ["丁"])
    of = form(table(NAME, across, LAST))
    lines = source(("项目名称", "某项目", "01"), ("一", "二"), ("1", "2"), ("备注", "无", ""))
    assert walked(of, lines) == (
        {"project": "某项目", "code": "01", "items": ["一 1", "二 2"], "remark": "无"},
        [],
    )


SEVERAL = Each(
    (Records("items"),),
    (drawn(Label("任务"), Field("name", level=1)), drawn(Label("要求"), Field("text", level=1))),
)


@pytest.mark.parametrize("known", [True, False])
def test_records_of_several_lines(known: bool) -> None:
    """The labels of each line tell which it is; a row that is none of them ends the block."""
    texts = [("任务", "一"), ("要求", "甲"), ("任务", "二"), ("要求", "乙"), ("别的", "丙")]
    lines = merged(*map("|".join, texts)) if known else source(*texts)
    assert walked(form(table(SEVERAL, width=2)), lines) == (
        {"items": ["task 一 甲", "task 二 乙"]},
        ["别的", "丙"],
    )


def test_a_line_over_the_rows_that_follow() -> None:
    """A single cell looks like a paragraph: it opens a record where rows follow, and none of the next part."""
    opened = Each(
        (Records("items"), Records("indicators")),
        (
            Line((FormCell(0, 3, content=Field("name", level=1)),), opens=1),
            drawn(Field("levels.0", level=2), Field("name", level=2), Field("target", level=2)),
        ),
    )
    of = form(table(HEAD, opened, LAST))
    for first, second in ((("任务一", "", ""), ("任务二", "", "")), ("任务一", "任务二")):
        made = read(of, source(HEADS, first, ONE, second, THREE, "段", ("备注", "无", "")))
        assert [(one["name"], len(one["indicators"])) for one in made.record["items"]] == [("任务一", 1), ("任务二", 1)]
        assert made.record["remark"] == "无"
    for end in ("段", ["段", "落"]):
        made = read(of, source(HEADS, "任务一", ONE, "段", end))
        assert len(made.record["items"]) == 1
    made = read(PLAIN, source(HEADS, ONE, "任务二", THREE))
    assert len(made.record["indicators"]) == 1


@pytest.mark.parametrize(
    ("lines", "text", "title", "left"),
    [
        (["一段", "二段", "绩效目标表", "填报单位：某局"], ["一段", "二段"], "绩效目标表", []),
        (["一段", "绩效目标表", "（2024年度）"], ["一段"], "绩效目标表", ["（2024年度）"]),
        (
            ["一段", "绩效目标表", "填报单位：某局", "单位：万元", "（一）", "（二）"],
            ["一段"],
            "绩效目标表",
            ["单位：万元", "（一）", "（二）"],
        ),
        (["一段", "基本情况", "甲"], ["一段"], "基本情况", ["甲"]),
        (["一段", "绩效目标表", ("甲", ""), ("乙", ""), ("丙", "")], ["一段"], "绩效目标表", ["甲", "乙", "丙"]),
        (["一段", "二段", "某某工作"], ["一段", "二段"], "某某工作", []),
        (["一段", "二段", "绩效目标表", "甲", "乙"], ["一段", "二段"], "绩效目标表", ["甲", "乙"]),
    ],
)
def test_prose_over_a_table_leaves_it_what_is_its_own(
    lines: list[str | Row], text: list[str], title: str, left: list[str]
) -> None:
    over = table(NAME, title=Field("title"), above=((Field("body", before="填报单位："),),))
    record, rest = walked(form(Prose("text"), over), source(*lines, ("项目名称", "某项目", "01")))
    assert (record["text"], record["title"], record["project"], rest) == (text, title, "某项目", left)


def test_prose_without_a_table_that_has_a_title_goes_to_its_end() -> None:
    row = ("项目名称", "某项目", "01")
    assert walked(form(Prose("text"), table(NAME)), source("一段", "情况", row))[0]["text"] == ["一段", "情况"]
    assert walked(form(Prose("text")), source("一段", "绩效目标表"))[0]["text"] == ["一段", "绩效目标表"]
    assert walked(form(Prose("text"), table(NAME)), source("一段", "情况"))[0]["text"] == ["一段", "情况"]
    labelled = form(Prose("text", Label("一、说明")), table(NAME, title=Field("title")))
    assert walked(labelled, source("绩效目标表", row))[0] == {"title": "绩效目标表", "project": "某项目", "code": "01"}
    assert walked(labelled, source("一、说明", "一段", "绩效目标表", row))[0]["text"] == ["一段"]
    assert walked(labelled, source("一、说明", row))[0]["text"] == []
    two = form(Prose("goal", Label("一、目标")), Prose("text", Label("二、说明")), table(NAME))
    record, left = walked(two, source("一、目标", "一段", "二、说明", "二段", row))
    assert record["project"] == "某项目"
    assert left == []
    tree = form(Prose("items"), table(NAME))
    assert walked(tree, joined(headings(("工作", 1), ("一段", 0)), source(row)))[0]["items"] == ["task 工作 一段"]


def test_what_a_table_prints_below_it_ends_its_rows() -> None:
    """Also where it stands in a row of its own; sign-off entries are known where the form has them."""
    rows = (HEADS, ONE, ("注：无", "", ""))
    of = form(table(HEAD, EACH, below=NOTE, sign="："))
    assert walked(of, source(*rows)) == ({"indicators": READ[:1], "note": "无"}, [])
    said = form(table(HEAD, EACH, below=((Label("以上属实"),),)))
    assert walked(said, source(HEADS, ONE, ("以上属实", "", ""))) == ({"indicators": READ[:1]}, [])
    record, left = walked(of, source(HEADS, ONE, ("地址：甲", "", "其他：")))
    assert [one["label"] for one in record["sign"]] == ["地址", "其他"]
    assert (record["indicators"], left) == (READ[:1], [])
    record, _ = walked(PLAIN, source(HEADS, ONE, ("地址：甲", "乙：", "其他：")))
    assert record["indicators"] == [READ[0], "地址：甲 乙： 其他："]
