"""The documents of a site, and what is put together of them in one pass: the list of their indicators, the index, the collections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

from goalbook.results.quality import FoundCodes
from goalbook.search.build import IndexBuilder
from goalbook.search.kept_files import KeptFiles
from goalbook.site.build.collect import Collected
from goalbook.site.build.collections import Collection, Fault
from goalbook.site.build.indicator_site import IndicatorSite
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.manifest import MadeDocument
from goalbook.site.build.plan import Plan
from goalbook.site.build.produce import Maker
from goalbook.site.build.recall import Recall
from goalbook.site.build.segments import Segments
from goalbook.site.build.software import index_key
from goalbook.site.build.spilled import Spilled
from goalbook.site.indicators.pages import IndicatorWriter


class Progress(Protocol):
    """Who is told how far the pages are."""

    def begin(self, name: str) -> None:
        """A stage begins: documents, collections, lists."""

    def documents(self, done: int, total: int) -> None:
        """So many documents of so many are made."""


class MadeDocuments(NamedTuple):
    """What was made of documents, by their addresses: what the manifest says, what failed, what rules found; and of their collections what
    became of each."""

    made: dict[str, MadeDocument]
    faults: list[Fault]
    codes: dict[str, FoundCodes]
    collected: dict[str, Collected]


def make_documents(
    plan: Plan, recall: Recall, indicators: IndicatorSite, words: tuple[tuple[str, ...], ...], progress: Progress
) -> MadeDocuments:
    """Write every document, the list of their indicators, the index, in which groups of ``words`` mean the same, and the collections."""
    found, spilled = MadeDocuments({}, [], {}, {}), dict[str, Spilled]()
    progress.begin("documents")
    with _open_index(recall) as index:
        for job, result in _each(plan, recall, indicators, index, progress):
            address = job.entry.address
            if result.spilled:
                spilled[address] = result.spilled
            found.faults.extend(result.faults)
            if result.found:
                found.codes[address] = result.found
            found.made[address] = MadeDocument(*plan.keys[address], result.made, result.further, result.found)
        plan.keys.clear()  # the manifest has them, and they are many
        volumes = [_given(volume, spilled, found.faults) for volume in plan.volumes]
        # In other processes, where there are some, while this one finishes the index.
        collecting = recall.crew.collect(volumes)
        progress.begin("index")
        index.finish(recall.maker.settings.data_date, words, recall.crew.write_terms)
    progress.begin("collections")
    found.collected.update(zip((volume.address for volume in volumes), collecting, strict=True))
    found.faults.extend(fault for one in found.collected.values() for fault in one.faults)
    return found


def _each(
    plan: Plan, recall: Recall, indicators: IndicatorSite, index: IndexBuilder, progress: Progress
) -> Iterator[tuple[Job, Yield]]:
    """Write every document and the list of their indicators, and add them to the index."""
    maker = recall.maker
    writer = IndicatorWriter(maker.settings, sum(job.rows for job in plan.jobs), indicators)
    segments = Segments(index, plan.jobs, recall.kept, recall.record, recall.crew)
    yields = recall.yields(plan.jobs, segments.settled)
    for done, (job, result) in enumerate(zip(plan.jobs, yields, strict=True), 1):
        if result.rows is not None:
            maker.claim_document(job, result)
        writer.add(recall.share(job, result))
        segments.add(job, result)
        yield job, result
        progress.documents(done, len(plan.jobs))
    segments.finish()
    indicators.finish(writer.finish())


@contextmanager
def _open_index(recall: Recall) -> Iterator[IndexBuilder]:
    """The index of a site, with the files of it that were kept; what waits on disk meanwhile goes at the end."""
    maker = recall.maker
    files = KeptFiles(recall.kept.of(index_key()), maker.keep_file) if recall.kept else None
    with scratch_folder(maker) as folder, closing(IndexBuilder(Path(folder), maker.write, files)) as index:
        yield index


def scratch_folder(maker: Maker) -> TemporaryDirectory[str]:
    """A folder for what is only needed meanwhile: named so that what a killed build leaves is cleared by the next."""
    return TemporaryDirectory(prefix=f"{maker.site.name}.", dir=maker.site.parent)


def _given(volume: Collection, spilled: dict[str, Spilled], faults: Sequence[Fault]) -> Collection:
    """A collection with what its members gave, and could not give."""
    addresses = [str(member.entry.address) for member in volume.members]
    own = tuple(fault for fault in faults if fault.address in addresses) if faults else ()
    return replace(volume, spilled=tuple(spilled[address] for address in addresses), faults=own)
