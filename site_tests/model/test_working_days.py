"""A term in working days leaves out weekends and days off, and counts weekends that are worked."""

from __future__ import annotations

from datetime import date

import pytest
from goalbook.model.expected import Duty, ExpectedList, YearOfDays
from goalbook.model.working_days import NoCalendar, term_end, working_day_after

# As the State Council's office arranged the spring of 2024.
DAYS = {
    "2024": YearOfDays(
        goalbook="2",
        holidays=tuple(f"2024-02-{day}" for day in range(10, 18)),
        workdays=("2024-02-04", "2024-02-18"),
    )
}
OWED = (Duty(bodies=("a",)),)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-01-31", 1, "2024-02-01"),
        ("2024-01-31", 3, "2024-02-04"),  # a Sunday that is worked
        ("2024-01-31", 8, "2024-02-09"),
        ("2024-02-09", 1, "2024-02-18"),
        ("2024-01-31", 20, "2024-03-04"),
        ("2024-03-01", 1, "2024-03-04"),  # over a weekend
    ],
)
def test_the_nth_working_day(start: str, count: int, end: str) -> None:
    """Counted by hand on a calendar."""
    assert working_day_after(date.fromisoformat(start), count, DAYS) == date.fromisoformat(end)


def test_a_year_without_a_calendar_is_named() -> None:
    """A term that runs into the next year needs that year's days."""
    with pytest.raises(NoCalendar, match="2025"):
        working_day_after(date(2024, 12, 27), 5, DAYS)


@pytest.mark.parametrize(
    ("stated", "end"),
    [({}, date(2024, 2, 20)), ({"days": "10"}, date(2024, 2, 10)), ({"working_days": "20"}, date(2024, 3, 4))],
)
def test_a_term_is_twenty_days_unless_it_is_stated(stated: dict[str, str], end: date | None) -> None:
    """20 days after the approval, all counted, where a list states neither days nor working days."""
    assert (
        term_end(date(2024, 1, 31), ExpectedList.model_validate({"goalbook": "2", "expected": OWED, **stated}), DAYS)
        == end
    )


def test_a_term_beyond_all_calendars_has_no_end() -> None:
    """The last year that a calendar knows is no error."""
    assert term_end(date(9999, 12, 31), ExpectedList(goalbook="2", expected=OWED), DAYS) is None
