"""Lists that stand side by side in the same rows, paired where they have the cells before them in common."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import reduce
from itertools import groupby, zip_longest
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")


class _Run(NamedTuple):
    """Neighbouring rows that have their key in common."""

    key: Hashable
    rows: list[tuple[object | None, ...]]


def paired(lists: Sequence[Sequence[_T]], key: Callable[[Any], Hashable]) -> Iterator[tuple[_T | None, ...]]:
    """Rows of one value of each list, in the order of every list; a list that has no more of the same key gives None.

    Neighbours with one key stand beside those of the other lists that have it too; what no other list has stands alone.
    """
    runs = [[_Run(at, [(one,) for one in own]) for at, own in groupby(values, key)] for values in lists]
    widths = range(1, len(lists))
    whole = reduce(
        lambda left, more: list(_beside(left, more[1], more[0])), zip(widths, runs[1:], strict=True), runs[0]
    )
    for run in whole:
        yield from run.rows  # type: ignore[misc]


def _beside(left: list[_Run], right: list[_Run], width: int) -> Iterator[_Run]:
    """Two lists of runs as one: those with the same key in one run, as far as both orders are kept."""
    places: dict[Hashable, list[int]] = {}
    for n in range(len(right) - 1, -1, -1):
        places.setdefault(right[n].key, []).append(n)
    blank, at = (None,) * width, 0
    for run in left:
        own = places.get(run.key, [])
        while own and own[-1] < at:
            own.pop()
        if not own:
            yield _Run(run.key, [(*row, None) for row in run.rows])
            continue
        yield from (_Run(one.key, [(*blank, *row) for row in one.rows]) for one in right[at : own[-1]])
        both = zip_longest(run.rows, right[own[-1]].rows)
        yield _Run(run.key, [(*(one or blank), *(other or (None,))) for one, other in both])
        at = own[-1] + 1
    yield from (_Run(one.key, [(*blank, *row) for row in one.rows]) for one in right[at:])
