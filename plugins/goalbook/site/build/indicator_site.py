"""The list of all indicators in a site: its pages and files are made anew where their rows are others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from goalbook.site.build.open_data import OpenData
from goalbook.site.build.page_writer import PageWriter
from goalbook.site.frame.page import Page
from goalbook.site.indicators.pages import FACETS_FILE, Chunk, RowFacets, data_head
from goalbook.store import Drawer, key_from


class IndicatorSite:
    """Takes the list for a site, page by page; ``before`` are the pieces of the open data in the site before it.

    What the rows of a file can be filtered by is ``kept``, so that they needn't be read for it.
    """

    def __init__(self, pages: PageWriter, before: Sequence[tuple[str, int]], kept: Drawer | None) -> None:
        self.pages, self.kept = pages, kept
        self.data = OpenData(pages.maker, data_head(pages.maker.settings), before)

    def page(self, page: Page, key: bytes, make: Callable[[], str]) -> None:
        """Take a page, of which the content is to be made."""
        if not self.pages.keep(page, key_from(self.pages.base, key).hex()):
            self.pages.maker.write_page(replace(page, content=make()))

    def chunk(self, name: str, key: bytes, make: Callable[[], Chunk]) -> RowFacets:
        """Take the file of this name, and further lines of the open data; gives what the rows can be filtered by."""
        key = key_from(self.pages.base, key)
        facets = self._facets(key)
        if facets and self.pages.maker.keep_file(name) and self.data.keep(key.hex()):
            return facets
        made = make()
        self.pages.maker.write(name, made.script)
        self.data.add(key.hex(), made.lines)
        if self.kept:
            self.kept.store.put(self.kept.key("facets", key), made.facets)
        return made.facets

    def finish(self, facets: bytes) -> None:
        """Take what all rows can be filtered by; the list is whole."""
        self.pages.maker.write(FACETS_FILE, facets)
        self.data.finish()

    def _facets(self, key: bytes) -> RowFacets | None:
        match self.kept.store.get(self.kept.key("facets", key)) if self.kept else None:
            case (tuple(years), tuple(bodies), tuple(categories)):
                return years, bodies, categories
        return None
