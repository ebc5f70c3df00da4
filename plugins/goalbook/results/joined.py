"""The same indicators in several documents: joined by id, then by what they are called; a rename is joined where the indicator says so.

What only seems to have been renamed is proposed, never joined.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from goalbook.book.brief import Brief
from goalbook.diff.records import alike

_TRIED = 20  # candidates for a rename that are looked at; more is no proposal


class Rename(NamedTuple):
    """An indicator that may be an earlier one under another name: their places in their lists."""

    before: int
    after: int


class Joined(NamedTuple):
    """Two lists of indicators: for each of the second its place in the first, or None; the places that are gone; what may be renames."""

    places: tuple[int | None, ...]
    gone: tuple[int, ...]
    proposals: tuple[Rename, ...]


_Key = Callable[[Brief], Hashable | None]
_KEYS: tuple[_Key, ...] = (
    lambda one: one.indicator.id,
    lambda one: (one.trail, one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: (one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: one.indicator.name or None,
)


def join_indicators(old: Sequence[Brief], new: Sequence[Brief]) -> Joined:
    """Which indicator of the second list is which of the first."""
    found: dict[int, int] = {}
    rest_old, rest_new = list(range(len(old))), list(range(len(new)))
    for key in _KEYS:
        waiting = _places(rest_old, lambda n, key=key: [key(old[n])])  # type: ignore[misc]
        _take(found, waiting, rest_new, lambda n, key=key: [key(new[n])])  # type: ignore[misc]
        rest_old, rest_new = _left(rest_old, found.values()), _left(rest_new, found)
    waiting = _places(rest_old, lambda n: [old[n].indicator.name or None, old[n].indicator.id])
    _take(found, waiting, rest_new, lambda n: new[n].indicator.was)
    rest_old, rest_new = _left(rest_old, found.values()), _left(rest_new, found)
    places = tuple(found.get(n) for n in range(len(new)))
    return Joined(places, tuple(rest_old), _proposed(old, new, rest_old, rest_new))


def _places(rest: Iterable[int], names: Callable[[int], Iterable[Hashable | None]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for n in rest:
        for name in names(n):
            if name is not None:
                found.setdefault(name, []).append(n)
    return found


def _take(
    found: dict[int, int], waiting: dict[Hashable, list[int]], rest: Iterable[int],
    names: Callable[[int], Iterable[Hashable | None]],
) -> None:  # fmt: skip
    """Join each of the rest with the first that waits under one of its names."""
    taken = set(found.values())
    for n in rest:
        for name in names(n):
            candidates = [place for place in waiting.get(name, ()) if place not in taken] if name is not None else []
            if candidates:
                found[n] = candidates[0]
                taken.add(candidates[0])
                waiting[name].remove(candidates[0])
                break


def _left(rest: Iterable[int], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [n for n in rest if n not in gone]


def _proposed(
    old: Sequence[Brief], new: Sequence[Brief], rest_old: list[int], rest_new: list[int]
) -> tuple[Rename, ...]:
    """Of what is gone and what has come, those of added category that have much in common, each once."""
    if max(len(rest_old), len(rest_new)) > _TRIED:
        return ()
    found: list[Rename] = []
    for n in rest_new:
        added = new[n].indicator
        waiting = [m for m in rest_old if m not in {rename.before for rename in found}]
        same = (m for m in waiting if old[m].indicator.path == added.path and alike(old[m].indicator, added))
        if (before := next(same, None)) is not None:
            found.append(Rename(before, n))
    return tuple(found)
