"""The same indicators in several documents: joined by id, then by what they are called; a rename is joined where the indicator says so.

What only seems to have been renamed is proposed, never joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goalbook.book.brief import Brief
from goalbook.book.same_indicators import same_indicators
from goalbook.diff.records import alike
from goalbook.model.pairing import left_over

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


def join_indicators(old: Sequence[Brief], new: Sequence[Brief]) -> Joined:
    """Which indicator of the second list is which of the first."""
    if not old or not new:
        return Joined((None,) * len(new), tuple(range(len(old))), ())
    found = same_indicators(old, new)
    rest_old, rest_new = left_over(range(len(old)), found.values()), left_over(range(len(new)), found)
    places = tuple(found.get(n) for n in range(len(new)))
    return Joined(places, tuple(rest_old), _proposed(old, new, rest_old, rest_new))


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
