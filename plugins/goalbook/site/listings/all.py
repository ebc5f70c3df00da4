"""The listing pages of a site: by year, body, region and form, what is owed, and the list of all documents as data."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from goalbook.book.contents import ORIGINALS
from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.book.order import in_printed_order
from goalbook.messages.catalogue import Catalogue
from goalbook.model.address import Address
from goalbook.results.chains import Thing
from goalbook.results.quality import FoundCodes
from goalbook.results.told import MovedSince
from goalbook.results.two_years import Continued
from goalbook.scratch import Packed
from goalbook.site.frame.downloads import Offer
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.beside import BesideMaker
from goalbook.site.listings.bodies import body_pages, region_pages
from goalbook.site.listings.compared import compared_pages
from goalbook.site.listings.completeness import completeness_pages
from goalbook.site.listings.contacts import contacts_html
from goalbook.site.listings.forms import form_pages
from goalbook.site.listings.home import home_html
from goalbook.site.listings.lives import life_pages
from goalbook.site.listings.missed import missed_pages
from goalbook.site.listings.quality import quality_pages
from goalbook.site.listings.shelf import shelve
from goalbook.site.listings.years import year_pages
from goalbook.writers.csv import write_rows

__all__ = ["Gathered", "contacts_html", "documents_csv", "home_html", "listing_pages"]

_COLUMNS = (
    "address", "url", "year", "period", "inferred", "body", "body_name", "form", "stage", "title", "code",
    "money", "unit", "scope", "indicators", "numeric", "sha256", "withdrawn", "original", "original_sha256",
)  # fmt: skip


class Gathered(NamedTuple):
    """What pages of lists tell besides what the book says: the collections by address, the documents of several pages, what has several
    documents, what moved in these since the year before, what goes on in them from year to year, their stories that were told, and what
    rules found in each document."""

    offers: Mapping[str, Offer] = MappingProxyType({})
    long: Container[str] = ()
    things: Sequence[Thing] = ()
    moved: Mapping[Address, MovedSince] = MappingProxyType({})
    continued: Sequence[Continued] = ()
    packed: Mapping[Address, Packed] = MappingProxyType({})
    found: Mapping[str, FoundCodes] = MappingProxyType({})


def listing_pages(settings: Settings, book: Book, gathered: Gathered | None = None) -> Iterator[Draft | DraftGroup]:
    """Every listing page of a site, in a fixed order; pages are made one by one."""
    gathered = gathered or Gathered()
    shelf = shelve(book, gathered.moved)
    yield from year_pages(settings, shelf, gathered.offers)
    yield from body_pages(settings, shelf)
    yield from region_pages(settings, shelf)
    yield from form_pages(settings, shelf, book.forms)
    yield from completeness_pages(settings, shelf, book)
    yield from missed_pages(settings, shelf, gathered.long)
    yield from life_pages(settings, shelf, gathered.things, gathered.packed, gathered.long)
    yield from compared_pages(settings, shelf, book.entries, gathered.continued)
    yield from quality_pages(settings, shelf, gathered.found)
    yield from BesideMaker(settings, shelf, gathered.found).pages()


def documents_csv(settings: Settings, book: Book) -> bytes:
    """One row a document, by year and body and then in the publisher's order: what it is, its amount as printed, its file's hash, and
    its original's address and hash where that is offered.

    A withdrawn document keeps its row and its mark, without numbers.
    """
    t = settings.t
    head = [t(f"listing.csv.{column}") for column in _COLUMNS]
    return write_rows(chain([head], (_row(settings, t, book, entry) for entry in in_printed_order(book.entries))))


def _row(settings: Settings, t: Catalogue, book: Book, entry: Entry) -> tuple[str, ...]:
    body = book.bodies.get(entry.body)
    yes = t("listing.csv.yes")
    original, digest = entry.original
    # A document that was taken down must not count in anyone's sums either.
    numbers = (
        entry.money.printed if entry.money else "",
        entry.money_unit,
        t("listing.term") if entry.money and entry.money.term else "",
        str(entry.indicators),
        str(entry.numeric),
    )
    return (
        entry.address,
        settings.permanent(entry.address),
        entry.year,
        entry.period,
        yes if entry.inferred else "",
        entry.body,
        (body.name or body.shown) if body else "",
        entry.form.id,
        t(f"stage.{entry.stage}") if entry.stage else "",
        entry.title,
        entry.code,
        *(("",) * len(numbers) if entry.withdrawn else numbers),
        entry.digest,
        yes if entry.withdrawn else "",
        f"{settings.url or '/'}{ORIGINALS}/{original}" if original else "",
        digest if original else "",
    )
