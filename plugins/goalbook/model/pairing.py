"""Which entry of one list is which of another, by what identifies them: one key after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

PairKey = Callable[[Any], Hashable | None]


def pair_by_keys(
    keys: Iterable[PairKey], old: Sequence[object], new: Sequence[object], rest_old: list[int], rest_new: list[int]
) -> dict[int, int]:
    """The old place of each new one, of the places that are left of both: the first that waits under the first key they share.

    An entry for which a key is None has none of that kind.
    """
    found: dict[int, int] = {}
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for n in rest_old:
            if (value := key(old[n])) is not None:
                places.setdefault(value, []).append(n)
        for n in rest_new:
            if waiting := places.get(key(new[n])):
                found[n] = waiting.pop(0)
        rest_old, rest_new = left_over(rest_old, found.values()), left_over(rest_new, found)
    return found


def pair_by_earlier_names(
    old: Iterable[tuple[int, Iterable[str | None]]], new: Iterable[tuple[int, Iterable[str]]]
) -> dict[int, int]:
    """The old place of each new one that says how it was called before: the first that was called so and is free.

    Both are places, the old ones with their names and ids, the new ones with the names that they state.
    """
    waiting: dict[str, deque[int]] = {}
    for n, names in old:
        for name in filter(None, names):
            waiting.setdefault(name, deque()).append(n)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for n, names in new:
        for places in filter(None, (waiting.get(name) for name in names)):
            while places and places[0] in taken:
                places.popleft()
            if places:
                found[n] = places.popleft()
                taken.add(found[n])
                break
    return found


def left_over(rest: Iterable[int], taken: Iterable[int]) -> list[int]:
    """The places that are not taken."""
    gone = set(taken)
    return [n for n in rest if n not in gone]
