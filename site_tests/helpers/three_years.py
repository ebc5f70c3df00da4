"""Goals of three years, made up and marked as such: a project through all its stages, renamed, split, merged, dropped, withdrawn.

``water`` and ``roads`` stand below ``county``; ``school`` comes in 2024. What is in each document is counted in the tests of its pages.
"""

from __future__ import annotations

from pathlib import Path

NOTE = "自动生成的示例，不是真实文件"

_BODIES = {
    "county": ("示例县财政局", ""),
    "water": ("示例县水务局", "county"),
    "roads": ("示例县交通局", "county"),
    "school": ("示例县教育局", ""),
}

_GOAL = """goalbook: 2
form: cn-project
stage: approved
title: {name}绩效目标表
body: {body}
year: {year}
money_unit: 万元
name: {name}
budget: {{total: {{annual: "{budget}"}}}}
goal: 完成{name}
indicators:
{indicators}{more}source: {{file: {note}}}
"""
# A form that prints the code of a project.
_CODED = """goalbook: 2
form: hebei-project
stage: approved
title: {name}绩效目标表
body: {body}
year: {year}
money_unit: 万元
code: {code}
name: {name}
budget: {{total: "{budget}"}}
goal: 完成{name}
indicators:
{indicators}{more}source: {{file: {note}}}
"""
_EVALUATION = """goalbook: 2
form: cn-project-selfeval
title: {name}绩效自评表
body: {body}
year: {year}
money_unit: 万元
name: {name}
budget: {{total: {{initial: "{budget}", adjusted: "{budget}", executed: "{spent}", weight: "10", rate: "", score: "10"}}}}
goal: {{initial: 完成{name}, actual: 已完成}}
indicators:
{indicators}weight: "100"
score: "{score}"
evaluates: {evaluates}
source: {{file: {note}}}
"""
_ADJUSTED = """goalbook: 2
form: cn-adjust
title: {name}绩效目标调整表
body: {body}
year: {year}
money_unit: 万元
name: {name}
budget: {{total: {{initial: "{before}", adjusted: "{budget}"}}}}
facts: {{reason: 工程量增加}}
continues: {{document: {year}/{body}/pipes, reason: 工程量增加}}
indicators:
{indicators}source: {{file: {note}}}
"""
_MIDYEAR = """goalbook: 2
form: cn-monitor
title: {name}绩效目标执行监控表
body: {body}
year: {year}
money_unit: 万元
name: {name}
budget: {{total: {{initial: "{budget}", executed: "0.50", rate: "42%"}}}}
goal: 完成{name}
continues: {{document: {year}/{body}/pipes-adjusted}}
indicators:
{indicators}source: {{file: {note}}}
"""


def write_three_years(root: Path) -> None:
    """Write the goals' folder."""
    for name, (shown, parent) in _BODIES.items():
        above = f"parent: {parent}\n" if parent else ""
        text = f"goalbook: 2\nname: {shown}\nregion: {{name: 示例县, code: '990101'}}\n{above}note: {NOTE}\n"
        _write(root, f"bodies/{name}", text)
    for address, text in DOCUMENTS.items():
        _write(root, address, text)
    pages = {
        "index.md": "# 示例\n\n<!-- goalbook:home -->\n",
        "about.md": "# 关于\n\n## 反馈 {#objections}\n\n## 无障碍 {#accessibility}\n",
    }
    for name, text in pages.items():
        (root / name).write_text(text, "utf-8")


# What is owed in each year, some with a reason why it isn't there; a calendar says which days are worked.
OWED = {
    "2022": """approved: 2022-01-31
expected:
  - {stage: approved, bodies: [water, roads, school]}
  - {stage: evaluated, bodies: [water, roads], due: 2023-04-30}
absent:
  - {body: roads, stage: evaluated, why: other, reason: 机构调整（生成）}
""",
    "2023": """approved: 2023-01-31
working_days: 15
expected:
  - {stage: approved, bodies: [water, roads, school]}
  - {stage: approved, document: patrol, bodies: [roads]}
  - {stage: evaluated, bodies: [water, roads], due: 2024-04-30}
""",
    "2024": """expected:
  - {stage: approved, bodies: [water, roads, school]}
  - {stage: evaluated, bodies: [water, roads, school], due: 2025-04-30}
""",
}


def write_owed(root: Path) -> None:
    """Write the lists of what is owed beside the three years."""
    head = "# yaml-language-server: $schema=../schema/{}.json\ngoalbook: 2\n"
    for year, text in OWED.items():
        _write(root, f"site/expected-{year}", head.format("expected") + text)
    _write(root, "site/days-2023", head.format("days") + "holidays: [2023-02-06, 2023-02-07]\n")


def _write(root: Path, address: str, text: str) -> None:
    path = root / f"{address}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _goal(address: str, name: str, budget: str, indicators: list[str], more: str = "") -> tuple[str, str]:
    year, body, _ = address.split("/")
    text = _GOAL.format(
        name=name, body=body, year=year, budget=budget, indicators=_rows(indicators),
        more=more, note=NOTE,
    )  # fmt: skip
    return address, text


def _coded(address: str, name: str, budget: str, indicators: list[str], more: str = "") -> tuple[str, str]:
    year, body, _ = address.split("/")
    return address, _CODED.format(
        name=name, body=body, year=year, code=WELLS, budget=budget, indicators=_rows(indicators), more=more, note=NOTE
    )


def _rows(indicators: list[str]) -> str:
    """Rows such as ``数量指标 | 改造管网 | ≥10公里 | actual=9公里 | score=10``; a first field ``was=…`` names an earlier name."""
    lines = []
    for row in indicators:
        second, name, target, *others = (part.strip() for part in row.split("|"))
        first = "效益指标" if second in ("社会效益指标", "满意度指标") else "产出指标"
        lines.append(f"  - path: [{first}, {second}]\n    name: {name}\n")
        if target:
            lines.append(f'    target: "{target}"\n')
        for other in others:
            key, _, value = other.partition("=")
            lines.append(f"    {key}: {value}\n")
    return "".join(lines)


def _evaluation(address: str, name: str, money: tuple[str, str], score: str, indicators: list[str]) -> tuple[str, str]:
    year, body, document = address.split("/")
    text = _EVALUATION.format(
        name=name, body=body, year=year, budget=money[0], spent=money[1], score=score, indicators=_rows(indicators),
        evaluates=f"{year}/{body}/{document.removesuffix('-result')}", note=NOTE,
    )  # fmt: skip
    return address, text


def _result(weight: str, score: str, actual: str, reason: str = "") -> str:
    return f'actual="{actual}" | weight="{weight}" | score="{score}" | reason="{reason}"'


WELLS = "99010122P000000000001"


def _adjusted(before: str, after: str) -> str:
    return f"values=[{{of: target, phase: initial, text: {before}}}, {{of: target, phase: adjusted, text: {after}}}]"


DOCUMENTS = dict(
    (
        _goal("2022/water/pipes", "管网改造", "0.80", [
            "数量指标 | 改造管网长度 | ≥10公里", "质量指标 | 验收合格率 | ≥75%", "时效指标 | 完工时间 | 12月底前",
            "社会效益指标 | 漏损率 | ≤12%", "满意度指标 | 用户满意度 | ≥90%",
        ]),
        _evaluation("2022/water/pipes-result", "管网改造", ("0.80", "0.80"), "92", [
            f"数量指标 | 改造管网长度 | ≥10公里 | {_result('30', '30', '11公里')}",
            f"质量指标 | 验收合格率 | ≥75% | {_result('20', '20', '80%')}",
            f"时效指标 | 完工时间 | 12月底前 | {_result('10', '10', '11月20日')}",
            f"社会效益指标 | 漏损率 | ≤12% | {_result('20', '12', '13.5%', '部分支管未改造')}",
            f"满意度指标 | 用户满意度 | ≥90% | {_result('10', '10', '未调查')}",
        ]),
        _coded("2022/water/wells", "机井维修", "0.30", ["数量指标 | 维修机井 | ≥20眼"]),
        _goal("2022/roads/bridges", "桥梁养护", "2.00", ["数量指标 | 养护桥梁 | ≥12座", "质量指标 | 桥梁完好率 | ≥95%"]),
        _goal("2022/roads/signs", "标志更新", "0.50", ["数量指标 | 更新标志牌 | ≥200块"]),
        _goal("2022/roads/lamps", "路灯维护", "0.40", ["数量指标 | 维护路灯 | ≥500盏"],
              more="retired: {date: 2022-12-31, reason: 移交城管部门}\n"),
        _goal("2023/water/pipes", "管网改造", "1.20", [
            "数量指标 | 改造管网长度 | ≥12公里", "质量指标 | 验收合格率 | ≥95%", "时效指标 | 完工时间 | 12月底前",
            "社会效益指标 | 管网漏损率 | ≤12% | was=[漏损率]", "社会效益指标 | 新增供水人口 | ≥300人",
        ]),
        ("2023/water/pipes-adjusted", _ADJUSTED.format(
            name="管网改造", body="water", year="2023", before="1.20", budget="1.50", note=NOTE,
            indicators=_rows([
                f"数量指标 | 改造管网长度 | | {_adjusted('≥12公里', '≥15公里')}",
                f"质量指标 | 验收合格率 | | {_adjusted('≥95%', '≥95%')}",
            ]))),
        ("2023/water/pipes-midyear", _MIDYEAR.format(
            name="管网改造", body="water", year="2023", budget="1.20", note=NOTE,
            indicators=_rows([
                'actual | 改造管网长度 | ≥12公里 | actual="6公里"', 'actual | 验收合格率 | ≥95% | actual="100%"',
            ]).replace("actual]", "数量指标]"))),
        _evaluation("2023/water/pipes-result", "管网改造", ("1.50", "1.09"), "100", [
            f"数量指标 | 改造管网长度 | ≥15公里 | {_result('30', '30', '15.2公里')}",
            f"质量指标 | 验收合格率 | ≥95% | {_result('30', '30', '72.74%')}",
            f"时效指标 | 完工时间 | 12月底前 | {_result('10', '10', '2024年1月15日')}",
            f"社会效益指标 | 管网漏损率 | ≤12% | {_result('10', '10', '11%')}",
            f"社会效益指标 | 新增供水人口 | ≥300人 | {_result('10', '10', '约310人')}",
        ]),
        _coded("2023/water/well-repair", "机井维修", "0.30", ["数量指标 | 维修机井 | ≥15眼"],
              more="merged_into: {document: 2024/water/networks, reason: 项目整合}\n"),
        _goal("2023/roads/bridges-north", "北片桥梁养护", "1.10", ["数量指标 | 养护桥梁 | ≥7座"],
              more="split_from: {document: 2022/roads/bridges, reason: 分片管理}\n"),
        _goal("2023/roads/bridges-south", "南片桥梁养护", "1.30", ["数量指标 | 养护桥梁 | ≥6座"],
              more="split_from: {document: 2022/roads/bridges, reason: 分片管理}\n"),
        _goal("2023/roads/signals", "标志标线更新", "0.45", ["数量指标 | 更新标志牌 | ≥180块"],
              more="was: [2023/roads/signs]\n"),
        _goal("2023/roads/patrol", "公路巡查", "0.20", ["数量指标 | 巡查次数 | ≥50次"],
              more="withdrawn: {date: 2023-05-06, reason: 内容有误}\n"),
        _goal("2024/water/networks", "供水管网综合改造", "1.60", [
            "数量指标 | 改造管网长度 | ≥15公里", "质量指标 | 验收合格率 | ≥97%", "社会效益指标 | 管网漏损率 | ≤11%",
            "社会效益指标 | 新增供水人口 | 有所增加",
        ], more="continues: {document: 2023/water/pipes, reason: 项目整合}\n"),
        _goal("2024/roads/signals", "标志标线更新", "0.45", ["数量指标 | 更新标志牌 | ≥180块"]),
        _goal("2024/school/meals", "学生营养餐", "3.00", ["数量指标 | 受益学生 | ≥2000人", "满意度指标 | 学生满意度 | ≥90%"]),
    )
)  # fmt: skip
