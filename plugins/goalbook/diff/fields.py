"""The changed values of one field of two versions of a record: of a text, a mapping, a list, paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import cast

from pydantic import BaseModel

from goalbook.diff.records import equal_ends

_PARAGRAPHS = ("goal", "text", "lost", "was")

ChangedValue = tuple[str, str | None, str | None, str, str]


def values(name: str, old: object, new: object) -> Iterator[ChangedValue]:
    """The changed values of a field: the path in its record, both values, and the paths before and after."""
    if _is_parted(old) != _is_parted(new) and None not in (old, new):
        # What was one text has parts now, or the other way round: the one is gone, the other has come.
        yield from (*values(name, old, None), *values(name, None, new))
    elif isinstance(old, BaseModel) or isinstance(new, BaseModel):
        fields = type(cast(BaseModel, old or new)).model_fields
        for key in fields:
            yield from _inside(name, key, getattr(old, key, None), getattr(new, key, None))
    elif isinstance(old, dict) or isinstance(new, dict):
        one, other = (cast(dict[str, object], value or {}) for value in (old, new))
        for key in dict.fromkeys((*other, *one)):
            yield from _inside(name, key, one.get(key), other.get(key))
    elif name in _PARAGRAPHS:
        yield from _paragraphs(name, old, new)
    elif isinstance(old, tuple) or isinstance(new, tuple):
        for n, (a, b) in enumerate(zip_longest(_tuple(old), _tuple(new))):
            yield from _inside(name, str(n), a, b)
    else:
        yield name, _text(old), _text(new), name if old is not None else "", name if new is not None else ""


def _is_parted(value: object) -> bool:
    return isinstance(value, BaseModel)


def _inside(name: str, key: str, old: object, new: object) -> Iterator[ChangedValue]:
    if old != new:
        for step, a, b, was, now in values(key, old, new):
            yield f"{name}.{step}", a, b, was and f"{name}.{was}", now and f"{name}.{now}"


def _paragraphs(name: str, old: object, new: object) -> Iterator[ChangedValue]:
    """Paragraphs that were reworded, have come or are gone; one paragraph is the same as a list of one."""
    one, other = _tuple(old), _tuple(new)
    first, last = equal_ends(one, other)
    # Of very many paragraphs those that repeat are no landmarks: what a stranger wrote is compared in linear time.
    matcher = SequenceMatcher(None, one[first : len(one) - last], other[first : len(other) - last])
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for n, m in zip_longest(range(first + a, first + a_end), range(first + b, first + b_end)):
            was, now = _at(name, n, old), _at(name, m, new)
            yield now or was, None if n is None else one[n], None if m is None else other[m], was, now


def _at(name: str, n: int | None, value: object) -> str:
    if n is None:
        return ""
    return f"{name}.{n}" if isinstance(value, tuple) else name


def _tuple(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return cast(tuple[str, ...], value) if isinstance(value, tuple) else (str(value),)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
