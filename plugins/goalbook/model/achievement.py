"""完成情况: whether a printed result reaches its printed target, and by how much it is off; computed, never typed.

Nothing is guessed: where the two can't be held against each other the answer is that it can't be told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from goalbook.model.done_words import (
    Reached,
    compare_words,
    denies_change,
    is_done,
    is_failed,
    is_late,
    is_none,
    read_change,
)
from goalbook.model.due_days import read_days
from goalbook.model.indicators import Stated
from goalbook.model.reading import Target
from goalbook.model.same_unit import in_unit_of
from goalbook.model.target import read_target

Direction = Literal["more", "less", "same", ""]

_PLACEHOLDERS = frozenset("-_*—–/ \u3000\t\n")
_LONGEST = 120  # characters; a longer text is read by people
_ZERO = Decimal(0)
_NEAR, _FAR = Decimal("0.05"), Decimal("0.1")  # what 约 may be off, and what it surely isn't
_STRICT = re.compile(r"[±≥≤<>≧≦＜＞]|\+ ?/ ?-|plus or minus|且")
_LEAD = re.compile(
    r"^(?:全年|本年度?|年度|目前|截至目前|实际|已经?|共计?|累计|合计|总计|总共|均|完成率?|(?:覆盖|合格|达标|满意|及时|准确|通过|参与|出勤)率|满意度|达到?|为|实现|开展|举办|召开|组织|培训|约?为|[:：,，]|"
    r"(?:a )?total of |actual(?:ly)? |achieved |completed |reached |held |delivered |in total )+",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[(（][^()（）]*[)）]$")
_TRAIL = re.compile(
    r"(?:[,，;；]\s*)?(?:超额|全部|按时|均)?(?:完成|达标|覆盖|到位|achieved|completed|coverage)$", re.IGNORECASE
)
_BETWEEN = re.compile(r"[;；、\n]|，|,(?![0-9]{3}(?![0-9]))")
_PIECE = re.compile(r"(?P<what>[^0-9≥≤<>=约±≧≦]*)(?P<value>.+)", re.DOTALL)
_ALL_OF_IT = re.compile(
    "完成|落实|按时|按期|及时|到位|全覆盖|全面覆盖|全员|应.尽.|complete|on time|full coverage", re.IGNORECASE
)
_CHINESE = re.compile(
    r"(?P<before>[^零一二两三四五六七八九十百]{0,4})(?P<share>百分之)?(?P<digits>[零一二两三四五六七八九十百]+)(?P<rest>.*)",
    re.DOTALL,
)
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a target: ``off`` is how far the result lies from the bound that counts, in ``unit``; None in words and days."""

    outcome: Reached
    off: Decimal | None = None
    unit: str = ""


_UNTOLD = Judgement("untold")


def states_nothing(text: str) -> bool:
    """Whether a cell is blank or holds a placeholder only."""
    return _PLACEHOLDERS.issuperset(text)


def judge(target: Stated, actual: Stated, direction: Direction = "", year: str = "") -> Judgement:
    """Hold a result against its target; ``direction`` is which way is better, ``year`` that of days without one."""
    aim, result = target.shown.strip(), actual.shown.strip()
    if max(len(aim), len(result)) > _LONGEST:
        return Judgement("reached" if aim == result else "untold")
    if target.target.kind in ("blank", "none", "unit-only") or states_nothing(aim) or target.target.suspect:
        return _UNTOLD
    if actual.target.kind in ("blank", "none", "unit-only") or states_nothing(result):
        return _UNTOLD
    if target.target.is_numeric:
        return _of_number(target.target, aim, actual.target, result, direction)
    if target.target.kind in ("date", "period"):
        if (found := _compare_days(aim, result, year)) is not None:
            return found
        if is_late(result):
            return Judgement("missed")
    return _of_words(aim, result, direction)


def _of_number(target: Target, aim: str, actual: Target, result: str, direction: Direction) -> Judgement:
    """A numeric target against a result that should be a number."""
    strict = _STRICT.search(aim) is not None
    found = actual if actual.is_numeric else _number_in(result)
    if found.is_numeric:
        return _compare(target, found, direction, strict=strict)
    if (moved := _of_change(aim, result, found)) is not None:
        return moved
    if is_none(result):
        return _compare(target, read_target("0"), direction, strict=strict)
    if is_failed(result):
        # Who did nothing has spent nothing either: that is no miss of a limit.
        return Judgement("missed") if target.low is not None and direction != "less" else _UNTOLD
    return Judgement("reached") if is_done(result) else _UNTOLD


def _number_in(result: str) -> Target:
    """The number in a result that says more than it: 实际完成12次, 共培训3期（含线上）."""
    text = _LEAD.sub("", _TRAIL.sub("", _NOTE.sub("", result.rstrip("。"))).strip())
    if match := re.fullmatch(r"([0-9]+) ?/ ?([0-9]+)", text):
        text = f"{match[1]} out of {match[2]}"
    found = read_target(text)
    return found if found.is_numeric else read_target(_in_digits(text))


def _in_digits(text: str) -> str:
    """A text with a number in Chinese words, below a thousand, at its front, with that number in digits: 三十场, 不低于百分之九十五."""
    match = _CHINESE.fullmatch(text)
    if not match:
        return text
    number = last = 0
    for letter in match["digits"]:
        if letter in "十百":
            number, last = number + (last or 1) * (10 if letter == "十" else 100), 0
        else:
            last = _DIGITS[letter]
    return f"{match['before']}{number + last}{'%' if match['share'] else ''}{match['rest']}"


def _bounds(target: Target, direction: Direction, *, strict: bool) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a result may be."""
    low, high = target.low, target.high
    if target.kind == "number" and target.comparator in ("", "="):
        less = direction == "less" or (low is not None and low < 0)
        return (low, high) if direction == "same" else (None, high) if less else (low, None)
    if target.kind == "range" and not strict and direction in ("more", "less"):
        return (low, None) if direction == "more" else (None, high)
    return low, high


def _compare(target: Target, actual: Target, direction: Direction, *, strict: bool) -> Judgement:
    found = in_unit_of(target, actual)
    if found is None or found.suspect:
        return _UNTOLD
    low, high = _bounds(target, direction, strict=strict)
    least, most = _spread(found)
    near, far = (_NEAR, _FAR) if target.approximate else (_ZERO, _ZERO)
    below, short = _at_least(low, least, most, near, far, target.low_open)
    above, over = _at_least(_minus(high), _minus(most), _minus(least), near, far, target.high_open)
    if above == "missed" and target.kind == "range" and not strict and not direction:
        above = "untold"  # more than a printed range may be more than was promised, or too much
    off = _minus(over) if low is None or (above != "reached" and below == "reached") else short
    outcome: Reached = "missed" if "missed" in (below, above) else "untold" if "untold" in (below, above) else "reached"
    return Judgement(outcome, None if outcome == "untold" else off, target.unit or actual.unit)


def _spread(actual: Target) -> tuple[Decimal | None, Decimal | None]:
    """Between what a result is."""
    low, high = actual.low, actual.high
    if actual.approximate and low is not None and high is not None:
        return low - abs(low) * _NEAR, high + abs(high) * _NEAR
    return low, high


def _at_least(
    bound: Decimal | None, least: Decimal | None, most: Decimal | None, near: Decimal, far: Decimal, is_open: bool
) -> tuple[Reached, Decimal | None]:
    """Whether what lies between two numbers is at least a bound, and how far its nearer end is from it."""
    if bound is None:
        return "reached", None
    enough, too_little = bound - abs(bound) * near, bound - abs(bound) * far
    if least is not None and (least > enough or (least == enough and not is_open)):
        return "reached", least - bound
    if most is not None and (most < too_little or (most == too_little and is_open)):
        return "missed", most - bound
    return "untold", None


def _minus(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _compare_days(aim: str, result: str, year: str) -> Judgement | None:
    """A day, or a time from one to another, against the last day that it was to be done by; None where one of them is no such time."""
    due, done = read_days(aim, year), read_days(result, year)
    if due is None or done is None:
        return None
    if done.last <= due.sure:
        return Judgement("reached")
    return Judgement("missed") if done.first > due.last else _UNTOLD


def _of_words(aim: str, result: str, direction: Direction) -> Judgement:
    """A target in words against a result in words or numbers."""
    told = compare_words(aim, result)
    if told != "untold":
        return Judgement(told)
    if (own := _number_in(aim)).is_numeric:
        return _of_number(own, aim, read_target(result), result, direction)
    number = _number_in(result)
    if is_none(aim) and number.is_numeric:
        return _compare(read_target("≤0"), replace(number, unit="", per=""), direction, strict=True)
    if _ALL_OF_IT.search(aim) and number.is_numeric and number.unit == "%":
        return _compare(read_target("≥100%"), number, direction, strict=True)
    return _of_change(aim, result, number) or _of_pieces(aim, result, direction)


def _of_change(aim: str, result: str, number: Target) -> Judgement | None:
    """提高 5% against 提高 6%, or a bare 6%; None where the target tells no change by a number."""
    wanted, found = read_change(aim), read_change(result)
    if wanted is None or not (by := read_target(wanted.by)).is_numeric:
        return None
    if denies_change(result):
        return Judgement("missed")
    done = read_target(found.by) if found else number
    if found and found.way != wanted.way and done.is_numeric and done.low:
        return Judgement("missed")
    if wanted.way < 0 and done.low is not None and done.low < 0 and not found:
        done = replace(done, low=_minus(done.high), high=_minus(done.low))
    return _compare(by, done, "", strict=False) if done.is_numeric else None


def _of_pieces(aim: str, result: str, direction: Direction) -> Judgement:
    """Several values in one cell, each against the one in its place: 培训3次，200人."""
    wanted, found = ([part.strip() for part in _BETWEEN.split(text) if part.strip()] for text in (aim, result))
    if len(wanted) != len(found):
        return _UNTOLD
    outcomes = []
    for one, other in zip(wanted, found, strict=True):
        first, second = _PIECE.fullmatch(one), _PIECE.fullmatch(other)
        if not first or not second or first["what"].strip() != second["what"].strip():
            return _UNTOLD
        target, actual = read_target(first["value"]), read_target(second["value"])
        if not target.is_numeric or not actual.is_numeric:
            return _UNTOLD
        outcomes.append(_compare(target, actual, direction, strict=bool(_STRICT.search(one))))
    if len(outcomes) == 1:
        return outcomes[0]
    told = {one.outcome for one in outcomes}
    return Judgement("missed" if "missed" in told else "untold" if "untold" in told else "reached")
