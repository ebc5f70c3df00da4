"""河北 部门预算绩效文本: the overall, itemised goals and the safeguards of a department, in words."""

from goalbook.forms.form import Form, Prose

FORM = Form(
    id="hebei-department",
    name="部门预算绩效文本",
    region="河北",
    parts=(Prose("items", space=("part",), kinds=("part", "section", "duty")),),
)
