"""The day of a document's data."""

from __future__ import annotations

from goalbook.book.entry import Entry
from goalbook.git.history import History


def data_day(entry: Entry, history: History) -> str:
    """The day of a document's data: of its newest change, else the one it states."""
    return next((change.day for change in history.of(entry.address.file)), entry.published)
