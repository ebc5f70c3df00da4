"""Writes pages into a site; drafts of which the site before has the very page are kept without being rendered."""

from __future__ import annotations

from collections.abc import Mapping

from goalbook.site.build.produce import Maker
from goalbook.site.frame.draft import Draft
from goalbook.site.frame.page import Page
from goalbook.store import key_from


class PageWriter:
    """Writes the pages of a site that aren't of one document.

    ``base`` stands for all that pages share, ``before`` are the keys of the pages in the site before. ``keys`` are those of this
    site's, ``listed`` the addresses, as links write them, that search engines may list, each with its day.
    """

    def __init__(self, maker: Maker, base: str, before: Mapping[str, str]) -> None:
        self.maker, self.base, self.before = maker, base, before
        self.keys: dict[str, str] = {}
        self.listed: list[tuple[str, str]] = []

    def write(self, page: Page | Draft) -> None:
        """Write a page, or keep the one before where it was made from the same."""
        if isinstance(page, Page):
            self.maker.write_page(page)
            self._list(page)
            return
        key = key_from(self.base, page.digest()).hex()
        if not self.keep(page.page, key):
            self.maker.write_page(page.rendered(self.maker.settings))

    def keep(self, page: Page, key: str) -> bool:
        """Note the key of what a page is made from; tells whether that of the site before was made from the same, and is kept."""
        self._list(page)
        self.keys[page.address] = key
        return self.before.get(page.address) == key and self.maker.keep_file(self.maker.settings.file(page.address))

    def _list(self, page: Page) -> None:
        if page.listed:
            self.listed.append((self.maker.settings.url_of(page.address), ""))
