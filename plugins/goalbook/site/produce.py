"""Documents to site files, one at a time and in any process: page, downloads and print style, unless nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from goalbook.entry import Entry
from goalbook.fill import Sheet
from goalbook.history import Change
from goalbook.load import load_document
from goalbook.model import Body, Document
from goalbook.publish import keep_or_write, link
from goalbook.search.record import Record, record_of
from goalbook.site.document import Related, Subject, document_page, filled, page_title
from goalbook.site.frozen import framed
from goalbook.site.head import head_of
from goalbook.site.indicators import IndicatorRow, indicator_rows
from goalbook.site.page import Page
from goalbook.site.paper import print_style
from goalbook.site.settings import Settings
from goalbook.site.shell import Shell
from goalbook.writers.csv import write_csv
from goalbook.writers.json import write_json

DOWNLOADS = ("yml", "json", "csv")


@dataclass(frozen=True, slots=True)
class Job:
    """One document to publish. ``unchanged`` says that the site before holds the same files already."""

    entry: Entry
    body: Body
    siblings: tuple[Related, ...]
    years: tuple[Related, ...]
    changes: tuple[Change, ...]
    unchanged: bool = False


def key_of(job: Job, base: str) -> str:
    """A digest of all that a document's files are made from; ``base`` stands for what all documents share."""
    facts = (job.entry.digest, job.entry.address, job.body.model_dump(), job.siblings, job.years, job.changes)
    return hashlib.sha256(f"{base}{facts!r}".encode()).hexdigest()[:20]


class Yield(NamedTuple):
    """What a document adds to the lists of the whole site: its indicators, and its record in the search index."""

    rows: list[IndicatorRow]
    record: Record | None


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
        whole = replace(page, head=head_of(self.settings, page), content=framed(self.settings, page))
        html = self.shells[page.address.count("/") + 1].splice(whole, self.settings)
        self.write(self.settings.file(page.address), html.encode())

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the site, or keep the one before where it is the same."""
        keep_or_write(self.site / name, content, self.before / name)

    def make(self, job: Job) -> Yield:
        """Publish one document; gives what it adds to the list of all indicators and to the search index."""
        address = job.entry.address
        document, raw, _ = load_document(self.root, f"{address}.yml")
        if document is None:
            raise RuntimeError(f"{address}.yml changed while the site was being built")
        sheet = filled(document)
        if not (job.unchanged and self._keep(job)):
            self._write_document(job, document, raw, sheet)
        if job.entry.withdrawn:
            return Yield([], None)
        record = record_of(self.settings.url_of(address), document, job.entry, job.body, sheet, self.settings.t)
        return Yield(indicator_rows(document, job.entry, job.body), record)

    def _keep(self, job: Job) -> bool:
        return all(link(self.before / name, self.site / name) for name in self._names(job))

    def _names(self, job: Job) -> list[str]:
        address = job.entry.address
        page = self.settings.file(address)
        if job.entry.withdrawn:
            return [page]
        return [page, *(f"{address}.{suffix}" for suffix in (*DOWNLOADS, "print.css"))]

    def _write_document(self, job: Job, document: Document, raw: bytes, sheet: Sheet) -> None:
        address = job.entry.address
        files: tuple[tuple[str, bytes], ...] = ()
        if not job.entry.withdrawn:
            json_bytes = write_json(document, sheet, address, job.entry.digest)
            files = (("yml", raw), ("json", json_bytes), ("csv", write_csv(sheet)))
        sizes = tuple((suffix, len(content)) for suffix, content in files)
        subject = Subject(document, job.entry, job.body, job.siblings, job.years, job.changes, sizes)
        self.write_page(document_page(self.settings, subject, sheet))
        for suffix, content in files:
            self.write(f"{address}.{suffix}", content)
        if files:
            running = f"{page_title(self.settings, subject)} · {self.settings.permanent(address)}"
            self.write(f"{address}.print.css", print_style(document, running, self._date(job)))

    def _date(self, job: Job) -> str:
        return job.changes[0].day if job.changes else job.entry.published


def read_manifest(path: Path) -> dict[str, str]:
    """The keys of a site's documents by address; none where there is no readable manifest."""
    try:
        found = json.loads(path.read_bytes())
        return {str(name): str(key) for name, key in found["documents"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def manifest_bytes(keys: Sequence[tuple[str, str]]) -> bytes:
    """The manifest of a site: the key of every document by address."""
    return json.dumps({"documents": dict(keys)}, indent=0).encode()


_maker: Maker | None = None


def begin_worker(maker: Maker) -> None:
    """Give a worker process what it needs to make documents."""
    global _maker  # a pool's initializer has no other place to leave it
    _maker = maker


def make_in_worker(job: Job) -> Yield:
    """Make one document in a worker process."""
    assert _maker is not None
    return _maker.make(job)
