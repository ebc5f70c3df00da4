"""A record made up for a form: every field of it stated, no text twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from goalbook.forms.columns import set_out
from goalbook.forms.form import Form
from goalbook.forms.labels import blank_record

_YEAR = "2024"
_KEYS = ("◇甲◇", "◇乙◇")
_LISTS = 3  # records of a list
# What says by its form what it is; the texts of a record that isn't printed.
_FIXED = {"sign": "≥", "better": "higher", "money_unit": "万元", "stage": "approved"}
_KEPT = frozenset({"goalbook", "form", "body", "year", "kind", "scope", "of", "phase", "for", "at"})


def made_record(form: Form) -> dict[str, Any]:
    """The record of a document in a form in which every list has records and every field a text of its own."""
    blank = blank_record(set_out(form, _KEYS), _YEAR, "body")
    record: dict[str, Any] = _made(blank, "", count(1), 0)
    if "title" in record:
        record["title"] = f"{record['title']}绩效目标表"
    if "money_unit" in record:
        record["money_unit"] = _FIXED["money_unit"]
    return record


def _made(value: Any, name: str, numbers: Iterator[int], place: int) -> Any:
    """A blank value made up; ``place`` is that of its record in the list."""
    if isinstance(value, dict):
        return {key: one if key in _KEPT else _made(one, key, numbers, place) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        times = 1 if name in ("values", "sign") else _LISTS
        return [_made(one, name, numbers, n) for one in value for n in range(times)]
    if isinstance(value, list) and name == "path":
        return [f"◇{n}类{place // 2}◇" for n, _ in enumerate(value)]
    if isinstance(value, list):
        return [_made(one, "", numbers, place) for one in value]
    if value is None or (name not in _FIXED and name != "numbering"):
        return None if value is None else f"◇{next(numbers)}◇"
    return f"{place + 1}." if name == "numbering" else _FIXED[name]
