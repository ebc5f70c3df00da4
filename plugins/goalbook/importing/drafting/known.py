"""The places that forms give to labels, so that a label of a new form finds its place by what others print."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from goalbook.forms.form import Form
from goalbook.forms.labels import blank_record, labels_of
from goalbook.importing.reading.match import squeezed
from goalbook.model.records import Document
from goalbook.model.values import Goal, PhasedAmount

_INDICATOR = re.compile(r"(?:items\.\d+\.)*indicators\.\d+\.(.+)")
_RECORD = re.compile(r"[a-z_]+\.\d+\..+")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_ENDS = "：:*＊"
_PHASES = frozenset({*PhasedAmount.model_fields, *Goal.model_fields})
# A sign or unit of one of several values; in a new form it is the indicator's.
_VALUE = re.compile(r"values\[.*\]\.(sign|unit)")
# Labels that offices print and no known form does: (of an indicator, label).
_ALSO = {
    (True, "度量单位"): "unit",
    (True, "权重"): "weight",
    (True, "指标权重"): "weight",
    (True, "完成值"): "actual",
    (True, "序号"): "numbering",
    (True, "指标名称"): "name",
    (False, "项目代码"): "code",
    (False, "起止时间"): "period",
    (False, "项目概况"): "about",
    (False, "资金总额"): "budget.total",
    (False, "年度绩效目标"): "goal",
    (False, "年度总体目标"): "goal",
    (False, "总体目标"): "goal",
    (False, "评价等级"): "rating",
}
# What a form needs and no label of a new form says.
_OWN = ("title", "year", "body", "form", "money_unit")


class KnownPlaces:
    """Where known forms put what stands at a label: in the document, or in an indicator."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        found: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
        for form in forms.values():
            record = blank_record(form, "2000", "body")
            for printed, label in dict(labels_of(form, Document.model_validate(record))).items():
                path = _named(printed, record)
                inner = _INDICATOR.fullmatch(path)
                if inner or not (_RECORD.fullmatch(path) or path in _OWN):
                    found[bool(inner), bare_label(label.rpartition(" › ")[2])][inner[1] if inner else path] += 1
        self._places = _ALSO | {key: _said_by(counted) for key, counted in found.items() if key[1]}

    def of_document(self, label: str) -> str | None:
        """The place in a document of what stands beside a label."""
        return self._places.get((False, bare_label(label)))

    def of_indicator(self, label: str) -> str | None:
        """The place in an indicator of what stands below a label."""
        return self._places.get((True, bare_label(label)))

    def knows(self, label: str) -> bool:
        """Whether a text is a label of any form."""
        return bool(self.of_document(label) or self.of_indicator(label))


def _named(path: str, record: Any) -> str:
    """A path with what one of several values is in the place of its number, as forms name it."""
    words: list[str] = []
    for word in path.split("."):
        record = (
            record[int(word)] if isinstance(record, list) else record.get(word) if isinstance(record, dict) else None
        )
        if word.isdecimal() and words[-1] == "values":
            keys = ",".join(f"{key}={record[key]}" for key in ("of", "for", "at") if record.get(key))
            words[-1] += f"[{keys}]"
        else:
            words.append(word)
    return ".".join(words)


def _said_by(places: Counter[str]) -> str:
    """The place that a label alone says: without the phase of an amount or a goal where a head or the half of a form says that."""
    plain = Counter[str]()
    for place, count in places.items():
        holder, _, last = place.rpartition(".")
        several = sum(other.rpartition(".")[0] == holder for other in places) > 1
        inner = _VALUE.fullmatch(place)
        plain[inner[1] if inner else holder if several and last in _PHASES else place] += count
    return plain.most_common(1)[0][0]


def bare_label(label: str) -> str:
    """A label without white space, brackets and the sign at its end, by which labels of several forms are the same."""
    text = squeezed(label).rstrip(_ENDS)
    return _BRACKETS.sub("", text) or text
