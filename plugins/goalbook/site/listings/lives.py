"""目标的一生和历年: the goals of one year from their setting to their results, and one thing over all its years, a page each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from goalbook.book.entry import Entry
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import Address
from goalbook.model.target import read_amount
from goalbook.results.chains import Thing, head_of, thing_facts
from goalbook.results.life import LifeRow, course_of
from goalbook.results.over_years import Story, StoryRow, YearMove, story_of, unpacked_story
from goalbook.results.series import YearNumber, numbers_of
from goalbook.results.told import has_years, life_address, life_steps, moneys, thing_address
from goalbook.scratch import Packed
from goalbook.site.frame.achieved import outcome_words
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import shown_day, year_label
from goalbook.site.frame.pictures import PictureValue, SeriesValue, bars, series
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.shelf import Shelf
from goalbook.store import key_from

_TAGS, _CELL = 500, 300


@dataclass(frozen=True, slots=True)
class CourseRow:
    """An indicator in the course of a year: what became of it in words, the link of each document that has it."""

    one: LifeRow
    words: str
    added: str
    dropped: str
    to: str
    anchor: str

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        row = self.one
        reason = row.result.reason if row.result else ""
        texts = (
            row.name,
            row.target,
            row.adjusted,
            row.midyear,
            row.evaluated,
            reason,
            self.words,
            self.added,
            self.dropped,
        )
        return _TAGS + sum(len(escape(text).encode()) for text in texts)


class YearCell(NamedTuple):
    """An indicator in one year, or what became of it where it isn't there: its target, the adjusted one, how it moved, its result,
    what became of it."""

    label: str
    there: bool
    target: str
    adjusted: str
    move: str
    actual: str = ""
    outcome: str = ""
    words: str = ""


class YearsRow(NamedTuple):
    """An indicator over the years: its names, a cell for each year that tells of it, and its numbers with the years' labels."""

    name: str
    names: tuple[str, ...]
    maybe: str
    cells: tuple[YearCell, ...]
    numbers: tuple[tuple[YearNumber, YearCell], ...] = ()

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        texts = "".join(f"{cell.target}{cell.adjusted}{cell.actual}{cell.words}" for cell in self.cells)
        return _TAGS + _CELL * (len(self.cells) + 2 * len(self.numbers)) + len(escape(texts).encode())


def life_pages(
    settings: Settings, shelf: Shelf, things: Iterable[Thing], packed: Mapping[Address, Packed], long: Container[str]
) -> Iterator[DraftGroup]:
    """The page of each year of each thing that has several documents in it, and of each thing of several years, whose story may be
    ``packed``."""
    for thing in things:
        parted = [entry.address in long for entry in thing.entries]
        bodies = sorted({(entry.body, shelf.bodies[entry.body].shown) for entry in thing.entries})
        facts = key_from("life", thing_facts(thing), parted, bodies, shelf.taken_facts)
        yield DraftGroup(facts, partial(_pages, settings, shelf, thing, packed, long, facts))


def _pages(
    settings: Settings, shelf: Shelf, thing: Thing, packed: Mapping[Address, Packed], long: Container[str], facts: bytes
) -> Iterator[Draft]:
    known = packed.get(thing.head.address)
    story = (unpacked_story(thing, bytes(known)) if known else story_of(thing)) if has_years(thing) else None
    drafts = []
    for n, year in enumerate(thing.years):
        if len(year[1]) > 1:
            course = story.years[n].course if story else course_of(year[1]).rows
            drafts.append(_life(settings, shelf, thing, year, course, long))
    if story:
        drafts.append(_years(settings, shelf, story))
    yield from (replace(draft, facts=facts) for draft in chain(*drafts))


def _life(
    settings: Settings,
    shelf: Shelf,
    thing: Thing,
    year: tuple[str, Sequence[Entry]],
    course: Iterable[LifeRow],
    long: Container[str],
) -> Iterator[Draft]:
    t, (folder, entries) = settings.t, year
    head, steps = head_of(entries), list(life_steps(thing, entries))
    rows = [_course_row(settings, entries, row, long) for row in course]
    title = t("life.title", title=head.name or head.title, year=year_label(t, folder))
    listing = Listing(life_address(head), "listings/life.html", title, t("life.description", count=len(rows)))
    return paged(
        settings, shelf.taken, listing, rows, head=head, body=shelf.bodies[head.body], label=year_label(t, folder),
        steps=steps, day={step.day: shown_day(settings, step.day) for step in steps}.get,
        over=thing_address(thing.head) if has_years(thing) else "",
        outcomes=_outcomes(rows),
        budgets=[(entry, entry.money) for entry in entries if entry.money],
    )  # fmt: skip


def _outcomes(rows: Sequence[CourseRow]) -> dict[str, int]:
    """How many indicators of a year reached their targets, missed them, or can't be told; nothing where none states a result."""
    found = Counter(row.one.result.found.outcome for row in rows if row.one.result)
    return {name: found[name] for name in ("reached", "missed", "untold")} if found else {}


def _course_row(settings: Settings, entries: Sequence[Entry], row: LifeRow, long: Container[str]) -> CourseRow:
    t = settings.t
    added = t("life.added", title=entries[row.first].title) if row.first else ""
    after = [entry for entry in entries[row.last + 1 :] if entry.stage in ("adjusted", "evaluated")]
    dropped = t("life.dropped", title=after[0].title) if after else ""
    place, anchor = row.places[-1]
    to = entries[place].address
    words = outcome_words(t, row.result) if row.result else ""
    return CourseRow(row, words, added, dropped, to, "" if to in long else anchor)


def _years(settings: Settings, shelf: Shelf, story: Story) -> Iterator[Draft]:
    t, head, last = settings.t, story.thing.head, story.years[-1].head
    labels = [year_label(t, year.folder) for year in story.years]
    rows = [_years_row(settings, labels, row) for row in story.rows]
    title = t("things.title", title=last.name or last.title)
    listing = Listing(
        thing_address(head), "listings/thing.html", title, t("things.description", count=len(story.years))
    )
    return paged(
        settings, shelf.taken, listing, rows, body=shelf.bodies[last.body], last=last, years=story.years,
        labels=labels, counts=story.counts,
        lives=[life_address(year.head) if len(year.entries) > 1 else "" for year in story.years],
        ties=[story.thing.ties.get(year.head.address, ("", ""))[0] for year in story.years],
        picture=Markup(_picture(settings, story)), series=series_picture,
    )  # fmt: skip


def _years_row(settings: Settings, labels: Sequence[str], row: StoryRow) -> YearsRow:
    cells = [_cell(settings, *one) for one in zip(labels, row.years, row.moves, strict=True)]
    numbers = tuple((found, cells[found.place]) for found in numbers_of(row.years))
    return YearsRow(row.name, row.names, row.maybe, tuple(cell for cell in cells if cell.there or cell.move), numbers)


def _cell(settings: Settings, label: str, course: LifeRow | None, move: YearMove | None) -> YearCell:
    if course is None:
        return YearCell(label, False, "", "", move or "")
    adjusted = course.adjusted if course.adjusted != course.promised else ""
    cell = YearCell(label, True, course.promised, adjusted, "" if move in (None, "same") else move)
    if not course.result:
        return cell
    return YearCell(
        *cell[:5], course.result.actual, course.result.found.outcome, outcome_words(settings.t, course.result)
    )


def _picture(settings: Settings, story: Story) -> str:
    """The budgets of the years as bars, where several are in one unit; the list beside it says the same."""
    t, last = settings.t, story.years[-1].head
    heads = [(year.folder, year.head.money) for year in story.years if year.head.money and moneys(year.head, last)[2]]
    values = [
        PictureValue(year_label(t, folder), number, money.printed)
        for folder, money in heads
        if money and (number := read_amount(money.printed)) is not None
    ]
    if len(values) < 2:
        return ""
    text = t("picture.between").join(f"{value.label} {value.printed}" for value in values)
    return bars(values, "gb-years-money", t("things.picture", unit=last.money_unit), text)


def series_picture(t: Catalogue, row: YearsRow, number: int) -> Markup:
    """An indicator over its years as a picture, the ``number``-th of its page; the table beside it says the same."""
    values, told = [], []
    for found, cell in row.numbers:
        target = cell.adjusted or cell.target
        printed, result = (
            (f"{cell.actual} / {target}", f" {t('things.result', actual=cell.actual)}") if cell.actual else (target, "")
        )
        values.append(SeriesValue(cell.label, found.aim, found.result, printed))
        told.append(f"{cell.label} {t('life.target')} {target}{result}")
    title = t("things.series", name=row.name)
    return Markup(series(values, f"gb-series-{number}", title, t("picture.between").join(told)))
