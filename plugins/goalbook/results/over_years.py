"""Years side by side: the goals of one thing year by year, each indicator with its targets and results, and what moved in between."""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from goalbook.book.brief import Brief
from goalbook.book.entry import Entry
from goalbook.diff.effect import effect_of
from goalbook.model.aims import direction_of
from goalbook.model.records import Indicator
from goalbook.results.chains import Thing, head_of
from goalbook.results.joined import join_indicators
from goalbook.results.life import LifeRow, course_of

YearMove = Literal["raised", "lowered", "reworded", "same", "added", "dropped"]


class YearOf(NamedTuple):
    """One year of a thing: its folder, the document that sets the goals, all its documents, their course, and what became of its
    indicators."""

    folder: str
    head: Entry
    entries: tuple[Entry, ...]
    course: tuple[LifeRow, ...]
    reached: int = 0
    missed: int = 0
    untold: int = 0


class Moved(NamedTuple):
    """What became of an indicator from one year to the next: its name, and its target in both, "" where it has none there."""

    name: str
    before: str
    after: str
    move: YearMove


class StoryRow(NamedTuple):
    """An indicator over the years: its course in each, None where it isn't there, and how it moved to each from the year before."""

    name: str
    years: tuple[LifeRow | None, ...]
    moves: tuple[YearMove | None, ...]
    maybe: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its earlier names."""
        return tuple(dict.fromkeys(one.name for one in self.years if one and one.name != self.name))


@dataclass(frozen=True)
class Story:
    """A thing over its years, the earliest first."""

    thing: Thing
    years: tuple[YearOf, ...]
    rows: tuple[StoryRow, ...]

    @cached_property
    def moved(self) -> tuple[tuple[Moved, ...], ...]:
        """What moved to each year from the one before it; nothing to the first."""
        return tuple(tuple(self._moved(place)) for place in range(len(self.years)))

    def _moved(self, place: int) -> Iterable[Moved]:
        for row in self.rows:
            if move := row.moves[place]:
                old, new = row.years[place - 1], row.years[place]
                yield Moved(row.name, old.promised if old else "", new.promised if new else "", move)

    @cached_property
    def counts(self) -> tuple[Counter[str], ...]:
        """How many indicators moved how to each year."""
        return tuple(Counter(filter(None, (row.moves[place] for row in self.rows))) for place in range(len(self.years)))


def story_of(thing: Thing) -> Story:
    """A thing over its years."""
    years, rows, latest = [], list[_Row](), list[Brief]()
    for place, (folder, entries) in enumerate(thing.years):
        course = course_of(entries)
        found = Counter(row.result.found.outcome for row in course.rows if row.result)
        told = (found["reached"], found["missed"], found["untold"])
        years.append(YearOf(folder, head_of(entries), entries, tuple(course.rows), *told))
        joined = join_indicators(latest, course.briefs)
        maybe = {rename.after: latest[rename.before].indicator.name or "" for rename in joined.proposals}
        for n, (row, brief) in enumerate(zip(*course, strict=True)):
            at = joined.places[n]
            if at is None:
                at = len(rows)
                rows.append(_Row({}, maybe.get(n, "")))
                latest.append(brief)
            rows[at].courses[place] = row, brief.indicator
            latest[at] = brief
    return Story(thing, tuple(years), tuple(row.told(len(years)) for row in rows))


def packed_story(story: Story) -> bytes:
    """A story in few bytes, without its documents; this process alone may read them."""
    years = [(year.course, year.reached, year.missed, year.untold) for year in story.years]
    return zlib.compress(pickle.dumps((years, story.rows), pickle.HIGHEST_PROTOCOL), 1)


def unpacked_story(thing: Thing, packed: bytes) -> Story:
    """The story of a thing that was packed."""
    told, rows = pickle.loads(zlib.decompress(packed))
    years = zip(thing.years, told, strict=True)
    return Story(thing, tuple(YearOf(folder, head_of(own), own, *one) for (folder, own), one in years), rows)


@dataclass(frozen=True, slots=True)
class _Row:
    courses: dict[int, tuple[LifeRow, Indicator]]
    maybe: str

    def told(self, count: int) -> StoryRow:
        found = [self.courses.get(place) for place in range(count)]
        years = tuple(one[0] if one else None for one in found)
        moves = (None, *(_move(before, after) for before, after in pairwise(found)))
        name = next(one.name for one in reversed(years) if one)
        return StoryRow(name, years, moves, self.maybe)


def _move(before: tuple[LifeRow, Indicator] | None, after: tuple[LifeRow, Indicator] | None) -> YearMove | None:
    if before is None or after is None:
        return "added" if after else "dropped" if before else None
    return move_of(before[0].promised, after[0].promised, after[1])


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
