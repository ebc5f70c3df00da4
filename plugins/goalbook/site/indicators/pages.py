"""全部指标: every indicator of a site on pages, in chunks for their script, and as open data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from goalbook.files import append_to, write_file
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.row import STEP, IndicatorRow, indicator_rows
from goalbook.site.listings.paging import Pager, pagers
from goalbook.writers.csv import write_rows

__all__ = ["IndicatorRow", "IndicatorWriter", "indicator_rows"]

INDICATORS_ADDRESS = "indicators"
DATA = "data/indicators.csv"
INDICATORS_A_PAGE = 200
CHUNK_ROWS = 1000

_COLUMNS = ("name", "target", "number", "unit", "category", "trail", "shown", "year", "document")
_KINDS = ("number", "range", "date", "period", "yes-no", "text", "unit-only", "none", "blank")
_CSV = (
    "address", "anchor", "url", "year", "period", "body", "shown", "document", "trail", "level1", "level2", "name",
    "of", "scope", "phase", "at", "for", "value", "kind", "comparator", "low", "high", "unit",
    "outcome", "off",
)  # fmt: skip


class IndicatorWriter:
    """Writes a site's indicators in one pass over the rows, of which it keeps a page and a chunk at most.

    ``total`` is how many rows there will be; ``emit`` takes each finished page, ``write`` each finished file
    by its name; the open data grow below the folder ``site``.
    """

    def __init__(
        self,
        settings: Settings,
        total: int,
        emit: Callable[[Page], None],
        write: Callable[[str, bytes], None],
        site: Path,
    ) -> None:
        self.settings, self.total, self.emit, self.write = settings, total, emit, write
        self.pagers = pagers(INDICATORS_ADDRESS, -(-total // INDICATORS_A_PAGE) or 1, ())
        self.page: list[IndicatorRow] = []
        self.chunk: list[IndicatorRow] = []
        self.chunks = 0
        self.facets: dict[str, set[str]] = {"years": set(), "bodies": set(), "categories": set()}
        self.data = site / DATA
        write_file(self.data, write_rows([[settings.t(f"indicators.csv.{name}") for name in _CSV]]))

    def add(self, rows: Iterable[IndicatorRow]) -> None:
        """Take further rows, in the order of the list."""
        for row in rows:
            self.page.append(row)
            self.chunk.append(row)
            if len(self.page) == INDICATORS_A_PAGE:
                self._end_page()
            if len(self.chunk) == CHUNK_ROWS:
                self._end_chunk()

    def finish(self) -> None:
        """Write what is left; a site without indicators has one page too."""
        if self.page or not self.total:
            self._end_page()
        if self.chunk:
            self._end_chunk()
        facets = {name: sorted(values) for name, values in self.facets.items()}
        self.write(f"{INDICATORS_ADDRESS}/facets.json", _compact(facets))

    def _end_page(self) -> None:
        self.emit(_page(self.settings, next(self.pagers), self.page, self.total))
        self.page = []

    def _end_chunk(self) -> None:
        self.chunks += 1
        self.write(f"{INDICATORS_ADDRESS}/rows-{self.chunks}.json", _compact(_chunk(self.settings, self.chunk)))
        lines = (line for row in self.chunk for line in _lines(self.settings, row))
        append_to(self.data, write_rows(lines, bom=False))
        lost = self.settings.t("lost")
        for row in self.chunk:
            self.facets["years"].add(row.year)
            self.facets["bodies"].add(row.shown)
            self.facets["categories"].update(row.categories(lost))
        self.chunk = []


def _page(settings: Settings, pager: Pager, rows: Sequence[IndicatorRow], total: int) -> Page:
    t = settings.t
    title = t("indicators.title")
    if pager.number > 1:
        title = t("listing.title_of_page", title=title, number=pager.number)
    content = render(
        settings, "indicators/indicators.html", pager.address, pager=pager, total=total, columns=_COLUMNS, kinds=_KINDS,
        rows=[_cells(settings, pager.address, row) for row in rows], chunks=-(-total // CHUNK_ROWS), data=DATA,
    )  # fmt: skip
    return Page(pager.address, title, t("indicators.description"), content)


def _cells(settings: Settings, address: str, row: IndicatorRow) -> tuple[str, ...]:
    """The kind, the link and the cells of a row as the page at an address shows them."""
    absent = settings.t("absent")
    link = settings.href(address, row.page, row.anchor)
    category = row.categories(settings.t("lost"))[-1:] or [""]
    return (
        row.kind, link, row.name or absent, row.target, row.number, row.unit, category[0], row.trail, row.shown,
        row.year or absent, row.title,
    )  # fmt: skip


def _chunk(settings: Settings, rows: Sequence[IndicatorRow]) -> dict[str, object]:
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
