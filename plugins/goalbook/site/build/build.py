"""The goal pages of a site: all documents and listings, streamed into a new site folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.book.originals import originals_of
from goalbook.diff.told_changes import told_changes
from goalbook.files import link
from goalbook.git.days import newest_day
from goalbook.git.history import History, ToldCommits
from goalbook.model.address import body_file
from goalbook.search.synonyms import synonyms
from goalbook.site.build.collections import Fault
from goalbook.site.build.documents import Progress, make_documents, scratch_folder
from goalbook.site.build.indicator_site import IndicatorSite
from goalbook.site.build.job import Job
from goalbook.site.build.manifest import MANIFEST_NAME, Manifest, read_manifest
from goalbook.site.build.page_writer import PageWriter
from goalbook.site.build.plan import base_key, make_plan
from goalbook.site.build.produce import Maker
from goalbook.site.build.recall import Recall
from goalbook.site.build.software import changes_key
from goalbook.site.build.workers import Gather
from goalbook.site.frame.downloads import Offer
from goalbook.site.frame.draft import Draft, DraftGroup
from goalbook.site.frame.page import Page
from goalbook.site.frame.redirect import redirect_page
from goalbook.site.frame.settings import Settings
from goalbook.site.listings.all import Gathered, documents_csv, listing_pages
from goalbook.site.listings.beside import BODY_DATA, BesideMaker
from goalbook.site.listings.owed_files import completeness_files
from goalbook.site.listings.quality import with_rules_over_books
from goalbook.site.listings.quality_files import quality_files
from goalbook.site.listings.shelf import shelve
from goalbook.site.pages.changes import changes_pages
from goalbook.site.pages.glossary import glossary_page
from goalbook.site.pages.guide import guide_files, guide_page
from goalbook.site.pages.rules import rules_pages
from goalbook.site.pages.search import search_examples, search_page
from goalbook.store import Drawer


@dataclass(frozen=True, slots=True)
class BuiltPages:
    """What was published: the address (as links write it) of every page that search engines may list, with its day; and its documents."""

    listed: tuple[tuple[str, str], ...]
    jobs: Sequence[Job]
    faults: tuple[Fault, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents it has."""
        return len(self.jobs)

    @property
    def unchanged(self) -> int:
        """How many of them the site before had already."""
        return sum(job.unchanged for job in self.jobs)


@contextmanager
def _heap_at_rest() -> Iterator[None]:
    """What is in memory by now stays through the build: the collector isn't to look through it again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@_heap_at_rest()
def build_pages(
    book: Book,
    history: History,
    maker: Maker,
    gather: Gather,
    progress: Progress,
    kept: Drawer | None = None,
) -> BuiltPages:
    """Write every goal page, download and listing of a book; documents are read one by one and never kept.

    What unchanged ones add to lists and to the index is taken from what was ``kept``.
    """
    settings = maker.settings
    before = read_manifest(maker.before / MANIFEST_NAME)
    plan = make_plan(maker, book, history, before, kept)
    pages = PageWriter(maker, base_key(maker, replace(settings, overrides="")), before.pages, before.groups)
    indicators = IndicatorSite(pages, before.data, kept)
    del before  # the plan has what is needed of it
    with scratch_folder(maker) as waiting, gather(replace(maker, waiting=Path(waiting)), plan) as crew:
        words = synonyms(book.lists.synonyms, settings.t.language)
        made, faults, codes, collected = make_documents(plan, Recall(crew, kept), indicators, words, progress)
    progress.begin("lists")
    offers = {address: _claimed(maker, address, one.offer) for address, one in collected.items()}
    for entry in book.entries:
        pages.listed += _dated(settings, entry, history, made[entry.address].further)
        _lead_on(maker, entry, made[entry.address].further)
    longer = {address for address, one in made.items() if one.further}
    found = with_rules_over_books(settings, book.entries, codes)
    others = _other_pages(settings, book, Gathered(offers, longer, plan.things, *plan.stories[1:], found))
    for page in chain(others, changes_pages(settings, book, history, _told(settings, book, history, kept))):
        pages.write(page)
    _other_files(pages, book, BesideMaker(settings, shelve(book), found))
    collections = {address: (key, offers[address].whole) for address, key in plan.volume_keys.items()}
    maker.write(MANIFEST_NAME, Manifest(made, collections, pages.keys, indicators.data.pieces, pages.groups).to_bytes())
    return BuiltPages(tuple(pages.listed), plan.jobs, tuple(faults))


def _claimed(maker: Maker, address: str, offer: Offer) -> Offer:
    """The files of a collection, which may have been put together in another process, are noted."""
    maker.claim(*(f"{address}.{suffix}" for suffix, size in offer.sizes if size is not None))
    return offer


def _other_files(pages: PageWriter, book: Book, beside: BesideMaker) -> None:
    """Write what is no page: the list of all documents, how complete it is, quality, the pictures of the guide, the bodies and the
    originals as they are, and what bodies are set side by side from."""
    maker = pages.maker
    maker.write("data/documents.csv", documents_csv(maker.settings, book))
    quality = quality_files(maker.settings, beside.shelf, beside.found)
    for name, content in (*guide_files(maker.settings.t.language), *completeness_files(maker.settings, book), *quality):
        maker.write(name, content)
    for name in (*map(body_file, book.bodies), *originals_of(book.entries)):
        maker.write(name, (book.root / name).read_bytes())
    if beside.bodies:
        maker.write(f"{BODY_DATA}.json", beside.names())
    for name in beside.bodies:
        pages.file(f"{BODY_DATA}/{name}.json", beside.key(name), partial(beside.file, name))


def _dated(settings: Settings, entry: Entry, history: History, further: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pages of a document that search engines may list, each with the day of its last change."""
    if not entry.withdrawn:
        day = newest_day(history.of(entry.address.file))
        yield from ((settings.url_of(page), day) for page in (entry.address, *further))


def _lead_on(maker: Maker, entry: Entry, further: Sequence[str]) -> None:
    """Write what stands at the earlier addresses of a document: pages that lead to those it has, and its files."""
    for old in entry.was:
        maker.write_page(redirect_page(maker.settings, old, entry))
        for page in further:
            maker.write_page(redirect_page(maker.settings, f"{old}{page.removeprefix(entry.address)}", entry, page))
        for suffix in () if entry.withdrawn else maker.settings.formats:
            link(maker.site / f"{entry.address}.{suffix}", maker.site / f"{old}.{suffix}")
            maker.claim(f"{old}.{suffix}")


def _told(settings: Settings, book: Book, history: History, kept: Drawer | None) -> ToldCommits:
    """What commits changed in the goals; a snapshot, which has no commits, says what was told when it was made."""
    if settings.frozen:
        return history.told
    return told_changes(book.root, history, kept.of(changes_key()) if kept else None, settings.t)


def _other_pages(settings: Settings, book: Book, gathered: Gathered) -> Iterator[Page | Draft | DraftGroup]:
    yield from listing_pages(settings, book, gathered)
    yield guide_page(settings)
    forms = {entry.form for entry in book.entries}
    yield glossary_page(settings, forms)
    yield from rules_pages(settings, forms)
    yield search_page(settings, search_examples(book.entries), synonyms(book.lists.synonyms, settings.t.language))
