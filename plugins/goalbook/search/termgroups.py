"""Term files by groups of terms that begin alike: a group whose lists are those of a build before has the same files."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from struct import pack
from tempfile import TemporaryFile
from typing import NamedTuple

from goalbook.search.codec import order
from goalbook.search.kept_files import KeepFile, KeptFiles, Noted
from goalbook.search.segment import Lists, beginning_of, read_lists
from goalbook.search.spill import Posting, Postings
from goalbook.search.termfiles import TermFiles

GROUP_BYTES = 10_000  # of the lists of documents in a group, about: a file, as a rule


class TermGroup(NamedTuple):
    """Terms that follow each other: how they begin, and the digest of all their lists."""

    beginnings: tuple[str, ...]
    digest: bytes


class WrittenTerms(NamedTuple):
    """Term files: the first term and the name of each, and which terms of one character there are."""

    firsts: list[str]
    names: list[str]
    characters: set[str]


class _Begun:
    """The lists of the terms that begin alike, as far as they were added."""

    __slots__ = ("digest", "size")

    def __init__(self) -> None:
        self.digest, self.size = blake2b(digest_size=16), 0


class TermGroups:
    """Collects the terms of documents in ascending order of their numbers; ``folder`` takes them. ``least`` is that of TermFiles.

    Which terms are a group says the length of their lists alone, so that a change of one list leaves nearly all other groups as they
    were.
    """

    def __init__(self, folder: Path, kept: KeptFiles | None, least: int) -> None:
        self.kept, self.least = kept, least
        self.postings = Postings(folder)
        self.waiting = TemporaryFile(dir=folder)  # noqa: SIM115 - read back by write, and gone once it is closed
        self.begun: dict[str, _Begun] = {}

    def add(self, base: int, lists: Lists) -> None:
        """Take the terms of the next documents, whose numbers in their lists begin at 0, and here at a base."""
        for beginning, (size, runs) in lists.items():
            begun = self.begun.get(beginning)
            if begun is None:
                begun = self.begun[beginning] = _Begun()
            begun.size += size
            begun.digest.update(pack("<QQ", base, len(runs)))
            begun.digest.update(runs)
        marshal.dump((base, lists), self.waiting)

    def close(self) -> None:
        """Let go what waits on disk."""
        self.waiting.close()

    def write(self, keep: KeepFile) -> WrittenTerms:
        """Write the files of all groups by ``keep``, those apart that are kept."""
        written = WrittenTerms([], [], set())
        groups = list(self._groups())
        found = [self.kept.find("terms", group.digest) if self.kept else None for group in groups]
        made = self._merged([group for group, known in zip(groups, found, strict=True) if known is None])
        for group, known in zip(groups, found, strict=True):
            firsts, names, characters = known or self._written(group, next(made), keep)
            written.firsts.extend(firsts)  # type: ignore[arg-type]
            written.names.extend(names)  # type: ignore[arg-type]
            written.characters.update(characters)  # type: ignore[arg-type]
        self.close()
        return written

    def _groups(self) -> Iterator[TermGroup]:
        held: list[str] = []
        size = 0
        for beginning in sorted(self.begun, key=order):
            held.append(beginning)
            size += self.begun[beginning].size
            if size >= GROUP_BYTES:
                yield self._group(held)
                held, size = [], 0
        if held:
            yield self._group(held)

    def _group(self, beginnings: list[str]) -> TermGroup:
        digests = ((beginning, self.begun[beginning].digest.digest()) for beginning in beginnings)
        return TermGroup(tuple(beginnings), blake2b(repr(list(digests)).encode(), digest_size=16).digest())

    def _merged(self, groups: list[TermGroup]) -> Iterator[Iterator[Posting]]:
        """The terms of some groups with all their documents, group by group."""
        group_of = {beginning: n for n, group in enumerate(groups) for beginning in group.beginnings}
        for base, lists in self._waited() if groups else ():
            for beginning in lists.keys() & group_of.keys():
                self.postings.extend(base, read_lists(lists[beginning][1]))
        merged = groupby(self.postings.merged(), key=lambda posting: group_of[beginning_of(posting.term)])
        return (postings for _, postings in merged)

    def _waited(self) -> Iterator[tuple[int, Lists]]:
        self.waiting.seek(0)
        while True:
            try:
                yield marshal.load(self.waiting)
            except EOFError:
                return

    def _written(self, group: TermGroup, postings: Iterator[Posting], keep: KeepFile) -> tuple[object, ...]:
        noted = Noted(keep)
        files = TermFiles(noted, self.least)
        characters: list[str] = []
        for posting in postings:
            files.add(posting)
            if len(posting.term) == 1:
                characters.append(posting.term)
        files.finish()
        found = (tuple(files.firsts), tuple(files.names), tuple(characters))
        if self.kept:
            self.kept.put(("terms", group.digest), found, noted.paths)
        return found
