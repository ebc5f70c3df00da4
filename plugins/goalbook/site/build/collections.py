"""Collections: all documents of a body in a year, and of a year, as one file a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.book.order import printed_order
from goalbook.git.days import data_day
from goalbook.git.history import History
from goalbook.model.address import Address
from goalbook.model.records import Body
from goalbook.site.build.software import writers_key
from goalbook.site.build.spilled import Spilled
from goalbook.site.frame.labels import body_year_title, year_title
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.shelf import shelve
from goalbook.store import key_from
from goalbook.writers.paper import Unfit

# How many documents one file may hold: a longer one no office program opens at ease, and it takes long to make.
MOST_DOCUMENTS = {"pdf": 50, "xlsx": 300, "docx": 300, "json": 2_000}


@dataclass(frozen=True, slots=True)
class Member:
    """A document in a collection, with the day of its data; ``made_from`` is the digest of all that what is made of it alone is made
    from."""

    entry: Entry
    body: Body
    date: str
    made_from: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entry = self.entry
        facts = key_from(entry.address, entry.digest, entry.form.digest, _told(self.body), self.date)
        object.__setattr__(self, "made_from", facts)


@lru_cache(maxsize=4096)
def _told(body: Body) -> str:
    """All that a body says; its documents ask for it one after the other."""
    return body.model_dump_json()


class Fault(NamedTuple):
    """A file of a document or collection that could not be made, or not whole."""

    address: str
    suffix: str
    cause: Unfit

    @property
    def name(self) -> str:
        """The file below the site's root."""
        return f"{self.address}.{self.suffix}"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection to make. ``kept`` are the suffixes of its files that the site before holds already; once its members are
    made, ``spilled`` says where the share of each waits, and ``faults`` which of their files there are not."""

    address: str
    title: str
    members: tuple[Member, ...]
    kept: tuple[str, ...] = ()
    spilled: tuple[Spilled, ...] = ()
    faults: tuple[Fault, ...] = ()

    def without(self, suffix: str) -> dict[str, Unfit]:
        """Why documents can't be in its file of a format, by their addresses."""
        return {fault.address: fault.cause for fault in self.faults if fault.suffix == suffix}

    @property
    def date(self) -> str:
        """The day of the newest data."""
        return max(member.date for member in self.members)


def members_of(book: Book, history: History) -> dict[Address, Member]:
    """The documents of a book as members of collections, by their addresses."""
    return {entry.address: Member(entry, book.bodies[entry.body], data_day(entry, history)) for entry in book.entries}


def collections_of(settings: Settings, book: Book, every: Mapping[Address, Member]) -> Iterator[Collection]:
    """The collections of a book: each year and each body in it, newest year first, in the order of the listings."""
    t = settings.t
    shelf = shelve(book)
    for year, bodies in shelf.years.items():
        whole: list[Member] = []
        for name, entries in bodies.items():
            body = shelf.bodies[name]
            shown = sorted((entry for entry in entries if not entry.withdrawn), key=printed_order)
            members = [every[entry.address] for entry in shown]
            whole += members
            if members:
                yield Collection(f"{year}/{name}", body_year_title(t, year, body), tuple(members))
        if whole:
            yield Collection(year, year_title(t, year), tuple(whole))


def collection_of(
    settings: Settings, book: Book, history: History, entries: Sequence[Entry], address: str
) -> Collection:
    """Some documents as a collection: that of the address where they are all of it, else one of their own."""
    wanted = {entry.address for entry in entries}
    members: list[Member] = []
    for volume in collections_of(settings, book, members_of(book, history)):
        own = [member for member in volume.members if member.entry.address in wanted]
        if volume.address == address and len(own) == len(volume.members) == len(wanted):
            return volume
        members += own if "/" not in volume.address else ()
    return Collection("", settings.t("office.several"), tuple(members))


def paper_key(settings: Settings, title: str, *members: Member) -> str:
    """A digest of all that the paper and office files of some documents are made from."""
    facts = [member.made_from for member in members]
    return sha256(f"{writers_key()}{settings.paper!r}{title}{facts!r}".encode()).hexdigest()[:20]


def wanted(settings: Settings, documents: int) -> tuple[list[str], list[str]]:
    """The formats of a collection, and those that it is too long for."""
    formats = [suffix for suffix in settings.formats if suffix != "yml"]
    return (
        [suffix for suffix in formats if documents <= MOST_DOCUMENTS.get(suffix, documents)],
        [suffix for suffix in formats if documents > MOST_DOCUMENTS.get(suffix, documents)],
    )
