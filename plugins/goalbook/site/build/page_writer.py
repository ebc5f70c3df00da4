"""Writes pages into a site; drafts of which the site before has the very page are kept without being rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from goalbook.site.build.produce import Maker
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.page import Page
from goalbook.store import key_from


class PageWriter:
    """Writes the pages of a site that aren't of one document.

    ``base`` stands for all that pages share, ``before`` are the keys of the pages in the site before, ``groups_before`` the addresses
    of those of each group by the group's key. ``keys`` and ``groups`` are those of this site, ``listed`` the addresses, as links write
    them, that search engines may list, each with its day.
    """

    def __init__(
        self,
        maker: Maker,
        base: str,
        before: Mapping[str, str],
        groups_before: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.maker, self.base, self.before, self.groups_before = maker, base, before, groups_before or {}
        self.keys: dict[str, str] = {}
        self.groups: dict[str, Sequence[str]] = {}
        self.listed: list[tuple[str, str]] = []

    def write(self, page: Page | Draft | DraftGroup) -> None:
        """Write a page or a group of them, or keep those before that were made from the same."""
        if isinstance(page, DraftGroup):
            self._write_group(page)
            return
        if isinstance(page, Page):
            self.maker.write_page(page)
            self._list(page.address, listed=page.listed)
            return
        key = key_from(self.base, page.digest()).hex()
        if not self.keep(page.page, key):
            self.maker.write_page(page.rendered(self.maker.settings))

    def keep(self, page: Page, key: str) -> bool:
        """Note the key of what a page is made from; tells whether that of the site before was made from the same, and is kept."""
        self._list(page.address, listed=page.listed)
        self.keys[page.address] = key
        return self.before.get(page.address) == key and self._keep_file(page.address)

    def file(self, name: str, key: bytes, make: Callable[[], bytes]) -> None:
        """Write a file that belongs to a page, or keep the one before where it was made from the same."""
        whole = key_from(self.base, key).hex()
        self.keys[name] = whole
        if self.before.get(name) != whole or not self.maker.keep_file(name):
            self.maker.write(name, make())

    def _write_group(self, group: DraftGroup) -> None:
        key = key_from(self.base, group.facts).hex()
        addresses = self.groups_before.get(key)
        if addresses is None or not all(address in self.before and self._keep_file(address) for address in addresses):
            addresses = []
            for draft in group.make():
                self.write(draft)
                addresses.append(draft.page.address)
        else:
            for address in addresses:
                self._list(address, listed=True)
                self.keys[address] = self.before[address]
        self.groups[key] = addresses

    def _keep_file(self, address: str) -> bool:
        return self.maker.keep_file(self.maker.settings.file(address))

    def _list(self, address: str, *, listed: bool) -> None:
        if listed:
            self.listed.append((self.maker.settings.url_of(address), ""))
