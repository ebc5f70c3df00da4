"""The entries of a book by year, body, region and form: what each listing lists, in its one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from goalbook.book.entry import Entry
from goalbook.book.load import UNDATED, Book
from goalbook.book.order import printed_order
from goalbook.goalfile.formats import FORMAT
from goalbook.model.address import Address
from goalbook.model.records import Body, Region
from goalbook.results.told import MovedSince
from goalbook.results.two_years import pairs_of_years, sets_goals
from goalbook.site.listings.totals import Tally, tally
from goalbook.store import key_from

_LAST = "~"  # sorts after every digit and letter


@dataclass(frozen=True)
class Shelf:
    """A book's documents as its listings group them.

    ``years`` are keyed by the first part of an address (``2024``, ``undated``), newest first, each with its
    entries by body; ``bodies`` stand in the order of their regions, each after the body above it; ``taken``
    are the addresses of the data that end in a number; ``owing`` are, by year, the bodies of which it is known that they owe something;
    ``moved`` tells what moved in documents since the year before.
    """

    bodies: Mapping[str, Body]
    years: Mapping[str, Mapping[str, Sequence[Entry]]]
    by_body: Mapping[str, Sequence[Entry]]
    by_form: Mapping[str, Sequence[Entry]]
    taken: frozenset[str]
    owing: Mapping[str, frozenset[str]]
    moved: Mapping[Address, MovedSince]

    @cached_property
    def tallies(self) -> Mapping[str, Mapping[str, Tally]]:
        """What the documents of each body in each year come to."""
        return {year: {name: tally(own) for name, own in bodies.items()} for year, bodies in self.years.items()}

    @cached_property
    def digests(self) -> Mapping[str, Mapping[str, bytes]]:
        """A digest of what the rows of the documents of each body in each year are made from."""
        return {
            year: {name: key_from(*map(self.row_facts, own)) for name, own in bodies.items()}
            for year, bodies in self.years.items()
        }

    def row_facts(self, entry: Entry) -> tuple[object, ...]:
        """All that the row of a document in a list is made from besides its body."""
        moved = self.moved.get(entry.address)
        return entry.address, entry.digest, entry.form.digest, moved and tuple(moved)

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """All that each body says."""
        return {name: body.model_dump_json() for name, body in self.bodies.items()}

    @cached_property
    def taken_facts(self) -> bytes:
        """A digest of the addresses that are taken."""
        return key_from(sorted(self.taken))

    @cached_property
    def children(self) -> Mapping[str, Sequence[str]]:
        """The bodies under each body."""
        found: dict[str, list[str]] = {}
        for name, body in self.bodies.items():
            if body.parent:
                found.setdefault(body.parent, []).append(name)
        return found

    @cached_property
    def regions(self) -> Mapping[str, tuple[Region, Sequence[str]]]:
        """Each region with its bodies, by code; of several names of one code the first body's counts."""
        found: dict[str, tuple[Region, list[str]]] = {}
        for name, body in self.bodies.items():
            if body.region:
                found.setdefault(body.region.code, (body.region, []))[1].append(name)
        return dict(sorted(found.items()))

    @cached_property
    def nowhere(self) -> Sequence[str]:
        """The bodies whose region is not stated."""
        return [name for name, body in self.bodies.items() if not body.region]

    @cached_property
    def years_before(self) -> Mapping[str, str]:
        """Of each year that sets goals the one before it that does."""
        setting = (
            year
            for year, bodies in self.years.items()
            if any(sets_goals(entry) for own in bodies.values() for entry in own)
        )
        return {after: before for before, after in pairs_of_years(setting)}

    @cached_property
    def has_several(self) -> bool:
        """Whether several bodies have documents."""
        return sum(bool(entries) for entries in self.by_body.values()) > 1

    def ancestors(self, name: str) -> list[str]:
        """The bodies above one, nearest first; a circle is gone round once."""
        return list(_ancestors(self.bodies, name))

    def years_of(self, name: str) -> list[str]:
        """The years a body has documents of, newest first, undated last."""
        return [year for year, bodies in self.years.items() if name in bodies]


def shelve(book: Book, moved: Mapping[Address, MovedSince] = MappingProxyType({})) -> Shelf:
    """Group the entries of a book."""
    bodies = {
        entry.body: Body(goalbook=FORMAT, label=entry.body) for entry in book.entries if entry.body not in book.bodies
    }
    bodies |= book.bodies
    ordered = {name: bodies[name] for name in sorted(bodies, key=lambda name: _order(bodies, name))}
    by_body: dict[str, list[Entry]] = {name: [] for name in ordered}
    for entry in book.entries:
        by_body[entry.body].append(entry)
    by_form: dict[str, list[Entry]] = {}
    years: dict[str, dict[str, list[Entry]]] = {}
    for name, entries in by_body.items():
        entries.sort(key=printed_order)
        for entry in entries:
            by_form.setdefault(entry.form.id, []).append(entry)
            years.setdefault(entry.address.year, {}).setdefault(name, []).append(entry)
    newest = sorted(years, key=lambda year: (year != UNDATED, year), reverse=True)
    return Shelf(
        ordered, {year: years[year] for year in newest}, by_body, by_form, _taken(book, ordered, years), _owing(book),
        moved,
    )  # fmt: skip


def _owing(book: Book) -> dict[str, frozenset[str]]:
    """Nothing of a book with errors, of which nothing is told."""
    lists = {} if book.errors else book.lists.expected
    return {year: frozenset(body for duty in found.expected for body in duty.bodies) for year, found in lists.items()}


def _order(bodies: Mapping[str, Body], name: str) -> list[tuple[str, str]]:
    line = [*reversed(list(_ancestors(bodies, name))), name]
    return [(_region_code(bodies[one]), one) for one in line]


def _region_code(body: Body) -> str:
    return body.region.code if body.region else _LAST


def _ancestors(bodies: Mapping[str, Body], name: str) -> Iterator[str]:
    seen = {name}
    above = bodies[name].parent
    while above and above in bodies and above not in seen:
        yield above
        seen.add(above)
        above = bodies[above].parent


def _taken(book: Book, bodies: Mapping[str, Body], years: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    documents = (address for entry in book.entries for address in (entry.address, *entry.was))
    shelves = (f"{year}/{name}" for year, names in years.items() for name in names)
    regions = (f"regions/{body.region.code}" for body in bodies.values() if body.region)
    every = (*documents, *shelves, *regions, *(f"bodies/{name}" for name in bodies))
    return frozenset(address for address in every if address.rsplit("/", 1)[-1].isdecimal())
