"""Long lists by pages: where they are cut, and what each page's pager links to."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from goalbook.site.frame.draft import Draft
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings

PAGE_ROWS = 80
PAGE_WEIGHT = 68_000  # bytes of rows: with its head, foot and the theme around it a page stays under 100 KB


class HasWeight(Protocol):
    """A row that knows about how many bytes of HTML it makes."""

    @property
    def weight(self) -> int:
        """About how many bytes of HTML the row makes."""


ListingRow = TypeVar("ListingRow", bound=HasWeight)


@dataclass(frozen=True, slots=True)
class Listing:
    """What all pages of a list have in common."""

    address: str
    template: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a list: its number of how many, its address, its neighbours' (None where there is none)."""

    number: int
    count: int
    address: str
    first: str
    previous: str | None
    next: str | None
    last: str


def pages_of_rows(rows: Sequence[ListingRow]) -> list[Sequence[ListingRow]]:
    """The rows by pages of at most so many rows and bytes; one empty page where there are none."""
    pages: list[Sequence[ListingRow]] = []
    start = weight = 0
    for n, row in enumerate(rows):
        weight += row.weight
        if n > start and (n - start == PAGE_ROWS or weight > PAGE_WEIGHT):
            pages.append(rows[start:n])
            start, weight = n, row.weight
    return [*pages, rows[start:]]


def pagers(address: str, count: int, taken: Container[str]) -> Iterator[Pager]:
    """The pagers of a list: page 1 at its plain address, page n at ``<address>/<n>``.

    Where something of the data has that address (a body, document or region called by a number), it is
    ``<address>/page_<n>``, as nothing can be called.
    """

    def at(number: int) -> str:
        if number == 1:
            return address
        plain = f"{address}/{number}"
        return f"{address}/page_{number}" if plain in taken else plain

    for n in range(1, count + 1):
        yield Pager(n, count, at(n), at(1), at(n - 1) if n > 1 else None, at(n + 1) if n < count else None, at(count))


def paged(
    settings: Settings, taken: Container[str], listing: Listing, rows: Sequence[ListingRow], **values: object
) -> Iterator[Draft]:
    """The pages of a list; its template gets ``listing``, ``title``, ``pager``, ``rows`` and ``values``."""
    parts = pages_of_rows(rows)
    for pager, part in zip(pagers(listing.address, len(parts), taken), parts, strict=True):
        title = listing.title
        if pager.number > 1:
            title = settings.t("listing.title_of_page", title=title, number=pager.number)
        shown = {"listing": listing, "title": title, "pager": pager, "rows": part, **values}
        yield Draft(Page(pager.address, title, listing.description, ""), listing.template, shown)
