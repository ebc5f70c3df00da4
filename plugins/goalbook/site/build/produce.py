"""Documents to site files, one at a time and in any process: page, downloads and print style, unless nothing changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from goalbook.book.alarm import alarmed
from goalbook.book.filled import Filled, read_filled
from goalbook.checks.annex import annex_of
from goalbook.checks.doubts import Doubt, doubts_of
from goalbook.checks.run import inspect
from goalbook.files import keep_or_write, link
from goalbook.results.quality import codes_of
from goalbook.results.told import unpack_told
from goalbook.search.record import record_of
from goalbook.site.build.collections import Fault, Member
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.spilled import Spilled, spill
from goalbook.site.document.page import Subject, document_pages
from goalbook.site.document.parts import Parts, document_parts
from goalbook.site.document.print_style import print_style
from goalbook.site.frame.banner import framed
from goalbook.site.frame.downloads import Sizes
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import head_elements
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.shell import Shell
from goalbook.site.indicators.pages import indicator_rows
from goalbook.writers.csv import write_collected_rows
from goalbook.writers.formats import PAPER, write_one
from goalbook.writers.paper import Leaf, Unfit
from goalbook.writers.paper import leaf as paper_leaf


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of documents: from the goals' folder, into a new site, beside the one before.

    ``waiting`` is the folder for what waits until collections are put together. Where the new site holds the files of the one before
    already, ``made`` takes the names that it is to have, told by their ``hash``; ``seen`` says that all files of that site were seen to
    be there.
    """

    settings: Settings
    root: Path
    shells: dict[int, Shell]
    site: Path
    before: Path
    waiting: Path = Path()
    made: set[int] | None = None
    seen: bool = False

    def write_page(self, page: Page) -> None:
        """Set a page into the shell and write it."""
        whole = replace(page, head=head_elements(self.settings, page), content=framed(self.settings, page))
        html = self.shells[page.address.count("/") + 1].splice(whole, self.settings)
        self.write(self.settings.file(page.address), html.encode())

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the site, or keep the one before where it is the same."""
        self.claim(name)
        keep_or_write(f"{self.site}/{name}", content, f"{self.before}/{name}")

    def keep_file(self, name: str) -> bool:
        """Have a file as it is in the site before; False where it is gone."""
        path = f"{self.site}/{name}"
        there = (self.made is not None and os.path.lexists(path)) or link(f"{self.before}/{name}", path)
        if there:
            self.claim(name)
        return there

    def claim(self, *names: str) -> None:
        """Note files that the site is to have."""
        if self.made is not None:
            self.made.update(map(hash, names))

    def claim_document(self, job: Job, result: Yield) -> None:
        """Note the files of a document that was made, maybe in another process."""
        if self.made is not None:
            faulty = {fault.suffix for fault in result.faults}
            names = self._names(job, (job.entry.address, *result.further))
            self.claim(*(name for name in names if name.rpartition(".")[2] not in faulty))

    def has(self, name: str) -> bool:
        """Whether a file of the new site is there."""
        return (self.made is None or hash(name) in self.made) and (self.site / name).exists()

    def make(self, job: Job) -> Yield:
        """Publish one document; gives what it adds to the list of all indicators and to the search index. Raises TimeoutError where
        that goes on for ever."""
        with alarmed(f"{self.root.name}/{job.entry.address.file}"):
            return self._make(job)

    def _make(self, job: Job) -> Yield:
        filled, t = self._read(job.member), self.settings.t
        parts = document_parts(self.settings, filled)
        same = job.unchanged and self.keep(job, parts.pages)
        found = () if job.entry.withdrawn else inspect(filled.document, filled.form, filled.body, self.settings.checks)
        doubts = doubts_of(filled, found, t)
        paper = self.settings.paper
        # The rules were asked already: the annex isn't to ask them again.
        own = replace(paper, annexes=lambda filled, _: annex_of(filled, doubts, t)) if paper.annexes else paper
        leaf = paper_leaf(filled, own, job.member.date)
        done = (self.papers, ()) if same else self._write_document(job, leaf, parts, doubts)
        digest = sha256(filled.raw).hexdigest()
        if job.entry.withdrawn:
            return Yield([], None, further=parts.pages[1:], digest=digest)

        url_of = self.settings.url_of
        pages = {anchor: url_of(parts.page(number)) for anchor, number in parts.places.items()}
        rows, record = indicator_rows(filled, parts, t), record_of(url_of(job.entry.address), filled, t, pages)
        return Yield(rows, record, self._spill(job, leaf), *done, parts.pages[1:], digest, codes_of(found))

    @property
    def papers(self) -> tuple[str, ...]:
        """The suffixes of the files on paper that a document has where it lacks none."""
        return tuple(suffix for suffix in self.settings.formats if suffix in PAPER)

    def leaf(self, member: Member) -> Leaf:
        """A document from its file, as it goes on paper. Raises GoalChanged where it has changed since it was listed."""
        return paper_leaf(self._read(member), self.settings.paper, member.date)

    def _read(self, member: Member) -> Filled:
        return read_filled(self.root, member.entry, member.body)

    def _spill(self, job: Job, leaf: Leaf) -> Spilled:
        """Keep what the collections of a document need."""
        rows = write_collected_rows(leaf) if "csv" in job.shared else b""
        return spill(self.waiting, rows, leaf if job.shared & set(PAPER) else None)

    def keep(self, job: Job, pages: Iterable[str]) -> bool:
        """Have the files of a document, with its pages, as they were in the site before; False where one is gone."""
        names = self._names(job, pages)
        if self.seen:
            self.claim(*names)
        return self.seen or all(map(self.keep_file, names))

    def _names(self, job: Job, pages: Iterable[str]) -> list[str]:
        address = job.entry.address
        files = [self.settings.file(page) for page in pages]
        if job.entry.withdrawn:
            return files
        formats = [suffix for suffix in self.settings.formats if not self._waits(suffix)]
        return [*files, *(f"{page}.print.css" for page in pages), *(f"{address}.{suffix}" for suffix in formats)]

    def _waits(self, suffix: str) -> bool:
        """Whether a file is made only when someone asks for it."""
        return self.settings.on_request and suffix in PAPER

    def _write_document(
        self, job: Job, leaf: Leaf, parts: Parts, doubts: Sequence[Doubt]
    ) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
        address = job.entry.address
        sizes, faults = ((), ()) if job.entry.withdrawn else self._write_downloads(job, leaf)
        absent = (*self.settings.absent, *(fault.suffix for fault in faults))
        subject = Subject(
            leaf.filled,
            job.siblings,
            job.years,
            job.changes,
            sizes,
            absent,
            job.relations,
            job.whole,
            doubts,
            unpack_told(bytes(job.told)),
        )
        for page in document_pages(self.settings, subject, parts):
            self.write_page(page)
            if not job.entry.withdrawn:
                running = f"{page.title} · {self.settings.permanent(address)}"
                self.write(f"{page.address}.print.css", print_style(leaf.filled.form, running, job.member.date))
        return tuple(suffix for suffix, _ in sizes if suffix in PAPER), faults

    def _write_downloads(self, job: Job, leaf: Leaf) -> tuple[Sizes, tuple[Fault, ...]]:
        sizes: list[tuple[str, int | None]] = []
        faults: list[Fault] = []
        paper = replace(self.settings.paper, date=job.member.date)
        for suffix in self.settings.formats:
            name = f"{job.entry.address}.{suffix}"
            if self._waits(suffix):
                sizes.append((suffix, None))
            elif suffix in job.kept and self.keep_file(name):
                sizes.append((suffix, (self.site / name).stat().st_size))
            else:
                try:
                    content = write_one(suffix, leaf, paper)
                except Unfit as cause:
                    faults.append(Fault(job.entry.address, suffix, cause))
                else:
                    self.write(name, content)
                    sizes.append((suffix, len(content)))
        return tuple(sizes), tuple(faults)
