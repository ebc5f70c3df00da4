"""The same indicators in two documents: by id, then by what they are called, then by the earlier names that one states."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from goalbook.book.brief import Brief
from goalbook.model.pairing import PairKey, left_over, pair_by_keys

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
    return found | _renamed(old, new, rest_old, rest_new)


def _renamed(old: Sequence[Brief], new: Sequence[Brief], rest_old: list[int], rest_new: list[int]) -> dict[int, int]:
    """Those of the rest that say how they were called before, each with the first that was called so and is free."""
    waiting: dict[str, list[int]] = {}
    for n in rest_old:
        for known in filter(None, (old[n].indicator.name, old[n].indicator.id)):
            waiting.setdefault(known, []).append(n)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for n in rest_new:
        called = (place for name in new[n].indicator.was for place in waiting.get(name, ()))
        if (free := next((place for place in called if place not in taken), None)) is not None:
            found[n] = free
            taken.add(free)
    return found


def _names(indicators: Sequence[Brief]) -> list[Hashable]:
    """What tells each from the others in a document: its id, else where it stands and what it is called."""
    return [
        one.indicator.id or (one.trail, one.indicator.path, one.indicator.name or n) for n, one in enumerate(indicators)
    ]
