"""目标的一生: which documents are of one thing, over its stages and years, and by what that is known.

The ties, the surest first: the same project code; ``evaluates``; ``continues``; the same address in another year; an earlier address
(``was``) of the one that is the address of the other. A document that says itself where it comes from isn't tied by its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from goalbook.book.entry import Entry
from goalbook.model.address import UNDATED, Address

Tie = Literal["code", "evaluates", "continues", "address", "was"]

_STAGES = ("declared", "approved", "", "adjusted", "monitored", "evaluated")
_WHOLE_CODE = 18  # characters: so long a project code is one of the whole country's, a shorter one its body's


@dataclass(frozen=True, slots=True)
class Thing:
    """同一件事: documents of one project, duty or goal, in the order of their years and stages; withdrawn ones are none.

    ``ties`` tell of each but the first by what it belongs to which other.
    """

    entries: tuple[Entry, ...]
    ties: Mapping[Address, tuple[Tie, Address]]

    @property
    def years(self) -> list[tuple[str, tuple[Entry, ...]]]:
        """The documents by the year that their goals are of, the earliest first."""
        return [(year, tuple(group)) for year, group in groupby(self.entries, key=goal_year)]

    @property
    def head(self) -> Entry:
        """The document that it is called after: the first that sets goals."""
        return head_of(self.entries)


def thing_facts(thing: Thing) -> tuple[object, ...]:
    """All that a thing is told from: its documents by what they were read from, and its ties."""
    return (
        tuple((entry.address, entry.digest, entry.form.digest) for entry in thing.entries),
        tuple(sorted(thing.ties.items())),
    )


def goal_year(entry: Entry) -> str:
    """The folder of the year that a document's goals are of: of one that reports on another, that one's."""
    named = next((address for kind, address, _ in entry.relations if kind == "evaluates"), None)
    return named.year if named else entry.address.year


def head_of(entries: Sequence[Entry]) -> Entry:
    """Of documents in order the first that sets goals, else the first."""
    return next((entry for entry in entries if entry.stage not in ("monitored", "evaluated")), entries[0])


def things_of(entries: Iterable[Entry]) -> list[Thing]:
    """What has more than one document, in the order of the addresses of its heads."""
    live = sorted((entry for entry in entries if not entry.withdrawn), key=_place)
    there = {entry.address: entry for entry in live}
    groups = _Groups(there)
    for tie, one, other in _ties(live, there):
        groups.join(tie, one, other)
    found = (Thing(tuple(sorted(group, key=_place)), groups.ties) for group in groups.found() if len(group) > 1)
    return sorted((_own_ties(thing) for thing in found), key=lambda thing: thing.head.address)


def _own_ties(thing: Thing) -> Thing:
    own = {entry.address: thing.ties[entry.address] for entry in thing.entries if entry.address in thing.ties}
    return Thing(thing.entries, own)


def _place(entry: Entry) -> tuple[bool, str, int, str, str]:
    year = goal_year(entry)
    return year == UNDATED, year, _STAGES.index(entry.stage), entry.published, entry.address


class _Groups:
    """Documents that belong together, as far as is known; each tie that brings two groups together is noted with the later document."""

    def __init__(self, there: Mapping[Address, Entry]) -> None:
        self.there = there
        self.order = {address: n for n, address in enumerate(there)}
        self.above = {address: address for address in there}
        self.ties: dict[Address, tuple[Tie, Address]] = {}

    def root(self, address: Address) -> Address:
        """The first document of the group of one."""
        while self.above[address] != address:
            self.above[address] = self.above[self.above[address]]
            address = self.above[address]
        return address

    def join(self, tie: Tie, one: Address, other: Address) -> None:
        """Bring two groups together, unless they are one."""
        first, last = sorted((self.root(one), self.root(other)), key=self.order.__getitem__)
        if first != last:
            self.above[last] = first
            early, late = sorted((one, other), key=self.order.__getitem__)
            self.ties[late if late not in self.ties else early] = (tie, early if late not in self.ties else late)

    def found(self) -> Iterable[list[Entry]]:
        """The groups."""
        groups: dict[Address, list[Entry]] = {}
        for address, entry in self.there.items():
            groups.setdefault(self.root(address), []).append(entry)
        return groups.values()


def _ties(live: Sequence[Entry], there: Mapping[Address, Entry]) -> Iterator[tuple[Tie, Address, Address]]:
    """All ties, the surest kind first."""
    moved = {old: entry.address for entry in live for old in entry.was}
    codes: dict[tuple[str, str], list[Entry]] = {}
    lineages: dict[str, list[Entry]] = {}
    for entry in live:
        if entry.code.strip():
            codes.setdefault((entry.code, "" if len(entry.code) >= _WHOLE_CODE else entry.body), []).append(entry)
        lineages.setdefault(entry.address.lineage, []).append(entry)
    for same in codes.values():
        yield from (("code", one.address, other.address) for one, other in pairwise(same))
    kinds: tuple[Tie, ...] = ("evaluates", "continues")
    for kind in kinds:
        for entry in live:
            for own, named, _ in entry.relations:
                if own == kind and (address := moved.get(named, named)) in there:
                    yield kind, address, entry.address
    yield from _ties_by_address(lineages)
    for entry in live:
        for old in entry.was:
            before = [one for one in lineages.get(old.lineage, ()) if one.address.year < entry.address.year]
            if before and old.lineage != entry.address.lineage:
                yield "was", before[-1].address, entry.address


def _ties_by_address(lineages: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[Tie, Address, Address]]:
    for same in lineages.values():
        for one, other in pairwise(same):
            comes = any(kind in ("continues", "split_from") for kind, _, _ in other.relations)
            goes = any(kind == "merged_into" for kind, _, _ in one.relations)
            if not comes and not goes and UNDATED not in (one.address.year, other.address.year):
                yield "address", one.address, other.address
