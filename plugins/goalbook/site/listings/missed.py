"""没有完成的指标: what was missed, by how much and why, of a site, a year, a body and a region; one list for each of them that has any."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from goalbook.book.entry import Entry
from goalbook.results.judged import JudgedIndicator, judged_of
from goalbook.site.frame.achieved import outcome_words
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.labels import body_year_title, dated, year_title
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.paging import Listing, paged
from goalbook.site.listings.shelf import Shelf
from goalbook.store import key_from

MISSED = "missed"
_TAGS = 900


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A missed indicator in a list: its document, its body's name and year, itself, and what became of it in words."""

    entry: Entry
    body: str
    year: str
    one: JudgedIndicator
    words: str
    anchor: str

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""
        texts = (
            self.entry.title,
            self.body,
            self.one.name,
            self.one.target,
            self.one.actual,
            self.one.reason,
            self.words,
        )
        return _TAGS + len(self.entry.address) + sum(len(escape(text).encode()) for text in texts)


def missed_address(shown_at: str) -> str:
    """The address of what was missed of what a page at an address is of: a year, a body in it, a body, a region; "" is the site."""
    return f"{MISSED}/{shown_at}".rstrip("/")


def missed_pages(settings: Settings, shelf: Shelf, long: Container[str]) -> Iterator[DraftGroup]:
    """A list for each that missed anything; ``long`` are the documents of several pages, whose rows may stand on any of them."""
    for shown_at, name, entries in _groups(settings, shelf):
        missing = [entry for entry in entries if entry.missed and not entry.withdrawn]
        if missing:
            told_from = [_told_from(shelf, entry, long) for entry in missing]
            facts = key_from("missed", shown_at, name, told_from, shelf.taken_facts)
            yield DraftGroup(facts, partial(_list, settings, shelf, (shown_at, name, missing), long))


def _told_from(shelf: Shelf, entry: Entry, long: Container[str]) -> tuple[object, ...]:
    """All that the rows of a document are made from."""
    return *shelf.row_facts(entry), entry.address in long, shelf.bodies[entry.body].shown


def _list(
    settings: Settings, shelf: Shelf, group: tuple[str, str, Sequence[Entry]], long: Container[str]
) -> Iterator[Draft]:
    t = settings.t
    shown_at, name, missing = group
    rows = [row for entry in missing for row in _rows(settings, shelf, entry, long)]
    title = t("missed.title_of", name=name) if name else t("missed.title")
    listing = Listing(missed_address(shown_at), "listings/missed.html", title, t("missed.description", count=len(rows)))
    return paged(settings, shelf.taken, listing, rows, count=len(rows), shown_at=shown_at, name=name)


def _groups(settings: Settings, shelf: Shelf) -> Iterator[tuple[str, str, Sequence[Entry]]]:
    """What has a list: the address of its page, its name, its documents."""
    t = settings.t
    years: list[tuple[str, Sequence[Entry]]] = [
        (year, [entry for own in bodies.values() for entry in own]) for year, bodies in shelf.years.items()
    ]
    yield "", "", [entry for _, entries in years for entry in entries]
    for year, entries in years:
        yield year, year_title(t, year), entries
        for body, own in shelf.years[year].items():
            yield f"{year}/{body}", body_year_title(t, year, shelf.bodies[body]), own
    for body, entries in shelf.by_body.items():
        yield f"bodies/{body}", shelf.bodies[body].shown, entries
    for code, (region, bodies) in shelf.regions.items():
        yield f"regions/{code}", region.name, [entry for body in bodies for entry in shelf.by_body[body]]


def _rows(settings: Settings, shelf: Shelf, entry: Entry, long: Container[str]) -> Iterator[MissedRow]:
    year = dated(settings.t, entry.year, entry.period)
    for judged in judged_of(entry):
        if judged.found.outcome == "missed":
            anchor = "" if entry.address in long else judged.anchor
            yield MissedRow(
                entry, shelf.bodies[entry.body].shown, year, judged, outcome_words(settings.t, judged), anchor
            )
