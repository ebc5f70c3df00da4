"""The index of a site, segment by segment: those whose documents are as they were are taken from what was kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b

from goalbook.search.build import IndexBuilder
from goalbook.search.record import SearchRecord
from goalbook.search.segment import Segment, segment_of
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.software import segments_key
from goalbook.site.build.workers import Crew, SegmentToCome
from goalbook.store import Drawer

# Documents of a segment: about so many, at most so many.
_ABOUT, _MOST = 32, 128


class Segments:
    """Adds the documents of a site to its index, in the order of ``jobs``.

    ``settled`` are the addresses of those in segments that are kept: their records aren't needed. ``again`` makes the record of
    one all the same, where a segment turns out to be damaged. Of those that a ``crew`` makes some are under way ahead of the one that
    is waited for; without one they are made here. With ``finish`` all are added.
    """

    def __init__(
        self,
        index: IndexBuilder,
        jobs: Sequence[Job],
        kept: Drawer | None,
        again: Callable[[Job], SearchRecord | None],
        crew: Crew | None = None,
    ) -> None:
        self.index, self.kept, self.again, self.crew = index, kept, again, crew
        self._coming: deque[SegmentToCome] = deque()
        self.settled: set[str] = set()
        self._waiting: list[tuple[Job, Yield]] = []
        self._keys: dict[str, bytes] = {}
        shared = segments_key() if kept else ""
        for part in _parts([job for job in jobs if not job.entry.withdrawn]):
            key = kept.key("segment", shared, *(job.member.made_from for job in part)) if kept else b""
            self._keys[part[-1].entry.address] = key
            if kept and kept.store.has(key):
                self.settled.update(job.entry.address for job in part)

    def add(self, job: Job, result: Yield) -> None:
        """Take what the next document gave; with the last of a segment this is added."""
        if not job.entry.withdrawn:
            self._waiting.append((job, result))
        if (key := self._keys.get(job.entry.address)) is not None:
            segment = self._kept(key)
            self._coming.append((lambda: segment) if segment else self._begun(key))
            self._waiting = []
            self._settle(self.crew.segments_ahead if self.crew else 0)

    def finish(self) -> None:
        """Add the segments that are still under way."""
        self._settle(0)

    def _settle(self, most: int) -> None:
        while len(self._coming) > most:
            self.index.add(self._coming.popleft()())

    def _kept(self, key: bytes) -> Segment | None:
        found = self.kept.store.get(key) if self.kept and key else None
        return found if isinstance(found, Segment) else None

    def _begun(self, key: bytes) -> SegmentToCome:
        """The segment of the documents that wait, begun; it is kept once it is there."""
        found = (result.record or self.again(job) for job, result in self._waiting)
        records = [record for record in found if record]
        come = self.crew.segment(records) if self.crew else partial(segment_of, records)
        # What is read from a file that was saved meanwhile isn't what its digest says.
        lasts = all(result.digest == job.entry.digest for job, result in self._waiting)

        def made() -> Segment:
            segment = come()
            if self.kept and lasts:
                self.kept.store.put(key, segment)
            return segment

        return made


def _parts(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    """Jobs in parts, cut where addresses say so: one that comes or goes leaves all other parts as they are."""
    part: list[Job] = []
    for job in jobs:
        if part and (_begins(job.entry.address) or len(part) == _MOST):
            yield part
            part = []
        part.append(job)
    if part:
        yield part


def _begins(address: str) -> bool:
    return blake2b(address.encode(), digest_size=1).digest()[0] % _ABOUT == 0
