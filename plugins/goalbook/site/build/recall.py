"""What documents gave to lists and to the index before, so that one whose files are kept isn't read again."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace

from goalbook.search.record import SearchRecord
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.plan import of_documents
from goalbook.site.build.produce import Maker
from goalbook.site.build.software import yields_key
from goalbook.site.build.spilled import spill
from goalbook.site.build.workers import Crew
from goalbook.site.frame.settings import Settings
from goalbook.site.indicators.row import IndicatorRow
from goalbook.site.indicators.share import RowShare
from goalbook.store import Drawer, key_from
from goalbook.writers.formats import PAPER

# What is kept of a document: its rows in the list of indicators, its record for the index, its rows in collections.
_PARTS = ("indicators", "record", "csv")


class Recall:
    """Gives what documents add to the whole site, made by a crew or recalled from a store."""

    def __init__(self, crew: Crew, kept: Drawer | None) -> None:
        self.crew = crew
        self.maker: Maker = crew.maker
        self._software = yields_key(), _shared(self.maker.settings)
        self.kept = kept.of(*self._software) if kept else None

    def yields(self, jobs: Sequence[Job], settled: Container[str] = ()) -> Iterator[Yield]:
        """What each document adds, in their order; those that are made may be made beside each other. Of ``settled`` ones no record
        for the index is needed.
        """
        if not self.kept:
            yield from self.crew.make(jobs)
            return
        kept = [self.kept.of(job.member.made_from) for job in jobs]
        recalled = [_is_kept(job, own, _needed(job, settled)) for job, own in zip(jobs, kept, strict=True)]
        made = iter(self.crew.make([job for job, there in zip(jobs, recalled, strict=True) if not there]))
        for job, own, there in zip(jobs, kept, recalled, strict=True):
            if there:
                yield self._recalled(job, own, _needed(job, settled)) or self.maker.make(job)
            else:
                result = next(made)
                _remember(job, own, result)
                yield result

    def record(self, job: Job) -> SearchRecord | None:
        """The record of a document for the index, kept or made again."""
        kept = self.kept.of(job.member.made_from) if self.kept else None
        found = kept.store.get(kept.key("record")) if kept else None
        return found if isinstance(found, SearchRecord) else self.maker.make(job).record

    def share(self, job: Job, result: Yield) -> RowShare:
        """What a document gives to the list of all indicators."""
        # What is read from a file that was saved meanwhile isn't what its digest says.
        key = key_from(*self._software, job.member.made_from, result.digest)
        if (rows := result.rows) is not None:
            return RowShare(key, len(rows), lambda: rows)
        return RowShare(key, job.rows, lambda: self._rows(job))

    def _rows(self, job: Job) -> Sequence[IndicatorRow]:
        """The rows of a document that was recalled without them, kept or made again."""
        kept = self.kept.of(job.member.made_from) if self.kept else None
        found = kept.store.get(kept.key("indicators")) if kept else None
        return found if isinstance(found, list) else self.maker.make(job).rows or []

    def _recalled(self, job: Job, kept: Drawer, needed: Collection[str]) -> Yield | None:
        """What a document gave, with its files kept; None where either is damaged."""
        found = {name: kept.store.get(kept.key(name)) for name in needed if name != "indicators"}
        kept.store.hold(*map(kept.key, _PARTS))
        if None in found.values() or not self.maker.keep(job, (job.entry.address, *job.further)):
            return None
        csv, record = found.get("csv"), found.get("record")
        record = record if isinstance(record, SearchRecord) else None
        spilled = spill(self.maker.waiting, csv if isinstance(csv, bytes) else b"", None)
        made = () if job.entry.withdrawn else self.maker.papers
        return Yield(None, record, spilled, made, (), job.further, job.entry.digest, job.found)


def _is_kept(job: Job, kept: Drawer, needed: Iterable[str]) -> bool:
    """Whether a document needn't be read: its files are kept, and what it gave is; on paper its collections need it whole."""
    if not job.unchanged or job.shared & set(PAPER):
        return False
    return all(kept.store.has(kept.key(name)) for name in needed)


def _remember(job: Job, kept: Drawer, result: Yield) -> None:
    # What is read from a file that was saved meanwhile isn't what its digest says.
    if result.digest != job.entry.digest:
        return
    kept.store.put(kept.key("indicators"), result.rows)
    if result.record:
        kept.store.put(kept.key("record"), result.record)
    if result.spilled and result.spilled.rows:
        kept.store.put(kept.key("csv"), result.spilled.read_rows())


def _needed(job: Job, settled: Container[str]) -> list[str]:
    """The parts that are needed of a document."""
    needless = {"record"} if job.entry.withdrawn or job.entry.address in settled else set()
    if "csv" not in job.shared:
        needless.add("csv")
    return [part for part in _PARTS if part not in needless]


def _shared(settings: Settings) -> Settings:
    """The settings without what no list and no index has of a document."""
    return replace(of_documents(settings), formats=(), absent=())
