"""Forms filled with documents: merged, blank and side by side cells, their heads; anchors and the way to them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from goalbook.book.load import load_document
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.grid import Cell, Grid, GridError
from goalbook.model.places import Finder, anchors_of
from goalbook.model.records import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from site_tests.helpers.shipped import FORMS

GOALS = Path(__file__).parents[2] / "goals"
FILES = sorted(path.relative_to(GOALS).as_posix() for path in GOALS.glob("*/*/*.yml"))


def made(form: str, **fields: Any) -> Document:
    """A made document in a form."""
    return Document.model_validate({"goalbook": "2", "form": form, "body": "made-body", **fields})


def tables(form: str, **fields: Any) -> dict[str, Grid]:
    """The tables of a made document by their ids."""
    return {part.id: part for part in fill(FORMS[form], made(form, **fields)) if isinstance(part, Grid)}


def indicators(*rows: dict[str, Any]) -> Grid:
    """The indicator table of a made project."""
    return tables("hebei-project", indicators=rows)["indicators"]


def row(one: str | None, two: str | None, name: str, **fields: Any) -> dict[str, Any]:
    """An indicator below two labels."""
    return {"path": (one, two), "name": name, **fields}


def column(grid: Grid, col: int) -> list[tuple[int, int, str]]:
    """The cells that begin in a column: row, how many rows, text."""
    return [(cell.row, cell.rows, cell.text) for cell in grid.cells if cell.col == col]


def texts(grid: Grid) -> list[list[str]]:
    """The text of every position, merged cells repeated."""
    return [[cell.text for cell in cells] for cells in grid.matrix()]


def at(grid: Grid, place: tuple[int, int]) -> Cell:
    """The cell that begins at a place."""
    (cell,) = [cell for cell in grid.cells if (cell.row, cell.col) == place]
    return cell


def head_texts(grid: Grid, text: str) -> list[str]:
    """The texts of the heads of the only cell with a text."""
    (cell,) = [cell for cell in grid.cells if cell.text == text]
    return [at(grid, place).text for place in cell.heads]


def test_equal_labels_are_one_cell() -> None:
    """Level-1 labels merge down, level-2 labels below one level-1 label only."""
    grid = indicators(
        row("甲", "子", "一"),
        row("甲", "子", "二"),
        row("甲", "丑", "三"),
        row("乙", "丑", "四"),
        row("甲", "丑", "五"),
    )
    assert column(grid, 0) == [(0, 1, "一级指标"), (1, 3, "甲"), (4, 1, "乙"), (5, 1, "甲")]
    assert column(grid, 1) == [(0, 1, "二级指标"), (1, 2, "子"), (3, 1, "丑"), (4, 1, "丑"), (5, 1, "丑")]
    assert [text for _, _, text in column(grid, 2)] == ["三级指标", "一", "二", "三", "四", "五"]


def test_merge_no_prints_the_labels_again() -> None:
    """Where the original prints labels again, the cells above end."""
    grid = indicators(row("甲", "子", "一"), row("甲", "子", "二", merge="apart"), row("甲", "子", "三"))
    assert column(grid, 0)[1:] == [(1, 1, "甲"), (2, 2, "甲")]
    assert column(grid, 1)[1:] == [(1, 1, "子"), (2, 2, "子")]


def test_a_lost_label_spans_only_rows_that_share_all_labels() -> None:
    """A label that is lost is blank, marked, and not merged beyond what its other labels tell."""
    grid = indicators(row(None, "子", "一"), row(None, "子", "二"), row(None, "丑", "三"), row("甲", "丑", "四"))
    assert column(grid, 0)[1:] == [(1, 2, ""), (3, 1, ""), (4, 1, "甲")]
    assert column(grid, 1)[1:] == [(1, 2, "子"), (3, 1, "丑"), (4, 1, "丑")]
    assert [cell.lost for cell in grid.cells if cell.col == 0] == [False, True, True, False]


def test_a_blank_label_merges_as_it_was_printed() -> None:
    """An empty label is a printed blank: equal ones are one cell, and nothing is marked lost."""
    grid = indicators(row("", "子", "一"), row("", "子", "二"))
    assert column(grid, 0)[1:] == [(1, 2, "")]
    assert not any(cell.lost for cell in grid.cells)


def test_no_indicators_leave_one_blank_row() -> None:
    """A table with nothing in it keeps its head and one blank row."""
    assert texts(indicators()) == [
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        [""] * 6,
    ]


def duties(*items: dict[str, Any]) -> Grid:
    """The table of duties of a made document."""
    return tables("hebei-duties", items=items)["duties"]


def test_an_item_without_indicators_has_a_blank_row_of_its_own() -> None:
    """An item spans the rows of its indicators; without any it has one row with blank cells."""
    grid = duties(
        {
            "kind": "duty",
            "name": "职责",
            "items": [{"kind": "activity", "name": "活动", "indicators": [{"name": "一"}, {"name": "二"}]}],
        },
        {"kind": "duty", "name": "其他"},
    )
    assert column(grid, 0)[1:] == [(2, 1, "职责"), (3, 2, "　　活动"), (5, 1, "其他")]
    assert column(grid, 4)[1:] == [(2, 1, ""), (3, 1, "一"), (4, 1, "二"), (5, 1, "")]


def test_depth_is_printed_as_full_width_spaces() -> None:
    """Each level below the first is indented by two full-width spaces more."""
    inner = {"kind": "activity", "name": "活动", "items": [{"kind": "task", "name": "任务"}]}
    grid = duties({"kind": "duty", "name": "职责", "items": [inner]})
    assert [text for _, _, text in column(grid, 0)][1:] == ["职责", "　　活动", "　　　　任务"]


def test_no_items_leave_one_blank_row() -> None:
    """A form of items with none in it has one blank row."""
    assert texts(duties())[2:] == [[""] * 9]


def plan(count: int) -> Grid:
    """A made project with a number of checkpoints."""
    entries = [{"by": f"第{n}期", "share": f"{n}%"} for n in range(count)]
    return tables("hebei-project", spending_plan=entries)["project"]


@pytest.mark.parametrize("count", range(1, 13))
def test_checkpoints_stand_side_by_side_and_fill_the_row(count: int) -> None:
    """One to twelve checkpoints share out the twelve columns as evenly as whole columns allow, shares below them."""
    grid = plan(count)
    heads = [cell for cell in grid.cells if cell.row == 3 and cell.col]
    shares = [cell for cell in grid.cells if cell.row == 4 and cell.col]
    assert [cell.text for cell in heads] == [f"第{n}期" for n in range(count)]
    assert [(cell.col, cell.cols) for cell in heads] == [(cell.col, cell.cols) for cell in shares]
    assert sum(cell.cols for cell in heads) == 12
    assert max(cell.cols for cell in heads) - min(cell.cols for cell in heads) <= 1
    for head, share in zip(heads, shares, strict=True):
        assert [at(grid, place).text for place in share.heads] == ["资金支出计划（%）", head.text]


def test_no_checkpoints_leave_blank_rows() -> None:
    """Without a plan its two rows are blank and as wide as the table."""
    assert texts(plan(0))[3:5] == [["资金支出计划（%）"] + [""] * 12] * 2


def test_more_checkpoints_than_columns_do_not_fit() -> None:
    """A thirteenth checkpoint has no column: the loader refuses such a document before it is filled."""
    with pytest.raises(GridError) as caught:
        plan(13)
    assert (caught.value.fault, caught.value.row) == ("overflow", 4)


def test_a_band_spans_its_rows_and_heads_them() -> None:
    """A label at the side is as high as what stands beside it, and heads every cell of it."""
    grid = tables("hebei-project", budget={"total": "20.00", "other": ""}, about="会议")["project"]
    assert column(grid, 0)[1] == (1, 2, "预算规模及资金用途")
    assert head_texts(grid, "20.00") == ["预算规模及资金用途", "预算数"]
    assert head_texts(grid, "会议") == ["预算规模及资金用途"]


def test_cells_know_their_heads() -> None:
    """A value is headed by the labels of its row and by those over its column, merged ones included."""
    grid = indicators(row("甲", "子", "一", target="≥1"), row("甲", "丑", "二", target="≥2"))
    assert head_texts(grid, "≥2") == ["甲", "丑", "二", "指标值"]
    level = duties(
        {"kind": "duty", "name": "职责", "indicators": [{"name": "率", "levels": ("100%", "85%", "75%", "以下")}]}
    )
    assert head_texts(level, "85%") == ["职责", "率", "评价标准", "良"]


@pytest.mark.parametrize("file", FILES)
def test_every_head_of_every_cell_is_a_head(file: str) -> None:
    """In the real documents each cell's heads are cells of the same table that head a row or a column beside it."""
    document, _, _ = load_document(GOALS, file)
    assert document is not None
    for grid in fill(FORMS[document.form], document):
        if isinstance(grid, Grid):
            for cell in grid.cells:
                heads = [at(grid, place) for place in cell.heads]
                assert all(head.head for head in heads)
                assert all(
                    head.row <= cell.row < head.row + head.rows or head.col < cell.col + cell.cols for head in heads
                )
                assert not (cell.head and cell.heads)


def test_labels_name_year_and_unit_only_where_they_are_stated() -> None:
    """A label's place for the year or the unit is filled, or leaves no trace with its brackets."""
    stated = tables("guangzhou-department", money_unit="万元")["department"]
    absent = tables("guangzhou-department")["department"]
    assert "预算金额（万元）" in texts(stated)[2]
    assert "预算金额" in texts(absent)[2]
    assert tables("qinghai-department", year="2024")["department"].subtitle == "(2024年度)"
    assert tables("qinghai-department")["department"].subtitle == ""


def test_labels_of_the_document_replace_those_of_the_form() -> None:
    """Where the original prints a label otherwise, that is what is printed."""
    grid = tables("hebei-project", labels={"项目名称": "名称"})["project"]
    assert texts(grid)[0][6] == "名称"


def test_the_line_above_is_left_out_where_none_of_it_is_stated() -> None:
    """Unit line and money unit stand over the table if there is anything to print."""
    assert tables("hebei-project")["project"].above == ()
    above = tables("hebei-project", money_unit="万元")["project"].above
    assert [cell.text for cell in above] == ["", "单位：万元"]


def test_numbers_and_names_are_joined_as_the_form_says() -> None:
    """A prefix is set apart only where both parts are there."""
    items = [
        {"kind": "function", "numbering": "职能1:", "name": "甲"},
        {"kind": "function", "name": "乙"},
        {"kind": "function", "numbering": "职能3:"},
    ]
    grid = tables("qinghai-department", items=items)["indicators"]
    assert [text for _, _, text in column(grid, 0)][1:] == ["职能1: 甲", "乙", "职能3:"]


def test_the_sign_off_line_stands_below() -> None:
    """Entries of the sign-off line keep their order; a blank value leaves the label alone."""
    sign = [{"label": "单位负责人", "value": ""}, {"label": "制表人", "value": "无"}]
    assert [cell.text for cell in tables("qinghai-department", sign=sign)["indicators"].below] == [
        "单位负责人:",
        "制表人: 无",
    ]


def test_prose_keeps_paragraphs_and_levels() -> None:
    """Items in words are headings of their depth with their paragraphs below."""
    items = [
        {
            "kind": "part",
            "numbering": "第一部分",
            "name": "甲",
            "items": [{"kind": "section", "numbering": "一、", "name": "乙", "text": ["丙", "丁"]}],
        }
    ]
    (part,) = fill(FORMS["hebei-department"], made("hebei-department", items=items))
    assert isinstance(part, ProseText)
    assert [(one.level, one.text, one.path) for one in part.paragraphs] == [
        (1, "第一部分 甲", "items.0.name"),
        (2, "一、乙", "items.0.items.0.name"),
        (0, "丙", "items.0.items.0.text.0"),
        (0, "丁", "items.0.items.0.text.1"),
    ]


names = st.sampled_from(["", "甲", "乙\n丙", "≥90%", "　　"])
labels = st.one_of(st.none(), names)


def _indicators(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries(
            {},
            optional={"path": st.lists(labels, max_size=2), "merge": st.just("apart"), "numbering": names, "name": names, "target": names,
                      "levels": st.lists(names, max_size=4), "targets": st.dictionaries(st.sampled_from(["term", "annual"]), names)},
        ),
        max_size=4 - depth,
    )  # fmt: skip


def _items(depth: int = 0) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields: dict[str, st.SearchStrategy[Any]] = {"name": names, "about": names, "indicators": _indicators(depth)}
    if depth < 3:
        fields["items"] = _items(depth + 1)
    return st.lists(st.fixed_dictionaries({"kind": st.just("duty")}, optional=fields), max_size=3 - depth)


documents = st.fixed_dictionaries(
    {"items": _items(), "indicators": _indicators(0)},
    optional={
        "year": st.just("2024"),
        "money_unit": st.just("万元"),
        "goal": st.one_of(names, st.lists(names)),
        "spending_plan": st.lists(st.fixed_dictionaries({"by": names, "share": names}), max_size=12),
        "sign": st.lists(st.fixed_dictionaries({"label": names, "value": names}), max_size=2),
        "facts": st.dictionaries(st.sampled_from(["unit_line", "staff", "units"]), names),
    },
)


@settings(deadline=None)
@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@given(documents)
def test_any_document_fits_its_form(form: str, fields: dict[str, Any]) -> None:
    """No document that the loader takes makes a table with a hole or an overlap; every anchor stands in it once."""
    document = made(form, **fields)
    sheet: Sheet = fill(FORMS[form], document)
    printed = [cell.anchor for part in sheet if isinstance(part, Grid) for cell in part.cells if cell.anchor]
    assert len(printed) == len(set(printed))
    assert set(printed) <= set(anchors_of(document).values())


def tree(*items: dict[str, Any], **fields: Any) -> Document:
    """A made document of items."""
    return made("hebei-duties", items=items, **fields)


def item(name: str, *inside: str, **fields: Any) -> dict[str, Any]:
    """A made item with indicators by their names."""
    return {"kind": "duty", "name": name, "indicators": [{"name": one} for one in inside], **fields}


def by_words(document: Document) -> dict[str, str]:
    """Anchors by the names of their items and indicators."""
    found = {}
    marks = anchors_of(document)
    for n, one in enumerate(document.items):
        found[str(one.name)] = marks[f"items.{n}"]
        found |= {
            f"{one.name}/{inner.name}": marks[f"items.{n}.indicators.{k}"] for k, inner in enumerate(one.indicators)
        }
    return found


def test_anchors_stay_when_rows_are_added_moved_or_changed() -> None:
    """An anchor comes from names alone: neither order nor neighbours nor values have a part in it."""
    before = by_words(tree(item("甲", "一", "二"), item("乙", "一")))
    after = by_words(
        tree(item("丙", "一"), item("乙", "零", "一", about="新"), item("甲", "二", "一", budget={"total": "1"}))
    )
    assert len(set(before.values())) == len(before) == 5
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == len(after) == 8


def test_anchors_change_with_the_names_they_come_from() -> None:
    """Another name is another anchor, for what stands below it too."""
    before, after = by_words(tree(item("甲", "一"))), by_words(tree(item("乙", "一")))
    assert before["甲"] != after["乙"]
    assert before["甲/一"] != after["乙/一"]


def test_labels_tell_indicators_of_one_name_apart() -> None:
    """Indicators of one name below other level-1 or level-2 labels have anchors of their own."""
    rows = [row("甲", "子", "率"), row("甲", "丑", "率"), row("乙", "子", "率")]
    marks = anchors_of(made("hebei-project", indicators=rows))
    moved = anchors_of(made("hebei-project", indicators=rows[::-1]))
    assert list(marks.values()) == list(moved.values())[::-1]
    assert len(set(marks.values())) == 3


def test_equal_names_are_told_apart_by_order_and_ids_stand_as_written() -> None:
    """Repeated names get numbers; an id of its own is the anchor, even where a number would have made it."""
    document = tree(item("甲"), item("甲"), item("甲"), item("乙", id="z"), item("丙", id="z"), item("丁", id="z-2"))
    first, second, third, *own = anchors_of(document).values()
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert own == ["z", "z-2", "z-2-2"]


@pytest.mark.slow
def test_many_equal_names_take_no_longer_than_as_many_others() -> None:
    """Anchors of a document full of one name are made in linear time."""
    document = made("hebei-project", indicators=[{"name": "率"}] * 20_000)
    start = time.process_time()
    assert len(set(anchors_of(document).values())) == 20_000
    assert time.process_time() - start < 10


def test_anchors_are_fit_for_html_and_addresses() -> None:
    """Anchors have letters, digits and hyphens only, and begin with a letter."""
    document = tree(item("甲 <>&\"'/#?", "　\n"), item(""))
    assert all(
        mark.replace("-", "").isalnum() and mark.isascii() and mark[0].isalpha()
        for mark in anchors_of(document).values()
    )


DOCUMENT = tree(
    item("监督", "率", "数", numbering="职责1："),
    {
        "kind": "duty",
        "name": "会议",
        "numbering": "2、",
        "about": "",
        "items": [item("会议", "率", goal="好"), item("组织", "率", id="z")],
    },
    goal="总",
    indicators=[{"name": "满意度", "numbering": "指标1:"}],
)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("监督", "items.0"),
        ("职责1", "items.0"),
        ("职责1：", "items.0"),
        ("职责1监督", "items.0"),
        ("率", "items.0.indicators.0"),
        ("监督/数", "items.0.indicators.1"),
        (" 监督 / 数 ", "items.0.indicators.1"),
        ("会议", "items.1"),
        ("会议/会议", "items.1.items.0"),
        ("会议/率", "items.1.items.0.indicators.0"),
        ("组织/率", "items.1.items.1.indicators.0"),
        ("2/组织/率", "items.1.items.1.indicators.0"),
        ("z/率", "items.1.items.1.indicators.0"),
        ("会议/会议/goal", "items.1.items.0.goal"),
        ("会议/about", "items.1.about"),
        ("会议/name", "items.1.name"),
        ("goal", "goal"),
        ("指标1", "indicators.0"),
        ("满意度/name", "indicators.0.name"),
    ],
)
def test_a_note_finds_what_it_speaks_of(words: str, path: str) -> None:
    """Items and indicators are found by id, number, name or both, from the outside in; a field may end the way."""
    assert Finder(DOCUMENT).find(words) == path


@pytest.mark.parametrize(
    "words",
    [
        "",
        "/",
        "无",
        "监督/会议",
        "率/监督",
        "监督/goal",
        "监督/率/数",
        "title",
        "goal/监督",
        "会议/无/率",
        "会议/about/率",
    ],
)
def test_a_note_that_speaks_of_nothing_finds_nothing(words: str) -> None:
    """What isn't there, isn't below what is named before it, or isn't stated, is not found."""
    assert Finder(DOCUMENT).find(words) is None
