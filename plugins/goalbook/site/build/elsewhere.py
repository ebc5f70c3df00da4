"""Documents made by an engine: processes on this machine or on others, which share no disk with this one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from goalbook.book.filled import GoalChanged
from goalbook.search.record import SearchRecord
from goalbook.search.segment import segment_of
from goalbook.search.termgroups import GroupsToWrite, WrittenGroup
from goalbook.site.build.ahead import ahead
from goalbook.site.build.collect import Collected, assembled, collect
from goalbook.site.build.collections import Collection, Member, wanted
from goalbook.site.build.errand import (
    Bytes,
    ErrandFault,
    Fetched,
    Outfit,
    collect_elsewhere,
    font_versions,
    make_elsewhere,
)
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.plan import Plan
from goalbook.site.build.produce import Maker
from goalbook.site.build.software import whole_key
from goalbook.site.build.spilled import spill
from goalbook.site.build.workers import Crew, SegmentToCome, write_terms
from goalbook.writers.formats import PAPER
from goalbook.writers.paper import Unfit

_DOCUMENTS = 16  # in an errand: what comes back of them are about 2 MB
_AHEAD = 48  # errands under way beside the one that is waited for

Errand = Callable[[str, bytes, bytes], bytes]


class _Given(NamedTuple):
    """What an errand is given, and the name of what it is about."""

    name: str
    content: object


@dataclass(frozen=True, slots=True)
class DistantCrew:
    """An engine that makes documents and collections on paper; what unchanged ones need is on this machine and made here."""

    maker: Maker
    engine: Executor
    software: str
    outfit: bytes

    @property
    def segments_ahead(self) -> int:
        """None: segments are made here."""
        return 0

    def segment(self, records: Sequence[SearchRecord]) -> SegmentToCome:
        """A segment of the index, made here once it is asked for."""
        return partial(segment_of, records)

    def write_terms(self, wanted: GroupsToWrite) -> Iterator[WrittenGroup]:
        """Write term files of the index here, where what they are made from waits."""
        return write_terms(self.maker, wanted)

    def make(self, jobs: Sequence[Job]) -> Iterator[Yield]:
        """Make every document, in their order."""
        fetched = self._fetched([job for job in jobs if not job.unchanged])
        for job in jobs:
            yield self.maker.make(job) if job.unchanged else next(fetched)

    def collect(self, wanted: Sequence[Collection]) -> Iterator[Collected]:
        """Make every collection, in their order."""
        asked = {
            f"{volume.address}.{suffix}": (volume, suffix)
            for volume in wanted
            for suffix in _on_paper(self.maker, volume)
        }
        given = (
            _Given(name, (volume, suffix, self._sources(volume.members))) for name, (volume, suffix) in asked.items()
        )
        made = zip(asked, self._sent(collect_elsewhere, given), strict=True)

        def assemble(maker: Maker, volume: Collection, suffix: str) -> Iterator[bytes]:
            """A file as it came back, in the order in which they were asked for; all that isn't on paper is put together here."""
            wanted = f"{volume.address}.{suffix}"
            if wanted not in asked:
                return assembled(maker, volume, suffix)
            content = next(pickle.loads(content) for name, content in made if name == wanted)
            if isinstance(content, Unfit):
                raise content
            return iter((content,))

        for volume in wanted:
            yield collect(self.maker, volume, assemble)

    def _fetched(self, jobs: Sequence[Job]) -> Iterator[Yield]:
        """Documents made elsewhere: their files are put into the site, their rows wait here."""
        parts = (jobs[at : at + _DOCUMENTS] for at in range(0, len(jobs), _DOCUMENTS))
        given = (
            _Given(
                f"{part[0].entry.address} … {part[-1].entry.address}",
                ([_bare(job) for job in part], self._sources([job.member for job in part])),
            )
            for part in parts
        )
        for content in self._sent(make_elsewhere, given):
            fetched: Fetched = pickle.loads(content)
            for name, file in fetched.files.items():
                self.maker.write(name, file)
            for result, rows in fetched.yields:
                yield result._replace(spilled=spill(self.maker.waiting, rows, None))

    def _sent(self, errand: Errand, given: Iterable[_Given]) -> Iterator[bytes]:
        """What errands bring, in their order; some are under way ahead of the one that is waited for."""
        sent = (
            (name, self.engine.submit(errand, self.software, self.outfit, pickle.dumps(content)))
            for name, content in given
        )
        for name, future in ahead(sent, _AHEAD):
            yield _result(name, future)

    def _sources(self, members: Iterable[Member]) -> Bytes:
        """The goal files of documents. Raises GoalChanged where one is gone."""
        found: dict[str, bytes] = {}
        for file in (member.entry.address.file for member in members):
            try:
                found[file] = (self.maker.root / file).read_bytes()
            except OSError as error:
                raise GoalChanged(file) from error
        return found


@contextmanager
def gather_elsewhere(engine: Executor, maker: Maker, _: Plan) -> Iterator[Crew]:
    """An engine that is there already, given what all documents have in common."""
    templates = _templates(maker.settings.overrides)
    settings = replace(maker.settings, overrides="")
    outfit = Outfit(settings, maker.root.name, maker.shells, templates, font_versions(settings))
    yield DistantCrew(maker, engine, whole_key(), pickle.dumps(outfit))


def _templates(overrides: str) -> Bytes:
    """A site's own templates of goal pages, by their paths below its overrides."""
    folder = Path(overrides)
    paths = sorted((folder / "goalbook").rglob("*")) if overrides else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _bare(job: Job) -> Job:
    """A job without what only this machine has: files of the site before; collections on paper are errands of their own."""
    return replace(job, kept=(), shared=job.shared - set(PAPER))


def _on_paper(maker: Maker, volume: Collection) -> list[str]:
    """The files on paper of a collection that are to be made."""
    if maker.settings.on_request or len(volume.members) == 1:
        return []
    suffixes = wanted(maker.settings, len(volume.members))[0]
    return [suffix for suffix in suffixes if suffix in PAPER and suffix not in volume.kept]


def _result(name: str, future: Future[bytes]) -> bytes:
    """What an errand brought. Raises ErrandFault, which names it where the engine gave it up."""
    try:
        return future.result()
    except (ErrandFault, GoalChanged):
        raise
    except Exception as error:  # of whatever kind the engine raises
        raise ErrandFault("lost", what=name, text=f"{type(error).__name__}: {error}") from error
