"""The index of a site, segment by segment: those whose documents are as they were are taken from what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from goalbook.search.build import IndexBuilder
from goalbook.search.record import SearchRecord
from goalbook.search.segment import Segment, segment_of
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.software import segments_key
from goalbook.store import Drawer

# Documents of a segment: about so many, at most so many.
_ABOUT, _MOST = 32, 128


class Segments:
    """Adds the documents of a site to its index, in the order of ``jobs``.

    ``settled`` are the addresses of those in segments that are kept: their records aren't needed. ``again`` makes the record of
    one all the same, where a segment turns out to be damaged.
    """

    def __init__(
        self, index: IndexBuilder, jobs: Sequence[Job], kept: Drawer | None, again: Callable[[Job], SearchRecord | None]
    ) -> None:
        self.index, self.kept, self.again = index, kept, again
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
            self.index.add(self._kept(key) or self._made(key))
            self._waiting = []

    def _kept(self, key: bytes) -> Segment | None:
        found = self.kept.store.get(key) if self.kept and key else None
        return found if isinstance(found, Segment) else None

    def _made(self, key: bytes) -> Segment:
        found = (result.record or self.again(job) for job, result in self._waiting)
        segment = segment_of([record for record in found if record])
        # What is read from a file that was saved meanwhile isn't what its digest says.
        if self.kept and all(result.digest == job.entry.digest for job, result in self._waiting):
            self.kept.store.put(key, segment)
        return segment


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
