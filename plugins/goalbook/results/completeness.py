"""公开情况: of each document that a body owes whether it is published, and when; reckoned from what listings know already.

It says nothing about performance: a document that reports a failure is as complete as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goalbook.book.entry import Entry
from goalbook.book.expected import SiteLists, explains, fits
from goalbook.book.load import Book
from goalbook.model.day import day_of
from goalbook.model.expected import Absence, Duty, ExpectedList
from goalbook.model.working_days import NoCalendar, term_end

# Each document that is owed has one of them.
OwedState = Literal["missing", "pending", "published", "explained", "withdrawn"]
# The lists that a document which is owed can stand in, each after those that it is a part of; ``untold`` are published ones of which it
# isn't known whether they were in time.
LISTS_OF = {
    "owed": "",
    "published": "owed", "timely": "published", "late": "published", "untold": "published",
    "missing": "owed", "pending": "owed", "explained": "owed", "withdrawn": "owed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owed:
    """One document that a body owes, and what became of it by a day.

    ``duty`` names no bodies. ``entries`` are the documents that fit, withdrawn ones only where no other does; ``published`` is the
    first day that one of them states, ``due`` the last day in time (None where neither is known); ``late`` counts the days after it, to
    the publication or, of a missing one, to the day as of which this is said.
    """

    year: str
    body: str
    duty: Duty
    state: OwedState
    entries: tuple[Entry, ...]
    due: date | None
    published: date | None
    late: int
    absence: Absence | None

    @property
    def is_overdue(self) -> bool:
        """Whether it should be there and isn't."""
        return self.state == "missing" and self.late > 0

    @property
    def kind(self) -> str:
        """The narrowest list that it stands in."""
        if self.state != "published":
            return self.state
        if self.published is None or self.due is None:
            return "untold"
        return "late" if self.late else "timely"


def completeness(book: Book, as_of: date | None) -> dict[str, list[Owed]]:
    """What is owed in each year of which the site has a list, newest first, as of a day; where that isn't known, nothing is overdue."""
    own: dict[tuple[str, str], list[Entry]] = {}
    for entry in book.entries:
        own.setdefault((entry.address.year, entry.body), []).append(entry)
    lists = book.lists
    return {
        year: list(_of_year(year, lists.expected[year], lists, own, as_of))
        for year in sorted(lists.expected, reverse=True)
    }


def _of_year(
    year: str,
    expected: ExpectedList,
    lists: SiteLists,
    own: Mapping[tuple[str, str], Sequence[Entry]],
    as_of: date | None,
) -> Iterator[Owed]:
    absent: dict[str, list[Absence]] = {}
    for said in expected.absent:
        absent.setdefault(said.body, []).append(said)
    for duty in expected.expected:
        asked = duty.model_copy(update={"bodies": ()})  # who owes it stands beside it
        for body in duty.bodies:
            fitting = [entry for entry in own.get((year, body), ()) if fits(entry, duty)]
            absence = next((one for one in absent.get(body, ()) if explains(one, duty)), None)
            due = _due(duty, fitting, expected, lists)
            yield _owed(Owed(year, body, asked, "missing", (), due, None, 0, absence), fitting, as_of)


def _due(duty: Duty, fitting: Iterable[Entry], expected: ExpectedList, lists: SiteLists) -> date | None:
    """The last day in time: the one that is stated, else so many days after the approval that the list states, else the document."""
    if duty.due:
        return day_of(duty.due)
    stated = (duty.approved, expected.approved, *(entry.approved for entry in fitting))
    approved = next(filter(None, map(day_of, stated)), None)
    try:
        return term_end(approved, expected, lists.days) if approved else None
    except NoCalendar:
        return None


def _owed(owed: Owed, fitting: Sequence[Entry], as_of: date | None) -> Owed:
    """What is owed with what became of it."""
    live = tuple(entry for entry in fitting if not entry.withdrawn)
    if live:
        published = min(filter(None, (day_of(entry.published) for entry in live)), default=None)
        late = _days(owed.due, published)
        return _with(owed, "published", live, published, late)
    if fitting:
        return _with(owed, "withdrawn", tuple(fitting), None, 0)
    if owed.absence:
        return _with(owed, "explained", (), None, 0)
    late = _days(owed.due, as_of)
    is_pending = owed.due is not None and as_of is not None and not late
    return _with(owed, "pending" if is_pending else "missing", (), None, late)


def _with(owed: Owed, state: OwedState, entries: tuple[Entry, ...], published: date | None, late: int) -> Owed:
    return Owed(owed.year, owed.body, owed.duty, state, entries, owed.due, published, late, owed.absence)


def _days(due: date | None, day: date | None) -> int:
    """How many days a day is after the last one in time; 0 where either isn't known."""
    return max((day - due).days, 0) if due and day else 0


def listed_by(owed: Iterable[Owed]) -> dict[str, list[Owed]]:
    """What stands in each list, in the order of ``LISTS_OF``."""
    lists: dict[str, list[Owed]] = {kind: [] for kind in LISTS_OF}
    for found in owed:
        kind = found.kind
        while kind:
            lists[kind].append(found)
            kind = LISTS_OF[kind]
    return lists


def counts_of(owed: Iterable[Owed]) -> dict[str, int]:
    """How many stand in each list."""
    return {kind: len(found) for kind, found in listed_by(owed).items()}
