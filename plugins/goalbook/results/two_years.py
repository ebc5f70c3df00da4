"""A body in two years side by side: what goes on with what moved, what is new, and what is not set again, with what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goalbook.book.entry import Entry
from goalbook.model.address import UNDATED, Address
from goalbook.results.chains import goal_year
from goalbook.results.over_years import Moved, Story
from goalbook.results.told import moneys, thing_address

_FOLLOWING = ("adjusted", "monitored", "evaluated")

Years = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Continued:
    """Goals that both years have: their documents, both budgets in one unit (or nothing), what moved, and where all years are told."""

    before: Entry
    after: Entry
    money: tuple[str, str, str]
    moved: tuple[Moved, ...]
    same: int
    over: str
    years: Years

    @property
    def counts(self) -> Counter[str]:
        """How many indicators moved how."""
        return Counter(one.move for one in self.moved)


@dataclass(frozen=True, slots=True)
class OneYearOnly:
    """Goals of one of the years alone: their document, and the relation that says where they went or came from, with those documents."""

    entry: Entry
    relation: str = ""
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyYears:
    """The goals of a body in two years."""

    continued: tuple[Continued, ...] = ()
    come: tuple[OneYearOnly, ...] = ()
    gone: tuple[OneYearOnly, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many indicators of the goals that go on moved how."""
        return sum((one.counts for one in self.continued), Counter())


def sets_goals(entry: Entry) -> bool:
    """Whether a document sets the goals of its year first; what adjusts, monitors or evaluates them doesn't."""
    return not entry.withdrawn and entry.stage not in _FOLLOWING and goal_year(entry) == entry.address.year


def pairs_of_years(folders: Iterable[str]) -> list[Years]:
    """Each year with the one before it that has documents, the newest first."""
    years = sorted(folder for folder in folders if folder != UNDATED)
    return list(pairwise(years))[::-1]


def years_of_bodies(entries: Sequence[Entry], continued: Iterable[Continued]) -> dict[Years, dict[str, BodyYears]]:
    """The bodies of each two years, in the order of their ids."""
    goals = [one for one in entries if sets_goals(one)]
    pairs = pairs_of_years({one.address.year for one in goals})
    by_pair: dict[Years, list[Continued]] = {}
    for goal in continued:
        by_pair.setdefault(goal.years, []).append(goal)
    found: dict[Years, dict[str, BodyYears]] = {}
    for pair in pairs:
        on = by_pair.get(pair, [])
        both = {one.before.address for one in on} | {one.after.address for one in on}
        alone = [one for one in goals if one.address.year in pair and one.address not in both]
        bodies = sorted({one.body for one in alone} | {one.after.body for one in on})
        found[pair] = {body: _of_body(pair, body, on, alone, goals) for body in bodies}
    return found


def continued_in(story: Story) -> Iterator[Continued]:
    """What goes on from each year of a thing to the next."""
    for place in range(1, len(story.years)):
        before, after = story.years[place - 1], story.years[place]
        every = story.moved(place)
        moved = tuple(one for one in every if one.move != "same")
        same, over = len(every) - len(moved), thing_address(story.thing.head)
        money = moneys(before.head, after.head)
        yield Continued(before.head, after.head, money, moved, same, over, (before.folder, after.folder))


def _of_body(
    pair: Years, body: str, on: Sequence[Continued], alone: Sequence[Entry], goals: Sequence[Entry]
) -> BodyYears:
    own = [one for one in alone if one.body == body]
    gone = tuple(_gone(one, goals) for one in own if one.address.year == pair[0])
    come = tuple(_come(one, goals) for one in own if one.address.year == pair[1])
    return BodyYears(tuple(one for one in on if one.after.body == body), come, gone)


def _gone(entry: Entry, goals: Sequence[Entry]) -> OneYearOnly:
    if into := _named(entry, "merged_into"):
        return OneYearOnly(entry, "merged_into", _found(goals, into))
    parts = tuple(one for one in goals if _named(one, "split_from") == entry.address)
    return OneYearOnly(entry, "split_into" if parts else "", parts)


def _come(entry: Entry, goals: Sequence[Entry]) -> OneYearOnly:
    origin = _named(entry, "split_from")
    return OneYearOnly(entry, "split_from" if origin else "", _found(goals, origin) if origin else ())


def _named(entry: Entry, kind: str) -> Address | None:
    return next((address for own, address, _ in entry.relations if own == kind), None)


def _found(goals: Sequence[Entry], address: Address) -> tuple[Entry, ...]:
    return tuple(one for one in goals if one.address == address)
