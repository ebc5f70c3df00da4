"""The site inside a snapshot: made from its sources alone, complete in itself, and leading nowhere but to its errata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from goalbook.forms.catalogue import Forms
from goalbook.git.history import History
from goalbook.host.options import GoalbookConfig
from goalbook.host.own_pages import OwnPage
from goalbook.host.site_run import Run
from goalbook.messages.catalogue import Catalogue
from goalbook.site.build.build import BuiltPages
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.site.frozen.erratum import erratum_page
from goalbook.site.frozen.freeze import Freeze, sever_pages
from goalbook.site.frozen.links import cut_links
from goalbook.snapshot.published import Published
from goalbook.store import Drawer


class FrozenSite:
    """The site of a snapshot in the making."""

    serving = False

    def __init__(self, freeze: Freeze) -> None:
        self.freeze = freeze

    def tame(self, config: MkDocsConfig) -> None:
        """Nothing in the site asks another host, or leads to one from every page."""
        for name in ("extra_css", "extra_javascript"):
            config[name] = [asset for asset in config[name] if "//" not in str(asset)]
        for name in ("analytics", "homepage", "social", "consent", "version", "alternate"):
            config.extra.pop(name, None)
        features = config.theme.get("features") or []
        config.theme["features"] = [name for name in features if not name.startswith("navigation.instant")]

    def history(self, goals: Path) -> History:
        """The history that was frozen with the goals."""
        return self.freeze.history

    def snapshots(self, folder: Path, t: Catalogue) -> tuple[Published, ...]:
        """None: a snapshot holds no other."""
        return ()

    def shipped(self) -> Forms:
        """Those that were frozen with the goals."""
        return self.freeze.shipped

    def kept(self, options: GoalbookConfig, config: MkDocsConfig) -> Drawer | None:
        """Nothing: a snapshot is made from its sources alone."""
        return None

    def settle(self, settings: Settings) -> Settings:
        """What is stated, without links to other sites. Raises SnapshotError where the machine can't make a format."""
        self.freeze.refuse_lacking(settings)
        contact, licence_url = ("" if ":" in link else link for link in (settings.contact, settings.licence_url))
        frozen = self.freeze.frozen
        return replace(settings, contact=contact, licence_url=licence_url, frozen=frozen, as_of=frozen.day)

    def cut(self, html: str, url: str) -> str:
        """The page with text instead of the links that lead out."""
        return cut_links(html, url, self.freeze.outward)

    def template(self, name: str, output: str) -> str:
        """None: search engines are led to the live site, whose server misses what isn't there."""
        return ""

    def prepare(self, run: Run, maker: Maker) -> Maker:
        """Write the year's books; pages tell of them."""
        return replace(maker, settings=replace(run.settings, books=self.freeze.write_books(run.book, maker)))

    def progress(self, done: int, total: int, seconds: float) -> None:
        """Tell whoever waits for the snapshot."""
        self.freeze.progress(done, total)

    def complete(self, run: Run, maker: Maker, pages: BuiltPages, own: Sequence[OwnPage]) -> None:
        """Write the erratum of a correction, and cut the links to what isn't in the snapshot."""
        if self.freeze.frozen.corrects:
            maker.write_page(erratum_page(run.settings, self.freeze.frozen, self.freeze.changes))
        sever_pages(maker.site, [page.file for page in own], self.freeze.outward)
