"""The list of all indicators as it is made of rows, with nothing kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.pages import FACETS_FILE, Chunk, IndicatorWriter, RowFacets, data_head
from goalbook.site.indicators.row import IndicatorRow
from goalbook.site.indicators.share import RowShare


class IndicatorList:
    """What is made: pages in order, files by name, the open data."""

    def __init__(self, settings: Settings, rows: Sequence[IndicatorRow]) -> None:
        self.pages: list[Page] = []
        self.files: dict[str, bytes] = {}
        self.raw = data_head(settings)
        writer = IndicatorWriter(settings, len(rows), self)
        for row in rows:
            writer.add(share_of([row]))
        self.files[FACETS_FILE] = writer.finish()

    def page(self, page: Page, key: bytes, make: Callable[[], str]) -> None:
        """Take a page."""
        self.pages.append(replace(page, content=make()))

    def chunk(self, name: str, key: bytes, make: Callable[[], Chunk]) -> RowFacets:
        """Take a file and lines."""
        made = make()
        self.files[name] = made.script
        self.raw += made.lines
        return made.facets


def share_of(rows: Sequence[IndicatorRow], key: bytes = b"") -> RowShare:
    """Rows as a document gives them."""
    return RowShare(key, len(rows), lambda: rows)
