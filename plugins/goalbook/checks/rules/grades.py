"""IN: 评价标准 优、良、中、差 as intervals of numbers; 以上、以下、以内 include their number, 不满、超过、以外 don't."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goalbook.checks.rule import RuleFinding, rule
from goalbook.checks.subject import Case, IndicatorCase
from goalbook.goalfile.problem import listed
from goalbook.model.reading import Target

_LEVELS = ("indicators.levels.0",)
# Of these there are values between two whole numbers.
_CONTINUOUS = ("%", "‰", "元", "吨", "小时", "米", "公里", "公斤", "克", "度", "亩", "顷", "升", "㎡", "m²", "分")
_ONE = Decimal(1)


_EXAMPLE = """form: hebei-duties
items:
  - kind: activity
    name: 政协会议
    indicators:
      - name: 会议组织率
        levels: [{levels}]{mark}"""


def _example(levels: str, mark: str = "") -> str:
    return _EXAMPLE.format(levels=levels, mark=mark)


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as an interval; a bound is None where it is left open to the grade beside it."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    bare: bool


def grades(levels: tuple[Target, ...]) -> list[Grade] | None:
    """The grades from the best, as if more were better; None where they can't be told as numbers of one unit.

    A number without a comparator is the least that the grade asks for.
    """
    if len(levels) < 2 or not all(level.is_numeric for level in levels) or len({one.unit for one in levels}) > 1:
        return None
    firsts = [_main(level) for level in levels]
    falling = firsts[0] >= firsts[-1]
    return [_grade(level, falling) for level in levels]


def _main(level: Target) -> Decimal:
    bound = level.low if level.low is not None else level.high
    assert bound is not None
    return bound


def _grade(level: Target, falling: bool) -> Grade:
    low, high, low_open, high_open = level.low, level.high, level.low_open, level.high_open
    if not falling:
        low, high = (None if one is None else -one for one in (level.high, level.low))
        low_open, high_open = level.high_open, level.low_open
    bare = level.kind == "number" and not level.comparator
    return Grade(low, None if bare else high, low_open, high_open, bare)


def _rows(case: Case) -> Iterator[tuple[IndicatorCase, list[Grade]]]:
    for row in case.rows:
        if found := grades(row.levels):
            yield row, found


@rule(
    "IN-15", "error", needs=_LEVELS, fires=_example("100%, 80%, 90%, ＜70%", " # ←"), passes=_example("100%, 90%, 80%, ＜80%"),
)  # fmt: skip
def grades_are_in_order(case: Case) -> Iterator[RuleFinding]:
    """优、良、中、差的数值依次排列."""
    for row, found in _rows(case):
        for n in _disorder(found):
            yield RuleFinding(f"{row.path}.levels.{n}", {"levels*": listed(row.indicator.levels)})
            break


def _disorder(found: list[Grade]) -> Iterator[int]:
    bounds = [one.low if one.low is not None else one.high for one in found]
    for n, (before, bound) in enumerate(itertools.pairwise(bounds), 1):
        if before is not None and bound is not None and bound > before:
            yield n


@rule(
    "IN-16", "warning", needs=_LEVELS, fires=_example("100%, 85%, 75%, 75%以下", " # ←"), passes=_example("100%, 85%, 75%, 不足75%"),
)  # fmt: skip
def grades_meet(case: Case) -> Iterator[RuleFinding]:
    """相邻两级既不重叠，也不留空档；以下、以上都包括本数."""
    for row, found in _rows(case):
        if any(_disorder(found)):
            continue  # IN-15 says so
        unit = row.levels[0].unit
        whole = not unit.endswith(_CONTINUOUS) and all(_is_whole(one) for one in found)
        texts = row.indicator.levels
        for n, (upper, lower) in enumerate(itertools.pairwise(found), 1):
            if fault := _between(upper, lower, _ONE if whole else Decimal(0)):
                yield RuleFinding(f"{row.path}.levels.{n}", {"upper": texts[n - 1], "lower": texts[n]}, fault)


def _is_whole(grade: Grade) -> bool:
    return all(bound is None or bound == bound.to_integral_value() for bound in (grade.low, grade.high))


def _between(upper: Grade, lower: Grade, step: Decimal) -> str:
    """What is wrong between two neighbours: "" where the lower one begins just where the upper one ends."""
    if upper.low is None or lower.high is None:
        return ""
    if lower.high == upper.low:
        if not upper.low_open and not lower.high_open:
            return "overlap"
        return "hole" if upper.low_open and lower.high_open else ""
    if lower.high > upper.low:
        return "overlap"
    return "" if upper.low - lower.high <= step and not (upper.low_open or lower.high_open) else "hole"


@rule(
    "IN-17", "warning", needs=_LEVELS, fires=_example("100%, 95%, 90%, 85%", " # ←"), passes=_example("100%, 95%, 90%, ＜90%"),
)  # fmt: skip
def last_grade_is_open(case: Case) -> Iterator[RuleFinding]:
    """最后一级是一个范围，不是一个数."""
    for row, found in _rows(case):
        if found[-1].bare:
            last = len(found) - 1
            yield RuleFinding(f"{row.path}.levels.{last}", {"text": row.indicator.levels[last]})
