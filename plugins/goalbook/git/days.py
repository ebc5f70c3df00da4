"""The day of a document's data."""

from __future__ import annotations

from collections.abc import Iterable

from goalbook.book.entry import Entry
from goalbook.git.history import History, LoggedChange


def data_day(entry: Entry, history: History) -> str:
    """The day of a document's data: of its newest change, else the one it states."""
    return newest_day(history.of(entry.address.file)) or entry.stated_day


def newest_day(changes: Iterable[LoggedChange]) -> str:
    """The day of the newest change whose day is known; nothing where there is none."""
    return next((change.day for change in changes if change.day), "")
