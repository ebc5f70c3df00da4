"""工作日: days of a term that count only where they are worked, by the calendars of the years it runs through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from goalbook.model.expected import ExpectedList, YearOfDays

_SATURDAY = 5
_DAYS = 20  # 预算法 art. 14: all days count


class NoCalendar(LookupError):
    """A term runs through a year whose working days aren't known; its text is that year."""


def term_end(approved: date, expected: ExpectedList, years: Mapping[str, YearOfDays]) -> date | None:
    """The last day of the term that a list sets after an approval; None beyond all calendars.

    Raises NoCalendar where it isn't known which days are worked.
    """
    try:
        if expected.working_days:
            return working_day_after(approved, int(expected.working_days), years)
        return approved + timedelta(days=int(expected.days or _DAYS))
    except OverflowError:
        return None


def working_day_after(day: date, count: int, years: Mapping[str, YearOfDays]) -> date:
    """The working day that is the ``count``-th after a day. Raises NoCalendar where a year on the way has no calendar."""
    while count:
        day += timedelta(days=1)
        count -= _is_worked(day, years)
    return day


def _is_worked(day: date, years: Mapping[str, YearOfDays]) -> bool:
    calendar = years.get(f"{day.year:04}")
    if calendar is None:
        raise NoCalendar(f"{day.year:04}")
    iso = day.isoformat()
    return iso in calendar.workdays or (iso not in calendar.holidays and day.weekday() < _SATURDAY)
