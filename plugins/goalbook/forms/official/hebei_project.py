"""河北 预算项目绩效目标表: one budget project with its spending plan and indicators."""

from goalbook.forms.form import Band, Block, Field, Form, FormRow, Label, Table

FORM = Form(
    id="hebei-project",
    name="预算项目绩效目标表",
    region="河北",
    total=("budget.total",),
    parts=(
        Table(
            id="project",
            title=Field("title"),
            above=(Field("facts.unit_line"), Label("单位：{money_unit}")),
            widths=(26, *(12,) * 12),
            parts=(
                FormRow((Label("项目编码"), Field("code", cols=5), Label("项目名称", cols=2), Field("name", cols=5))),
                Band(
                    Label("预算规模及资金用途"),
                    (
                        FormRow(
                            (
                                Label("预算数", cols=2),
                                Field("budget.total", cols=2, kind="amount"),
                                Label("其中：财政资金", cols=2),
                                Field("budget.fiscal", cols=2, kind="amount"),
                                Label("其他资金", cols=2),
                                Field("budget.other", cols=2, kind="amount"),
                            )
                        ),
                        FormRow((Field("about", cols=12),)),
                    ),
                ),
                Band(
                    Label("资金支出计划（%）"),
                    (Block("spending_plan", (Field("by", head=True), Field("share", kind="number")), across=12),),
                ),
                FormRow((Label("绩效目标"), Field("goal", cols=12))),
            ),
        ),
        Table(
            id="indicators",
            widths=(24, 28, 36, 38, 22, 22),
            head_rows=1,
            parts=(
                FormRow(
                    (
                        Label("一级指标"),
                        Label("二级指标"),
                        Label("三级指标"),
                        Label("绩效指标描述"),
                        Label("指标值"),
                        Label("指标值确定依据"),
                    ),
                    heads=True,
                ),
                Block(
                    "indicators",
                    (
                        Field("path.0", head=True, merge=True),
                        Field("path.1", head=True, merge=True),
                        Field("name", head=True),
                        Field("about"),
                        Field("target"),
                        Field("basis"),
                    ),
                ),
            ),
        ),
    ),
)
