"""The records that repeated lines print: row by row from the outermost in, and which of them began above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalbook.forms.form import Each, Field, Records
from goalbook.model.places import printed, value_at, walk_items


class FoundRecord(NamedTuple):
    """A record with its path in the document and its depth (0 for the first level); none where a list holds nothing."""

    path: str
    depth: int
    record: object | None


class Merging:
    """Which records of a row began above it, and which of its merged cells do."""

    def __init__(self, section: Each) -> None:
        slots = [slot for line in section.lines[:1] for slot in line.slots if isinstance(slot.content, Field)]
        self.merging = [
            (slot.col, slot.content.path) for slot in slots if isinstance(slot.content, Field) and slot.content.merge
        ]
        self.last: tuple[FoundRecord, ...] = ()
        self.keys: list[tuple[object, ...]] = []

    def of(self, trail: tuple[FoundRecord, ...]) -> tuple[int, frozenset[int]]:
        """The level of the outermost record that begins in a row (1 is the first), and the columns whose cells go on though theirs
        begins.
        """
        same = next(
            (n for n, (one, other) in enumerate(zip(trail, self.last, strict=False)) if one.path != other.path), 0
        )
        fresh = same + 1 if self.last else 1
        record = trail[-1].record
        keys = self._keys(record) if record is not None else []
        apart = getattr(record, "merge", None) == "apart"
        goes_on = bool(self.last) and fresh == len(trail) and not apart and bool(keys)
        merged = {
            col for n, (col, _) in enumerate(self.merging) if goes_on and n < len(self.keys) and keys[n] == self.keys[n]
        }
        self.last, self.keys = trail, keys
        return fresh, frozenset(merged)

    def _keys(self, record: object) -> list[tuple[object, ...]]:
        """What each merged cell must have in common with the one above: a lost label (None) is only known to span records that have
        all their labels in common.
        """
        values = tuple(value_at(record, path) for _, path in self.merging)
        return [values if None in values[: n + 1] else values[: n + 1] for n in range(len(values))]


def trails_of(chain: tuple[Records, ...], owner: FoundRecord) -> Iterator[tuple[FoundRecord, ...]]:
    """The records of each row, from the outermost in; a list that holds nothing gives one row without a record."""
    if not chain:
        yield ()
        return
    records = list(records_of(chain[0], owner.record, owner.path)) if owner.record is not None else []
    for found in records or [FoundRecord("", 0, None)]:
        yield from ((found, *rest) for rest in trails_of(chain[1:], found))


def records_of(records: Records, holder: object, path: str) -> Iterator[FoundRecord]:
    """The records of a list with their paths and depths."""
    whole = f"{path}.{records.name}" if path else records.name
    values = value_at(holder, records.name) or ()
    assert isinstance(values, tuple)
    walked = walk_items(values, whole) if records.deep else ((f"{whole}.{n}", 0, one) for n, one in enumerate(values))
    for here, depth, record in walked:
        if all(printed(value_at(record, key)) == value for key, value in records.only):
            yield FoundRecord(here, depth, record)
