"""What a value is comes through: open data, JSON, lists and summaries say target, result and baseline, of whom, when, in what unit."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from goalbook.book.entry import summarise
from goalbook.book.filled import Filled, fill_document
from goalbook.forms.drawing import read_form
from goalbook.forms.form import Form
from goalbook.model.address import Address
from goalbook.model.indicators import main_value, stated_values
from goalbook.model.records import Body, Document, Indicator
from goalbook.site.document.parts import document_parts
from goalbook.site.document.summary import in_one_text, summary_of
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.row import indicator_rows
from goalbook.writers.json import write_json

from site_tests.helpers.indicator_list import IndicatorList

SETTINGS = Settings("https://example.org/")
HEAD = "goalbook: 2\nname: 生成样例表\ntotal: [budget.total]\nparts:\n  - table: one\n    widths: {widths}\n    head: |\n      {head}\n"
TOWNS = ("甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县")
YEARS = ("2020", "2021", "2022", "2023", "2024")


def drawn(head: str, row: str, widths: str) -> Form:
    """A small form of one table."""
    text = HEAD.format(widths=widths, head=head) + f"    each: indicators\n    row: |\n      {row}\n"
    form, problems = read_form(text.encode(), "forms/sample.yml", "sample")
    assert form is not None, problems
    return form


SELF = drawn(
    "| 指标名称 | 性质 | 年度指标值 | 计量单位 | 上年实际值 | 实际完成值 | 分值 | 得分 |",
    "| {name} | {sign} | {target} | {unit} | {baseline} | {actual} | {weight} | {score} |",
    "20 20 20 20 20 20 20 20",
)  # fmt: skip
RESULTS = drawn("| 指标名称 | 实际完成值 |", "| {name} | {actual} |", "20 20")
HALVES = drawn("| 指标名称 | 中期指标值 | 年度指标值 |", "| {name} | {targets.term} | {targets.annual} |", "20 20 20")
LISTED = drawn("| 指标名称 | {for} … |", "| {name} | {values[of=target].text} … |", "20 20…")


def filled(form: Form, indicators: list[dict[str, Any]], **fields: object) -> Filled:
    """A generated document in a form."""
    record = {
        "goalbook": "2",
        "form": "sample",
        "body": "sample",
        "year": "2024",
        "title": "生成样例",
        "indicators": indicators,
    }
    document = Document.model_validate(record | fields)
    entry = summarise(document, form, Address("2024/sample/x"), "0" * 64)
    return fill_document(b"", document, entry, Body(goalbook="2", name="样例单位"))


def data_of(made: Filled) -> list[dict[str, str]]:
    """The rows of the open data by their heads."""
    rows = indicator_rows(made, document_parts(SETTINGS, made), SETTINGS.t)
    raw = IndicatorList(Settings("https://example.org/", language="en"), rows).raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def told(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    """Some columns of the open data."""
    return [tuple(row[name] for name in names) for row in rows]


EVALUATED: list[dict[str, Any]] = [
    {
        "name": "培训次数",
        "sign": "≥",
        "target": "12",
        "unit": "次",
        "baseline": "10",
        "actual": "13",
        "weight": "10",
        "score": "10",
    },
    {
        "name": "合格率",
        "sign": "≥",
        "target": "95",
        "unit": "%",
        "baseline": "",
        "actual": "93.2%",
        "weight": "15",
        "score": "14",
    },
    {
        "name": "影响",
        "sign": "定性",
        "target": "有所提升",
        "unit": "",
        "actual": "有所提升",
        "weight": "5",
        "score": "5",
    },
]


def test_a_self_evaluation_says_target_result_and_baseline() -> None:
    """Each value has a row that says what it is; sign and unit of other cells are read with it."""
    rows = data_of(filled(SELF, EVALUATED))
    assert told(rows, "indicator", "value_of", "value", "comparator", "low", "high", "unit") == [
        ("培训次数", "target", "≥12次", "≥", "12", "", "次"),
        ("培训次数", "actual", "13次", "", "13", "13", "次"),
        ("培训次数", "baseline", "10次", "", "10", "10", "次"),
        ("合格率", "target", "≥95%", "≥", "95", "", "%"),
        ("合格率", "actual", "93.2%", "", "93.2", "93.2", "%"),
        ("合格率", "baseline", "", "", "", "", ""),
        ("影响", "target", "有所提升", "", "", "", ""),
        ("影响", "actual", "有所提升", "", "", "", ""),
    ]  # fmt: skip


def test_a_transfer_says_of_whom() -> None:
    """The targets of seven counties are seven values, each with its county; none is the target of all."""
    values = [
        {"of": "target", "for": town, "sign": "≥", "text": str(n), "unit": "公里"} for n, town in enumerate(TOWNS, 3)
    ]
    made = filled(LISTED, [{"name": "新建公路", "values": values}])
    assert told(data_of(made), "value_of", "for", "value", "unit") == [
        ("target", town, f"≥{n}公里", "公里") for n, town in enumerate(TOWNS, 3)
    ]
    assert (made.entry.indicators, made.entry.targets, made.entry.numeric) == (1, 1, 1)
    assert indicator_rows(made, document_parts(SETTINGS, made), SETTINGS.t)[0].target.startswith(
        "甲县 ≥3公里 · 乙县 ≥4公里"
    )


def test_a_series_says_when() -> None:
    """Five years of results and forecasts: each has its year, and none counts as a target."""
    values = [
        {"of": "forecast" if year == "2024" else "actual", "at": year, "text": f"{n}0"}
        for n, year in enumerate(YEARS, 1)
    ]
    made = filled(RESULTS, [{"name": "就诊人次", "unit": "人次", "values": values}])
    assert told(data_of(made), "value_of", "at", "value") == [
        ("actual", "2020", "10人次"), ("actual", "2021", "20人次"), ("actual", "2022", "30人次"), ("actual", "2023", "40人次"),
        ("forecast", "2024", "50人次"),
    ]  # fmt: skip
    assert (made.entry.targets, made.entry.numeric) == (0, 0)
    (row,) = indicator_rows(made, document_parts(SETTINGS, made), SETTINGS.t)
    assert row.target.startswith("实际 2020 10人次 · 实际 2021 20人次")
    assert row.target.endswith(" · 预测 2024 50人次")


def test_a_list_says_what_each_value_is() -> None:
    """Among targets, results and baselines each says which it is, unless its head does; targets alone need no word."""
    made = filled(SELF, EVALUATED)
    shown = [row.target for row in indicator_rows(made, document_parts(SETTINGS, made), SETTINGS.t)]
    assert shown == [
        "年度指标值 ≥12次 · 实际完成值 13次 · 基期 上年实际值 10次",
        "年度指标值 ≥95% · 实际完成值 93.2%",
        "年度指标值 有所提升 · 实际完成值 有所提升",
    ]
    mixed = [{"of": "target", "for": "甲县", "text": "3"}, {"of": "actual", "for": "甲县", "at": "2023", "text": "2"}]
    listed = filled(LISTED, [{"name": "新建公路", "values": mixed}])
    english = Settings("https://example.org/", language="en").t
    assert [indicator_rows(listed, document_parts(SETTINGS, listed), t)[0].target for t in (SETTINGS.t, english)] == [
        "目标 甲县 3 · 实际 甲县 2023 2",
        "target 甲县 3 · result 甲县 2023 2",
    ]


def test_halves_say_their_scope() -> None:
    """The value of the term and that of the year are told apart; an indicator of one half says it once."""
    made = filled(HALVES, [
        {"name": "覆盖率", "targets": {"term": "≥90%", "annual": "≥80%"}},
        {"name": "次数", "scope": "term", "target": "≥6次"},
    ])  # fmt: skip
    assert told(data_of(made), "indicator", "scope", "value") == [
        ("覆盖率", "term", "≥90%"), ("覆盖率", "annual", "≥80%"), ("次数", "term", "≥6次"),
    ]  # fmt: skip
    assert (
        indicator_rows(made, document_parts(SETTINGS, made), SETTINGS.t)[0].target
        == "中期指标值 ≥90% · 年度指标值 ≥80%"
    )
    main = main_value(made.document.indicators[0])
    assert main is not None
    assert main.target.low == 80


def test_the_json_says_what_each_value_is() -> None:
    """Readings name what they read, where, of when and of whom."""
    value = {"of": "actual", "phase": "midyear", "at": "2024年6月", "for": "甲县", "text": "7", "unit": "次"}
    found = json.loads(
        write_json(filled(SELF, [{"name": "次数", "sign": "≥", "target": "12", "unit": "次", "values": [value]}]))
    )
    first, second = found["readings"][0]["values"]
    assert (first["of"], first["path"], first["printed"], first["low"], first["unit"]) == (
        "target",
        "target",
        "≥12次",
        "12",
        "次",
    )
    assert {key: second[key] for key in ("of", "path", "phase", "at", "for", "printed", "low", "comparator")} == {
        "of": "actual", "path": "values.0.text", "phase": "midyear", "at": "2024年6月", "for": "甲县", "printed": "7次", "low": "7",
        "comparator": "",
    }  # fmt: skip
    assert found["document"]["indicators"][0]["values"] == [value]


def summary(made: Filled) -> str:
    """What the page says in one sentence or two."""
    return in_one_text(SETTINGS.t, summary_of(SETTINGS.t, made, None, ()))


def test_a_summary_claims_nothing_that_wasnt_asked() -> None:
    """Of a form that has results alone nothing is said of targets, of one without a budget nothing of that."""
    said = summary(filled(RESULTS, [{"name": "甲", "actual": "5"}, {"name": "乙", "actual": "6"}]))
    assert said == "2024 年，样例单位的《生成样例》。共 2 项指标。2 项写明了实际完成值。"


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ({}, "2024 年，样例单位的《生成样例》。"),
        ({"budget": {"total": ""}}, "2024 年，样例单位的《生成样例》，预算数一栏为空。"),
        ({"budget": {"total": "—"}}, "2024 年，样例单位的《生成样例》，预算数一栏为空。"),
        ({"budget": {"total": "约百万"}}, "2024 年，样例单位的《生成样例》，预算数“约百万”不能读作一个数。"),
        ({"budget": {"total": "5.00"}, "money_unit": "万元"}, "2024 年，样例单位预算 5.00 万元。"),
        (
            {"budget": {"total": {"initial": "5.00", "adjusted": "6.00"}}, "money_unit": "万元"},
            "2024 年，样例单位预算 6.00 万元。",
        ),
    ],
)
def test_an_absence_is_said_with_proof(budget: dict[str, object], said: str) -> None:
    """That there is no budget is said where its place is blank; what can't be read is called so."""
    assert summary(filled(SELF, EVALUATED, **budget)).startswith(said)


def test_a_result_is_told_beside_its_target() -> None:
    """How many results there are, one of them beside its target, and the score; a dash is no result, a long text no example."""
    rows = [
        {"name": "甲", "target": "3", "actual": "—"}, {"name": "长" * 31, "target": "3", "actual": "2"},
        {"name": "乙", "sign": "≥", "target": "12", "unit": "次", "actual": "11"},
    ]  # fmt: skip
    said = summary(filled(SELF, rows, score="95", weight="100", rating="优"))
    assert "2 项写明了实际完成值，例如“乙”目标 ≥12次，实际完成 11次。自评得分 95（满分 100），等级 优。" in said
    assert "实际完成" not in summary(filled(SELF, rows[:1]))


TERM = replace(SELF, total=("budget.total.term",))
THREE_YEARS = {"budget": {"total": {"term": "3000"}}, "money_unit": "万元"}


@pytest.mark.parametrize(
    ("form", "fields", "said"),
    [
        (TERM, THREE_YEARS | {"period": "2023—2025年"}, "2023—2025年，样例单位预算 3000 万元。"),
        (TERM, THREE_YEARS, "2024 年起的实施期内，样例单位预算 3000 万元。"),
        (SELF, {"budget": {"total": "5.00"}, "period": "2024-25", "money_unit": "万元"}, "2024 年（2024-25），样例单位预算 5.00 万元。"),
        (SELF, {"year": None, "period": "2024-25"}, "2024-25，样例单位的《生成样例》。"),
    ],
)  # fmt: skip
def test_a_summary_says_the_time_that_an_amount_is_of(form: Form, fields: dict[str, object], said: str) -> None:
    """An amount of a whole term is never told as one of a year; a printed period stands beside the year."""
    assert summary(filled(form, EVALUATED, **fields)).startswith(said)


@pytest.mark.parametrize("purpose", ["两辆公车续保。", "两辆公车续保", "两辆公车续保；", "两辆公车续保."])
def test_a_purpose_ends_in_one_stop(purpose: str) -> None:
    """However the purpose ends, the sentence has one stop."""
    said = summary(filled(SELF, EVALUATED, name="车辆", about=purpose, budget={"total": "5.00"}, money_unit="万元"))
    assert "车辆预算 5.00 万元，用于两辆公车续保。共" in said


def test_a_document_is_of_the_stage_of_its_form() -> None:
    """Where a document states no stage it has its form's; its own comes first."""
    form = replace(SELF, stage="evaluated")
    assert filled(form, EVALUATED).entry.stage == "evaluated"
    assert filled(form, EVALUATED, stage="adjusted").entry.stage == "adjusted"
    assert filled(SELF, EVALUATED).entry.stage == ""


@pytest.mark.parametrize(
    ("cells", "shown", "bounds", "read_unit"),
    [
        (("≥", "95", "%"), "≥95%", ("95", None), "%"),
        (("≤", "4", "次/年"), "≤4次/年", (None, "4"), "次"),
        (("=", "100", "％"), "=100％", ("100", "100"), "%"),
        (("≥", "≥95%", "%"), "≥95%", ("95", None), "%"),
        (("定性", "12", "次"), "12次", ("12", "12"), "次"),
        (("", "12", "件（套）"), "12件（套）", ("12", "12"), "件（套）"),
        (("≥", "12", "/"), "≥12", ("12", None), ""),
        (("", "47", "people"), "47 people", ("47", "47"), "people"),
        (("≥", "有所提升", "%"), "有所提升", (None, None), ""),
        (("≥", "", "%"), "", (None, None), ""),
    ],
)
def test_sign_and_unit_of_other_cells_are_read_with_a_value(
    cells: tuple[str, str, str], shown: str, bounds: tuple[str | None, str | None], read_unit: str
) -> None:
    """What stands in cells of its own is joined where it is missing, and never put to words or to a blank."""
    sign, text, unit = cells
    value = next(stated_values(Indicator(name="甲", sign=sign, target=text, unit=unit)))
    low, high = (None if one is None else f"{one:f}" for one in (value.target.low, value.target.high))
    assert (value.shown, (low, high), value.target.unit) == (shown, bounds, read_unit)
