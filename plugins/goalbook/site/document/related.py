"""What documents have to do with each other: the one that reports on another, goes on from it, was split from it, or went into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from goalbook.book.entry import Entry
from goalbook.model.address import Address

# How each relation is called by the other document.
_BACK = {
    "evaluates": "evaluated_by",
    "continues": "continued_by",
    "split_from": "split_into",
    "merged_into": "merged_from",
}


class Related(NamedTuple):
    """Another document to link from a page: its address, its title, its year and period (empty where unknown)."""

    address: Address
    title: str
    year: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a document has to do with another one, and why; ``other`` has no title where the site doesn't hold it."""

    kind: str
    other: Related
    reason: str


def related(entry: Entry) -> Related:
    """A document as other pages link to it."""
    return Related(entry.address, entry.title, entry.year, entry.period)


def relations_of(entries: Iterable[Entry]) -> dict[Address, tuple[Relation, ...]]:
    """The relations of each document that has any: those that it names itself, then those that name it, in the order of addresses."""
    there = {entry.address: entry for entry in entries}
    own: dict[Address, list[Relation]] = {}
    back: dict[Address, list[Relation]] = {}
    for entry in there.values():
        for kind, address, reason in entry.relations:
            other = related(there[address]) if address in there else Related(address, "", "")
            own.setdefault(entry.address, []).append(Relation(kind, other, reason))
            back.setdefault(address, []).append(Relation(_BACK[kind], related(entry), reason))
    return {
        address: (*own.get(address, ()), *back.get(address, ()))
        for address in there
        if address in own or address in back
    }
