"""Which record of one list is which of another: by what identifies it, its place, or what it has in common."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from pydantic import BaseModel

from goalbook.model.pairing import PairKey, left_over, pair_by_earlier_names, pair_by_keys
from goalbook.model.records import Indicator, Item

Pair = tuple[int | None, int | None]

_LIKE = 0.5
_TRIED = 8
_LONGEST_NAME = 200

_KEYS: dict[str, tuple[PairKey, ...]] = {
    "Indicator": (
        lambda one: one.id,
        lambda one: (one.path, one.numbering, one.name) if one.name else None,
        lambda one: (one.path, one.name) if one.name else None,
        lambda one: one.name or None,
    ),
    "Item": (
        lambda one: one.id,
        lambda one: (one.kind, one.numbering, one.name) if one.name else None,
        lambda one: (one.kind, one.name) if one.name else None,
        lambda one: (one.kind, one.numbering) if one.numbering else None,
    ),
    "Checkpoint": (lambda one: one.by or None,),
    "Stretch": (lambda one: one.name or None,),
    "Value": (lambda one: (one.of, one.phase, one.at, getattr(one, "for")), lambda one: (one.at, getattr(one, "for"))),
    "Sign": (lambda one: one.label or None,),
    "Review": (lambda one: (one.at, one.kind, one.printed), lambda one: (one.at, one.kind)),
    "Accept": (lambda one: (one.rule, one.at), lambda one: one.rule),
}  # fmt: skip


def pairs_of(old: Sequence[BaseModel], new: Sequence[BaseModel]) -> list[Pair]:
    """Pairs of places in both lists, in the order of the new one; what is only in the old one comes last."""
    first, last = equal_ends(old, new)
    found = {n: n for n in range(first)}
    found |= {len(new) - n: len(old) - n for n in range(1, last + 1)}
    rest_old = list(range(first, len(old) - last))
    rest_new = list(range(first, len(new) - last))
    keys = _KEYS[type((*old, *new)[0]).__name__] if rest_old and rest_new else ()
    found |= pair_by_keys(keys, old, new, rest_old, rest_new)
    rest_old, rest_new = left_over(rest_old, found.values()), left_over(rest_new, found)
    called = ((n, (getattr(old[n], "name", None), getattr(old[n], "id", None))) for n in rest_old)
    found |= pair_by_earlier_names(called, ((n, getattr(new[n], "was", ())) for n in rest_new))
    rest_old, rest_new = left_over(rest_old, found.values()), left_over(rest_new, found)
    found |= _neighbours(old, new, rest_old, rest_new, found)
    added: list[Pair] = [(found.get(n), n) for n in range(len(new))]
    return [*added, *((n, None) for n in left_over(range(len(old)), found.values()))]


def equal_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many entries are the same from the start, and then from the end."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    return first, last


def _neighbours(
    old: Sequence[BaseModel], new: Sequence[BaseModel], rest_old: list[int], rest_new: list[int], found: dict[int, int]
) -> dict[int, int]:
    """Of what stands behind the same neighbour in both lists, those that have enough in common."""
    behind = {n: at for at, n in found.items()}
    groups: dict[int, list[int]] = {}
    for n, before in _with_neighbour(rest_old, behind):
        groups.setdefault(behind.get(before, -1), []).append(n)
    pairs: dict[int, int] = {}
    for n, before in _with_neighbour(rest_new, found):
        waiting = groups.get(before, [])
        like = next((one for one in waiting[:_TRIED] if alike(old[one], new[n])), None)
        if like is not None:
            waiting.remove(like)
            pairs[n] = like
    return pairs


def _with_neighbour(rest: list[int], matched: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Each place with the nearest matched one before it, -1 where there is none."""
    before = sorted(matched)
    for n in rest:
        at = bisect_left(before, n)
        yield n, before[at - 1] if at else -1


def alike(one: BaseModel, other: BaseModel) -> bool:
    """Whether at least half of what two records state is the same, or their names nearly are."""
    stated = one.model_fields_set | other.model_fields_set
    same = sum(getattr(one, name) == getattr(other, name) for name in stated)
    if not stated or same / len(stated) >= _LIKE:
        return True
    first, second = (str(getattr(record, "name", None) or "")[:_LONGEST_NAME] for record in (one, other))
    return bool(first and second) and SequenceMatcher(None, first, second, autojunk=False).ratio() >= _LIKE


def moved(pairs: Sequence[Pair]) -> set[int]:
    """The new places of the fewest entries that must have been moved for the old order to become the new."""
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    tails: list[int] = []  # of each length, the smallest old place that a run in order can end at
    lengths: list[int] = []
    for old, _ in both:
        length = bisect_left(tails, old)
        tails[length : length + 1] = [old]
        lengths.append(length)
    kept: set[int] = set()
    wanted, limit = len(tails) - 1, 1 << 62
    for (old, new), length in zip(reversed(both), reversed(lengths), strict=True):
        if length == wanted and old < limit:
            kept.add(new)
            wanted, limit = wanted - 1, old
    return {new for _, new in both} - kept


def called(record: BaseModel) -> Hashable | None:
    """By what a record that is gone in one place is known where it has come to."""
    if isinstance(record, Indicator) and record.name:
        return record.path, record.name
    if isinstance(record, Item) and record.name:
        return record.kind, record.name
    return None
