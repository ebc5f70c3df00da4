"""What the page of a document says of its thing: the line of its year, the year before, where its life and its years are told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from goalbook.book.entry import Entry
from goalbook.model.address import UNDATED, Address
from goalbook.results.chains import Thing, head_of
from goalbook.results.over_years import Moved, Story

THINGS = "things"
_MOST_MOVED = 2
CLEAR_MOVES = ("raised", "lowered")  # of these it is certain that more or less is promised


class LifeStep(NamedTuple):
    """A document on the line of its year: its stage, the day that it states, and by what it is known to belong to which other."""

    address: Address
    title: str
    stage: str
    day: str
    tie: str
    other: str


class YearBefore(NamedTuple):
    """What was set and what became of it the year before: the folder of that year, its document, both budgets in one unit (or nothing), how
    many targets moved how, those that are told, and the counts of last year's results.
    """

    folder: str
    address: Address
    money: tuple[str, str, str]
    counts: tuple[tuple[str, int], ...]
    told: tuple[Moved, ...]
    reached: int
    missed: int
    untold: int


class MovedSince(NamedTuple):
    """How many targets of a document moved how since the year of a folder."""

    folder: str
    counts: tuple[tuple[str, int], ...]


class StoryTold(NamedTuple):
    """What is told of a document: ``steps`` of its year where there are several, ``life`` the address of the page that tells that
    year, ``over`` that of the page of all years; each "" where there is none.
    """

    steps: tuple[LifeStep, ...] = ()
    life: str = ""
    over: str = ""
    before: YearBefore | None = None


NOTHING_TOLD = StoryTold()


def pack_told(told: StoryTold) -> bytes:
    """What is told of a document in few bytes; none where nothing is."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() if told != NOTHING_TOLD else b""


def unpack_told(packed: bytes) -> StoryTold:
    """What is told of a document, as it was packed."""
    if not packed:
        return NOTHING_TOLD
    steps, life, over, before = json.loads(packed)
    return StoryTold(tuple(_step(*one) for one in steps), life, over, _year_before(*before) if before else None)


def _step(address: str, *others: str) -> LifeStep:
    return LifeStep(Address(address), *others)


def _year_before(
    folder: str, address: str, money: list[str], counts: list[list[Any]], told: list[Any], *results: int
) -> YearBefore:
    before, after, unit = money
    counted = tuple((move, count) for move, count in counts)
    return YearBefore(
        folder, Address(address), (before, after, unit), counted, tuple(Moved(*one) for one in told), *results
    )


def life_address(head: Entry) -> str:
    """Where the goals of one year are told, by the document that sets them."""
    return f"{head.address}/life"


def thing_address(head: Entry) -> str:
    """Where a thing is told over its years, by its first document that sets goals."""
    return f"{THINGS}/{head.address.lineage}"


def story_told(thing: Thing, story: Story | None) -> dict[Address, StoryTold]:
    """What is told of each document of a thing; ``story`` is there where it has goals of several years."""
    found: dict[Address, StoryTold] = {}
    over = thing_address(thing.head) if story else ""
    for place, (_, entries) in enumerate(thing.years):
        head, several = head_of(entries), len(entries) > 1
        steps = tuple(life_steps(thing, entries)) if several else ()
        life = life_address(head) if several else ""
        for entry in entries:
            before = _before(story, place) if story and entry is head and place else None
            found[entry.address] = StoryTold(steps, life, over, before)
    return found


def has_years(thing: Thing) -> bool:
    """Whether a thing has goals of several years."""
    return len([folder for folder, _ in thing.years if folder != UNDATED]) > 1


def life_steps(thing: Thing, entries: Iterable[Entry]) -> Iterator[LifeStep]:
    """The line of the documents of one year."""
    for entry in entries:
        tie, other = thing.ties.get(entry.address, ("", ""))
        yield LifeStep(entry.address, entry.title, entry.stage, entry.published or entry.approved, tie, other)


def _before(story: Story, place: int) -> YearBefore:
    last, this = story.years[place - 1], story.years[place]
    moved, counts = story.moved[place], story.counts[place]
    shown = [one for one in moved if one.move in CLEAR_MOVES][:_MOST_MOVED]
    named = tuple((move, counts[move]) for move in (*CLEAR_MOVES, "reworded", "added", "dropped") if counts[move])
    return YearBefore(
        last.folder, last.head.address, moneys(last.head, this.head), named, tuple(shown), last.reached, last.missed, last.untold
    )  # fmt: skip


def moneys(before: Entry, after: Entry) -> tuple[str, str, str]:
    """The budgets of two documents and their unit, where both state one whole amount in the same unit."""
    one, other = before.money, after.money
    if (
        not one
        or not other
        or before.money_unit != after.money_unit
        or one.blank
        or other.blank
        or one.term != other.term
    ):
        return "", "", ""
    return one.printed, other.printed, after.money_unit
