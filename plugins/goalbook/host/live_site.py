"""The site as it lives: it follows the goals, and shows the snapshots of years beside them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from goalbook.forms.catalogue import Forms, shipped_forms
from goalbook.git.history import History, read_history
from goalbook.host.options import GoalbookConfig
from goalbook.host.own_pages import OwnPage
from goalbook.host.places import site_store
from goalbook.host.reports import count_no_warnings, log, tell_progress
from goalbook.host.site_run import Run
from goalbook.messages.catalogue import Catalogue
from goalbook.site.build.build import BuiltPages
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.sitemap import ROBOTS_FILE, robots_file, sitemap_files
from goalbook.site.snapshots.publish import live_pages, publish_snapshots
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.published import Published, published
from goalbook.snapshot.words import words_of_error
from goalbook.store import Drawer


class LiveSite:
    """A site that is built to be put on a server, or is served while it is edited."""

    def __init__(self, *, serving: bool) -> None:
        self.serving = serving
        self._checked = False  # whether this live server has looked through the snapshots

    def tame(self, config: MkDocsConfig) -> None:
        """Keep the configuration as it is; on a live server warnings stop nothing."""
        if self.serving:
            count_no_warnings()

    def history(self, goals: Path) -> History:
        """The history that git knows."""
        return read_history(goals)

    def snapshots(self, folder: Path, t: Catalogue) -> tuple[Published, ...]:
        """All of a folder. What is wrong with one stops a build; a live server goes on without."""
        try:
            found = published(folder)
        except SnapshotError as fault:
            self._tell(fault, t)
            return ()
        for note in found.notes:
            log.log(logging.WARNING if note.warns else logging.INFO, words_of_error(note, t))
        return found.snapshots

    def shipped(self) -> Forms:
        """Those of the package."""
        return shipped_forms()

    def kept(self, options: GoalbookConfig, config: MkDocsConfig) -> Drawer | None:
        """What is in the folder that the site names for it."""
        store = site_store(config.config_file_path, options.store)
        return Drawer(store) if store else None

    def settle(self, settings: Settings) -> Settings:
        """All as it is stated; a live server makes what takes long when it is asked for, and reloads pages by a script of its own."""
        return replace(settings, on_request=self.serving, policy=settings.policy and not self.serving)

    def cut(self, html: str, url: str) -> str:
        """The page with all its links."""
        return html

    def template(self, name: str, output: str) -> str:
        """All but MkDocs' sitemap: it is written whole at the end, when all pages are known."""
        return "" if name == "sitemap.xml" else output

    def prepare(self, run: Run, maker: Maker) -> Maker:
        """Nothing is written before the pages."""
        return maker

    def progress(self, done: int, total: int, seconds: float) -> None:
        """Tell it in the log."""
        tell_progress(done, total, seconds)

    def complete(self, run: Run, maker: Maker, pages: BuiltPages, own: Sequence[OwnPage]) -> None:
        """Write the snapshots as they were frozen, the pages about them, and the sitemap of all."""
        listed = [(page.url, "") for page in own]
        listed += pages.listed
        listed += ((run.settings.url_of(address), "") for address in self._write_snapshots(run, maker))
        for name, content in sitemap_files(run.settings.url, listed):
            maker.write(name, content)
        # One that the site brings in its overrides stays.
        if (robots := robots_file(run.settings.url)) and not maker.has(ROBOTS_FILE):
            maker.write(ROBOTS_FILE, robots)

    def _write_snapshots(self, run: Run, maker: Maker) -> Iterator[str]:
        """Write snapshots and the pages about them, and pages for what only they have; gives the pages to list."""
        try:
            publish_snapshots(run.published, maker, again=self.serving and self._checked)
            self._checked = True
        except SnapshotError as fault:
            self._tell(fault, run.settings.t)
            return
        for page in live_pages(run.settings, run.book, run.published, maker, log.warning):
            maker.write_page(page)
            if page.listed:
                yield page.address

    def _tell(self, fault: SnapshotError, t: Catalogue) -> None:
        text = words_of_error(fault, t)
        log.error(text)
        if not self.serving:
            raise Abort(text.split("\n")[0])
