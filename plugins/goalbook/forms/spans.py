"""The records that a block repeats, and how many rows and records their cells span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalbook.forms.form import Block, Field
from goalbook.model.places import value_at, walk_items


class FoundRecord(NamedTuple):
    """A record of a document with its path, and how deep it is indented."""

    path: str
    depth: int
    record: object


def records_of(each: str, owner: FoundRecord) -> Iterator[FoundRecord]:
    """The records that a block repeats: those of its owner, with their paths and depths."""
    name = each.rstrip("*")
    whole = f"{owner.path}.{name}" if owner.path else name
    records = value_at(owner.record, name)
    assert isinstance(records, tuple)
    if each.endswith("**"):
        yield from (FoundRecord(*found) for found in walk_items(records, whole))
    else:
        yield from (FoundRecord(f"{whole}.{n}", 0, record) for n, record in enumerate(records))


def height_of(inner: Block | None, owner: FoundRecord) -> int:
    """How many rows a record takes: those of the records inside it, one where there are none."""
    if inner is None:
        return 1
    return sum(height_of(inner.inner, record) for record in records_of(inner.each, owner)) or 1


def spans_of(block: Block, records: list[FoundRecord]) -> list[tuple[int, ...]]:
    """For each record and field, how many records the field's cell spans from there: 0 where the cell began above.

    A lost label (None) can only be known to span records that have all their labels in common.
    """
    merging = [n for n, part in enumerate(block.fields) if part.merge]
    spans = [[1] * len(block.fields) for _ in records]
    keys = [_merge_keys([block.fields[n] for n in merging], found.record) for found in records]
    for level, at in enumerate(merging):
        first = 0
        for n in range(1, len(records)):
            apart = getattr(records[n].record, "merge", None) == "no"
            if keys[n][level] == keys[n - 1][level] and not apart:
                spans[first][at] += 1
                spans[n][at] = 0
            else:
                first = n
    return [tuple(span) for span in spans]


def _merge_keys(fields: list[Field], record: object) -> list[tuple[object, ...]]:
    values = tuple(value_at(record, part.path) for part in fields)
    return [values if None in values[: n + 1] else values[: n + 1] for n in range(len(values))]
