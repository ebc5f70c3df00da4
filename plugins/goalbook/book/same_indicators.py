"""The same indicators in two documents: by id, then by what they are called, then by the earlier names that one states."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from goalbook.book.brief import Brief

_Key = Callable[[Brief], Hashable | None]
_KEYS: tuple[_Key, ...] = (
    lambda one: one.indicator.id,
    lambda one: (one.trail, one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: (one.indicator.path, one.indicator.name) if one.indicator.name else None,
    lambda one: one.indicator.name or None,
)


def same_indicators(old: Sequence[Brief], new: Sequence[Brief]) -> dict[int, int]:
    """Which place of the first list each place of the second is joined with; what only seems to be the same isn't."""
    if _names(old) == (names := _names(new)) and len({*names}) == len(names):
        return {n: n for n in range(len(new))}
    found: dict[int, int] = {}
    rest_old, rest_new = list(range(len(old))), list(range(len(new)))
    for key in _KEYS:
        waiting = _places(rest_old, lambda n, key=key: [key(old[n])])  # type: ignore[misc]
        _take(found, waiting, rest_new, lambda n, key=key: [key(new[n])])  # type: ignore[misc]
        rest_old, rest_new = left_over(rest_old, found.values()), left_over(rest_new, found)
    waiting = _places(rest_old, lambda n: [old[n].indicator.name or None, old[n].indicator.id])
    _take(found, waiting, rest_new, lambda n: new[n].indicator.was)
    return found


def _names(indicators: Sequence[Brief]) -> list[Hashable]:
    """What tells each from the others in a document: its id, else where it stands and what it is called."""
    return [
        one.indicator.id or (one.trail, one.indicator.path, one.indicator.name or n) for n, one in enumerate(indicators)
    ]


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


def left_over(rest: Iterable[int], taken: Iterable[int]) -> list[int]:
    """The places that are not taken."""
    gone = set(taken)
    return [n for n in rest if n not in gone]
