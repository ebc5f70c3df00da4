"""Which documents are new."""

from __future__ import annotations

from goalbook.entry import Entry
from goalbook.history import History
from goalbook.load import Book

COUNT = 8


def newest(book: Book, history: History) -> list[Entry]:
    """The documents last published, approved or else added, newest first; then by year, then by address."""

    def day(entry: Entry) -> tuple[str, str]:
        changes = history.of(f"{entry.address}.yml")
        return entry.published or (changes[-1].day if changes else ""), entry.year

    shown = sorted((entry for entry in book.entries if not entry.withdrawn), key=lambda entry: entry.address)
    return sorted(shown, key=day, reverse=True)[:COUNT]
