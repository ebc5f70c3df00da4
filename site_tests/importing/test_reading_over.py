"""What stands around a table, each reading by itself: title, drawn lines, unit of money, sign-off lines."""

from __future__ import annotations

import pytest
from goalbook.forms.form import Field, Label, Table
from goalbook.importing.lines import SourceLine
from goalbook.importing.reading.over import (
    is_below,
    is_over,
    is_sign,
    like_title,
    read_below,
    read_over,
    read_unit,
    texts_beside,
    title_among,
)
from goalbook.importing.reading.record import Read

from site_tests.helpers.source_lines import headings, merged, source

Drawn = tuple[tuple[Field | Label, ...], ...]
TITLE = Field("title")
UNIT = Label("单位：{money_unit}")
BODY = Field("body", before="填报单位：")
CONTACT = Field("contact", after="经办")


def over(lines: list[SourceLine], above: Drawn = (), title: Field | None = TITLE, number: str = "") -> Read:
    """What is read over a table."""
    made = Read({})
    read_over(made, Table("t", (10,), (), title=title, above=above, number=number), lines)
    return made


def below(lines: list[SourceLine], drawn: Drawn = (), sign: str = "") -> Read:
    """What is read below a table."""
    made = Read({})
    read_below(made, Table("t", (10,), (), below=drawn, sign=sign), lines)
    return made


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("项目绩效目标表", 3),
        ("绩效 自评 表（2024年度）", 3),
        ("绩效说明", 1),
        ("项目表", 2),
        ("总体目标", 2),
        ("文本", 2),
        ("基本情况", 2),
        ("说明", 0),
        ("表格", 0),
        ("情况（甲）（乙）", 0),
        ("", 0),
    ],
)
def test_what_is_like_a_title(text: str, score: int) -> None:
    """What forms are called stands at the end, and counts for more than what they are about."""
    assert like_title(text) == score


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([], None),
        ([("绩效目标表", 0), ("甲", 0)], 0),
        ([("绩效目标表", 0), ("项目绩效目标表", 0), ("项目表", 0)], 1),
        ([("绩效", 0), ("甲", 1)], 0),
        ([("甲", 0), ("乙", 1), ("丙", 0)], 1),
        ([("甲", 2), ("乙", 1)], None),
        ([("甲", 0), ("乙", 0)], None),
        ([("甲", 0)], None),
    ],
)
def test_which_line_is_the_title(lines: list[tuple[str, int]], title: int | None) -> None:
    """The last of those most like one; else the only heading."""
    assert title_among(headings(*lines)) == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("甲", "绩效目标表"), "绩效目标表"),
        (("绩效目标表", "甲"), "绩效目标表"),
        (("绩效目标表", "（另一绩效目标表）"), "绩效目标表"),
        (("（绩效目标表）",), None),
        (("某某工作",), "某某工作"),
        (("某某工作", "某某事项"), None),
        (("填报单位：甲",), None),
        (("　日期: 5月",), None),
        ((("", "绩效目标表"),), "绩效目标表"),
        ((("（绩效）", "甲"),), "（绩效）"),
        ((), None),
    ],
)
def test_the_title_over_a_table(lines: tuple[str | tuple[str, ...], ...], title: str | None) -> None:
    """A single line is taken unless it notes something else; of several none is taken; what is in brackets is no title."""
    made = over(source(*lines))
    assert made.record.get("title") == title
    assert list(made.placed.values()) == ([] if title is None else ["title"])


def test_a_title_is_read_only_where_the_form_has_one_and_once() -> None:
    lines = source("绩效目标表")
    assert over(lines, title=None).record == {}
    made = Read({"title": "甲"})
    read_over(made, Table("t", (10,), (), title=TITLE), lines)
    assert (made.record, made.placed) == ({"title": "甲"}, {})


@pytest.mark.parametrize(
    ("lines", "above", "record", "placed"),
    [
        # A label and the value beside it.
        (
            [["单位：万元", "甲"]],
            ((UNIT, Field("body")),),
            {"money_unit": "万元", "body": "甲"},
            {0: "label", 1: "body"},
        ),
        # One text alone is no value without words, and so the title; two are values.
        (["甲"], ((Field("body"), Field("at")),), {"title": "甲"}, {0: "title"}),
        ([["甲", "乙"]], ((Field("body"), Field("at")),), {"body": "甲", "at": "乙"}, {0: "body", 1: "at"}),
        ([["甲", "乙", "丙"]], ((Field("body"), Field("at")),), {"body": "甲", "at": "乙"}, {0: "body", 1: "at"}),
        ([["甲", "", "乙"]], ((Field("body"), Field("at")),), {"body": "甲", "at": "乙"}, {0: "body", 2: "at"}),
        # Words around a value, before or behind it.
        (["填报单位：甲"], ((BODY,),), {"body": "甲"}, {0: "body"}),
        ([["填报单位：甲", "乙 经办"]], ((BODY, CONTACT),), {"body": "甲", "contact": "乙"}, {0: "body", 1: "contact"}),
        ([["填报单位：甲", "乙"]], ((BODY, Field("at")),), {"body": "甲", "at": "乙"}, {0: "body", 1: "at"}),
        # A text in which several stand: placed where all of its parts are.
        (["填报单位：甲　单位：万元"], ((BODY, UNIT),), {"body": "甲", "money_unit": "万元"}, {0: "body"}),
        (["甲　单位：万元"], ((UNIT, Field("body")),), {"money_unit": "万元", "body": "甲"}, {0: "body"}),
        (["甲　乙"], ((BODY, Field("at"), Field("by")),), {"title": "甲　乙"}, {0: "title"}),
        (["填报单位：甲　　乙"], ((BODY,),), {"body": "甲"}, {}),
        # The values of the line whose words stand there.
        (
            [["单位：元", "乙"]],
            ((BODY, Field("at")), (UNIT, Field("by"))),
            {"money_unit": "元", "by": "乙"},
            {0: "label", 1: "by"},
        ),
        # A line with words of the form is not its title, whatever else is in it.
        ([["附表", "甲"]], ((Label("附表"),),), {}, {0: "label"}),
        ([["填报单位：甲", "乙目标"]], ((BODY,),), {"body": "甲"}, {0: "body"}),
        (["绩效目标表", "附表情况"], ((Label("附表情况"),),), {"title": "绩效目标表"}, {0: "title", 1: "label"}),
    ],
)
def test_drawn_lines(
    lines: list[str | list[str]], above: Drawn, record: dict[str, str], placed: dict[int, str]
) -> None:
    made = over(source(*lines), above)
    assert (made.record, made.placed) == (record, placed)


def test_the_number_over_a_table_is_a_word_of_the_form() -> None:
    """Of one that has none it is the line like any other."""
    made = over(source("公开14表", "绩效目标表"), number="公开14表")
    assert made.placed == {0: "label", 1: "title"}
    assert over(source("公开14表")).placed == {0: "title"}


def test_cells_that_go_on_and_those_with_a_place_are_not_read_again() -> None:
    """A line of which nothing is left is not the title."""
    drawn = ((Field("body"), Field("at")),)
    lines = merged("甲|乙", "^|丙")[1:]
    assert over(lines, drawn).record == {"title": "甲"}
    made = Read({}, {0: "code"})
    read_over(made, Table("t", (10,), (), title=TITLE, above=drawn), source("绩效目标表"))
    assert (made.record, made.placed) == ({}, {0: "code"})


@pytest.mark.parametrize(
    ("lines", "record"),
    [
        (["别的", "注：甲"], {"note": "甲"}),
        ([("注：甲",), "注：乙"], {"note": "乙"}),
        ([("别的", "值"), "注：甲"], {}),
        ([("别的", "值"), ("注：甲",)], {}),
    ],
)
def test_drawn_lines_below_end_with_a_row_that_has_none_of_their_words(
    lines: list[str | tuple[str, ...]], record: dict[str, str]
) -> None:
    """A paragraph without them is passed by."""
    note = ((Field("note", before="注："),),)
    assert below(source(*lines), note).record == record
    assert below(source(*lines)).record == {}


SIGNED_BY = (
    *("负责人", "填报人", "填表人", "制表", "审核人", "经办", "联系人", "电话", "日期", "签字", "签章", "签名", "盖章", "公章"),
    *("Signed", "signature", "Prepared", "approved", "Phone"),
)  # fmt: skip


@pytest.mark.parametrize("word", SIGNED_BY)
def test_a_blank_before_one_who_signs_parts_texts(word: str) -> None:
    """And a row of such an entry is a sign-off line, also where the form has none."""
    assert texts_beside(f"甲 {word}：乙") == ["甲", f"{word}：乙"]
    assert is_sign(source((f"{word}：乙",))[0], unasked=True) is True


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲  乙", ["甲", "乙"]),
        ("甲　乙", ["甲", "乙"]),
        ("　甲 \t 乙　", ["甲", "乙"]),
        ("甲 乙", ["甲 乙"]),
        ("甲 地址：乙", ["甲 地址：乙"]),
        ("甲 单位：元", ["甲", "单位：元"]),
        ("甲 单 位 : 元", ["甲", "单 位 : 元"]),
        ("甲 金额单位：元", ["甲", "金额单位：元"]),
        ("甲 计量单位：元", ["甲", "计量单位：元"]),
        ("甲 部门负责人签字：", ["甲", "部门负责人签字："]),
        ("甲 日期", ["甲 日期"]),
        ("", []),
        ("　 ", []),
    ],
)
def test_texts_typed_side_by_side(text: str, parts: list[str]) -> None:
    assert texts_beside(text) == parts


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["单位：万元"], "万元"),
        (["（金额单位： 元 ）"], "元"),
        (["(计量单位:亿元)"], "亿元"),
        (["填报单位：甲　　单位：万元"], "万元"),
        ([["甲", "单 位：万元"], "单位：万元"], "万元"),
        (["单位：万元", "单位：元"], None),
        (["单位：某局"], None),
        (["万元"], None),
        ([("单位：万元",)], None),
        ([], None),
    ],
)
def test_the_unit_that_a_paragraph_states(lines: list[str | list[str] | tuple[str, ...]], unit: str | None) -> None:
    """Of several none is taken, and none instead of the one that was read before."""
    made = Read({})
    read_unit(made, source(*lines))
    assert made.record == ({} if unit is None else {"money_unit": unit})
    made = Read({"money_unit": "千元"})
    read_unit(made, source(*lines))
    assert made.record == {"money_unit": "千元"}


@pytest.mark.parametrize(
    ("texts", "is_drawn"),
    [
        (("说明",), True),
        (("甲", "注：乙"), True),
        (("乙 经办",), True),
        (("乙",), False),
    ],
)
def test_what_is_drawn_below(texts: tuple[str, ...], is_drawn: bool) -> None:
    """Its words say so; a value without any says nothing."""
    drawn = ((Label("说明"), Field("at")), (Field("note", before="注："), CONTACT))
    assert is_below(Table("t", (10,), (), below=drawn), source(texts)[0]) is is_drawn


@pytest.mark.parametrize(
    ("texts", "stands_over"),
    [
        (("公开14表",), True),
        (("2024年度",), True),
        (("填报单位：甲",), True),
        (("甲　　单位：万元",), True),
        (("（甲）",), True),
        (("（甲）", "乙"), False),
        (("甲", "（乙）"), False),
        (("绩效目标表",), False),
    ],
)
def test_what_stands_over_a_table_beside_its_title(texts: tuple[str, ...], stands_over: bool) -> None:
    table = Table("t", (10,), (), number="公开14表", subtitle=Label("{year}年度"), above=((BODY, Field("at")),))
    assert is_over(table, source(texts)[0]) is stands_over
    assert is_over(Table("t", (10,), ()), source(("2024年度",))[0]) is False


SIGN_LINES: list[tuple[list[str | list[str] | tuple[str, ...]], list[tuple[str, str]], dict[int, str]]] = [
    (["负责人：甲　　电话： 1"], [("负责人", "甲"), ("电话", "1")], {0: "sign.1"}),
    (["负责人：甲　　盖章"], [("负责人", "甲")], {0: "sign.0"}),
    ([("负责人：", "电话：1")], [("负责人", ""), ("电话", "1")], {0: "sign.0", 1: "sign.1"}),
    (["负责人：甲 电话：1"], [("负责人", "甲"), ("电话", "1")], {0: "sign.1"}),
    (["日期：1月 10:30"], [("日期", "1月 10:30")], {0: "sign.0"}),
    (["甲", "负责人：乙"], [("负责人", "乙")], {1: "sign.0"}),
    ([["负责人：", "甲"]], [("负责人", "")], {0: "sign.0"}),
    (
        [("负责人：", "甲", "电话：", "1", "日期：", "2月")],
        [("负责人", "甲"), ("电话", "1"), ("日期", "2月")],
        {0: "sign.0", 1: "sign.0", 2: "sign.1", 3: "sign.1", 4: "sign.2", 5: "sign.2"},
    ),
    ([("", "负责人：甲", "", "电话：")], [("负责人", "甲"), ("电话", "")], {1: "sign.0", 3: "sign.1"}),
    ([("负责人：", "", "甲")], [], {}),
    ([("负责人：甲", "乙")], [], {}),
    ([("别的", "值"), "负责人：甲"], [], {}),
    ([("地址：", "甲")], [], {}),
    ([("地址：甲", "其他：乙")], [("地址", "甲"), ("其他", "乙")], {0: "sign.0", 1: "sign.1"}),
]


@pytest.mark.parametrize(("lines", "signs", "placed"), SIGN_LINES)
def test_sign_off_lines(
    lines: list[str | list[str] | tuple[str, ...]], signs: list[tuple[str, str]], placed: dict[int, str]
) -> None:
    """Each value with its label; a row that is none ends them."""
    made = below(source(*lines), sign="：")
    assert [(one["label"], one["value"]) for one in made.record.get("sign", [])] == signs
    assert made.record.keys() == ({"sign"} if signs else set())
    assert made.placed == placed
    assert below(source(*lines)).record == {}


def test_a_drawn_line_is_no_sign_off_entry_too() -> None:
    """What it has taken is not read again; what stands beside it, or in the lines below it, is."""
    drawn = ((Field("note", before="注："),), (Label("说明"), Field("at")))
    made = below(source(["注：甲", "负责人：乙"], ("说明", "丙"), "电话：1"), drawn, sign="：")
    assert [one["value"] for one in made.record.pop("sign")] == ["乙", "1"]
    assert made.record == {"note": "甲", "at": "丙"}


@pytest.mark.parametrize(
    ("texts", "asked", "unasked"),
    [
        (("负责人：甲",), True, True),
        (("地址：甲",), True, False),
        (("地址：甲", "电话："), True, True),
        (("地址：", "甲"), False, False),
        (("负责人：", "甲"), True, True),
        (("地址：", "甲", "负责人：乙"), True, True),
        (("甲",), False, False),
        (("负责人：甲", "", "乙"), False, False),
        (("", ""), False, False),
    ],
)
def test_what_is_a_row_of_sign_off_entries(texts: tuple[str, ...], asked: bool, unasked: bool) -> None:
    """All of it are entries; where the form has none, or values stand in cells of their own, one is called as only they are."""
    line = source(texts)[0]
    assert is_sign(line) is asked
    assert is_sign(line, unasked=True) is unasked
