"""The index of a site from segments that were kept: the bytes of an index made anew, whatever came, went, changed or was damaged."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.search import termgroups
from goalbook.search.build import IndexBuilder
from goalbook.search.cells import FoundCell
from goalbook.search.codec import INDEX_MANIFEST, path_of, unseal
from goalbook.search.kept_files import KeptFiles
from goalbook.search.record import SearchRecord, terms_of
from goalbook.search.segment import segment_of
from goalbook.site.build import segments as module
from goalbook.site.build.collections import Member
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.segments import Segments
from goalbook.store import Drawer, Store

from site_tests.helpers.made_book import WITHDRAWN, made_body, made_entry

DOCUMENTS = 40
BODY = made_body("甲")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of a few documents, so that few documents have many."""
    monkeypatch.setattr(module, "_ABOUT", 4)
    monkeypatch.setattr(module, "_MOST", 6)
    monkeypatch.setattr(termgroups, "GROUP_BYTES", 20)


def job_of(number: int, content: str = "", *, withdrawn: bool = False) -> Job:
    """A document at an address; its digest stands for its content."""
    entry = made_entry(f"{2020 + number % 3}/sample/file-{number:03}", withdrawn=WITHDRAWN if withdrawn else None)
    return Job(Member(replace(entry, digest=content or f"生成的文件{number}"), BODY, ""), (), (), ())


def record_of_job(job: Job) -> SearchRecord | None:
    """What the index takes of a document: its digest is the text of its one cell."""
    entry = job.entry
    texts = [entry.digest, "每份文件都有的文字 30%"]
    return None if entry.withdrawn else SearchRecord(
        f"{entry.address}/", entry.title, entry.year, (entry.body, "甲", ""), ("", ""), (entry.form.id, ""), "", "", "", None, (),
        tuple(FoundCell(f"d:{n}", ("栏",), text) for n, text in enumerate(texts)), 9, terms_of(texts, entry.title),
    )  # fmt: skip


class Site:
    """An index over a store, as builds that come one after another see it: ``files`` are those of the last one, ``asked`` the documents
    that it needed whole, ``made`` the files that it made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        self.made: set[str] = set()

    def built(self, jobs: Sequence[Job]) -> dict[str, bytes]:
        """The index of documents, with what was kept."""
        before, self.files = self.files, {}
        store = Store(self.folder / "store.sqlite")
        self.asked, self.made = [], set()

        def write(name: str, content: bytes) -> None:
            self.made.add(name)
            self.files[name] = content

        def link(name: str) -> bool:
            if name in before:
                self.files[name] = before[name]
            return name in before

        ordered = sorted(jobs, key=lambda job: job.entry.address)
        index = IndexBuilder(self.folder / "waiting", write, KeptFiles(Drawer(store), link))
        segments = Segments(index, ordered, Drawer(store), self._again)
        for job in ordered:
            needless = job.entry.withdrawn or job.entry.address in segments.settled
            segments.add(job, Yield([], None if needless else self._again(job), digest=job.entry.digest))
        index.finish()
        store.tidy()
        store.close()
        return self.files

    def clean(self, jobs: Sequence[Job]) -> dict[str, bytes]:
        """The same index of one segment, from nothing."""
        files: dict[str, bytes] = {}
        index = IndexBuilder(self.folder / "waiting", files.__setitem__)
        ordered = sorted(jobs, key=lambda job: job.entry.address)
        index.add(segment_of([record for job in ordered if (record := record_of_job(job))]))
        index.finish()
        return files

    def _again(self, job: Job) -> SearchRecord | None:
        self.asked.append(job.entry.address.document)
        return record_of_job(job)

    def damage(self, change: str) -> None:
        """Alter every value that is kept."""
        with sqlite3.connect(self.folder / "store.sqlite") as database:
            assert database.execute(f"UPDATE made SET value = {change}").rowcount > 5
        database.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose index was built once."""
    site = Site(tmp_path)
    site.built([*map(job_of, range(DOCUMENTS))])
    return site


def edited(jobs: list[Job]) -> Iterator[Job]:
    """Other content of one."""
    yield from (*jobs[:17], job_of(17, "另一份内容"), *jobs[18:])


def added(jobs: list[Job]) -> Iterator[Job]:
    """One more, in the middle of the addresses."""
    yield from (*jobs, job_of(500))


def removed(jobs: list[Job]) -> Iterator[Job]:
    """One less."""
    yield from (*jobs[:17], *jobs[18:])


def withdrawn(jobs: list[Job]) -> Iterator[Job]:
    """One that only says that it was taken down."""
    yield from (*jobs[:17], job_of(17, withdrawn=True), *jobs[18:])


CHANGES: tuple[Callable[[list[Job]], Iterator[Job]], ...] = (edited, added, removed, withdrawn)


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_index_is_that_of_a_clean_build(
    change: Callable[[list[Job]], Iterator[Job]], site: Site
) -> None:
    """And only the documents of the segments that it is in are asked for; then none."""
    jobs = [*change([*map(job_of, range(DOCUMENTS))])]
    after = site.built(jobs)
    assert after == site.clean(jobs)
    assert len(site.asked) <= 2 * 6
    assert len(site.made) < 0.6 * len(after) or change in (added, removed, withdrawn)  # others get other numbers
    assert site.built(jobs) == after
    assert not site.asked
    assert site.made == {INDEX_MANIFEST, *_tables(after)}


def _tables(files: dict[str, bytes]) -> set[str]:
    """The files that are put together at each build: primer and columns."""
    manifest = json.loads(unseal(files[INDEX_MANIFEST]))
    return {path_of(name) for name in (manifest["primer"], *manifest["columns"].values())}


def test_after_many_changes_the_index_is_that_of_a_clean_build(site: Site) -> None:
    """Several documents come, go, change and are taken down between two builds."""
    at = random.Random(13)
    jobs = {number: job_of(number) for number in range(DOCUMENTS)}
    for step in range(12):
        for number in at.sample(range(60), 4):
            kind = at.randrange(3)
            jobs[number] = job_of(number, f"第{step}次", withdrawn=kind == 1)
            if kind == 2:
                del jobs[number]
        assert site.clean([*jobs.values()]) == site.built([*jobs.values()])


@pytest.mark.parametrize(
    "change", ["substr(value, 1, length(value) / 2)", "x''", "value || x'00'", "(SELECT max(value) FROM made)"]
)
def test_a_damaged_segment_is_made_again(site: Site, change: str) -> None:
    """One that was cut, emptied, lengthened or exchanged is not believed; then it is there again."""
    jobs = [*map(job_of, range(DOCUMENTS))]
    site.damage(change)
    clean = site.clean(jobs)
    assert site.built(jobs) == clean
    assert len(site.asked) > DOCUMENTS / 2
    assert site.built(jobs) == clean
    assert not site.asked


def test_what_was_saved_meanwhile_is_not_kept(site: Site) -> None:
    """A document that was read with other content than it was listed with doesn't count as that listed."""
    jobs = sorted(edited([*map(job_of, range(DOCUMENTS))]), key=lambda job: job.entry.address)
    store = Store(site.folder / "store.sqlite")
    with closing(IndexBuilder(site.folder / "waiting", lambda *_: None)) as index:
        segments = Segments(index, jobs, Drawer(store), record_of_job)
        for job in jobs:
            segments.add(job, Yield([], record_of_job(job_of(17, "又一份内容")), digest="又一份内容"))
    store.tidy()
    store.close()
    assert site.clean(jobs) == site.built(jobs)
