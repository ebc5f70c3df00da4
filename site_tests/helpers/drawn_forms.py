"""Small drawn forms, one for each thing that a form must be able to say, each with a generated document that fills it."""

from __future__ import annotations

from typing import Any, NamedTuple

from goalbook.forms.fill import Sheet
from goalbook.forms.grid import Grid


class DrawnForm(NamedTuple):
    """A form file without its head, and the fields of a document in it."""

    drawing: str
    fields: dict[str, Any]

    @property
    def text(self) -> str:
        """The form file."""
        return f"goalbook: 2\nname: 生成的示例表样\nregion: 示例\n{self.drawing}"

    @property
    def document(self) -> dict[str, Any]:
        """The whole document, marked as generated."""
        return {"goalbook": "2", "form": "made", "body": "sample-0001", **self.fields}


def row(one: str, two: str, name: str, **fields: Any) -> dict[str, Any]:
    """An indicator below two labels."""
    return {"path": [one, two], "name": name, **fields}


def as_lines(sheet: Sheet) -> list[str]:
    """A filled form as text: every position of a grid, what goes on from above or from the left as an arrow."""
    lines: list[str] = []
    for part in sheet:
        if not isinstance(part, Grid):
            lines += [f"{'#' * one.level}{one.text}" for one in part.paragraphs]
            continue
        lines += [text for text in (part.number, part.title, part.subtitle) if text]
        lines += [f"{cell.row} {cell.text}" for cell in part.above]
        for row, cells in enumerate(part.matrix()):
            arrows = [
                "^" if cell.row < row else "<" if cell.col < col else cell.text.replace("\n", "⏎")
                for col, cell in enumerate(cells)
            ]
            lines.append(f"| {' | '.join(arrows)} |")
        lines += [f"{cell.row} {cell.text}" for cell in part.below]
    return lines


DRAWN_FORMS: dict[str, DrawnForm] = {
    "halves": DrawnForm(
        """\
parts:
  - table: indicators
    title: "{title}"
    widths: 20 20 34 20 20 34 20
    body:
      - head: |
          | 一级指标 || 中期指标 | <        | <      || 年度指标 | <        | <      |
          | ^        || 二级指标 | 三级指标 | 指标值 || 二级指标 | 三级指标 | 指标值 |
      - each: indicators[scope=term] || indicators[scope=annual]
        row: |
          | {path.0 merge} || {path.1 merge} | {name} | {target} || {path.1 merge} | {name} | {target} |
""",
        {
            "title": "生成的中期绩效目标表",
            "indicators": [
                row("产出指标", "数量指标", "中期甲", target="11", scope="term"),
                row("产出指标", "数量指标", "中期乙", target="12", scope="term"),
                row("产出指标", "质量指标", "中期丙", target="13", scope="term"),
                row("效益指标", "社会效益", "中期丁", target="14", scope="term"),
                row("产出指标", "数量指标", "年度甲", target="21", scope="annual"),
                row("效益指标", "社会效益", "年度乙", target="22", scope="annual"),
                row("效益指标", "社会效益", "年度丙", target="23", scope="annual"),
                row("满意度指标", "服务对象", "年度丁", target="24", scope="annual"),
            ],
        },
    ),
    "a line in the middle": DrawnForm(
        """\
parts:
  - table: measures
    title: "{title}"
    widths: 60 60
    above: |
      |  | 实施期：{period} |  |
      | {facts.unit_line} | 单位：{money_unit} |
    below: |
      |  | （公章）：{facts.seal} |  |
    body:
      - head: |
          | 三级指标 | 指标值 |
      - each: indicators
        row: |
          | {name} | {target} |
""",
        {
            "title": "生成的绩效目标表",
            "period": "2023—2025年",
            "money_unit": "万元",
            "facts": {"unit_line": "填报单位：某局", "seal": "某章"},
            "indicators": [{"name": "甲", "target": "1"}, {"name": "乙", "target": "2"}],
        },
    ),
    "two lists": DrawnForm(
        """\
parts:
  - table: both
    widths: 30 30 30 30
    body:
      - head: |
          | 中期指标 | 中期值 || 年度指标 | 年度值 |
      - each: indicators[scope=term] || indicators[scope=annual]
        row: |
          | {name} | {target} || {name} | {target} |
""",
        {
            "indicators": [
                {"name": "甲", "target": "1", "scope": "term"},
                {"name": "乙", "target": "2", "scope": "annual"},
                {"name": "丙", "target": "3", "scope": "annual"},
            ]
        },
    ),
    "a total row": DrawnForm(
        """\
parts:
  - table: tasks
    widths: 40 60 30
    body:
      - head: |
          | 任务名称 | 主要内容 | 预算金额（{money_unit}） |
      - each: items
        row: |
          | {name}   | {about}  | {budget.total} |
        total: |
          | 金额合计 | <        | {budget.total} |
      - head: |
          | 三级指标 | 说明     | 指标值   |
      - each: indicators
        row: |
          | {name}   | {about}  | {target} |
""",
        {
            "money_unit": "万元",
            "budget": {"total": "3.00"},
            "items": [
                {"kind": "task", "name": "示例任务一", "about": "内容一", "budget": {"total": "1.00"}},
                {"kind": "task", "name": "示例任务二", "about": "内容二", "budget": {"total": "2.00"}},
            ],
            "indicators": [{"name": "次数", "about": "", "target": "≥3次"}],
        },
    ),
    "a row over each function": DrawnForm(
        """\
kinds: [function]
parts:
  - table: functions
    widths: 40 60 30
    head: |
      | 二级指标 | 三级指标 | 指标值 |
    each: items as function / indicators
    row: |
      | 职能：{function.name} | <      | <        |
      | {path.0 merge}        | {name} | {target} |
""",
        {
            "items": [
                {
                    "kind": "function",
                    "name": "示例甲",
                    "indicators": [
                        {"path": ["数量"], "name": "次数", "target": "1"},
                        {"path": ["数量"], "name": "人数", "target": "2"},
                    ],
                },
                {"kind": "function", "name": "示例乙"},
                {
                    "kind": "function",
                    "name": "示例丙",
                    "indicators": [{"path": ["数量"], "name": "天数", "target": "3"}],
                },
            ]
        },
    ),
    "a row over each label": DrawnForm(
        """\
parts:
  - table: labels
    widths: 40 60 30
    head: |
      | 二级指标       | 三级指标 | 指标值   |
    each: indicators
    row: |
      | {path.0 merge} | <        | <        |
      | {path.1 merge} | {name}   | {target} |
""",
        {
            "indicators": [
                row("产出指标", "数量", "次数", target="1"),
                row("产出指标", "数量", "人数", target="2"),
                row("效益指标", "社会", "知晓率", target="3"),
            ]
        },
    ),
    "records of several rows": DrawnForm(
        """\
parts:
  - table: rows
    widths: 30 30 40 40
    head: |
      | 一级指标       | 二级指标       | 三级指标      | 指标值       |
    each: indicators
    row: |
      | {path.0 merge} | {path.1 merge} | {name}        | 至{target}止 |
      | ^              | ^              | 依据          | {basis}      |
      ?about | ^       | ^              | 说明：{about} | '—'          |
""",
        {
            "indicators": [
                row("产出指标", "数量", "次数", target="1", basis="x", about="因"),
                row("产出指标", "数量", "人数", target="2", basis="y"),
                row("效益指标", "社会", "知晓率", target="3", basis="", about="果"),
            ]
        },
    ),
    "nested records and two values in a cell": DrawnForm(
        """\
kinds: [function]
parts:
  - table: nested
    widths: 40 40 60 30
    head: |
      | 职能 | 目标 | 三级指标 | 指标值 |
    each: items as function / indicators
    row: |
      | {function.numbering} {function.name} | {function.goal} | {name}（{about}） | {target} |
    total: |
      | 合计 | < | < | {facts.sum} |
""",
        {
            "facts": {"sum": "9"},
            "items": [
                {
                    "kind": "function",
                    "numbering": "1、",
                    "name": "甲",
                    "goal": "好",
                    "indicators": [
                        {"name": "次数", "about": "每年", "target": "1"},
                        {"name": "人数", "about": "全县", "target": "2"},
                    ],
                },
                {"kind": "function", "numbering": "2、", "name": "乙", "goal": "更好"},
                {
                    "kind": "function",
                    "numbering": "3、",
                    "name": "丙",
                    "goal": "最好",
                    "indicators": [{"name": "天数", "about": "工作日", "target": "3"}],
                },
            ],
        },
    ),
    "lines around, prose, labels at the side, Letter": DrawnForm(
        """\
number: 公开14表
paper: Letter landscape
parts:
  - prose: about
    label: 填表说明：
  - table: facts
    title: "{title}"
    under: （{year}年度）
    above: |
      | 编制单位：{facts.unit} | 单位：{money_unit} |
      | 填报人：{facts.by} |
    widths: 40 60 40 60
    align: left - right -
    rows: |
      | 部门：{facts.department} | <              | 代码         | {code}         |
      | {year-1}年预算           | {budget.total.prior} | {year}年预算 | {budget.total.initial} |
      | 概述{vertical}           | {goal}         | 其中         | {budget.basic} |
      | ^                        | ^              | 其他         | {budget.other} |
    below: |
      | 负责人（签章）：{facts.head} | 日期：{facts.date} |
      | 注：本表一式两份，加盖公章。 |
  - prose: text
    label: 附注：
""",
        {
            "year": "2024",
            "title": "生成的基本情况绩效目标表",
            "money_unit": "万元",
            "about": "由程序生成的说明。",
            "goal": ["目标一", "目标二"],
            "text": ["附注一。", "附注二。"],
            "code": "0101",
            "budget": {"total": {"prior": "1.00", "initial": "2.00"}, "basic": "0.50", "other": "1.50"},
            "facts": {
                "unit": "示例单位",
                "by": "示例甲",
                "department": "示例科",
                "head": "示例乙",
                "date": "某年某月某日",
            },
        },
    ),
    "records laid across": DrawnForm(
        """\
parts:
  - table: plan
    widths: 30 20 20 20 20
    body:
      - each: spending_plan
        across: |
          | 资金支出计划（%） | {by}    | < | < | < |
          | ^                 | {share} | < | < | < |
      - rows: |
          | 绩效目标 | {goal} | < | < | < |
""",
        {
            "goal": "示例目标",
            "spending_plan": [
                {"by": "3月底", "share": "25%"},
                {"by": "6月底", "share": "50%"},
                {"by": "9月底", "share": "75%"},
                {"by": "12月底", "share": "100%"},
            ],
        },
    ),
    "a value beside the rows of a list": DrawnForm(
        """\
parts:
  - table: beside
    widths: 40 40 40
    body:
      - head: |
          | 总目标  | 三级指标 | 指标值 |
      - rows: |
          | {goal}  | 示例行   | {facts.sample} |
      - each: indicators
        row: |
          | ^       | {name}   | {target} |
""",
        {
            "goal": "示例目标",
            "facts": {"sample": "0"},
            "indicators": [{"name": "次数", "target": "1"}, {"name": "人数", "target": "2"}],
        },
    ),
    "a column for each town": DrawnForm(
        """\
parts:
  - table: regions
    widths: 30 50 20 16… 20
    body:
      - head: |
          | 二级指标       | 三级指标 | 全县指标值 | 分乡镇指标值 …               | 备注     |
          | ^              | ^        | ^          | {for} …                      | ^        |
      - rows: |
          | 预算（万元）   | <        | {budget.total.annual} | {budget.total.values[of=target].text} … | {facts.note} |
      - each: indicators
        row: |
          | {path.0 merge} | {name}   | {target}   | {values[of=target].text} …   | {remark} |
""",
        {
            "facts": {"note": "示例"},
            "budget": {
                "total": {
                    "annual": "6",
                    "values": [
                        {"of": "target", "for": "甲镇", "text": "1"},
                        {"of": "target", "for": "乙镇", "text": "2"},
                        {"of": "target", "for": "丙镇", "text": "3"},
                    ],
                }
            },
            "indicators": [
                {
                    "path": ["数量指标"],
                    "name": "修路",
                    "target": "6公里",
                    "remark": "",
                    "values": [
                        {"of": "target", "for": "甲镇", "text": "1公里"},
                        {"of": "target", "for": "丙镇", "text": "5公里"},
                    ],
                },
                {
                    "path": ["数量指标"],
                    "name": "植树",
                    "target": "9棵",
                    "remark": "乙镇另计",
                    "values": [{"of": "target", "for": "乙镇", "text": "9棵"}],
                },
            ],
        },
    ),
    "two columns for each year": DrawnForm(
        """\
parts:
  - table: years
    widths: 40 16… 16… 20
    head: |
      | Measure | {at} …                   | <                        | Unit   |
      | ^       | Target …                 | Actual …                 | ^      |
    each: indicators
    row: |
      | {name}  | {values[of=target].text} … | {values[of=actual].text} … | {unit} |
""",
        {
            "indicators": [
                {
                    "name": "Days",
                    "unit": "days",
                    "values": [
                        {"of": "target", "at": "2021-22", "text": "10"},
                        {"of": "actual", "at": "2021-22", "text": "11"},
                        {"of": "target", "at": "2022-23", "text": "12"},
                        {"of": "actual", "at": "2022-23", "text": "9"},
                    ],
                },
                {"name": "Calls", "unit": "", "values": [{"of": "target", "at": "2022-23", "text": "80%"}]},
            ]
        },
    ),
    "sign and unit in cells of their own and a year of a series": DrawnForm(
        """\
parts:
  - table: signs
    under: （{year}年度）
    widths: 40 16 20 16 30
    head: |
      | 三级指标 | 指标性质 | 指标值   | 计量单位 | {year-1}年实际 |
    each: indicators
    row: |
      | {name}   | {sign}   | {target} | {unit}   | {values[of=baseline,at=2023].text} |
""",
        {
            "year": "2024",
            "indicators": [
                {
                    "name": "合格率",
                    "sign": "≥",
                    "target": "95",
                    "unit": "%",
                    "values": [{"of": "baseline", "at": "2023", "text": "94"}],
                },
                {"name": "满意度", "sign": "", "target": "好", "unit": ""},
            ],
        },
    ),
}
