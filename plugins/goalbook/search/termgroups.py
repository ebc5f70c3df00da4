"""Term files by groups of terms that begin alike: a group whose lists are those of a build before has the same files."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory
from typing import NamedTuple

from goalbook.search.codec import order
from goalbook.search.kept_files import KeepFile, KeptFiles, Noted
from goalbook.search.segment import Lists, beginning_of, read_lists
from goalbook.search.spill import MOST_POSTINGS, Posting, Postings, dumped
from goalbook.search.termfiles import TermFiles

GROUP_BYTES = 10_000  # of the lists of documents in a group, about: a file, as a rule


class TermGroup(NamedTuple):
    """Terms that follow each other: how they begin, the digest of all their lists, and the bytes of these."""

    beginnings: tuple[str, ...]
    digest: bytes
    size: int


class WrittenGroup(NamedTuple):
    """The term files of a group: the first term and the name of each, which terms of one character there are, and the paths of all that
    was written."""

    firsts: tuple[str, ...]
    names: tuple[str, ...]
    characters: tuple[str, ...]
    paths: tuple[str, ...]


class GroupsToWrite(NamedTuple):
    """Groups to write, in their order, whose terms wait in a file; ``least`` is that of TermFiles, ``most`` that of Postings."""

    waiting: Path
    groups: Sequence[TermGroup]
    least: int
    most: int

    def parted(self, parts: int) -> Iterator[GroupsToWrite]:
        """The same in so many parts, of about as many bytes each, as far as there are groups."""
        share, size, at = sum(group.size for group in self.groups) / parts, 0, 0
        for end, group in enumerate(self.groups, 1):
            size += group.size
            if size >= share or end == len(self.groups):
                yield self._replace(groups=self.groups[at:end])
                size, at = 0, end


WriteGroups = Callable[[GroupsToWrite], Iterable[WrittenGroup]]


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


def write_groups(wanted: GroupsToWrite, keep: KeepFile) -> Iterator[WrittenGroup]:
    """Write the files of groups by ``keep``."""
    spilling = TemporaryDirectory(prefix="terms.", dir=wanted.waiting.parent)
    with spilling as folder, wanted.waiting.open("rb") as waiting:
        postings = Postings(Path(folder), wanted.most)
        group_of = {beginning: n for n, group in enumerate(wanted.groups) for beginning in group.beginnings}
        for base, lists in dumped(waiting) if group_of else ():
            for beginning in lists.keys() & group_of.keys():
                postings.extend(base, read_lists(lists[beginning][1]))
        for _, merged in groupby(postings.merged(), key=lambda posting: group_of[beginning_of(posting.term)]):
            yield _written(merged, wanted.least, keep)


def _written(postings: Iterable[Posting], least: int, keep: KeepFile) -> WrittenGroup:
    noted = Noted(keep)
    files = TermFiles(noted, least)
    characters: list[str] = []
    for posting in postings:
        files.add(posting)
        if len(posting.term) == 1:
            characters.append(posting.term)
    files.finish()
    return WrittenGroup(tuple(files.firsts), tuple(files.names), tuple(characters), tuple(noted.paths))


class TermGroups:
    """Collects the terms of documents in ascending order of their numbers; ``folder`` takes them. ``least`` is that of TermFiles.

    Which terms are a group says the length of their lists alone, so that a change of one list leaves nearly all other groups as they
    were.
    """

    def __init__(self, folder: Path, kept: KeptFiles | None, least: int, most: int = MOST_POSTINGS) -> None:
        self.kept, self.least, self.most = kept, least, most
        self.waiting = (folder / "terms").open("wb")
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
        Path(self.waiting.name).unlink(missing_ok=True)

    def write(self, write: WriteGroups) -> WrittenTerms:
        """The files of all groups, of which ``write`` writes those that aren't kept."""
        self.waiting.flush()
        terms = WrittenTerms([], [], set())
        groups = list(self._groups())
        found = [self.kept.find("terms", group.digest) if self.kept else None for group in groups]
        missing = [group for group, known in zip(groups, found, strict=True) if known is None]
        wanted = GroupsToWrite(Path(self.waiting.name), missing, self.least, self.most)
        made = {group: self._put(group, one) for group, one in zip(missing, write(wanted), strict=True)}
        for group, known in zip(groups, found, strict=True):
            firsts, names, characters = known or made[group]
            terms.firsts.extend(firsts)  # type: ignore[arg-type]
            terms.names.extend(names)  # type: ignore[arg-type]
            terms.characters.update(characters)  # type: ignore[arg-type]
        self.close()
        return terms

    def _put(self, group: TermGroup, written: WrittenGroup) -> tuple[object, ...]:
        *found, paths = written
        if self.kept:
            self.kept.put(("terms", group.digest), tuple(found), paths)
        return tuple(found)

    def _groups(self) -> Iterator[TermGroup]:
        held: list[str] = []
        size = 0
        for beginning in sorted(self.begun, key=order):
            held.append(beginning)
            size += self.begun[beginning].size
            if size >= GROUP_BYTES:
                yield self._group(held, size)
                held, size = [], 0
        if held:
            yield self._group(held, size)

    def _group(self, beginnings: list[str], size: int) -> TermGroup:
        digests = ((beginning, self.begun[beginning].digest.digest()) for beginning in beginnings)
        return TermGroup(tuple(beginnings), blake2b(repr(list(digests)).encode(), digest_size=16).digest(), size)
