"""The field that a printed label stands for: what a clerk means who types the label where its key belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from goalbook.forms.form import Form
from goalbook.forms.labels import printed_labels
from goalbook.messages.catalogue import catalogue

_NOISE = re.compile(r"[（(\[][^（）()]*[）)\]]|[\s*：:]|^其中")
_BETWEEN = re.compile("[，；：、。（）]")
_NUMBERS = re.compile(r"(?:^|\.)\d+(?=\.|$)")
# What forms and offices call fields too, by record (``*`` any): no form of the catalogue prints it, and no field is explained by it.
_ALSO = (
    ("", "总体目标", "goal"),
    ("", "年度目标", "goal"),
    ("", "年度", "year"),
    ("", "年份", "year"),
    ("", "阶段", "stage"),
    ("", "标题", "title"),
    ("", "项目名称", "name"),
    ("", "资金总额", "budget.total"),
    ("", "预算金额", "budget.total"),
    ("", "合计", "budget.total"),
    ("", "财政资金", "budget.fiscal"),
    ("", "财政拨款", "budget.fiscal"),
    ("", "其他资金", "budget.other"),
    ("indicators", "指标名称", "name"),
    ("indicators", "目标值", "target"),
    ("indicators", "单位", "unit"),
    ("items", "任务名称", "name"),
    ("items", "类型", "kind"),
    ("items", "类别", "kind"),
    ("items", "主要内容", "about"),
    ("items", "合计", "budget.total"),
    ("items", "资金总额", "budget.total"),
    ("items", "财政资金", "budget.fiscal"),
    ("items", "财政拨款", "budget.fiscal"),
    ("items", "其他资金", "budget.other"),
)
_RECORDS = frozenset({"items", "indicators", "values", "spending_plan", "schedule", "sign", "review", "accept"})


@lru_cache(maxsize=64)
def fields_by_label(form: Form | None) -> dict[tuple[str, str], tuple[str, ...]]:
    """Of each record (``""`` for the document) and label the fields that bear it, those of the form first: ``budget.total``."""
    found: dict[tuple[str, str], list[str]] = {}
    for record, label, field in (*(_printed(form) if form else ()), *_ALSO, *_in_words()):
        fields = found.setdefault((record, label), [])
        if field not in fields:
            fields.append(field)
    return {key: tuple(fields) for key, fields in found.items()}


def plain_label(text: str) -> str:
    """A label without what forms print beside it: a unit in brackets, a colon, blanks."""
    return _NOISE.sub("", text)


def record_and_field(path: str) -> tuple[str, str]:
    """A place as the innermost record that it is in and the field of that: ``indicators.0.path.0`` is of those ``path``."""
    steps = _NUMBERS.sub("", path).split(".")
    inner = max((n for n, step in enumerate(steps[:-1]) if step in _RECORDS), default=-1)
    return (steps[inner] if inner >= 0 else ""), ".".join(steps[inner + 1 :])


def _printed(form: Form) -> Iterator[tuple[str, str, str]]:
    for path, text in printed_labels(form).items():
        record, field = record_and_field(path)
        for label in reversed(text.split(" › ")):
            if plain_label(label):
                yield record, plain_label(label), field


def _in_words() -> Iterator[tuple[str, str, str]]:
    """The words that the catalogue of Chinese explains fields by: in a record of their own, else in any (``*``)."""
    for key, text in catalogue("zh").texts.items():
        kind, *steps = key.split(".")
        if kind == "field" or (kind == "field_in" and len(steps) == 2):
            for label in filter(None, map(plain_label, _BETWEEN.split(text))):
                yield (steps[0] if kind == "field_in" else "*"), label, steps[-1]
