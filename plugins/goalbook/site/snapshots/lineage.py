"""The same document in other years: by its body and name, and by the earlier addresses it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.model.address import Address
from goalbook.snapshot.published import Kept, Published

Key = str
"""A document's body and name, whatever its year: ``huangyuan-cppcc/department``."""


@dataclass(slots=True)
class Lineage:
    """One document over the years: what the live site has of it, and each snapshot, by year."""

    live: dict[str, list[Entry]] = field(default_factory=dict)
    frozen: dict[str, list[tuple[Published, Kept]]] = field(default_factory=dict)


Lineages = dict[Key, Lineage]


def lineages(book: Book, snapshots: Sequence[Published]) -> Lineages:
    """The lineage of every document by each of the names it ever had."""
    parents: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        parents.setdefault(key, key)
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    def join(address: Address, was: Sequence[Address]) -> None:
        for old in was:
            if old.count("/") == 2:
                one, other = sorted((root(address.lineage), root(old.lineage)))
                parents[other] = one

    for entry in book.entries:
        root(entry.address.lineage)
        join(entry.address, entry.was)
    for snapshot in snapshots:
        for kept in snapshot.documents:
            root(kept.address.lineage)
            join(kept.address, kept.was)
    found: dict[Key, Lineage] = {}
    for entry in book.entries:
        lineage = found.setdefault(root(entry.address.lineage), Lineage())
        lineage.live.setdefault(entry.address.year, []).append(entry)
    for snapshot in snapshots:
        for kept in snapshot.documents:
            lineage = found.setdefault(root(kept.address.lineage), Lineage())
            lineage.frozen.setdefault(kept.address.year, []).append((snapshot, kept))
    return {key: found[root(key)] for key in sorted(parents)}
