"""A complete sample document of any form, made from the form alone and marked as generated."""

from __future__ import annotations

import re
from typing import Any

from goalbook.forms.form import Form
from goalbook.forms.made_record import made_record

_ZH = {
    "name": "示例名称", "about": "示例说明", "goal": "示例目标", "target": "≥{n}次", "actual": "{n}次", "weight": "{n}", "score": "{n}",
    "baseline": "{n}次", "reason": "示例原因", "rate": "{n}%", "likelihood": "确定能", "rating": "示例等级", "unit": "次",
    "remark": "示例备注", "text": "{n}处",
}  # fmt: skip
_EN = {
    "name": "Sample measure ", "about": "Sample text ", "target": "{n} or more", "actual": "{n}", "baseline": "{n}",
    "rating": "Sample rating ", "reason": "Sample explanation ", "title": "Sample statement ",
}  # fmt: skip
_MADE = re.compile(r"◇(?:(\d+)类)?(\d*|[甲乙])◇")


def sample_of(form: Form) -> dict[str, Any]:
    """The fields of a document in which every place of the form has a text of its own."""
    words = _ZH if form.rules == "cn" else _EN
    record: dict[str, Any] = _worded(made_record(form), "", words, False)
    if words is _EN:
        record["title"] = record["title"].replace("绩效目标表", "")
        record.pop("money_unit", None)
    record["source"] = {"file": "generated sample" if words is _EN else "自动生成的示例"}
    return record


def _worded(value: Any, name: str, words: dict[str, str], money: bool) -> Any:
    if isinstance(value, dict):
        money = money or name in ("budget", "revenue")
        whole = {"facts": "facts", "goal": "goal"}.get(name)  # whatever its parts are called
        return {key: _worded(one, whole or key, words, money) for key, one in value.items()}
    if isinstance(value, list):
        return [_worded(one, name, words, money) for one in value]
    if not isinstance(value, str) or not (match := _MADE.search(value)):
        return value
    level, number = match[1], match[2]
    if level is not None:
        return f"示例{('一级', '二级')[int(level)]}{number}"
    if number in ("甲", "乙"):
        return f"示例{number}市"
    if money and name not in ("rate", "reason"):
        return f"{number}.00"
    word = words.get(name, "示例" if words is _ZH else "Sample ")
    made = word.format(n=number) if "{n}" in word else f"{word}{number}"
    return f"{made}{value[match.end() :]}"
