"""河北 部门职责-工作活动绩效目标: duties and their activities with grade thresholds, A4 landscape."""

from goalbook.forms.form import Block, Field, Form, FormRow, Label, Prose, Table

_GRADES = ("优", "良", "中", "差")

FORM = Form(
    id="hebei-duties",
    name="部门职责-工作活动绩效目标",
    region="河北",
    landscape=True,
    total=("items.budget.total",),
    parts=(
        Prose("goal", Label("绩效总体目标：")),
        Table(
            id="duties",
            title=Field("title"),
            above=(Field("facts.unit_line"), Label("单位：{money_unit}")),
            widths=(38, 20, 62, 62, 35, 15, 15, 15, 15),
            head_rows=2,
            parts=(
                FormRow(
                    (
                        Label("职责活动", rows=2),
                        Label("年度预算数", rows=2),
                        Label("内容描述", rows=2),
                        Label("绩效目标", rows=2),
                        Label("绩效指标", rows=2),
                        Label("评价标准", cols=4),
                    ),
                    heads=True,
                ),
                FormRow(tuple(Label(grade) for grade in _GRADES), heads=True),
                Block(
                    "items**",
                    (
                        Field("name", head=True, indent=True),
                        Field("budget.total", kind="amount"),
                        Field("about"),
                        Field("goal"),
                    ),
                    kinds=("duty", "activity"),
                    inner=Block(
                        "indicators",
                        (
                            Field("name", head=True),
                            *(Field(f"levels.{n}", kind="number") for n in range(len(_GRADES))),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
