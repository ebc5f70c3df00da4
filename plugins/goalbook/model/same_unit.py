"""Numbers in one unit: ``3000元`` as ``0.3万元``, ``47 out of 50`` as a share; never what only seems to be the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from goalbook.model.money_unit import read_money_unit
from goalbook.model.reading import Target
from goalbook.model.target import read_amount

# Units that are a multiple of one another, in the smallest of each kind.
_KINDS: tuple[dict[str, str], ...] = (
    {"人": "1", "名": "1", "位": "1", "people": "1", "person": "1", "persons": "1", "万人": "10000", "千人": "1000", "万名": "10000"},
    {"%": "10", "‰": "1"},
    {"个百分点": "1", "百分点": "1", "percentage points": "1", "%": "1"},
    {"分钟": "1", "分": "1", "小时": "60", "个小时": "60", "minute": "1", "minutes": "1", "hour": "60", "hours": "60",
     "天": "1440", "日": "1440", "个日历天": "1440", "日历天": "1440", "day": "1440", "days": "1440",
     "周": "10080", "个星期": "10080", "星期": "10080", "week": "10080", "weeks": "10080"},
    {"工作日": "1", "个工作日": "1"},
    {"个月": "1", "月": "1", "季度": "3", "个季度": "3", "年": "12",
     "month": "1", "months": "1", "year": "12", "years": "12"},
    {"人次": "1", "千人次": "1000", "万人次": "10000"},
    {"次": "1", "回": "1", "times": "1", "time": "1"},
    {"个": "1", "万个": "10000"},
    {"米": "1", "m": "1", "公里": "1000", "千米": "1000", "km": "1000"},
    {"平方米": "1", "m²": "1", "平米": "1", "万平方米": "10000", "平方公里": "1000000", "公顷": "10000", "ha": "10000"},
    {"亩": "1", "万亩": "10000"},
    {"克": "1", "公斤": "1000", "千克": "1000", "kg": "1000", "吨": "1000000", "万吨": "10000000000"},
    {"立方米": "1", "m³": "1", "万立方米": "10000"},
    {"件": "1", "万件": "10000"},
    {"户": "1", "万户": "10000"},
)  # fmt: skip
_HUNDRED = Decimal(100)


def in_unit_of(target: Target, actual: Target) -> Target | None:
    """A result in the unit of its target; None where the two can't be compared."""
    if actual.per and actual.unit in ("", target.unit) and target.unit == "%" and (whole := read_amount(actual.per)):
        return _times(replace(actual, unit="%", per=""), _HUNDRED / whole)
    if actual.per not in ("", target.per):
        return None
    if not actual.unit or actual.unit == target.unit:
        return None if _may_be_fraction(target, actual) else actual
    if not target.unit:
        # A target of a bare number has the unit of its indicator, which the result prints.
        return actual if actual.unit not in ("%", "‰") else None
    factor = _factor(actual.unit, target.unit)
    return _times(actual, factor) if factor else None


def _may_be_fraction(target: Target, actual: Target) -> bool:
    """Whether a bare number may be the share itself, of which the target prints hundredths: 0.98 beside ≥95%."""
    bound = target.low if target.low is not None else target.high
    value = actual.low if actual.low is not None else actual.high
    small = value is not None and 0 < abs(value) <= 1
    return not actual.unit and target.unit == "%" and small and bound is not None and abs(bound) > 1


@lru_cache(maxsize=1024)
def _factor(unit: str, wanted: str) -> Decimal | None:
    for kind in _KINDS:
        if unit in kind and wanted in kind:
            return Decimal(kind[unit]) / Decimal(kind[wanted])
    one, other = read_money_unit(unit), read_money_unit(wanted)
    if one and other and one.currency == other.currency:
        return Decimal(one.factor) / Decimal(other.factor)
    return None


def _times(read: Target, factor: Decimal) -> Target:
    low, high = (None if bound is None else bound * factor for bound in (read.low, read.high))
    return replace(read, low=low, high=high)
