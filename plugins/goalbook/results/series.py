"""历年数值: an indicator over the years in numbers, where its targets have one unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from goalbook.model.reading import Target
from goalbook.model.same_unit import in_unit_of
from goalbook.model.target import read_target
from goalbook.results.life import LifeRow


class YearNumber(NamedTuple):
    """What was promised in a year, and what was reached where that is told as a number in the same unit; ``place`` is that of the year."""

    place: int
    aim: Decimal
    result: Decimal | None


def numbers_of(years: Iterable[LifeRow | None]) -> tuple[YearNumber, ...]:
    """The numbers of an indicator, of the years whose target is one number; nothing where fewer than two are, or units differ."""
    found: list[YearNumber] = []
    units: set[tuple[str, str]] = set()
    for place, course in enumerate(years):
        target = read_target(course.counted) if course else None
        aim = _number(target)
        if course is None or target is None or aim is None:
            continue
        units.add((target.unit, target.per))
        result = in_unit_of(target, read_target(course.result.actual)) if course.result else None
        found.append(YearNumber(place, aim, _number(result)))
    return tuple(found) if len(found) > 1 and len(units) == 1 else ()


def _number(found: Target | None) -> Decimal | None:
    """The one number of a reading, or None."""
    if found is None or found.kind != "number" or found.suspect:
        return None
    return found.low if found.low is not None else found.high
