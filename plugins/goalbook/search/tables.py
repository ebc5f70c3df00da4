"""Tables of files: the names of many files, which a reader goes down from the manifest to the few that it needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from goalbook.search.codec import NAME_DIGITS, order, to_json

MOST_NAMES = 1024  # of the table in the manifest
TABLE_NAMES = 256  # of each table below it


class FileTable(NamedTuple):
    """The first terms of files, or nothing where they are found by number, and their names, joined."""

    firsts: list[str]
    names: str

    def name(self, place: int) -> str:
        """The name at a place."""
        return self.names[place * NAME_DIGITS : (place + 1) * NAME_DIGITS]

    def fitting(self, text: str, prefix: bool) -> Iterator[str]:
        """The name of the file that may hold a term; with ``prefix`` those of all that may hold terms that begin so."""
        key = order(text)
        keys = [order(first) for first in self.firsts]
        at = max(bisect_right(keys, key) - 1, 0)
        while at < len(keys):
            yield self.name(at)
            at += 1
            if not prefix or at == len(keys) or not keys[at].startswith(key):
                return


class Levelled(NamedTuple):
    """A table that is small enough for the manifest, and how many levels of tables lie between it and the files."""

    table: FileTable
    level: int


def levelled(firsts: list[str], names: list[str], keep: Callable[[bytes], str]) -> Levelled:
    """The table of many files, cut into files of their own, by ``keep``, as long as it is too long."""
    level = 0
    while len(names) > MOST_NAMES:
        cuts = [slice(at, at + TABLE_NAMES) for at in range(0, len(names), TABLE_NAMES)]
        below = [FileTable(firsts[cut], "".join(names[cut])) for cut in cuts]
        names = [keep(to_json(table._asdict())) for table in below]
        firsts = firsts[::TABLE_NAMES]
        level += 1
    return Levelled(FileTable(firsts, "".join(names)), level)
