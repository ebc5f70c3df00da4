"""首页: what it shows below its own text: numbers, ways in, new documents, and how to read a goal table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.book.order import printed_order
from goalbook.git.days import newest_day
from goalbook.git.history import History
from goalbook.model.address import Address
from goalbook.site.frame.labels import shown_day, year_label
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.bodies import BODIES_ADDRESS, REGIONS, region_row
from goalbook.site.listings.compared import COMPARED, can_compare
from goalbook.site.listings.completeness import owed_sentence, year_scope, years_told
from goalbook.site.listings.rows import GroupRow, document_rows, group_row
from goalbook.site.listings.shelf import Shelf, shelve
from goalbook.site.listings.totals import tally_of
from goalbook.site.listings.years import YEARS_ADDRESS as YEARS
from goalbook.site.pages.search import search_examples

_MOST = 12


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way in: the id of its heading, the address of the whole list, how many it lists, and some."""

    id: str
    address: str
    count: int
    rows: Sequence[GroupRow]


def home_html(
    settings: Settings, book: Book, newest: Sequence[Entry], days: Mapping[Address, str] | None = None
) -> str:
    """The part of the home page that is made from the data; ``newest`` are shown in the order they come, each with its day
    of ``days``.
    """
    shelf = shelve(book)
    rows, unit = document_rows(settings.t, shelf, newest)
    return render(
        settings,
        "listings/home.html",
        "",
        examples=search_examples(book.entries),
        total=tally_of(book.entries),
        bodies=len(shelf.bodies),
        ways=_ways(settings, shelf),
        nowhere=len(shelf.nowhere),
        newest=[row for row in rows if not row.withdrawn],
        unit=unit,
        days=days or {},
        owed=_owed(settings, book),
        compared=COMPARED if can_compare(shelf) else "",
        day=lambda iso: shown_day(settings, iso),
    )


def _owed(settings: Settings, book: Book) -> tuple[str, str] | None:
    """How complete the newest year is of which it is known what is owed: a sentence, and the page that tells it."""
    told = years_told(book, settings)
    if not told:
        return None
    year, owed = next(iter(told.items()))
    scope = year_scope(settings, year, owed).head
    return owed_sentence(settings, scope), scope.address


def _ways(settings: Settings, shelf: Shelf) -> list[WayIn]:
    years = [
        group_row(year, year_label(settings.t, year), "", chain.from_iterable(bodies.values()))
        for year, bodies in list(shelf.years.items())[:_MOST]
    ]
    regions = _most(region_row(shelf, code) for code in shelf.regions)
    bodies = _most(
        group_row(f"{BODIES_ADDRESS}/{name}", body.shown, "", shelf.by_body[name], 1)
        for name, body in shelf.bodies.items()
    )
    return [
        WayIn("years", YEARS, len(shelf.years), years),
        WayIn("regions", REGIONS, len(shelf.regions), regions),
        WayIn("bodies", BODIES_ADDRESS, len(shelf.bodies), bodies),
    ]


def _most(rows: Iterable[GroupRow]) -> list[GroupRow]:
    """The rows with the most documents, of equal ones the first."""
    return sorted(rows, key=lambda row: -row.tally.documents)[:_MOST]


COUNT = 8


def newest(book: Book, history: History) -> list[Entry]:
    """The documents last published, approved or else added, newest first; then by year, then as their bodies have them."""

    def day(entry: Entry) -> tuple[str, str]:
        return _day_of(entry, history), entry.year

    live = (entry for entry in book.entries if not entry.withdrawn)
    shown = sorted(live, key=lambda entry: (entry.body, printed_order(entry)))
    return sorted(shown, key=day, reverse=True)[:COUNT]


def days_of(entries: Iterable[Entry], history: History) -> dict[Address, str]:
    """The day of each document that is the newest by: stated, else that of its last change, empty where neither is known."""
    return {entry.address: _day_of(entry, history) for entry in entries}


def _day_of(entry: Entry, history: History) -> str:
    return entry.stated_day or newest_day(reversed(history.of(entry.address.file)))
