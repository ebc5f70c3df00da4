"""What a changed value means: a target raised or lowered, an amount more or less, another wording of the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from goalbook.model.reading import Target
from goalbook.model.target import read_amount, read_share, read_target

Effect = Literal[
    "", "raised", "lowered", "higher", "smaller", "same-reading", "now-measurable", "no-longer-measurable",
    "other-sign", "other-unit", "reworded", "increased", "decreased",
]  # fmt: skip

_NO_GOAL: dict[Effect, Effect] = {"raised": "higher", "lowered": "smaller"}
_TARGETS = ("target", "targets", "levels")
_MONEY = ("budget", "revenue", "levels_of_government")
_TEXTS = ("about", "goal", "text", "basis", "note", "title")


def effect_of(field: str, before: str | None, after: str | None) -> Effect:
    """What the change of a field (``target``, ``budget.total``) from one printed value to another means; "" for no more."""
    if not before or not after:
        return ""
    name = field.split(".")[0]
    if name in _TARGETS:
        one, other = read_target(before), read_target(after)
        # In a grade standard a bare number is the least that earns the grade; how high the lower grades reach is no goal.
        effect = _target(one, other, "≥" if name == "levels" else "")
        return _NO_GOAL.get(effect, effect) if name == "levels" and field != "levels.0" else effect
    if name in _MONEY:
        return _amount(read_amount(before), read_amount(after))
    if name == "share":
        return _amount(read_share(before), read_share(after))
    return "reworded" if name in _TEXTS else ""


def difference(effect: Effect, before: str | None, after: str | None) -> Decimal | None:
    """How much more an amount is than before; None for any change but that of one amount into another."""
    if effect not in ("increased", "decreased") or not before or not after:
        return None
    one, other = read_amount(before), read_amount(after)
    return None if one is None or other is None else other - one


def _amount(before: Decimal | None, after: Decimal | None) -> Effect:
    if before is None or after is None:
        return ""
    return "increased" if after > before else "decreased" if after < before else "same-reading"


def _target(before: Target, after: Target, bare: str) -> Effect:
    if not (before.is_numeric and after.is_numeric):
        if before.is_numeric != after.is_numeric:
            return "now-measurable" if after.is_numeric else "no-longer-measurable"
        return "same-reading" if before == after and before.kind not in ("text", "unit-only") else "reworded"
    if before == after:
        return "same-reading"
    if (before.unit, before.per) != (after.unit, after.per):
        return "other-unit"
    if before.kind == after.kind == "number" and before.comparator != after.comparator:
        return "other-sign"
    return _direction(before, after, bare)


def _direction(before: Target, after: Target, bare: str) -> Effect:
    """Which way the bounds of a target went; ``bare`` is the comparator that none stands for."""
    low, high = _step(before.low, after.low), _step(before.high, after.high)
    sign = (after.comparator or bare) if after.kind == "number" else ""
    if sign in ("≥", ">"):
        return "raised" if low > 0 else "lowered"
    if sign in ("≤", "<"):
        return "raised" if high < 0 else "lowered"
    if sign == "±":
        return "raised" if high < 0 else "lowered"
    if min(low, high) >= 0 and max(low, high) > 0:
        return "higher"
    if max(low, high) <= 0 and min(low, high) < 0:
        return "smaller"
    return "reworded"


def _step(before: Decimal | None, after: Decimal | None) -> int:
    if before is None or after is None or before == after:
        return 0
    return 1 if after > before else -1
