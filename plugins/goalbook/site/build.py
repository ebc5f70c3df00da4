"""The goal pages of a site: all documents and listings, streamed into a new site folder."""

from __future__ import annotations

import hashlib
import multiprocessing
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import goalbook
from goalbook.entry import Entry
from goalbook.history import History
from goalbook.load import Book
from goalbook.search.build import IndexBuilder
from goalbook.site.changes import changes_page
from goalbook.site.document import Related
from goalbook.site.glossary import glossary_page
from goalbook.site.guide import guide_files, guide_page
from goalbook.site.indicators import IndicatorWriter
from goalbook.site.listings import documents_csv, listing_pages
from goalbook.site.page import Page
from goalbook.site.produce import (
    Job,
    Maker,
    Yield,
    begin_worker,
    key_of,
    make_in_worker,
    manifest_bytes,
    read_manifest,
)
from goalbook.site.redirect import redirect_page
from goalbook.site.search import search_examples, search_page
from goalbook.site.settings import Settings

MANIFEST = ".goalbook.json"
_PARALLEL_FROM = 400
_CHUNK = 32
_MOST_SIBLINGS = 60

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was published: the address (as links write it) of every page that search engines may list, with its day."""

    listed: tuple[tuple[str, str], ...]
    documents: int
    unchanged: int


def build_pages(book: Book, history: History, maker: Maker, jobs: int, progress: Progress | None = None) -> Made:
    """Write every goal page, download and listing of a book; documents are read one by one and never kept."""
    settings = maker.settings
    listed: list[tuple[str, str]] = []

    def emit(page: Page) -> None:
        maker.write_page(page)
        if page.listed:
            listed.append((settings.url_of(page.address), ""))

    base = _base_key(maker)
    before = read_manifest(maker.before / MANIFEST)
    keys: list[tuple[str, str]] = []
    unchanged = 0
    work: list[Job] = []
    for job in _jobs(book, history):
        key = key_of(job, base)
        keys.append((job.entry.address, key))
        same = before.get(job.entry.address) == key
        unchanged += same
        work.append(replace(job, unchanged=True) if same else job)
    total = sum(entry.indicators for entry in book.entries if not entry.withdrawn)
    writer = IndicatorWriter(settings, total, emit, maker.write, maker.site)
    with TemporaryDirectory() as spilled:
        index = IndexBuilder(Path(spilled), maker.write)
        for done, (rows, record) in enumerate(_make_all(maker, work, jobs), 1):
            writer.add(rows)
            if record:
                index.add(record)
            if progress:
                progress(done, len(work))
        writer.finish()
        index.finish(settings.data_date)
    for entry in book.entries:
        day = next((change.day for change in history.of(f"{entry.address}.yml")), "")
        if not entry.withdrawn:
            listed.append((settings.url_of(entry.address), day))
        for old in entry.was:
            maker.write_page(redirect_page(settings, old, entry))
    for page in _other_pages(settings, book, history):
        emit(page)
    maker.write("data/documents.csv", documents_csv(settings, book))
    for name, content in guide_files():
        maker.write(name, content)
    for name in book.bodies:
        maker.write(f"bodies/{name}.yml", (book.root / f"bodies/{name}.yml").read_bytes())
    maker.write(MANIFEST, manifest_bytes(keys))
    return Made(tuple(listed), len(work), unchanged)


def _other_pages(settings: Settings, book: Book, history: History) -> Iterator[Page]:
    yield from listing_pages(settings, book)
    yield guide_page(settings)
    yield glossary_page(settings)
    yield changes_page(settings, book, history)
    yield search_page(settings, search_examples(book.entries))


def _make_all(maker: Maker, work: list[Job], jobs: int) -> Iterable[Yield]:
    """Make every document, in the order of the work; many of them in several processes."""
    if jobs < 2 or sum(not job.unchanged for job in work) < _PARALLEL_FROM:
        yield from map(maker.make, work)
        return
    # Started afresh, not forked: a live-reload server has threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, begin_worker, (maker,)) as pool:
        yield from pool.map(make_in_worker, work, chunksize=_CHUNK)


def _jobs(book: Book, history: History) -> Iterator[Job]:
    """The documents to publish, in the order of their addresses, each with its relations and history."""
    years: dict[tuple[str, str], list[Related]] = {}
    for entry in book.entries:
        years.setdefault(_same(entry), []).append(Related(entry.address, entry.title, entry.year))
    for _, group in groupby(book.entries, key=lambda entry: entry.address.rsplit("/", 1)[0]):
        entries = list(group)
        shown = sorted((entry for entry in entries if not entry.withdrawn), key=_printed_order)
        related = [Related(entry.address, entry.title, entry.year) for entry in shown]
        for entry in entries:
            yield Job(
                entry,
                book.bodies[entry.body],
                tuple(other for other in related[: _MOST_SIBLINGS + 1] if other.address != entry.address)[
                    :_MOST_SIBLINGS
                ],
                tuple(other for other in years[_same(entry)] if other.address != entry.address),
                history.of(f"{entry.address}.yml"),
            )


def _printed_order(entry: Entry) -> tuple[bool, int, str]:
    """Whole departments first, then by the number that a title begins with, as the printed volumes do."""
    number = re.match(r"\d+", entry.title)
    return number is not None, int(number[0]) if number else 0, entry.address


def _same(entry: Entry) -> tuple[str, str]:
    """What a document has in common with itself in other years: its body and its file's name."""
    return entry.body, entry.address.rsplit("/", 1)[1]


def _base_key(maker: Maker) -> str:
    """A digest of what all pages share: settings, shells, templates and the software itself."""
    # The folder of the overrides stands for its content, which follows; the data's date and the search page's script are on no
    # document's page.
    settings = replace(maker.settings, overrides="", data_date="", search_script="")
    digest = hashlib.sha256(f"{goalbook.__version__}{settings!r}{sorted(maker.shells.items())!r}".encode())
    folders = [Path(goalbook.__file__).parent]
    if maker.settings.overrides:
        folders.append(Path(maker.settings.overrides) / "goalbook")
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".html", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
