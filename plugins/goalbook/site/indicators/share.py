"""What a document gives to the list of all indicators: its rows are read only where a page or file that shows them is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from goalbook.site.indicators.row import IndicatorRow
from goalbook.store import key_from


class RowShare:
    """The rows of a document: ``key`` tells what they are made of, ``count`` how many they are, ``load`` gives them."""

    def __init__(self, key: bytes, count: int, load: Callable[[], Sequence[IndicatorRow]]) -> None:
        self.key, self.count, self._load = key, count, load

    @cached_property
    def rows(self) -> Sequence[IndicatorRow]:
        """The rows themselves, read once."""
        return self._load()


class RowRange(NamedTuple):
    """Rows of one document that follow each other."""

    share: RowShare
    start: int
    stop: int

    @property
    def rows(self) -> Sequence[IndicatorRow]:
        """The rows."""
        return self.share.rows[self.start : self.stop]


def listed_rows(ranges: Iterable[RowRange]) -> list[IndicatorRow]:
    """The rows of several documents in their order."""
    return [row for each in ranges for row in each.rows]


def key_of_rows(ranges: Iterable[RowRange], *others: object) -> bytes:
    """The key of what is made of some rows, and of other things."""
    return key_from(*others, *((each.share.key, each.start, each.stop) for each in ranges))
