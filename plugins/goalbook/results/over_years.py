"""Years side by side: the goals of one thing year by year, each indicator with its targets and results, and what moved in between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from goalbook.book.entry import Entry
from goalbook.diff.effect import effect_of
from goalbook.model.aims import direction_of
from goalbook.model.records import Indicator
from goalbook.results.chains import Thing, head_of
from goalbook.results.joined import join_indicators
from goalbook.results.life import LifeRow, course_of

YearMove = Literal["raised", "lowered", "reworded", "same", "added", "dropped"]


@dataclass(frozen=True, slots=True)
class YearOf:
    """One year of a thing: its folder, the document that sets the goals, all its documents, and what became of its indicators."""

    folder: str
    head: Entry
    entries: tuple[Entry, ...]
    reached: int = 0
    missed: int = 0
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of an indicator from one year to the next: its name, and its target in both, "" where it has none there."""

    name: str
    before: str
    after: str
    move: YearMove


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An indicator over the years: its course in each, None where it isn't there, and how it moved to each from the year before."""

    name: str
    years: tuple[LifeRow | None, ...]
    moves: tuple[YearMove | None, ...]
    maybe: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its earlier names."""
        return tuple(dict.fromkeys(one.name for one in self.years if one and one.name != self.name))


@dataclass(frozen=True, slots=True)
class Story:
    """A thing over its years, the earliest first."""

    thing: Thing
    years: tuple[YearOf, ...]
    rows: tuple[StoryRow, ...]

    def moved(self, place: int) -> list[Moved]:
        """What moved to the year at a place from the one before it."""
        found = []
        for row in self.rows:
            move, old, new = row.moves[place], row.years[place - 1], row.years[place]
            if move:
                found.append(Moved(row.name, old.promised if old else "", new.promised if new else "", move))
        return found

    def counts(self, place: int) -> Counter[str]:
        """How many indicators moved how."""
        return Counter(one.move for one in self.moved(place))


def story_of(thing: Thing) -> Story:
    """A thing over its years."""
    years, rows, latest = [], list[_Row](), list[LifeRow]()
    for place, (folder, entries) in enumerate(thing.years):
        course = course_of(entries)
        found = Counter(row_of_year.result.found.outcome for row_of_year in course if row_of_year.result)
        head = head_of(entries)
        years.append(YearOf(folder, head, entries, found["reached"], found["missed"], found["untold"]))
        joined = join_indicators(
            [row_of_year.brief for row_of_year in latest], [row_of_year.brief for row_of_year in course]
        )
        maybe = {rename.after: latest[rename.before].name for rename in joined.proposals}
        for n, row_of_year in enumerate(course):
            at = joined.places[n]
            if at is None:
                at = len(rows)
                rows.append(_Row({}, maybe.get(n, "")))
                latest.append(row_of_year)
            rows[at].courses[place] = row_of_year
            latest[at] = row_of_year
    return Story(thing, tuple(years), tuple(row.told(len(years)) for row in rows))


@dataclass(frozen=True, slots=True)
class _Row:
    courses: dict[int, LifeRow]
    maybe: str

    def told(self, count: int) -> StoryRow:
        years = tuple(self.courses.get(place) for place in range(count))
        moves = tuple(_move(years[place - 1] if place else None, years[place], place) for place in range(count))
        name = next(one.name for one in reversed(years) if one)
        return StoryRow(name, years, moves, self.maybe)


def _move(before: LifeRow | None, after: LifeRow | None, place: int) -> YearMove | None:
    if not place or (before is None and after is None):
        return None
    if before is None or after is None:
        return "added" if after else "dropped"
    return move_of(before.promised, after.promised, after.brief.indicator)


def move_of(before: str, after: str, indicator: Indicator) -> YearMove:
    """Whether more was promised than before, or less, or in other words."""
    if before == after:
        return "same"
    effect = effect_of("target", before, after)
    less = direction_of(indicator.better, indicator.path, indicator.name or "") == "less"
    if effect in ("raised", "lowered"):
        return effect
    if effect in ("higher", "smaller"):
        return "raised" if (effect == "smaller") is less else "lowered"
    return "same" if effect == "same-reading" else "reworded"
