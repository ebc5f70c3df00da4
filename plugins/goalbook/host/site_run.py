"""One build of a site: what is settled before its first page, and what is written after MkDocs' last one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from goalbook.book.load import Book, load_book
from goalbook.git.history import History
from goalbook.host.assets import SCRIPTS, STYLES, asset
from goalbook.host.options import GoalbookConfig, config_folder, settings_of, site_catalogue
from goalbook.host.own_pages import OwnPage, OwnPages
from goalbook.host.reports import is_warned, log, tell_history, tell_problems
from goalbook.messages.catalogue import Catalogue
from goalbook.site.build import staging
from goalbook.site.build.build import BuiltPages, build_pages
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.problems import fault_pages
from goalbook.snapshot.published import Published
from goalbook.writers.formats import why_not
from goalbook.writers.words import unfit


@dataclass(frozen=True, slots=True)
class Run:
    """One build: what the site states, the goals and their history, the snapshots published on it, the folder where the site
    will stand and the one beside it where it is made, how many processes make it, and whether warnings stop it.
    """

    settings: Settings
    book: Book
    history: History
    published: tuple[Published, ...]
    site: Path
    staging: Path
    jobs: int
    strict: bool


class Built(NamedTuple):
    """A build that was finished: who made its files, and what of."""

    run: Run
    maker: Maker
    pages: BuiltPages


class SiteKind(Protocol):
    """What a site is for, and all that differs by it; ``serving`` says that a build goes on where something is wrong."""

    serving: bool

    def tame(self, config: MkDocsConfig) -> None:
        """Take what has no place in such a site out of MkDocs' configuration."""

    def history(self, goals: Path) -> History:
        """The history of the goals in a folder."""

    def snapshots(self, folder: Path, t: Catalogue) -> tuple[Published, ...]:
        """The snapshots in a folder that are published on the site."""

    def settle(self, settings: Settings) -> Settings:
        """What such a site states, of what its configuration says."""

    def cut(self, html: str, url: str) -> str:
        """A rendered page with the links that it may have."""

    def template(self, name: str, output: str) -> str:
        """A template that MkDocs rendered for the site; nothing where it isn't wanted."""

    def prepare(self, run: Run, maker: Maker) -> Maker:
        """Write what pages tell of, and give who makes them."""

    def progress(self, done: int, total: int) -> None:
        """Tell how many documents are made."""

    def complete(self, run: Run, maker: Maker, pages: BuiltPages, own: Sequence[OwnPage]) -> None:
        """Write what is left once all pages are there."""


def stage(kind: SiteKind, config: MkDocsConfig) -> Path:
    """Have MkDocs build beside the site, with the package's styles and scripts; gives where the site stands."""
    _refuse_epoch(site_catalogue(config))
    kind.tame(config)
    # The theme writes them into pages as they are.
    for name in ("site_name", "site_description", "site_author"):
        config[name] = escape(config[name]) if config[name] else config[name]
    config.extra_css.append(asset(STYLES).file)
    config.extra_javascript.append(asset(SCRIPTS).file)
    site = Path(config.site_dir)
    config.site_dir = str(staging.begin(site))
    return site


def start_run(kind: SiteKind, options: GoalbookConfig, config: MkDocsConfig, site: Path) -> Run:
    """Read everything that is settled before the first page. Raises Abort or ConfigurationError where it is wrong."""
    goals = Path(config.docs_dir)
    history = kind.history(goals)
    published = kind.snapshots(config_folder(config.config_file_path) / options.snapshots, site_catalogue(config))
    stated = replace(
        settings_of(options, config, history),
        versions=bool(published),
        snapshots=tuple(snapshot.name for snapshot in published),
    )
    settings = kind.settle(_offered(stated))
    book = load_book(goals)
    tell_history(history, settings.t)
    tell_problems(book, settings.t, stop=not kind.serving)
    jobs = options.jobs or os.cpu_count() or 1
    return Run(settings, book, history, published, site, Path(config.site_dir), jobs, config.strict)


def publish(kind: SiteKind, run: Run, own: OwnPages) -> Built:
    """Write every page and file that isn't MkDocs' own, and put the site in its place; a strict one only without warnings."""
    t = run.settings.t
    maker = kind.prepare(run, Maker(run.settings, run.book.root, own.shells, run.staging, run.site))
    pages = build_pages(run.book, run.history, maker, run.jobs, kind.progress)
    for fault in pages.faults:
        log.info("%s: %s", fault.name, unfit(fault.cause, t))
    for page in fault_pages(run.settings, run.book.problems) if run.book.errors else ():
        maker.write_page(page)
    kind.complete(run, maker, pages, own.written)
    if run.strict and is_warned():
        # MkDocs will stop with the count of warnings; until they are gone the last good site stays.
        staging.abandon(run.site)
    else:
        staging.finish(run.site)
        log.info(t("build.done", documents=pages.documents, unchanged=pages.unchanged))
    return Built(run, maker, pages)


def _refuse_epoch(t: Catalogue) -> None:
    """MkDocs dates its pages by SOURCE_DATE_EPOCH: raises ConfigurationError where that is no time."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        datetime.fromtimestamp(int(stated or 0), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigurationError(t("build.bad_epoch", value=stated)) from error


def _offered(settings: Settings) -> Settings:
    """The settings with the formats that this machine can make; those it can't are told once."""
    lacking = {suffix: fault for suffix in settings.formats if (fault := why_not(suffix, settings.paper))}
    for fault in lacking.values():
        log.info(unfit(fault, settings.t))
    formats = tuple(suffix for suffix in settings.formats if suffix not in lacking)
    return replace(settings, formats=formats, absent=tuple(lacking))
