"""The records that repeated lines print: row by row from the outermost in, and which of them began above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalbook.forms.form import Each, Field, Records
from goalbook.forms.side_by_side import paired
from goalbook.model.places import printed, value_at, walk_items

# A cell of repeated lines: the number of its line and its column.
LinePlace = tuple[int, int]


class FoundRecord(NamedTuple):
    """A record with its path in the document and its depth (0 for the first level); none where a list holds nothing."""

    path: str
    depth: int
    record: object | None


NO_RECORD = FoundRecord("", 0, None)


class Merging:
    """Which records of a row began above it, and which of its merged cells do."""

    def __init__(self, section: Each) -> None:
        self.section = section
        merging = [
            ((n, slot.col), field) for n, line in enumerate(section.lines) for slot, field in line.fields if field.merge
        ]
        self.shared = [(place, field) for place, field in merging if field.shared]
        self.own = [
            [(place, field) for place, field in merging if field.level == level + 1 and not field.shared]
            for level in range(section.outer, len(section.chain))
        ]
        self.last: tuple[FoundRecord, ...] = ()
        self.keys: dict[LinePlace, object] = {}

    def of(self, trail: tuple[FoundRecord, ...]) -> tuple[int, frozenset[LinePlace]]:
        """The level of the outermost record that begins in a row (1 is the first), and the cells that go on though theirs begins."""
        outer = self.section.outer
        same = next(
            (n for n, (one, other) in enumerate(zip(trail, self.last, strict=False)) if one.path != other.path), outer
        )
        fresh = min(same, outer) + 1 if self.last else 1
        records = trail[outer:]
        first = next((found.record for found in records if found.record is not None), None)
        shared = _keys(first, self.shared, ())
        keys = dict(shared)
        for found, own in zip(records, self.own, strict=True):
            keys |= _keys(found.record, own, tuple(shared.values()))
        apart = any(getattr(found.record, "merge", None) == "apart" for found in records)
        goes_on = bool(self.last) and fresh == outer + 1 and not apart
        merged = frozenset(place for place, key in keys.items() if goes_on and self.keys.get(place) == key)
        self.last, self.keys = trail, keys
        return fresh, merged


def _keys(
    record: object | None, merging: list[tuple[LinePlace, Field]], over: tuple[object, ...]
) -> dict[LinePlace, object]:
    """What each merged cell of a record must have in common with the one above: its value and those of the cells before it.

    A lost label (None) is only known to span records that have all their labels in common.
    """
    if record is None:
        return {}
    values = tuple(value_at(record, field.path) for _, field in merging)
    return {
        place: (over, values if None in values[: n + 1] else values[: n + 1]) for n, (place, _) in enumerate(merging)
    }


def trails_of(section: Each, owner: FoundRecord) -> Iterator[tuple[FoundRecord, ...]]:
    """The records of each row, from the outermost in; a list that holds nothing gives one row without a record."""
    yield from _trails(section, section.chain, owner)


def _trails(section: Each, chain: tuple[Records, ...], owner: FoundRecord) -> Iterator[tuple[FoundRecord, ...]]:
    if len(chain) == section.halves:
        yield from _rows(section, chain, owner)
        return
    records = list(records_of(chain[0], owner.record, owner.path)) if owner.record is not None else []
    for found in records or [NO_RECORD]:
        yield from ((found, *rest) for rest in _trails(section, chain[1:], found))


def _rows(section: Each, chain: tuple[Records, ...], owner: FoundRecord) -> Iterator[tuple[FoundRecord, ...]]:
    """The records of the innermost lists of an owner, those of several lists side by side."""
    lists = [list(records_of(one, owner.record, owner.path)) if owner.record is not None else [] for one in chain]
    if len(lists) == 1:
        yield from ((found,) for found in lists[0] or [NO_RECORD])
        return
    shared = [field.path for line in section.lines for _, field in line.fields if field.shared]

    def key(found: FoundRecord) -> tuple[str, ...]:
        return tuple(printed(value_at(found.record, path)) for path in shared)

    for row in paired(lists, key):
        yield tuple(found or NO_RECORD for found in row)
    if not any(lists):
        yield (NO_RECORD,) * len(lists)


def records_of(records: Records, holder: object, path: str) -> Iterator[FoundRecord]:
    """The records of a list with their paths and depths."""
    whole = f"{path}.{records.name}" if path else records.name
    values = value_at(holder, records.name) or ()
    assert isinstance(values, tuple)
    walked = walk_items(values, whole) if records.deep else ((f"{whole}.{n}", 0, one) for n, one in enumerate(values))
    for here, depth, record in walked:
        if all(printed(value_at(record, key)) == value for key, value in records.only):
            yield FoundRecord(here, depth, record)
