"""Every field of the model has its place in a drawn form: it is filled in, anchored, and read back as what it is."""

from __future__ import annotations

from typing import Any

import pytest
from goalbook.book.conform import conform
from goalbook.book.entry import summarise
from goalbook.book.filled import fill_document
from goalbook.forms.blank_file import blank_file
from goalbook.forms.catalogue import only
from goalbook.forms.check import RECORDS
from goalbook.forms.drawing import read_form
from goalbook.forms.fill import fill
from goalbook.forms.form import Form
from goalbook.forms.grid import Grid
from goalbook.forms.kinds import with_kinds
from goalbook.goalfile.read import read_source
from goalbook.goalfile.validate import validate
from goalbook.importing.import_document import SourceFile, import_document
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.sheets import read_xlsx
from goalbook.messages.catalogue import catalogue
from goalbook.model.address import Address
from goalbook.model.places import anchors_of, cell_anchor, set_at, value_at
from goalbook.model.records import Body, Document
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Leaf, Paper

FORM = """\
goalbook: 2
name: 生成样例自评表
kinds: [project]
total: [budget.total.adjusted]
parts:
  - table: project
    title: "{title}"
    widths: 30 30 30 30 30 30
    body:
      - rows: |
          | 项目名称     | {name}        | 起止期间     | {period} | 项目总分 | {score} |
          | 中期目标     | {goal.term}   | <            | 年度目标 | {goal.annual} | < |
          | 目标完成情况 | {goal.actual} | <            | <        | <        | <       |
      - head: |
          | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 预算执行率 | 资金得分 |
      - rows: |
          |资金总额|{budget.total.initial}|{budget.total.adjusted}|{budget.total.executed}|{budget.total.rate}|{budget.total.score}|
          |其他来源|{budget.other.initial}|{budget.other.adjusted}|{budget.other.executed}|{budget.other.rate}|{budget.other.score}|
  - table: indicators
    widths: 20 20 20 20 20 20 20 20 20
    head: |
      | 指标名称 | 性质 | 年度指标值 | 计量单位 | 上年实际值 | 实际完成值 | 指标分值 | 指标得分 | 偏差原因分析 |
    each: indicators[scope=annual]
    row: |
      | {name} | {sign} | {target} | {unit} | {baseline} | {actual} | {weight} | {score} | {reason} |
  - table: parts
    widths: 30 30 30 30 30
    head: |
      | 子项目 | 负责部门 | 子项目预算 | 子项目指标 | 指标责任人 |
    each: items as job / indicators
    row: |
      | {job.name} | {job.facts.department} | {job.budget.total} | {name} | {facts.person} |
  - table: schedule
    widths: 40 40 40
    head: |
      | 进度安排 | 开始日期 | 完成日期 |
    each: schedule
    row: |
      | {name} | {start} | {end} |
  - table: notes
    widths: 40 80
    rows: |
      | 表下注释 | {footnotes} |
"""
STATED: dict[str, Any] = {
    "goalbook": "2", "form": "selfeval", "body": "made-body", "year": "2024", "title": "生成样例项目支出绩效自评表", "name": "生成样例项目",
    "period": "2022-24", "score": "97.5", "money_unit": "万元",
    "goal": {"term": ["目标一。", "目标二。"], "annual": "年度目标一。", "actual": "全部完成。"},
    "budget": {
        "total": {"initial": "100.00", "adjusted": "120.00", "executed": "118.50", "rate": "98.75%", "score": "9.9"},
        "other": {"initial": "", "adjusted": "20.00", "executed": "18.50", "rate": "92.5%", "score": ""},
    },
    "schedule": [{"name": "招标", "start": "2024年1月", "end": "2024年3月"}, {"name": "施工", "start": "2024年4月", "end": ""}],
    "items": [
        {"name": "子项目一", "facts": {"department": "一科"}, "budget": {"total": "60.00"},
         "indicators": [{"name": "新建长度", "facts": {"person": "甲"}}, {"name": "改造长度", "facts": {"person": "乙"}}]},
    ],
    "indicators": [
        {"scope": "annual", "name": "培训次数", "sign": "≥", "target": "12", "unit": "次", "baseline": "10", "actual": "13",
         "weight": "10", "score": "10", "reason": ""},
        {"scope": "annual", "name": "培训合格率", "sign": "≥", "target": "95", "unit": "%", "baseline": "", "actual": "93.2",
         "weight": "15", "score": "14", "reason": "两期改为线上"},
    ],
    "footnotes": ["注一。", "注二。"],
}  # fmt: skip
WAYS = {"docx": (write_docx, read_docx), "xlsx": (write_xlsx, read_xlsx)}


def drawn(text: str = FORM) -> Form:
    """The form, without a problem."""
    form, problems = read_form(text.encode(), "forms/selfeval.yml", "selfeval")
    assert form is not None, problems
    assert problems == []
    return form


def stated(**fields: object) -> Document:
    """The document."""
    return Document.model_validate(STATED | fields)


def test_every_value_is_printed_in_its_place() -> None:
    """Each cell is the value at its path, whatever kind of field that is."""
    document = stated()
    cells = [cell for part in fill(drawn(), document) if isinstance(part, Grid) for cell in part.cells if cell.path]
    shown = {cell.path: cell.text for cell in cells}
    assert shown["goal.term"] == "目标一。\n目标二。"
    assert shown["budget.total.executed"] == "118.50"
    assert shown["indicators.1.actual"] == "93.2"
    assert shown["items.0.facts.department"] == "一科"
    assert shown["items.0.indicators.1.facts.person"] == "乙"
    assert shown["schedule.1.start"] == "2024年4月"
    assert shown["footnotes"] == "注一。\n注二。"
    for path, text in shown.items():
        value = value_at(document, path)
        assert text == ("\n".join(value) if isinstance(value, tuple) else value), path


def test_every_value_has_an_anchor_of_its_own() -> None:
    """The ids of cells differ, those of records in lists without anchors too."""
    document = stated()
    anchors = anchors_of(document)
    paths = [
        cell.path for part in fill(drawn(), document) if isinstance(part, Grid) for cell in part.cells if cell.path
    ]
    ids = [cell_anchor(path, anchors) for path in paths]
    assert len(set(ids)) == len(ids)
    assert "d:schedule.1.start" in ids
    assert "d:budget.total.executed" in ids


@pytest.mark.parametrize("way", WAYS)
def test_every_value_comes_back_as_what_it_is(way: str) -> None:
    """Through the site's own Word and Excel files the document states the same fields and no other."""
    form, document = drawn(), stated()
    write, read = WAYS[way]
    entry = summarise(document, form, Address("2024/made-body/x"), "")
    filled = fill_document(b"", document, entry, Body(goalbook="2", name="示例"))
    lines, source = read(write([Leaf(filled)], Paper())), SourceFile("made", "0" * 64)
    brought = import_document(form, lines, "2024/made-body/x.yml", source, catalogue("zh"))
    beside = {"source", "year_basis", "money_unit", "review"}
    made = with_kinds(form, brought.document).model_dump(exclude_unset=True, exclude=beside)
    expected = with_kinds(form, document).model_dump(exclude_unset=True, exclude=beside)
    assert made == expected
    assert (brought.left, brought.other, brought.misplaced) == ((), (), ())


def test_the_budget_is_the_amount_that_the_form_says() -> None:
    """Lists and sums have the adjusted budget, as the form's total says."""
    entry = summarise(stated(), drawn(), Address("2024/made-body/x"), "")
    assert entry.money is not None
    assert entry.money.printed == "120.00"


def test_the_form_says_of_what_kind_items_are() -> None:
    """An item without a kind has that of its level; what an item says itself stays."""
    document = stated(items=[{"name": "甲", "items": [{"name": "乙"}, {"kind": "task", "name": "丙"}]}])
    items = with_kinds(drawn(FORM.replace("[project]", "[project, cost]")), document).items
    assert [items[0].kind, *(one.kind for one in items[0].items)] == ["project", "cost", "task"]
    complete = stated(items=[{"kind": "duty", "name": "甲"}])
    assert with_kinds(drawn(), complete) is complete


def test_a_blank_file_has_every_place() -> None:
    """`goalbook new` writes the places of amounts and goals in parts, and the scope of the list that the form prints."""
    raw = blank_file(drawn(), "2024/made-body/x.yml", catalogue("zh"))
    node, problems = read_source(raw, "x.yml")
    assert problems == []
    assert node is not None
    document, faults = validate(Document, node, "x.yml")
    assert faults == {}
    assert document is not None
    assert document.indicators[0].scope == "annual"
    assert value_at(document, "budget.total.executed") == ""
    assert value_at(document, "goal.actual") == ""
    assert value_at(document, "schedule.0.end") == ""


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("{budget.total.initial}", "{budget.total.spent}", "form-no-such-place"),
        ("{goal.actual}", "{goal.result}", "form-no-such-place"),
        ("{name} | {sign}", "{name} | {targets.actual}", "form-no-such-place"),
        ("{name} | {start}", "{name} | {begin}", "form-no-such-place"),
        ("each: schedule", "each: shedule", "form-no-such-list"),
        ("{budget.other.initial}", "{budget.total}", "form-part-and-whole"),
        ("{goal.annual}", "{goal}", "form-part-and-whole"),
    ],
)
def test_a_place_that_no_record_has_is_told(before: str, after: str, key: str) -> None:
    """What the model has no place for can't be drawn, nor a value whole and in parts."""
    _, problems = read_form(FORM.replace(before, after, 1).encode(), "forms/selfeval.yml", "selfeval")
    assert key in [one.code for one in problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('budget: {total: "1.00"}', ["not-in-form budget.total budget.total.adjusted"]),
        ("budget: {total: {prior: \"1.00\"}}", ["not-in-form budget.total.prior budget.total"]),
        ("goal: 甲", ["not-in-form goal goal.actual"]),
        ("goal: {initial: 甲}", ["not-in-form goal.initial"]),
        ("indicators: [{name: 甲, scope: annual, rating: 优}]", ["not-in-form rating "]),
        ("schedule: [{name: 甲, start: 乙}]", []),
        ("indicators: [{name: 甲, scope: annual, better: higher}]", []),
        ("footnotes: [甲, 乙, 丙]", []),
    ],
)  # fmt: skip
def test_what_the_form_has_no_place_for_is_told(text: str, found: list[str]) -> None:
    """A part that the form doesn't print, a whole where it prints parts: each is told with the place that is near."""
    node, _ = read_source(f"goalbook: 2\nform: selfeval\nbody: b\n{text}\n".encode(), "x.yml")
    assert node is not None
    told = [dict(one.details) | {"code": one.code} for one in conform(node, "x.yml", (), only(drawn()))]
    said = [f"{one['code']} {one['key']} {one['suggestion']}" for one in told]
    assert len(said) == len(found)
    assert all(one.startswith(other) for one, other in zip(said, found, strict=True)), said


def test_values_are_set_where_they_are_read() -> None:
    """What is stated at a path is found there again, in lists and groups of any depth."""
    record: dict[str, Any] = {}
    for path in ("name", "budget.total.executed", "levels.2", "values.1.text", "facts.a"):
        set_at(record, path, path)
    assert record == {
        "name": "name", "budget": {"total": {"executed": "budget.total.executed"}}, "levels": [None, None, "levels.2"],
        "values": [None, {"text": "values.1.text"}], "facts": {"a": "facts.a"},
    }  # fmt: skip


def test_lists_of_records_are_those_of_the_model() -> None:
    """Every list that a form can walk is one of a record's fields."""
    held = {name for record in RECORDS.values() for name in record.model_fields}
    assert set(RECORDS) - {""} <= held
