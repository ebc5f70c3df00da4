"""Who makes the files of a site: this process, or several beside each other."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from goalbook.search.codec import keep_payload
from goalbook.search.record import SearchRecord
from goalbook.search.segment import Segment, segment_of
from goalbook.search.termgroups import GroupsToWrite, WrittenGroup, write_groups
from goalbook.site.build.ahead import ahead
from goalbook.site.build.collect import Collected, collect
from goalbook.site.build.collections import Collection
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.plan import Plan
from goalbook.site.build.produce import Maker
from goalbook.site.frame.settings import Settings
from goalbook.writers.orphan import end_with_parent

# Below so many milliseconds of work starting processes takes longer than it saves.
_PARALLEL_FROM = 2_500
_COST = {"pdf": 90, "xlsx": 10, "docx": 3}
_PAGE_COST = 6
_CHUNK = 8  # documents that a process is given at a time
_AHEAD = 4  # times of that for each process are under way: a segment that is begun hasn't long to wait

_maker: Maker | None = None


def begin_worker(maker: Maker) -> None:
    """Give a worker process what it needs to make documents."""
    global _maker  # a pool's initializer has no other place to leave it
    end_with_parent()
    _maker = maker
    gc.freeze()  # what is loaded stays


def make_in_worker(jobs: Sequence[Job]) -> list[Yield]:
    """Make some documents in a worker process."""
    assert _maker is not None
    return [*map(_maker.make, jobs)]


def collect_in_worker(volume: Collection) -> Collected:
    """Make one collection in a worker process."""
    assert _maker is not None
    return collect(_maker, volume)


def write_terms(maker: Maker, wanted: GroupsToWrite) -> Iterator[WrittenGroup]:
    """Write term files of the index into a site."""
    return write_groups(wanted, partial(keep_payload, maker.write))


def write_terms_in_worker(wanted: GroupsToWrite) -> list[WrittenGroup]:
    """Write term files of the index in a worker process."""
    assert _maker is not None
    return [*write_terms(_maker, wanted)]


class Crew(Protocol):
    """Who makes documents and collections, ``maker`` in this process among them."""

    @property
    def maker(self) -> Maker:
        """Who makes them in this process."""

    @property
    def segments_ahead(self) -> int:
        """How many segments of the index are best under way beside the one that is waited for."""

    def make(self, jobs: Sequence[Job]) -> Iterable[Yield]:
        """Make every document, in their order."""

    def segment(self, records: Sequence[SearchRecord]) -> SegmentToCome:
        """Begin a segment of the index."""

    def write_terms(self, wanted: GroupsToWrite) -> Iterable[WrittenGroup]:
        """Write term files of the index, in their order."""

    def collect(self, wanted: Sequence[Collection]) -> Iterable[Collected]:
        """Make every collection, in their order."""


# Gives a segment that was begun, once it is there.
SegmentToCome = Callable[[], Segment]
# How a crew is found for what is planned, and let go.
Gather = Callable[[Maker, Plan], AbstractContextManager[Crew]]


@dataclass(frozen=True, slots=True)
class NearCrew:
    """This process, or several that share its disk."""

    maker: Maker
    pool: Executor | None = None
    processes: int = 1

    @property
    def segments_ahead(self) -> int:
        """As many as there are other processes."""
        return self.processes if self.pool else 0

    def make(self, jobs: Sequence[Job]) -> Iterable[Yield]:
        """Make every document, in their order."""
        if not self.pool:
            yield from map(self.maker.make, jobs)
            return
        parts = (jobs[at : at + _CHUNK] for at in range(0, len(jobs), _CHUNK))
        given = ((None, self.pool.submit(make_in_worker, part)) for part in parts)
        for _, made in ahead(given, _AHEAD * self.processes):
            yield from made.result()

    def segment(self, records: Sequence[SearchRecord]) -> SegmentToCome:
        """Begin a segment of the index, in another process where there is one."""
        return self.pool.submit(segment_of, records).result if self.pool else partial(segment_of, records)

    def write_terms(self, wanted: GroupsToWrite) -> Iterable[WrittenGroup]:
        """Write term files of the index, in their order."""
        if not self.pool:
            yield from write_terms(self.maker, wanted)
            return
        for part in self.pool.map(write_terms_in_worker, wanted.parted(self.processes)):
            for group in part:
                self.maker.claim(*group.paths)
                yield group

    def collect(self, wanted: Sequence[Collection]) -> Iterable[Collected]:
        """Make every collection, in their order."""
        return self.pool.map(collect_in_worker, wanted) if self.pool else map(partial(collect, self.maker), wanted)


@contextmanager
def gather_near(jobs: int, maker: Maker, plan: Plan) -> Iterator[Crew]:
    """Several processes where there is work for them."""
    if jobs < 2 or _work(maker.settings, plan) < _PARALLEL_FROM:
        yield NearCrew(maker)
        return
    # Started afresh, not forked: a live-reload server has threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, begin_worker, (maker,)) as pool:
        yield NearCrew(maker, pool, jobs)


def _work(settings: Settings, plan: Plan) -> int:
    """About how many milliseconds a plan takes."""
    slow = {} if settings.on_request else {suffix: _COST[suffix] for suffix in settings.formats if suffix in _COST}
    cost = sum(
        _PAGE_COST + sum(slow[one] for one in slow if one not in job.kept) for job in plan.jobs if not job.unchanged
    )
    for volume in plan.volumes:
        cost += len(volume.members) * sum(slow[one] for one in slow if one not in volume.kept)
    return cost
