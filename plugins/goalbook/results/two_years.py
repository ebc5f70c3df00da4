"""A body in two years side by side: what goes on with what moved, what is new, and what is not set again, with what is said of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from goalbook.book.entry import Entry
from goalbook.model.address import UNDATED, Address
from goalbook.results.chains import goal_year
from goalbook.results.over_years import Moved, Story
from goalbook.results.told import moneys, thing_address
from goalbook.scratch import NO_BYTES, Packed, ScratchFile

_FOLLOWING = ("adjusted", "monitored", "evaluated")

Years = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Continued:
    """Goals that both years have: their documents, both budgets in one unit (or nothing), how many indicators moved how and which,
    packed, how many did not, and where all years are told.

    ``facts`` is a digest of all that this is told from.
    """

    before: Entry
    after: Entry
    money: tuple[str, str, str]
    counts: tuple[tuple[str, int], ...]
    packed: Packed
    same: int
    over: str
    years: Years
    facts: bytes = b""

    def counted(self) -> Counter[str]:
        """How many indicators moved how."""
        return Counter(dict(self.counts))

    def moved(self) -> list[Moved]:
        """What moved."""
        return [Moved(*one) for one in json.loads(bytes(self.packed))] if self.packed else []


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
        found: Counter[str] = Counter()
        for goals in self.continued:
            for move, count in goals.counts:
                found[move] += count
        return found


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
    ties = _Ties(goals)
    by_pair: dict[Years, list[Continued]] = {}
    for goal in continued:
        by_pair.setdefault(goal.years, []).append(goal)
    by_year: dict[str, list[Entry]] = {}
    for entry in goals:
        by_year.setdefault(entry.address.year, []).append(entry)
    return {
        pair: _of_pair(by_pair.get(pair, ()), [by_year[year] for year in pair], ties)
        for pair in pairs_of_years(by_year)
    }


def continued_in(story: Story) -> Iterator[Continued]:
    """What goes on from each year of a thing to the next."""
    for place in range(1, len(story.years)):
        before, after = story.years[place - 1], story.years[place]
        every = story.moved[place]
        moved = [one for one in every if one.move != "same"]
        same, over = len(every) - len(moved), thing_address(story.thing.head)
        money, counts = moneys(before.head, after.head), tuple(Counter(one.move for one in moved).items())
        packed = Packed(json.dumps(moved, ensure_ascii=False).encode()) if moved else NO_BYTES
        yield Continued(before.head, after.head, money, counts, packed, same, over, (before.folder, after.folder))


def pack_continued(goals: Continued) -> tuple[object, ...]:
    """What goes on, with documents by their addresses and without what it is told from."""
    before, after = goals.before.address, goals.after.address
    return before, after, goals.money, goals.counts, bytes(goals.packed), goals.same, goals.over, goals.years


def unpack_continued(
    held: tuple[object, ...], entries: Mapping[Address, Entry], facts: bytes, aside: ScratchFile
) -> Continued:
    """What goes on, as it was packed, told from these ``facts``; what moved waits in a file."""
    before, after, money, counts, packed, *others = held
    whole = Packed(cast("bytes", packed), aside) if packed else NO_BYTES
    ends = entries[cast("Address", before)], entries[cast("Address", after)]
    return Continued(*ends, money, counts, whole, *others, facts)  # type: ignore[arg-type,call-arg]


def _of_pair(on: Sequence[Continued], goals: Sequence[Sequence[Entry]], ties: _Ties) -> dict[str, BodyYears]:
    """The bodies of two years, of each of which these are the ``goals``."""
    both = {one.before.address for one in on} | {one.after.address for one in on}
    continued: dict[str, list[Continued]] = {}
    for goal in on:
        continued.setdefault(goal.after.body, []).append(goal)
    gone, come = (_by_body(one for one in own if one.address not in both) for own in goals)
    return {
        body: BodyYears(
            tuple(continued.get(body, ())),
            tuple(map(ties.come, come.get(body, ()))),
            tuple(map(ties.gone, gone.get(body, ()))),
        )
        for body in sorted({*continued, *come, *gone})
    }


def _by_body(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.body, []).append(entry)
    return found


class _Ties:
    """Where goals went and came from, as their documents say."""

    def __init__(self, goals: Iterable[Entry]) -> None:
        self.at: dict[Address, Entry] = {}
        self.split: dict[Address, list[Entry]] = {}
        for entry in goals:
            self.at[entry.address] = entry
            if origin := _named(entry, "split_from"):
                self.split.setdefault(origin, []).append(entry)

    def gone(self, entry: Entry) -> OneYearOnly:
        """Goals that aren't set again."""
        if into := _named(entry, "merged_into"):
            return OneYearOnly(entry, "merged_into", self._found(into))
        parts = tuple(self.split.get(entry.address, ()))
        return OneYearOnly(entry, "split_into" if parts else "", parts)

    def come(self, entry: Entry) -> OneYearOnly:
        """Goals that are new."""
        origin = _named(entry, "split_from")
        return OneYearOnly(entry, "split_from" if origin else "", self._found(origin) if origin else ())

    def _found(self, address: Address) -> tuple[Entry, ...]:
        return (self.at[address],) if address in self.at else ()


def _named(entry: Entry, kind: str) -> Address | None:
    return next((address for own, address, _ in entry.relations if own == kind), None)
