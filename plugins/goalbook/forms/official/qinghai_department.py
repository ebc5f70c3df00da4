"""青海 部门整体支出绩效目标批复表: the approved goals of a department by core function."""

from goalbook.forms.form import Block, Field, Form, FormRow, Label, Table

_WIDTHS = (46, 22, 24, 16, 46, 20)

FORM = Form(
    id="qinghai-department",
    name="部门整体支出绩效目标批复表",
    region="青海",
    parts=(
        Table(
            id="department",
            title=Field("title"),
            subtitle=Label("({year}年度)"),
            widths=_WIDTHS,
            parts=(
                FormRow(
                    (
                        Label("部门(单位)名称"),
                        Field("facts.department", cols=2),
                        Label("主管部门"),
                        Field("facts.supervisor", cols=2),
                    )
                ),
                FormRow((Label("部门职能概述"), Field("about", cols=5))),
                FormRow((Label("年度整体绩效目标"), Field("goal", cols=5))),
            ),
        ),
        Table(
            id="indicators",
            widths=_WIDTHS,
            head_rows=2,
            joined=True,
            sign=": ",
            parts=(
                FormRow((Label("核心职能", rows=2), Label("年度绩效指标", cols=5)), heads=True),
                FormRow(
                    (
                        Label("一级指标"),
                        Label("二级指标"),
                        Label("三级指标", cols=2),
                        Label("指标值", lost=True),
                    ),
                    heads=True,
                ),
                Block(
                    "items",
                    (Field("name", head=True, prefix="no", join=" "),),
                    kinds=("function",),
                    inner=Block(
                        "indicators",
                        (
                            Field("path.0", head=True, merge=True),
                            Field("path.1", head=True, merge=True),
                            Field("no", head=True),
                            Field("name", head=True),
                            Field("target"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)
