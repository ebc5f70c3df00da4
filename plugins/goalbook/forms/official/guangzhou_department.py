"""广州 部门整体预算绩效目标申报表: the declared budget, key tasks and indicators of a department."""

from goalbook.forms.form import Band, Block, Field, Form, FormRow, Label, Table

_WIDTHS = (16, 30, 40, 36, 22, 46)

_MONEY = Label("预算金额（{money_unit}）")
_MONEY_WIDE = Label("预算金额（{money_unit}）", cols=2)

FORM = Form(
    id="guangzhou-department",
    name="部门整体预算绩效目标申报表",
    region="广州",
    total=("budget.basic", "budget.projects"),
    parts=(
        Table(
            id="department",
            title=Field("title"),
            widths=_WIDTHS,
            parts=(
                FormRow((Label("部门名称"), Field("facts.department", cols=5))),
                FormRow(
                    (
                        Label("基本信息"),
                        Label("财政供养人员数"),
                        Field("facts.staff", kind="number"),
                        Label("下属二级单位数"),
                        Field("facts.units", cols=2, kind="number"),
                    )
                ),
                Band(
                    Label("预算整体情况"),
                    (
                        FormRow((Label("部门预算支出"), _MONEY, Label("收入来源"), _MONEY_WIDE), heads=True),
                        FormRow(
                            (
                                Label("基本支出"),
                                Field("budget.basic", kind="amount"),
                                Label("财政拨款"),
                                Field("revenue.fiscal", cols=2, kind="amount"),
                            )
                        ),
                        FormRow(
                            (
                                Label("项目支出"),
                                Field("budget.projects", kind="amount"),
                                Label("其他资金"),
                                Field("revenue.other", cols=2, kind="amount"),
                            )
                        ),
                        FormRow((Label("事业发展性支出"), _MONEY, Label("按预算级次划分"), _MONEY_WIDE), heads=True),
                        FormRow(
                            (
                                Label("财政专项资金"),
                                Field("budget.special", kind="amount"),
                                Label("市本级使用资金"),
                                Field("levels_of_government.own", cols=2, kind="amount"),
                            )
                        ),
                        FormRow(
                            (
                                Label("其他事业发展性支出"),
                                Field("budget.development", kind="amount"),
                                Label("拟用于对下转移支付资金"),
                                Field("levels_of_government.transfers", cols=2, kind="amount"),
                            )
                        ),
                    ),
                ),
                FormRow((Label("总体绩效目标"), Field("goal", cols=5))),
                Band(
                    Label("年度重点工作任务"),
                    (
                        FormRow(
                            (
                                Label("名称"),
                                Label("主要实施内容"),
                                Label("拟投入的资金（{money_unit}）"),
                                Label("期望达到的目标（概述）", cols=2),
                            ),
                            heads=True,
                        ),
                        Block(
                            "items",
                            (
                                Field("name", head=True),
                                Field("about"),
                                Field("budget.total", kind="amount"),
                                Field("goal", cols=2),
                            ),
                            kinds=("task",),
                        ),
                    ),
                ),
                FormRow((Label("其他需完成的任务（可选项）"), Field("facts.other_tasks", cols=5))),
            ),
        ),
        Table(
            id="indicators",
            widths=_WIDTHS,
            head_rows=1,
            joined=True,
            parts=(
                Band(
                    Label("绩效指标", vertical=True),
                    (
                        FormRow(
                            (
                                Label("一级指标"),
                                Label("二级指标"),
                                Label("三级指标"),
                                Label("实施周期指标值"),
                                Label("年度指标值"),
                            ),
                            heads=True,
                        ),
                        Block(
                            "indicators",
                            (
                                Field("path.0", head=True, merge=True),
                                Field("path.1", head=True, merge=True),
                                Field("name", head=True),
                                Field("targets.term"),
                                Field("targets.annual"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
