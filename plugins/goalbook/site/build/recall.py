"""What documents gave to lists and to the index before, so that one whose files are kept isn't read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goalbook.search.record import SearchRecord
from goalbook.site.build.plan import of_documents
from goalbook.site.build.produce import Job, Maker, Yield
from goalbook.site.build.software import yields_key
from goalbook.site.build.spilled import spill
from goalbook.site.build.workers import Crew
from goalbook.site.frame.settings import Settings
from goalbook.store import Drawer
from goalbook.writers.formats import PAPER


class Recall:
    """Gives what documents add to the whole site, made by a crew or recalled from a store."""

    def __init__(self, crew: Crew, kept: Drawer | None) -> None:
        self.crew = crew
        self.maker: Maker = crew.maker
        self.kept = kept.of(yields_key(), _shared(self.maker.settings)) if kept else None

    def yields(self, jobs: Sequence[Job]) -> Iterator[Yield]:
        """What each document adds, in their order; those that are made may be made beside each other."""
        if not self.kept:
            yield from self.crew.make(jobs)
            return
        kept = [self.kept.of(job.member.made_from) for job in jobs]
        recalled = [_is_kept(job, own) for job, own in zip(jobs, kept, strict=True)]
        made = iter(self.crew.make([job for job, there in zip(jobs, recalled, strict=True) if not there]))
        for job, own, there in zip(jobs, kept, recalled, strict=True):
            if there:
                yield self._recalled(job, own) or self.maker.make(job)
            else:
                result = next(made)
                _remember(job, own, result)
                yield result

    def _recalled(self, job: Job, kept: Drawer) -> Yield | None:
        """What a document gave, with its files kept; None where either is damaged."""
        found = {name: kept.store.get(kept.key(name)) for name in _needed(job)}
        match found["lists"]:
            case (list(rows), SearchRecord() as record, tuple(further)) if None not in found.values():
                if self.maker.keep(job, (job.entry.address, *further)):
                    csv = found.get("csv")
                    spilled = spill(self.maker.waiting, csv if isinstance(csv, bytes) else b"", None)
                    return Yield(rows, record, spilled, self.maker.papers, (), further, job.entry.digest)
        return None


def _is_kept(job: Job, kept: Drawer) -> bool:
    """Whether a document needn't be read: its files are kept, and what it gave is; on paper its collections need it whole."""
    if not job.unchanged or job.shared & set(PAPER):
        return False
    return all(kept.store.has(kept.key(name)) for name in _needed(job))


def _remember(job: Job, kept: Drawer, result: Yield) -> None:
    # What is read from a file that was saved meanwhile isn't what its digest says.
    if result.digest != job.entry.digest:
        return
    kept.store.put(kept.key("lists"), (result.rows, result.record, result.further))
    if result.spilled and result.spilled.rows:
        kept.store.put(kept.key("csv"), result.spilled.read_rows())


def _needed(job: Job) -> tuple[str, ...]:
    return ("lists", "csv") if "csv" in job.shared else ("lists",)


def _shared(settings: Settings) -> Settings:
    """The settings without what no list and no index has of a document."""
    return replace(of_documents(settings), formats=(), absent=())
