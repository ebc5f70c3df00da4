"""Tables as other offices set them: columns moved, units in heads, more lines of heads, columns that the form doesn't have."""

from __future__ import annotations

from typing import Any

import pytest
from goalbook.importing.import_document import Imported, SourceFile, import_document
from goalbook.importing.lines import Lines
from goalbook.importing.reading.recognise import recognise
from goalbook.importing.sources.html import read_html
from goalbook.messages.catalogue import catalogue
from goalbook.model.places import value_at

from site_tests.helpers.shipped import FORMS

INDICATORS = "<tr><td>一级指标<td>二级指标<td>三级指标"


def imported(form: str, *tables: str) -> Imported:
    """What comes of some tables under a title."""
    lines: Lines = read_html(
        "<p>示例绩效目标表</p><p>（2024年度）</p>".encode()
        + "".join(f"<table>{one}</table>" for one in tables).encode()
    )
    assert recognise(FORMS, lines.lines) is FORMS[form]
    return import_document(FORMS[form], lines, "2024/made-body/x.yml", SourceFile("x", "0" * 64), catalogue("zh"))


def at(brought: Imported, path: str) -> Any:
    """The value at a place."""
    return value_at(brought.document, path)


def said(brought: Imported, *paths: str) -> list[Any]:
    """The values at some places."""
    return [at(brought, path) for path in paths]


MONITOR = """<tr><td>项目名称<td colspan=6>示例项目<tr><td>主管部门及代码<td colspan=2>示例局<td>实施单位<td colspan=3>示例所
<tr><td rowspan=4>项目资金（元）<td>资金来源<td>年初预算数<td>1-7月执行数<td>全年预计执行数<td>1-7月执行率<td>备注
<tr><td>年度资金总额<td>1000<td>400<td>900<td>40%<td><tr><td>其中：本年财政拨款<td>1000<td><td>800<td>30%<td>压减
<tr><td>其他资金<td><td><td><td><td><tr><td>年度总体目标<td colspan=6>示例目标"""
HEADS = "".join(
    f"<td rowspan=2>{one}"
    for one in ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况")
)
MONITORED = (
    f"<tr>{HEADS}<td colspan=6>偏差原因分析<td rowspan=2>完成目标可能性"
    "<tr><td>人员保障<td>经费保障<td>制度保障<td>硬件条件保障<td>其他<td>原因说明"
    "<tr><td>产出指标<td>数量指标<td>示例次数<td>≥6次<td>3次<td>6次<td><td>√<td><td><td><td>晚<td>确定能"
)
ANNUAL = {"total": ["1000", "400", "40%", "900"], "fiscal": ["1000", "", "30%", "800"]}


def test_lines_that_stand_once_are_read_below_heads_that_moved() -> None:
    """Money by its heads, not by its place in the line; a blank one stays blank, and all is proved."""
    brought = imported("cn-monitor", MONITOR, MONITORED)
    for source, (initial, executed, rate, forecast) in ANNUAL.items():
        budget = at(brought, f"budget.{source}")
        assert [budget.initial, budget.executed, budget.rate] == [initial, executed, rate]
        assert [value.text for value in budget.values] == [forecast]
    assert said(brought, "indicators.0.reasons.staff", "indicators.0.reasons.funds") == ["", "√"]
    assert brought.certain


def test_a_total_and_units_in_heads_are_read_below_heads_that_moved() -> None:
    """Weights and scores of a total row, and amounts below heads that state the unit."""
    brought = imported(
        "cn-project-selfeval",
        "<tr><td>项目名称<td colspan=7>示例<tr><td>主管部门<td colspan=3>示例局<td>实施单位<td colspan=3>示例站"
        "<tr><td rowspan=5>项目资金<td>资金来源<td>分值<td>年初预算数（万元）<td>全年预算数（万元）<td>全年执行数（万元）<td>执行率<td>得分"
        "<tr><td>年度资金总额<td>10<td>100.00<td>90.00<td>81.00<td>90%<td>9"
        "<tr><td>其中：当年财政拨款<td>—<td>100.00<td>90.00<td>81.00<td>90%<td>—"
        "<tr><td>上年结转资金<td>—<td><td><td><td><td>—<tr><td>其他资金<td>—<td><td><td>7.00<td><td>—"
        "<tr><td>年度总体目标<td>预期目标<td colspan=2>目标一<td>实际完成情况<td colspan=3>完成一"
        f"{INDICATORS}<td>分值<td>年度指标值<td>实际完成值<td>得分<td>偏差原因分析及改进措施"
        "<tr><td>产出指标<td>数量指标<td>公里数<td>30<td>50<td>48<td>28<td>雨<tr><td colspan=3>总分<td>100<td><td><td>97<td>",
    )
    paths = ("money_unit", "budget.total.initial", "budget.total.executed", "budget.total.weight", "budget.total.score",
             "budget.other.executed", "budget.other.adjusted", "indicators.0.weight", "weight", "score", "goal.actual")  # fmt: skip
    assert said(brought, *paths) == ["万元", "100.00", "81.00", "10", "9", "7.00", "", "30", "100", "97", "完成一"]
    assert brought.certain


def test_a_column_of_two_lines_of_heads_is_no_record() -> None:
    """A second line of heads that the form doesn't have is told with all below it, and the columns beside it are read."""
    brought = imported(
        "cn-project",
        "<tr><td colspan=2>项目名称<td colspan=6>示例<tr><td colspan=2>主管部门及代码<td colspan=3>示例局<td>实施单位<td colspan=2>示例站"
        "<tr><td colspan=2>项目属性<td colspan=3>新增<td>项目期<td colspan=2>1年"
        "<tr><td colspan=2 rowspan=3>项目资金（万元）<td colspan=3>年度资金总额<td colspan=3>1.00"
        "<tr><td colspan=3>其中：财政拨款<td colspan=3>1.00"
        "<tr><td colspan=3>其他资金<td colspan=3>0.00<tr><td colspan=2>年度总体目标<td colspan=6>目标"
        "<tr><td rowspan=4>绩效指标<td rowspan=2>一级指标<td rowspan=2>二级指标<td rowspan=2>三级指标"
        "<td colspan=3>指标值<td rowspan=2>分值权重"
        "<tr><td>符号<td>数值<td>单位<tr><td rowspan=2>产出指标<td>数量指标<td>人次<td>≥<td>150<td>人<td>20"
        "<tr><td>质量指标<td>合格率<td>≥<td>95<td>%<td>30",
    )
    assert [(one.path, one.name, one.weight) for one in brought.document.indicators] == [
        (("产出指标", "数量指标"), "人次", "20"),
        (("产出指标", "质量指标"), "合格率", "30"),
    ]
    assert [piece.text for piece in brought.left] == ["符号", "数值", "单位", "≥", "150", "人", "≥", "95", "%"]


def test_columns_of_other_heads_are_none_of_the_form() -> None:
    """Two years' targets are told, not taken for the target and the weight."""
    brought = imported(
        "cn-project",
        "<tr><td>项目名称<td colspan=5>示例<tr><td>主管部门及代码<td colspan=2>示例局<td>实施单位<td colspan=2>示例站"
        "<tr><td>项目属性<td colspan=2>新增<td>项目期<td colspan=2>1年<tr><td rowspan=3>项目资金（万元）<td colspan=2>年度资金总额"
        "<td colspan=3>1.00<tr><td colspan=2>其中：财政拨款<td colspan=3>1.00<tr><td colspan=2>其他资金<td colspan=3>0.00"
        "<tr><td>年度总体目标<td colspan=5>目标<tr><td rowspan=2>绩效指标<td>一级指标<td>二级指标<td>三级指标<td>2024年计划<td>2023年计划"
        "<tr><td>产出指标<td>数量指标<td>份数<td>≥12份<td>≥10份",
    )
    (indicator,) = brought.document.indicators
    assert (indicator.name, indicator.target, indicator.weight) == ("份数", None, None)
    assert [piece.text for piece in brought.left] == ["2024年计划", "2023年计划", "≥12份", "≥10份"]


@pytest.mark.parametrize(
    ("regions", "amounts", "certain"), [("甲县 乙县", "40.00 30.00", True), ("乙县 甲县", "30.00 40.00", True)]
)
def test_a_line_over_columns_from_the_data_is_read_below_heads_that_moved(
    regions: str, amounts: str, certain: bool
) -> None:
    """The total of the province stands behind those of its regions here."""
    columns = "".join(f"<td>{one}" for one in regions.split())
    values = "".join(f"<td>{one}" for one in amounts.split())
    brought = imported(
        "cn-transfer-regions",
        "<tr><td>专项名称<td colspan=4>示例<tr><td>中央主管部门<td colspan=2>部<td>专项实施期<td>3年<tr><td>省级财政部门<td colspan=2>厅"
        "<td>省级主管部门<td>厅二<tr><td rowspan=3>资金情况（万元）<td>实施期金额<td>3.00<td>年度金额<td>1.00"
        "<tr><td>其中：中央补助<td>2.00<td>其中：中央补助<td>1.00"
        "<tr><td>地方资金<td>1.00<td>地方资金<td>0.00<tr><td>总体目标<td>实施期总体目标<td>一<td>年度总体目标<td>二",
        "<tr><td rowspan=2>一级指标<td rowspan=2>二级指标<td rowspan=2>三级指标<td colspan=2>区域目标值"
        "<td rowspan=2>全省指标值<td rowspan=2>指标解释"
        f"<tr>{columns}<tr><td colspan=3>年度金额分配（万元）{values}<td>70.00<td>按人口"
        "<tr><td>产出指标<td>数量指标<td>公里<td>10<td>20<td>30<td>含新建",
    )
    assert brought.document.facts["allocated"] == "70.00"
    budget = at(brought, "budget.total")
    found = {getattr(value, "for"): value.text for value in budget.values}
    assert found == dict(zip(regions.split(), amounts.split(), strict=True))
    assert brought.document.indicators[0].target == "30"
    assert brought.certain == certain
