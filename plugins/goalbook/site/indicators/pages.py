"""全部指标: every indicator of a site on pages, in chunks for their script, and as open data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.row import STEP, IndicatorRow, indicator_rows
from goalbook.site.indicators.share import RowRange, RowShare, key_of_rows, listed_rows
from goalbook.site.listings.paging import Pager, pagers
from goalbook.writers.csv import write_rows

__all__ = ["IndicatorRow", "IndicatorWriter", "indicator_rows"]

RowFacets = tuple[tuple[str, ...], ...]  # of each way to filter, by its place in FACETS, the values

INDICATORS_ADDRESS = "indicators"
DATA = "data/indicators.csv"
FACETS_FILE = f"{INDICATORS_ADDRESS}/facets.json"
FACETS = ("years", "bodies", "categories")
INDICATORS_A_PAGE = 200
CHUNK_ROWS = 1000

_COLUMNS = ("name", "target", "number", "unit", "category", "trail", "shown", "year", "document")
_KINDS = ("number", "range", "date", "period", "yes-no", "text", "unit-only", "none", "blank")
_CSV = (
    "address", "anchor", "url", "year", "period", "body", "shown", "document", "trail", "level1", "level2", "name",
    "of", "scope", "phase", "at", "for", "value", "kind", "comparator", "low", "high", "unit",
    "outcome", "off",
)  # fmt: skip


class Chunk(NamedTuple):
    """What is made of the rows of some pages: the file for their script, their lines in the open data, and what they can be filtered by."""

    script: bytes
    lines: bytes
    facets: RowFacets


class IndicatorSink(Protocol):
    """Where the list goes. What is in the site already isn't made: of the same ``key`` the same would be made."""

    def page(self, page: Page, key: bytes, make: Callable[[], str]) -> None:
        """Take a page, of which the content is to be made."""

    def chunk(self, name: str, key: bytes, make: Callable[[], Chunk]) -> RowFacets:
        """Take the file of this name, and further lines of the open data; gives what the rows can be filtered by."""


class IndicatorWriter:
    """Writes a site's indicators in one pass over the rows, of which it keeps a page and a chunk at most.

    ``total`` is how many rows there will be; ``sink`` takes what is made of them.
    """

    def __init__(self, settings: Settings, total: int, sink: IndicatorSink) -> None:
        self.settings, self.total, self.sink = settings, total, sink
        self.pagers = pagers(INDICATORS_ADDRESS, -(-total // INDICATORS_A_PAGE) or 1, ())
        self.page: list[RowRange] = []
        self.room = INDICATORS_A_PAGE
        self.chunk: list[RowRange] = []
        self.pages = self.chunks = 0
        self.facets: tuple[set[str], ...] = tuple(set() for _ in FACETS)

    def add(self, share: RowShare) -> None:
        """Take the rows of the next document."""
        start = 0
        while start < share.count:
            stop = min(share.count, start + self.room)
            self.page.append(RowRange(share, start, stop))
            self.room -= stop - start
            start = stop
            if not self.room:
                self._end_page()

    def finish(self) -> bytes:
        """Make what is left, a site without indicators has one page too; gives the file of what all rows can be filtered by."""
        if self.page or not self.total:
            self._end_page()
        if self.chunk:
            self._end_chunk()
        return _compact({name: sorted(values) for name, values in zip(FACETS, self.facets, strict=True)})

    def _end_page(self) -> None:
        t, pager, rows = self.settings.t, next(self.pagers), self.page
        title = t("indicators.title")
        if pager.number > 1:
            title = t("listing.title_of_page", title=title, number=pager.number)
        page = Page(pager.address, title, t("indicators.description"), "")
        self.sink.page(
            page, key_of_rows(rows, self.total, pager), lambda: _content(self.settings, pager, rows, self.total)
        )
        self.chunk += rows
        self.page, self.room = [], INDICATORS_A_PAGE
        self.pages += 1
        if self.pages * INDICATORS_A_PAGE % CHUNK_ROWS == 0:
            self._end_chunk()

    def _end_chunk(self) -> None:
        self.chunks += 1
        rows, self.chunk = self.chunk, []
        name = f"{INDICATORS_ADDRESS}/rows-{self.chunks}.json"
        found = self.sink.chunk(name, key_of_rows(rows, name), lambda: _chunk(self.settings, listed_rows(rows)))
        for values, more in zip(self.facets, found, strict=True):
            values.update(more)


def data_head(settings: Settings) -> bytes:
    """The first line of the open data."""
    return write_rows([[settings.t(f"indicators.csv.{name}") for name in _CSV]])


def _chunk(settings: Settings, rows: Sequence[IndicatorRow]) -> Chunk:
    lost = settings.t("lost")
    facets = (
        {row.year for row in rows},
        {row.shown for row in rows},
        {category for row in rows for category in row.categories(lost)},
    )
    lines = write_rows((line for row in rows for line in _lines(settings, row)), bom=False)
    return Chunk(_compact(_script(settings, rows)), lines, tuple(tuple(sorted(values)) for values in facets))


def _content(settings: Settings, pager: Pager, ranges: Sequence[RowRange], total: int) -> str:
    return render(
        settings, "indicators/indicators.html", pager.address, pager=pager, total=total, columns=_COLUMNS, kinds=_KINDS,
        rows=[_cells(settings, pager.address, row) for row in listed_rows(ranges)], chunks=-(-total // CHUNK_ROWS), data=DATA,
    )  # fmt: skip


def _cells(settings: Settings, address: str, row: IndicatorRow) -> tuple[str, ...]:
    """The kind, the link and the cells of a row as the page at an address shows them."""
    absent = settings.t("absent")
    link = settings.href(address, row.page, row.anchor)
    category = row.categories(settings.t("lost"))[-1:] or [""]
    return (
        row.kind, link, row.name or absent, row.target, row.number, row.unit, category[0], row.trail, row.shown,
        row.year or absent, row.title,
    )  # fmt: skip


def _script(settings: Settings, rows: Sequence[IndicatorRow]) -> dict[str, object]:
    """The rows as their script reads them: each begins with the place of its document in ``documents``."""
    lost = settings.t("lost")
    documents: dict[tuple[str, ...], int] = {}
    lines = []
    for row in rows:
        document = (settings.url_of(row.page), row.year, row.body, row.shown, row.title)
        place = documents.setdefault(document, len(documents))
        category = next(reversed(row.categories(lost)), "")
        texts = (row.name, row.target, row.number, row.unit, category, row.trail, row.kind)
        lines.append((place, row.anchor, *texts))
    return {"documents": list(documents), "rows": lines}


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _lines(settings: Settings, row: IndicatorRow) -> Iterator[tuple[str, ...]]:
    """The rows of an indicator in the open data, one for each of its values: a lost label is empty, as is what is not stated."""
    labels = [label or "" for label in row.category] or [""]
    for value in row.values:
        yield (
            row.address, row.anchor, f"{settings.permanent(row.page)}#{row.anchor}", row.year, row.period, row.body,
            row.shown, row.title, row.trail, labels[0], STEP.join(labels[1:]), row.name, *value[:-2],
            settings.t(f"outcome.{value.outcome}") if value.outcome else "", value.off,
        )  # fmt: skip
