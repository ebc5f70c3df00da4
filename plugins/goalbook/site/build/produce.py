"""Documents to site files, one at a time and in any process: page, downloads and print style, unless nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.book.load import load_document
from goalbook.files import keep_or_write, link, write_pieces
from goalbook.git.history import LoggedChange
from goalbook.model.records import Body
from goalbook.search.record import SearchRecord, record_of
from goalbook.site.build.collections import Collection, Member, wanted
from goalbook.site.document.page import Related, Subject, document_page, page_title
from goalbook.site.document.print_style import print_style
from goalbook.site.frame.banner import framed
from goalbook.site.frame.downloads import Offer, Sizes
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import head_elements
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import Shell
from goalbook.site.indicators.pages import IndicatorRow, indicator_rows
from goalbook.writers.formats import PAPER, SUFFIXES, Copy, write_all, write_one
from goalbook.writers.paper import Cover, Unfit, leaf

DOWNLOADS = SUFFIXES
_HELD = 300  # documents of a collection that are in memory at once; of a longer one they are read for each format anew


@dataclass(frozen=True, slots=True)
class Job:
    """One document to publish. ``unchanged`` says that the site before holds the same files already, ``kept`` which of
    those on paper it holds where the page has changed."""

    entry: Entry
    body: Body
    siblings: tuple[Related, ...]
    years: tuple[Related, ...]
    changes: tuple[LoggedChange, ...]
    unchanged: bool = False
    kept: tuple[str, ...] = ()

    @property
    def member(self) -> Member:
        """The document with the day of its data."""
        return Member(self.entry, self.body, self.changes[0].day if self.changes else self.entry.published)


class Fault(NamedTuple):
    """A file that could not be made."""

    name: str
    cause: Unfit


class Yield(NamedTuple):
    """What a document adds to the lists of the whole site: its indicators, its record in the search index, and the files
    on paper that it has and could not have."""

    rows: list[IndicatorRow]
    record: SearchRecord | None
    made: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class Collected(NamedTuple):
    """What was made of a collection."""

    offer: Offer
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of documents: from the goals' folder, into a new site, beside the one before."""

    settings: Settings
    root: Path
    shells: dict[int, Shell]
    site: Path
    before: Path

    def write_page(self, page: Page) -> None:
        """Set a page into the shell and write it."""
        whole = replace(page, head=head_elements(self.settings, page), content=framed(self.settings, page))
        html = self.shells[page.address.count("/") + 1].splice(whole, self.settings)
        self.write(self.settings.file(page.address), html.encode())

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the site, or keep the one before where it is the same."""
        keep_or_write(self.site / name, content, self.before / name)

    def make(self, job: Job) -> Yield:
        """Publish one document; gives what it adds to the list of all indicators and to the search index."""
        copy = self.copy(job.member)
        kept = tuple(suffix for suffix in self.settings.formats if suffix in PAPER)
        done = (kept, ()) if job.unchanged and self._keep(job) else self._write_document(job, copy)
        if job.entry.withdrawn:
            return Yield([], None)
        url = self.settings.url_of(job.entry.address)
        record = record_of(url, copy.document, job.entry, job.body, copy.leaf.sheet, self.settings.t)
        return Yield(indicator_rows(copy.document, job.entry, job.body), record, *done)

    def copy(self, member: Member) -> Copy:
        """A document from its file, filled into its form."""
        address = member.entry.address
        document, raw, _ = load_document(self.root, f"{address}.yml")
        if document is None:
            raise RuntimeError(f"{address}.yml changed while the site was being built")
        return Copy(raw, document, leaf(document, member.entry, member.body, self.settings.paper, member.date))

    def _keep(self, job: Job) -> bool:
        return all(link(self.before / name, self.site / name) for name in self._names(job))

    def _names(self, job: Job) -> list[str]:
        address = job.entry.address
        page = self.settings.file(address)
        if job.entry.withdrawn:
            return [page]
        formats = [suffix for suffix in self.settings.formats if not self._waits(suffix)]
        return [page, *(f"{address}.{suffix}" for suffix in (*formats, "print.css"))]

    def _waits(self, suffix: str) -> bool:
        """Whether a file is made only when someone asks for it."""
        return self.settings.on_request and suffix in PAPER

    def _write_document(self, job: Job, copy: Copy) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
        address = job.entry.address
        sizes, faults = ((), ()) if job.entry.withdrawn else self._write_downloads(job, copy)
        absent = (*self.settings.absent, *(fault.name.rsplit(".", 1)[1] for fault in faults))
        subject = Subject(copy.document, job.entry, job.body, job.siblings, job.years, job.changes, sizes, absent)
        self.write_page(document_page(self.settings, subject, copy.leaf.sheet))
        if not job.entry.withdrawn:
            running = f"{page_title(self.settings, subject)} · {self.settings.permanent(address)}"
            self.write(f"{address}.print.css", print_style(copy.document, running, job.member.date))
        return tuple(suffix for suffix, _ in sizes if suffix in PAPER), faults

    def _write_downloads(self, job: Job, copy: Copy) -> tuple[Sizes, tuple[Fault, ...]]:
        sizes: list[tuple[str, int | None]] = []
        faults: list[Fault] = []
        for suffix in self.settings.formats:
            name = f"{job.entry.address}.{suffix}"
            if self._waits(suffix):
                sizes.append((suffix, None))
            elif suffix in job.kept and link(self.before / name, self.site / name):
                sizes.append((suffix, (self.site / name).stat().st_size))
            else:
                try:
                    content = write_one(suffix, copy, replace(self.settings.paper, date=job.member.date))
                except Unfit as cause:
                    faults.append(Fault(name, cause))
                else:
                    self.write(name, content)
                    sizes.append((suffix, len(content)))
        return tuple(sizes), tuple(faults)

    def collect(self, volume: Collection) -> Collected:
        """Publish one collection; gives what its page offers."""
        formats, too_many = wanted(self.settings, len(volume.members))
        sizes: list[tuple[str, int | None]] = []
        faults: list[Fault] = []
        held: list[Copy] = []
        for suffix in formats:
            name = f"{volume.address}.{suffix}"
            if self.settings.on_request:
                sizes.append((suffix, None))
            elif self._is_one(volume, suffix) or (suffix in volume.kept and link(self.before / name, self.site / name)):
                sizes.append((suffix, (self.site / name).stat().st_size))
            else:
                if not held and len(volume.members) <= _HELD:
                    held = [self.copy(member) for member in volume.members]
                try:
                    pieces = self.pieces(volume, suffix, held)
                    sizes.append((suffix, write_pieces(self.site / name, pieces)))
                except Unfit as cause:
                    faults.append(Fault(name, cause))
        absent = (*self.settings.absent, *(fault.name.rsplit(".", 1)[1] for fault in faults))
        return Collected(Offer(len(volume.members), tuple(sizes), absent, tuple(too_many)), tuple(faults))

    def _is_one(self, volume: Collection, suffix: str) -> bool:
        """Give a collection of a single document the paper of that one; False where it is no such collection."""
        one = f"{volume.members[0].entry.address}.{suffix}"
        return (
            len(volume.members) == 1
            and suffix in PAPER
            and link(self.site / one, self.site / f"{volume.address}.{suffix}")
        )

    def pieces(self, volume: Collection, suffix: str, held: Iterable[Copy] = ()) -> Iterator[bytes]:
        """A collection in a format, piece by piece, from the copies ``held`` where there are any. Raises ``Unfit``."""
        lines = (
            self.settings.t("office.documents", count=len(volume.members)),
            *filter(None, [self.settings.authority]),
        )
        cover = Cover(volume.title, lines) if len(volume.members) > 1 else None
        paper = replace(self.settings.paper, cover=cover, date=volume.date)
        return write_all(suffix, held or map(self.copy, volume.members), paper)
