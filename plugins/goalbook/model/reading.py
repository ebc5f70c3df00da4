"""What a printed value comes to once it is read, and the words that compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TargetKind = Literal["number", "range", "date", "period", "yes-no", "text", "unit-only", "none", "blank"]


@dataclass(frozen=True, slots=True)
class Target:
    """指标值: a printed value as read; a ``number`` prints one number, a ``range`` both of its ends or its middle and how far off.

    ``comparator`` is one of ``≥ ≤ > < = ±``, or "" where none is printed; ``low`` and ``high`` are the bounds
    it implies, equal where there is none. ``unit`` keeps its scale (万元, $ million); ``per`` is what follows the slash, or
    what a number is out of. ``none`` says that there is no value (N/A); ``suspect`` marks a leading 2 or 》 that may be a ≥
    gone wrong.
    """

    kind: TargetKind
    comparator: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    per: str = ""
    approximate: bool = False
    suspect: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether the value can be measured against."""
        return self.kind in ("number", "range")


TEXT = Target("text")


def sign_of(families: Mapping[str, str], printed: str | None) -> str:
    """The comparator whose words, a pattern each, a printed word is one of; "" where there is none."""
    fits = (sign for sign, words in families.items() if re.fullmatch(words, printed or "", re.IGNORECASE))
    return next(fits, "")


def around(middle: Target | None, off: Target | None) -> Target:
    """The range of a value and how far it may be off (95%±2%); text where these don't tell of one unit.

    A share of a plain number (100±5%) is either a share of it or so many points: that is not decided here.
    """
    if (
        middle is None
        or off is None
        or middle.comparator
        or middle.low is None
        or off.comparator != "±"
        or off.high is None
    ):
        return TEXT
    same = off.unit in ("", middle.unit) or (not middle.unit and off.unit != "%") or _points(middle.unit, off.unit)
    if not same or middle.per not in ("", off.per):
        return TEXT
    low, high = middle.low - off.high, middle.low + off.high
    unit = middle.unit or off.unit
    return Target("range", "", low, high, unit=unit, per=off.per, approximate=middle.approximate or off.approximate)


def _points(unit: str, off: str) -> bool:
    return unit == "%" and off in ("个百分点", "百分点", "percentage points")
