"""One build of a site: what is settled before its first page, and what is written after MkDocs' last one."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from goalbook.book.filled import GoalChanged
from goalbook.book.load import Book, load_book
from goalbook.forms.catalogue import Forms
from goalbook.git.history import History
from goalbook.host.options import (
    GoalbookConfig,
    offered,
    refuse_forms,
    settings_of,
    site_catalogue,
)
from goalbook.host.orders import Orders
from goalbook.host.own_pages import OwnPage, OwnPages
from goalbook.host.places import config_folder
from goalbook.host.reports import (
    is_warned,
    log,
    passing,
    tell_contacts,
    tell_history,
    tell_problems,
    tell_stages,
)
from goalbook.host.stages import Stages
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.visible import visible
from goalbook.site.build.build import BuiltPages, build_pages
from goalbook.site.build.carried import carry
from goalbook.site.build.elsewhere import gather_elsewhere
from goalbook.site.build.engine import NoEngine, engine_at
from goalbook.site.build.errand import ErrandFault
from goalbook.site.build.produce import Maker
from goalbook.site.build.software import readers_key
from goalbook.site.build.spare import sweep
from goalbook.site.build.staging import Staging
from goalbook.site.build.workers import gather_near
from goalbook.site.frame.policy import policy_of
from goalbook.site.frame.render import environment
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.problems import fault_pages
from goalbook.site.snapshots.publish import SNAPSHOTS_ADDRESS
from goalbook.snapshot.published import Published
from goalbook.store import Drawer
from goalbook.writers.words import unfit

# What all pages together may load and run, as a server's header says it.
POLICY_FILE = "policy.txt"


@dataclass(frozen=True, slots=True)
class Run:
    """One build: what the site states, the goals and their history, the snapshots published on it, where it is
    made, how many processes make it, whether warnings stop it, and what was kept of builds before.
    """

    settings: Settings
    book: Book
    history: History
    published: tuple[Published, ...]
    staging: Staging
    jobs: int
    strict: bool
    kept: Drawer | None


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

    def shipped(self) -> Forms:
        """The forms that the package ships, or has shipped once."""

    def kept(self, options: GoalbookConfig, config: MkDocsConfig) -> Drawer | None:
        """What was made in builds before; None where nothing is to be kept."""

    def settle(self, settings: Settings) -> Settings:
        """What such a site states, of what its configuration says."""

    def cut(self, html: str, url: str) -> str:
        """A rendered page with the links that it may have."""

    def template(self, name: str, output: str) -> str:
        """A template that MkDocs rendered for the site; nothing where it isn't wanted."""

    def prepare(self, run: Run, maker: Maker) -> Maker:
        """Write what pages tell of, and give who makes them."""

    def progress(self, done: int, total: int, seconds: float) -> None:
        """Tell how many documents are made, and in how many seconds."""

    def complete(self, run: Run, maker: Maker, pages: BuiltPages, own: Sequence[OwnPage]) -> None:
        """Write what is left once all pages are there."""


def start_run(
    kind: SiteKind, options: GoalbookConfig, config: MkDocsConfig, staging: Staging, stages: Stages, orders: Orders
) -> Run:
    """Read everything that is settled before the first page. Raises Abort or ConfigurationError where it is wrong."""
    environment.cache_clear()  # a live server's templates may have been edited since
    stages.begin("history")
    goals = Path(config.docs_dir)
    history = kind.history(goals)
    published = kind.snapshots(config_folder(config.config_file_path) / options.snapshots, site_catalogue(config))
    stated = replace(
        settings_of(options, config, history),
        versions=bool(published),
        snapshots=tuple(snapshot.name for snapshot in published),
    )
    settings = kind.settle(offered(stated))
    kept = kind.kept(options, config)
    if kept and orders.carried:
        stages.begin("bring_back")
        staging.bring_back(kept.store, orders.carried, SNAPSHOTS_ADDRESS)
    stages.begin("goal_files")
    book = load_book(goals, shipped=kind.shipped(), kept=kept and kept.of(readers_key()))
    stages.begin("other_pages")
    refuse_forms(settings, book)
    tell_history(history, settings.t)
    tell_problems(book, settings.t, stop=not kind.serving)
    if not settings.frozen:
        tell_contacts(book, settings.t)
    jobs = options.jobs or os.cpu_count() or 1
    return Run(settings, book, history, published, staging, jobs, config.strict, kept)


def start_without_goals(kind: SiteKind, options: GoalbookConfig, config: MkDocsConfig, staging: Staging) -> Run:
    """What MkDocs needs to render pages of which none is kept: the settings. Raises ConfigurationError where they are wrong."""
    settings = kind.settle(offered(settings_of(options, config, History())))
    return Run(settings, Book(Path(config.docs_dir)), History(), (), staging, jobs=1, strict=False, kept=None)


def publish(
    kind: SiteKind, run: Run, own: OwnPages, stages: Stages, settled: Callable[[Built], None], orders: Orders
) -> Built:
    """Write every page and file that isn't MkDocs' own, and put the site in its place; a strict one only without warnings.

    ``settled`` is told once it is there, before another build can begin.
    """
    t = run.settings.t
    own.finish_others(run.staging.folder, run.settings)
    maker = kind.prepare(run, _begun(run, own))
    pages = _make_pages(run, maker, stages, orders.scheduler)
    documents = {entry.address for entry in run.book.entries}
    stages.begin("rest")
    for fault in pages.faults:
        # Of what a document lacks it is warned; its collections lack it for the same cause.
        level = logging.WARNING if fault.address in documents else logging.INFO
        log.log(level, "%s: %s", fault.name, unfit(fault.cause, t))
    for page in fault_pages(run.settings, run.book.problems) if run.book.errors else ():
        maker.write_page(page)
    kind.complete(run, maker, pages, own.written)
    if run.settings.policy and not run.settings.frozen:
        maker.write(POLICY_FILE, f"{policy_of(sorted(own.code), run.settings)}; frame-ancestors 'self'\n".encode())
    built = Built(run, maker, pages)
    if run.strict and is_warned():
        # MkDocs will stop with the count of warnings; until they are gone the last good site stays.
        run.staging.abandon()
    else:
        if maker.made is not None:
            sweep(maker.site, maker.made, SNAPSHOTS_ADDRESS)
        if run.kept and orders.carried:
            stages.begin("carry")
            carry(run.kept.store, orders.carried, maker.site, SNAPSHOTS_ADDRESS)
        if run.kept:
            run.kept.store.tidy()
        run.staging.finish(partial(settled, built), run.kept and run.kept.store)
        stages.finish()
        passing.info(t("build.done", documents=pages.documents, unchanged=pages.unchanged))
        tell_stages(stages.ended, t)
    return built


def _begun(run: Run, own: OwnPages) -> Maker:
    """Who makes documents: in the spare, where there is one."""
    made = run.staging.take_spare(SNAPSHOTS_ADDRESS, run.kept.store) if run.kept else None
    folder, site = run.staging.folder, run.staging.site
    return Maker(
        run.settings, run.book.root, own.shells, folder, site, made=made, seen=made is not None and run.staging.seen
    )


def _make_pages(run: Run, maker: Maker, stages: Stages, scheduler: str) -> BuiltPages:
    """Write every goal page, here or by the workers of a scheduler. Raises Abort that says what could not be made."""
    t = run.settings.t
    try:
        if not scheduler:
            return build_pages(run.book, run.history, maker, partial(gather_near, run.jobs), stages, run.kept)
        with engine_at(scheduler) as engine:
            return build_pages(run.book, run.history, maker, partial(gather_elsewhere, engine), stages, run.kept)
    except GoalChanged as error:
        raise Abort(visible(t("build.changed", file=f"{run.book.root.name}/{error}"))) from error
    except ErrandFault as error:
        raise Abort(visible(t(f"cluster.{error}", **error.values))) from error
    except NoEngine as error:
        raise Abort(visible(t(f"cluster.{error}", scheduler=scheduler, text=error.text))) from error
