"""Postings that grow beyond memory: sorted runs on disk, merged as they are read back."""

from __future__ import annotations

import heapq
import marshal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from goalbook.search.beside import Beside, common
from goalbook.search.codec import order, varint
from goalbook.search.record import Terms

MOST_POSTINGS = 1_500_000  # in memory

# term, first, last, count; gaps, weights, counts of positions, highs, lows; what always stands beside it
TermRun = tuple[str, int, int, int, bytes, bytes, bytes, bytes, bytes, Beside]
_Run = tuple[bytes, int, int, int, bytes, bytes, bytes, bytes, bytes, Beside]  # with what terms are ordered by


@dataclass(frozen=True, slots=True)
class Posting:
    """A term with the documents that hold it: how many, the gaps between them, their weights, their positions (how many in
    each, and the gaps between them in two columns), and what always stands beside it."""

    term: str
    count: int
    documents: bytes
    weights: bytes
    counts: bytes
    highs: bytes
    lows: bytes
    beside: Beside


class _Growing:
    """The documents of one term in memory; the first one's number is kept apart, as the run before settles its gap."""

    __slots__ = ("beside", "count", "counts", "first", "gaps", "highs", "last", "lows", "weights")

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.count = 0
        self.beside: Beside = ""
        self.gaps, self.weights, self.counts = bytearray(), bytearray(), bytearray()
        self.highs, self.lows = bytearray(), bytearray()


class TermLists:
    """The terms of documents in ascending order of their numbers, in memory: ``held`` postings."""

    def __init__(self) -> None:
        self.terms: dict[str, _Growing] = {}
        self.held = 0

    def add(self, number: int, terms: Terms) -> None:
        """Take the terms of the next document."""
        names = terms.joined.split("\n") if terms.joined else []
        high = low = 0
        listed: list[_Growing] = []
        held = self.terms
        for term, weight in zip(names, terms.weights, strict=True):
            growing = held.get(term)
            if growing is None:
                growing = held[term] = _Growing(number)
            else:
                growing.gaps += varint(number - growing.last)
                growing.last = number
            growing.count += 1
            growing.weights.append(weight)
            listed.append(growing)
        for growing, count, size in zip(listed, terms.counts, terms.sizes, strict=False):
            growing.counts += varint(count)
            growing.highs += terms.highs[high : high + size]
            growing.lows += terms.lows[low : low + count]
            high += size
            low += count
        self.held += len(names)

    def extend(self, base: int, runs: Iterable[TermRun]) -> None:
        """Take the terms of the next documents, whose numbers in ``runs`` begin at 0, and here at a base."""
        for term, first, last, count, gaps, weights, counts, highs, lows, beside in runs:
            growing = self.terms.get(term)
            if growing is None:
                growing = self.terms[term] = _Growing(base + first)
                growing.beside = beside
            else:
                if growing.beside != beside:
                    growing.beside = common(growing.beside, beside)
                growing.gaps += varint(base + first - growing.last)
            growing.gaps += gaps
            growing.weights += weights
            growing.counts += counts
            growing.highs += highs
            growing.lows += lows
            growing.last = base + last
            growing.count += count
            self.held += count

    def know(self, beside: Mapping[str, Beside]) -> None:
        """Take what always stands beside terms in all documents that were added, and may be said of others."""
        for term, growing in self.terms.items():
            growing.beside = beside.get(term, "")

    def runs(self) -> Iterator[TermRun]:
        """Every term with its documents."""
        return map(self.run, self.terms)

    def run(self, term: str) -> TermRun:
        """A term with its documents."""
        growing = self.terms[term]
        columns = (growing.gaps, growing.weights, growing.counts, growing.highs, growing.lows)
        return (term, growing.first, growing.last, growing.count, *map(bytes, columns), growing.beside)  # type: ignore[return-value]


class Postings:
    """Collects the terms of documents in ascending order of their numbers; ``folder`` takes what memory can't."""

    def __init__(self, folder: Path, most: int = MOST_POSTINGS) -> None:
        self.folder, self.most = folder, most
        self.lists = TermLists()
        self.spilled: list[Path] = []

    def extend(self, base: int, runs: Iterable[TermRun]) -> None:
        """Take the terms of the next documents, whose numbers in ``runs`` begin at 0, and here at a base."""
        self.lists.extend(base, runs)
        if self.lists.held >= self.most:
            self._spill()

    def merged(self) -> Iterator[Posting]:
        """Every term in ascending order with all its documents; what was spilled is removed at the end."""
        streams = [_read(path) for path in self.spilled]
        for key, group in groupby(heapq.merge(*streams, self._sorted()), key=lambda run: run[0]):
            yield _joined(key.decode("utf-16-be"), list(group))
        for path in self.spilled:
            path.unlink()

    def _sorted(self) -> Iterator[_Run]:
        for key, term in sorted((order(term), term) for term in self.lists.terms):
            _, *rest = self.lists.run(term)
            yield (key, *rest)  # type: ignore[misc]

    def _spill(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"run-{len(self.spilled)}"
        with path.open("wb") as file:
            for run in self._sorted():
                marshal.dump(run, file)
        self.spilled.append(path)
        self.lists = TermLists()


def dumped(file: BinaryIO) -> Iterator[Any]:
    """What was dumped into a file, one thing after the other."""
    while True:
        try:
            yield marshal.load(file)
        except EOFError:
            return


def _read(path: Path) -> Iterator[_Run]:
    with path.open("rb") as file:
        yield from dumped(file)


def _joined(term: str, group: list[_Run]) -> Posting:
    """The parts of one term as one: the first document of each part gets its gap from the last of the part before."""
    before, documents = 0, bytearray()
    for _, first, last, _, gaps, *_ in group:
        documents += varint(first - before) + gaps
        before = last
    weights, counts, highs, lows = (b"".join(column) for column in list(zip(*group, strict=True))[5:9])
    beside = reduce(common, (run[9] for run in group))
    return Posting(term, sum(run[3] for run in group), bytes(documents), weights, counts, highs, lows, beside)
