"""The same document in other years: by its body and name, and by the earlier addresses it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.snapshot.published import Kept, Published

Key = str
"""A document's body and name, whatever its year: ``huangyuan-cppcc/department``."""


@dataclass(slots=True)
class Lineage:
    """One document over the years: what the live site has of it, and each snapshot, by year."""

    live: dict[str, list[Entry]] = field(default_factory=dict)
    frozen: dict[str, list[tuple[Published, Kept]]] = field(default_factory=dict)


Lineages = dict[Key, Lineage]


def lineage_key(address: str) -> Key:
    """The key of an address: all but its year."""
    return address.split("/", 1)[1]


def lineages(book: Book, snapshots: Sequence[Published]) -> Lineages:
    """The lineage of every document by each of the names it ever had."""
    parents: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        parents.setdefault(key, key)
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    def join(address: str, was: Sequence[str]) -> None:
        for old in was:
            if old.count("/") == 2:
                one, other = sorted((root(lineage_key(address)), root(lineage_key(old))))
                parents[other] = one

    for entry in book.entries:
        root(lineage_key(entry.address))
        join(entry.address, entry.was)
    for snapshot in snapshots:
        for kept in snapshot.documents:
            root(lineage_key(kept.address))
            join(kept.address, kept.was)
    found: dict[Key, Lineage] = {}
    for entry in book.entries:
        lineage = found.setdefault(root(lineage_key(entry.address)), Lineage())
        lineage.live.setdefault(entry.address.split("/")[0], []).append(entry)
    for snapshot in snapshots:
        for kept in snapshot.documents:
            lineage = found.setdefault(root(lineage_key(kept.address)), Lineage())
            lineage.frozen.setdefault(kept.address.split("/")[0], []).append((snapshot, kept))
    return {key: found[root(key)] for key in sorted(parents)}
