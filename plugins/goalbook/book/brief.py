"""The indicators of a document in short, packed into its listing entry: what results, chains and years are told from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from goalbook.model.indicators import walk_indicators
from goalbook.model.records import Document, Indicator
from goalbook.scratch import NO_BYTES, Packed

# What is told of an indicator beside others: its identity, its values, what its body says of them.
_FIELDS = (
    "id", "was", "scope", "path", "numbering", "name", "nature", "better", "baseline", "sign", "target", "unit", "targets", "levels",
    "values", "actual", "weight", "score", "rating", "reason",
)  # fmt: skip


class Brief(NamedTuple):
    """An indicator in short: its anchor, the names of the items that hold it, and the record with the fields that are told.

    In a list only documents that state results have anchors.
    """

    anchor: str
    trail: tuple[str, ...]
    indicator: Indicator


def briefs_of(document: Document, anchors: Mapping[str, str]) -> Iterator[Brief]:
    """The indicators of a document, in printed order."""
    for path, trail, indicator in walk_indicators(document):
        yield Brief(anchors.get(path, ""), trail, indicator)


def pack_indicators(document: Document, anchors: Mapping[str, str]) -> Packed:
    """The indicators of a document in few bytes; none where it has none."""
    rows = [[one.anchor, one.trail, _told(one.indicator)] for one in briefs_of(document, anchors)]
    if not rows:
        return NO_BYTES
    return Packed(zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1))


def unpack_indicators(packed: Packed) -> Iterator[Brief]:
    """The indicators that were packed, in printed order."""
    for anchor, trail, told in json.loads(zlib.decompress(bytes(packed))) if packed else ():
        yield Brief(anchor, tuple(trail), Indicator.model_validate(told))


def _told(indicator: Indicator) -> dict[str, Any]:
    stated = indicator.model_fields_set
    found: dict[str, Any] = {}
    for name in _FIELDS:
        if name in stated and (value := getattr(indicator, name)) is not None:
            found[name] = value if isinstance(value, str) else _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str) else value.model_dump(exclude_unset=True)
