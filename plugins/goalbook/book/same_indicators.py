"""The same indicators in two documents: by id, then by what they are called, then by the earlier names that one states."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from goalbook.book.brief import Brief
from goalbook.model.pairing import PairKey, left_over, pair_by_earlier_names, pair_by_keys

_KEYS: tuple[PairKey, ...] = (
    lambda one: one.indicator.id,
    lambda one: (one.trail, one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: (one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: one.indicator.name or None,
)


def same_indicators(old: Sequence[Brief], new: Sequence[Brief]) -> dict[int, int]:
    """Which place of the first list each place of the second is joined with; what only seems to be the same isn't."""
    if _names(old) == (names := _names(new)) and len({*names}) == len(names):
        return {n: n for n in range(len(new))}
    found = pair_by_keys(_KEYS, old, new, list(range(len(old))), list(range(len(new))))
    rest_old, rest_new = left_over(range(len(old)), found.values()), left_over(range(len(new)), found)
    called = ((n, (old[n].indicator.name, old[n].indicator.id)) for n in rest_old)
    return found | pair_by_earlier_names(called, ((n, new[n].indicator.was) for n in rest_new))


def _names(indicators: Sequence[Brief]) -> list[Hashable]:
    """What tells each from the others in a document: its id, else where it stands and what it is called."""
    return [
        one.indicator.id or (one.trail, one.indicator.path, one.indicator.name or n) for n, one in enumerate(indicators)
    ]
